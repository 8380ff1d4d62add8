"""Signing in and out. The steps themselves are allauth's; these are its doors, and the one of the demonstration."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from allauth.account import views
from allauth.account.forms import ChangePasswordForm, LoginForm
from django.conf import settings
from django.contrib.auth import login
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from hirz.faces.staff import session_life
from hirz.faces.staff.checks import is_loopback
from hirz.faces.staff.wording import roles_of
from hirz.foundation.accounts.doors import visible_or_404
from hirz.foundation.accounts.models import User
from hirz.foundation.vocabularies.collation import sort_for_people
from hirz.foundation.vocabularies.registry import page_language


class SignInForm(LoginForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address")
        self.fields["password"].label = _("Password")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        # How long a session lasts is not the person's choice.
        self.fields["remember"].disabled = True


class NewPasswordForm(ChangePasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = _("Password you have now")
        self.fields["password1"].label = _("New password")
        self.fields["password1"].help_text = _("At least twelve characters. Several words make a good one.")
        self.fields["password2"].label = _("New password, again")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class SignIn(views.LoginView):  # type: ignore[misc]
    form_class = SignInForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        given: dict[str, Any] = super().get_context_data(**kwargs)
        return {**given, "may_choose_person": _may_choose_person(self.request)}


class SignOut(views.LogoutView):  # type: ignore[misc]
    http_method_names = ["post"]


sign_in = SignIn.as_view(template_name="staff/sign_in/sign_in.html")
sign_out = SignOut.as_view()
inactive = views.AccountInactiveView.as_view(template_name="staff/sign_in/inactive.html")
again_with_password = views.ReauthenticateView.as_view(template_name="staff/sign_in/again_password.html")
_change_password = views.PasswordChangeView.as_view(
    template_name="staff/sign_in/password.html", form_class=NewPasswordForm, success_url=reverse_lazy("mfa_index")
)


def choose_person(request: HttpRequest) -> HttpResponse:
    """One click instead of a password: in the demonstration, from this machine."""
    if not _may_choose_person(request):
        raise Http404
    if request.method == "POST":
        return _sign_in_as(request, request.POST.get("person", ""))
    return render(request, "staff/sign_in/choose_person.html", {"offices": _people_by_office()})


def _sign_in_as(request: HttpRequest, chosen: str) -> HttpResponse:
    person = visible_or_404(_demonstration_people(), pk=chosen)
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    session_life.note_second_factor(request.session, person)
    return redirect("staff:home")


def _may_choose_person(request: HttpRequest) -> bool:
    direct = "HTTP_X_FORWARDED_FOR" not in request.META and "HTTP_FORWARDED" not in request.META
    return bool(settings.HIRZ_DEMO and direct and is_loopback(request.META.get("REMOTE_ADDR", "")))


@dataclass(frozen=True)
class Person:
    """Somebody of the demonstration: who they are and what they do."""

    pk: UUID
    name: str
    roles: list[str]


def _demonstration_people() -> QuerySet[User]:
    someone = Q(assignments__isnull=False) | Q(is_contributor=True)
    return User.objects.filter(someone, is_active=True).distinct()


def _people_by_office() -> list[tuple[str, list[Person]]]:
    people = _demonstration_people().select_related("office").prefetch_related("assignments__office")
    named = sort_for_people(people, lambda person: person.display_name, page_language())
    grouped: defaultdict[str, list[Person]] = defaultdict(list)
    for person in named:
        grouped[str(person.office)].append(Person(person.pk, person.display_name, _told(person)))
    return sort_for_people(grouped.items(), lambda pair: pair[0], page_language())


def _told(person: User) -> list[str]:
    """For whom somebody contributes is not told before they are signed in."""
    if person.is_contributor:
        return [pgettext("somebody outside of the office", "Contributor")]
    return roles_of(list(person.assignments.all()))


def password(request: HttpRequest) -> HttpResponse:
    """Change the password, for whoever signs in with one."""
    user = request.user
    if isinstance(user, User) and not user.has_usable_password():
        raise Http404
    answer: HttpResponse = _change_password(request)
    return answer

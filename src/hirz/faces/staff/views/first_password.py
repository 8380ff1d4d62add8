"""The first password of a new account, set through a link that works once and for three days."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.tokens import default_token_generator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from hirz.foundation.accounts.models import User


class FirstPasswordForm(SetPasswordForm):  # type: ignore[type-arg]
    def __init__(self, user: User, *args: object) -> None:
        super().__init__(user, *args)
        self.fields["new_password1"].label = _("New password")
        self.fields["new_password1"].help_text = _("At least twelve characters. Several words make a good one.")
        self.fields["new_password2"].label = _("New password, again")


def first_password(request: HttpRequest, pk: UUID, token: str) -> HttpResponse:
    user = User.objects.filter(pk=pk, is_active=True).first()
    if user is None or not default_token_generator.check_token(user, token):
        raise Http404
    form = FirstPasswordForm(user, *([request.POST] if request.method == "POST" else []))
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect("account_login")
    return render(request, "staff/sign_in/first_password.html", {"form": form})

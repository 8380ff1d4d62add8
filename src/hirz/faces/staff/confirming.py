"""Before something leaves, is published, opened to others or destroyed, the person shows once more who they are.

Nothing waits on the server meanwhile. The page that asks holds every field of the form as it was sent; the code goes
with them to the address they were meant for, and if it is right the act takes place there and then.
"""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Final

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import ReauthenticateWebAuthnForm
from allauth.mfa.webauthn.internal.auth import begin_authentication
from django.conf import settings
from django.forms import BooleanField, Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render

from hirz.faces.staff import session_life
from hirz.faces.staff.views.errors import ASKED_AGAIN, typed
from hirz.foundation.accounts.codes import ConfirmingForm
from hirz.foundation.accounts.doors import CONFIRMED_ATTRIBUTE, Confirmed
from hirz.foundation.accounts.models import User

_PREFIX: Final = ASKED_AGAIN.rstrip("-")
_READING: Final = f"{ASKED_AGAIN}reading"
_SAFE: Final = ("GET", "HEAD")


class _Click(Form):
    """In the demonstration, where nobody has a second factor, a click stands for it."""

    click = BooleanField()


def hold(request: HttpRequest, user: User, view: Callable[..., Any]) -> HttpResponse | None:
    """The page that asks who is there; nothing when the view may act."""
    asked: Confirmed | None = getattr(view, CONFIRMED_ATTRIBUTE, None)
    if asked is None or (asked is Confirmed.ACTING and request.method in _SAFE):
        return None
    if not session_life.is_confirmed_lately(request.session, user):
        forms = _forms(request, user)
        if not any(_is_right(form, request, user) for form in forms.values()):
            return _ask(request, user, forms)
    return HttpResponseRedirect(request.get_full_path()) if _READING in request.POST else None


def _forms(request: HttpRequest, user: User) -> dict[str, Form]:
    """The ways in which this person can show who they are, each with what was sent for it."""
    if settings.HIRZ_DEMO:
        return {"click": _Click(_sent(request, "click"), prefix=_PREFIX)}
    held = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    forms: dict[str, Form] = {}
    if held & {Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES}:
        forms["code"] = ConfirmingForm(user=user, data=_sent(request, "code"), prefix=_PREFIX)
    if Authenticator.Type.WEBAUTHN in held:
        forms["passkey"] = ReauthenticateWebAuthnForm(user=user, data=_sent(request, "credential"), prefix=_PREFIX)
    return forms


def _sent(request: HttpRequest, field: str) -> QueryDict | None:
    return request.POST if f"{ASKED_AGAIN}{field}" in request.POST else None


def _is_right(form: Form, request: HttpRequest, user: User) -> bool:
    if not (form.is_bound and form.is_valid()):
        return False
    if isinstance(form, _Click):
        session_life.note_second_factor(request.session, user)
    else:
        form.save()  # type: ignore[attr-defined]
    return True


def _ask(request: HttpRequest, user: User, forms: dict[str, Form]) -> HttpResponse:
    shown: dict[str, Any] = {
        "forms": forms,
        "address": request.get_full_path(),
        "kept": typed(request),
        "reading": _READING if request.method in _SAFE or _READING in request.POST else "",
        "files_lost": bool(request.FILES),
    }
    if "passkey" in forms:
        shown["js_data"] = {"request_options": begin_authentication(user)}
    return render(request, "staff/sign_in/confirm.html", shown, status=HTTPStatus.FORBIDDEN)

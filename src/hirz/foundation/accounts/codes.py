"""The code of an authenticator app, or a recovery code: read in any digits, and not guessed."""

from __future__ import annotations

import unicodedata
from typing import Any

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from django.utils.translation import gettext_lazy as _

from hirz.foundation.accounts.attempts import CODE, take_attempt


class _Code:
    """In the place of allauth's own counting, with which whoever knows the password could lock the person out."""

    user: Any
    fields: dict[str, Any]
    cleaned_data: dict[str, Any]
    authenticator: Authenticator

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code")
        self.fields["code"].widget.attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "dir": "ltr"}

    def clean_code(self) -> str:
        attempt = take_attempt(context.request, CODE, account=self.user.email)
        code = in_plain_digits(self.cleaned_data["code"])
        for authenticator in Authenticator.objects.filter(user=self.user).exclude(type=Authenticator.Type.WEBAUTHN):
            if authenticator.wrap().validate_code(code):
                attempt.rollback()
                authenticator.user = self.user
                self.authenticator = authenticator
                return code
        raise get_adapter().validation_error("incorrect_code")


class SecondStepForm(_Code, AuthenticateForm):  # type: ignore[misc]
    """The second step of signing in."""


class ConfirmingForm(_Code, ReauthenticateForm):  # type: ignore[misc]
    """Somebody who is signed in shows to be the person."""


def in_plain_digits(typed: str) -> str:
    """Digits of any script as 0-9; anything else stays and will not fit."""
    return "".join(str(unicodedata.digit(character, character)) for character in typed.strip())

"""What allauth asks of us: who has an address, who may sign up, how often one may fail, how its secrets are kept."""

from __future__ import annotations

import base64
from typing import Any, Final
from uuid import UUID

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from hirz.engines.sealing import Place, open_text, seal_text
from hirz.foundation.accounts.attempts import PASSWORD, take_attempt
from hirz.foundation.accounts.models import User
from hirz.foundation.keys import rings

SECOND_FACTORS: Final = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
_PLACE: Final = Place("mfa_authenticator", "data", "")


class StaffBackend(AuthenticationBackend):  # type: ignore[misc]
    """Finds an account by the key of its address. What allauth itself does against measuring the time stays.

    Who is signed in comes with their office, whose hour every page shows: one question to the database for both.
    """

    def get_user(self, user_id: str | UUID) -> User | None:
        known = User.objects.select_related("office").filter(pk=user_id).first()
        return known if known is not None and self.user_can_authenticate(known) else None

    def _authenticate_by_email(self, email: str, password: str) -> User | None:
        known: User | None = self._check_password(User.objects.with_address(email), password)
        return known


class StaffAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by an administrator of the system; nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        # allauth takes it back when the password was right.
        self._login_failed_rl_usage = take_attempt(request, PASSWORD, account=credentials.get("email", ""))

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        """Whoever has a second factor confirms with it: a password that was stolen must not change how one signs in."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        stronger = [method for method in methods if method["id"] != "reauthenticate"]
        return stronger or methods


class StaffMFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The keys of authenticator apps and recovery codes rest sealed: a copy of the database makes no code."""

    def encrypt(self, text: str) -> str:
        return base64.b64encode(seal_text(text, key=rings.secret(rings.SIGN_IN), place=_PLACE)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return open_text(base64.b64decode(encrypted_text), key=rings.secret(rings.SIGN_IN), place=_PLACE)

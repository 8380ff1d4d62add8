from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class StaffAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by an administrator of the system; nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

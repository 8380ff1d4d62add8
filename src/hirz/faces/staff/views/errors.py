"""A form that arrives when it can no longer be taken: the session is over, or the page it came from is too old.

Nothing typed is lost: the answer holds every field, and a button to send it again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

LONG: Final = 60
"""From this length on, what was typed is shown, so that it can be read and copied as well as sent again."""

NEVER_KEPT: Final = frozenset({"csrfmiddlewaretoken", "password", "code", "credential"})

ASKED_AGAIN: Final = "again-"
"""How the names of the fields begin in which somebody confirms to be the person."""


@dataclass(frozen=True)
class Kept:
    name: str
    value: str

    @property
    def is_long(self) -> bool:
        return len(self.value) > LONG or "\n" in self.value


def session_ended(request: HttpRequest) -> HttpResponse:
    return render(request, "staff/session_ended.html", _kept(request), status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Offer to send again, with a fresh token, only what came from a page of our own: another site gets no token."""
    if not _is_from_here(request) or request.path_info.startswith("/sign-in/"):
        return render(request, "403_csrf.html", status=403)
    return render(request, "staff/send_again.html", _kept(request), status=403)


def typed(request: HttpRequest) -> list[Kept]:
    """Every field of a form that may be handed back: never a token, a password or a code."""
    fields = [Kept(name, str(value)) for name, values in request.POST.lists() for value in values]
    return [field for field in fields if field.name not in NEVER_KEPT and not field.name.startswith(ASKED_AGAIN)]


def _kept(request: HttpRequest) -> dict[str, object]:
    kept = typed(request)
    return {
        "hidden_fields": [field for field in kept if not field.is_long],
        "texts": [field for field in kept if field.is_long],
        "address": request.get_full_path(),
        "files_lost": bool(request.FILES),
    }


def _is_from_here(request: HttpRequest) -> bool:
    origin = urlsplit(request.headers.get("Origin", ""))
    return origin.scheme == request.scheme and origin.netloc == request.get_host()

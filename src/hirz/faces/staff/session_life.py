"""How long a sign-in lasts: half an hour without a request, eight hours in all."""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.backends.base import SessionBase
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

SIGNED_IN_AT: Final = "signed_in_at"
SEEN_AT: Final = "seen_at"
NOTED_EVERY: Final = 60
"""Seconds between two notes that somebody is there: a write for every request would cost more than it tells."""


@receiver(user_logged_in)
def begin(*, request: HttpRequest, **kwargs: Any) -> None:
    request.session[SIGNED_IN_AT] = request.session[SEEN_AT] = _now()


def has_ended(session: SessionBase) -> bool:
    """Whether too much time has passed; a session that does not say when it began has ended too."""
    now = _now()
    idle = now - session.get(SEEN_AT, 0)
    whole = now - session.get(SIGNED_IN_AT, 0)
    return bool(idle > settings.HIRZ_IDLE_SECONDS or whole > settings.SESSION_COOKIE_AGE)


def note_seen(session: SessionBase) -> None:
    if _now() - session[SEEN_AT] > NOTED_EVERY:
        session[SEEN_AT] = _now()


def _now() -> float:
    return timezone.now().timestamp()

"""How long a sign-in lasts: half an hour without a request, eight hours in all, until it is revoked.

And what it is worth: a session counts for nothing before a second factor was shown in it, and some acts ask for that to
have been a short while ago.
"""

from __future__ import annotations

from typing import Any, Final

from allauth.account.signals import user_logged_in as signed_in
from allauth.mfa.signals import authenticator_used
from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.backends.base import SessionBase
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from hirz.foundation.accounts.attempts import remember_device
from hirz.foundation.accounts.models import User

SIGNED_IN_AT: Final = "signed_in_at"
SEEN_AT: Final = "seen_at"
CONFIRMED: Final = "second_factor"
NOTED_EVERY: Final = 60
"""Seconds between two notes that somebody is there: a write for every request would cost more than it tells."""
SKEW: Final = 5 * 60
"""Seconds by which the clocks of two machines may differ. A clock that was set back further ends the session."""


@receiver(user_logged_in)
def begin(*, request: HttpRequest, **kwargs: Any) -> None:
    request.session[SIGNED_IN_AT] = request.session[SEEN_AT] = _now()


@receiver(signed_in)
def know_the_browser(*, request: HttpRequest, response: HttpResponse, user: User, **kwargs: Any) -> None:
    if has_second_factor(request.session, user):
        remember_device(request, response, user)


@receiver(authenticator_used)
def shown(*, request: HttpRequest, user: User, **kwargs: Any) -> None:
    note_second_factor(request.session, user)


def note_second_factor(session: SessionBase, user: User) -> None:
    """It is noted for whom: another person may sign in with the same browser next."""
    session[CONFIRMED] = [str(user.pk), _now()]


def has_ended(session: SessionBase, user: User) -> bool:
    """Whether too much time has passed, or it was revoked; a session that does not say when it began has ended too."""
    began = session.get(SIGNED_IN_AT, 0)
    if not _within(settings.HIRZ_IDLE_SECONDS, session.get(SEEN_AT, 0)):
        return True
    if not _within(settings.SESSION_COOKIE_AGE, began):
        return True
    return user.signed_out_at is not None and began <= user.signed_out_at.timestamp()


def note_seen(session: SessionBase) -> None:
    if _now() - session[SEEN_AT] > NOTED_EVERY:
        session[SEEN_AT] = _now()


def has_second_factor(session: SessionBase, user: User) -> bool:
    return _confirmed_at(session, user) > 0


def is_confirmed_lately(session: SessionBase, user: User) -> bool:
    return _within(settings.HIRZ_CONFIRMED_SECONDS, _confirmed_at(session, user))


def _confirmed_at(session: SessionBase, user: User) -> float:
    who, at = session.get(CONFIRMED, ("", 0.0))
    return float(at) if who == str(user.pk) else 0.0


def _within(seconds: int, since: float) -> bool:
    return -SKEW <= _now() - since <= seconds


def _now() -> float:
    return timezone.now().timestamp()

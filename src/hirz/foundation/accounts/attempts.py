"""How many wrong passwords and codes are taken, and from whom: guessing stops, and no stranger locks anybody out.

A failed attempt counts for one account together with where it came from. A browser in which the person signed in before
is known by a signed cookie and has a counter of its own, so that whatever strangers do, the person gets in from it.
The counting itself is allauth's; several rates at once make the wait grow with the number of failures. After OWASP,
"Slow down online guessing attacks with device cookies".
"""

from __future__ import annotations

import secrets
from typing import Final

from allauth.account.adapter import get_adapter
from allauth.core.internal import ratelimit
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from hirz.foundation.accounts.addresses import address_key
from hirz.foundation.accounts.models import User

PASSWORD: Final = "password"  # noqa: S105 - a name of a step
CODE: Final = "code"
FROM_ANYWHERE: Final = {
    # The third failure of an hour within one minute waits a minute, the tenth for what is left of the hour, and so on.
    PASSWORD: "5/m/key,10/h/key,20/d/key,60/h/ip",
    # Only whoever knows the password comes this far.
    CODE: "5/m/key,20/h/key",
}
FROM_KNOWN_BROWSER: Final = {PASSWORD: "5/m/key,30/h/key", CODE: "5/m/key,30/h/key"}
DEVICE_LIFE: Final = 180 * 24 * 60 * 60
_SALT: Final = "hirz known browser 1"


def take_attempt(request: HttpRequest, step: str, *, account: str) -> ratelimit.RateLimitUsage:
    """Count an attempt before it is judged; ``rollback`` on what is returned takes it back when it was right.

    ``account`` is what was typed as the address, whether somebody has it or not. Raises ``ValidationError`` when there
    were too many.
    """
    device = known_device(request, account)
    config = FROM_KNOWN_BROWSER if device else FROM_ANYWHERE
    usage = ratelimit.consume(
        request, app="hirz", action=step, config=config, key=f"{account.lower()} {_place(request, step, device)}"
    )
    if usage is None:
        raise get_adapter().validation_error("too_many_login_attempts")
    return usage


def known_device(request: HttpRequest, account: str) -> str:
    """What this browser is called, if the person of this address signed in with it before; otherwise nothing."""
    given = request.COOKIES.get(cookie_name(), "")
    try:
        held: object = signing.loads(given, salt=_SALT, max_age=DEVICE_LIFE) if given else None
    except signing.BadSignature:
        return ""
    if isinstance(held, dict) and held.get("account") == address_key(account).hex():
        return str(held["device"])
    return ""


def remember_device(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """Only after both steps: a browser is known for one person, and whoever looks into it does not learn for whom."""
    device = known_device(request, user.email) or secrets.token_urlsafe(16)
    response.set_cookie(
        cookie_name(), signing.dumps({"account": address_key(user.email).hex(), "device": device}, salt=_SALT),
        max_age=DEVICE_LIFE, path="/", httponly=True, samesite="Strict", secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip


def cookie_name() -> str:
    return "__Host-hirz_browser" if settings.SESSION_COOKIE_SECURE else "hirz_browser"


def _place(request: HttpRequest, step: str, device: str) -> str:
    """A code has so few digits that guesses are counted together, wherever they come from."""
    if device:
        return f"device {device}"
    return "anywhere" if step == CODE else ratelimit.get_ip(request)

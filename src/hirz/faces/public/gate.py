"""When more comes than the machine can take in: whoever writes waits a little, and loses nothing.

The costly acts (a try of a receipt, which takes 19 MiB of memory for a moment; beginning; sending) have a budget in
each process. When it is spent, a page asks to wait and to press a button again; it holds everything that was sent, and
a ticket that opens once the wait is over, once. People who waited have a budget of their own, so that a flood which
does not wait cannot keep them out.

The gate looks at no address. Many who write share one with the flood (Tor, a mobile network), and it is safer not to
know it. It is no wall against somebody who is ready to wait as well: docs/how-to/floods.md says what stands before it.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Final

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hirz.faces.public.typed import all_that_was_sent

WAIT: Final = 20
"""Seconds until a ticket opens."""
KEPT: Final = 10 * 60
"""Seconds for which it stays good from then on."""
TICKET: Final = "ticket"
_SALT: Final = "hirz ticket 1"
View = Callable[..., HttpResponse]


@dataclass
class Budget:
    """``burst`` acts at once, ``per_second`` in the long run."""

    burst: float
    per_second: float
    left: float = field(init=False)
    counted_at: float = field(init=False, default=0.0)

    def __post_init__(self) -> None:
        self.left = self.burst

    def take(self, now: float) -> bool:
        passed = max(0.0, now - self.counted_at) if self.counted_at else 0.0
        self.left = min(self.burst, self.left + passed * self.per_second)
        self.counted_at = now
        if self.left < 1:
            return False
        self.left -= 1
        return True


class Gate:
    """The budget of one kind of act in this process, that of people who waited, and the tickets that were used."""

    def __init__(self, name: str, *, burst: float, per_second: float) -> None:
        self.name = name
        self.at_once = Budget(burst, per_second)
        self.after_waiting = Budget(burst / 2, per_second)
        self._used: dict[str, float] = {}
        self._lock = threading.Lock()

    def lets_in(self, ticket: str, now: float) -> bool:
        with self._lock:
            if self.at_once.take(now):
                return True
            number = self._open_ticket(ticket, now)
            if not number or not self.after_waiting.take(now):
                return False
            self._used[number] = now + WAIT + KEPT
            return True

    def new_ticket(self, now: float) -> str:
        return signing.dumps([self.name, secrets.token_urlsafe(9), int(now) + WAIT], salt=_SALT)

    def _open_ticket(self, ticket: str, now: float) -> str:
        """Its number, if we gave it out for this, its time has come, and nobody used it."""
        self._used = {number: until for number, until in self._used.items() if until > now}
        try:
            name, number, opens_at = signing.loads(ticket, salt=_SALT)
        except (signing.BadSignature, ValueError):
            return ""
        is_open = name == self.name and opens_at <= now <= opens_at + KEPT
        return str(number) if is_open and number not in self._used else ""


def gates() -> dict[str, Gate]:
    return {name: Gate(name, burst=burst, per_second=rate) for name, (burst, rate) in settings.HIRZ_BUDGETS.items()}


GATES: Final = gates()


def gated(name: str) -> Callable[[View], View]:
    """Let an act through as long as the budget of its kind lasts; reading a page costs nothing."""

    def decorate(view: View) -> View:
        @wraps(view)
        def waiting(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            gate, now = GATES[name], time.time()
            if request.method != "POST" or gate.lets_in(request.POST.get(TICKET, ""), now):
                return view(request, *args, **kwargs)
            return _ask_to_wait(request, gate.new_ticket(now))

        return waiting

    return decorate


def _ask_to_wait(request: HttpRequest, ticket: str) -> HttpResponse:
    """What was sent goes back to the browser: until it is let in, the server keeps nothing of it."""
    shown = {
        "kept": [*all_that_was_sent(request.POST, but=[TICKET]), (TICKET, ticket)],
        "address": request.get_full_path(),
        "seconds": WAIT,
        "with_token": settings.CSRF_COOKIE_NAME in request.COOKIES,
    }
    response = render(request, "public/wait.html", shown, status=503)
    response.headers["Retry-After"] = str(WAIT)
    return response

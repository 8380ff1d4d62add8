"""A fault leaves one line in the log: its kind, and where in our code. Its text may hold what a person wrote."""

from __future__ import annotations

import logging
import sys
from typing import Any, Final

from django.core.signals import got_request_exception
from django.dispatch import receiver
from django.http import HttpRequest

from hirz.config.logs import place_of

logger: Final = logging.getLogger("hirz.faults")


@receiver(got_request_exception)
def note_fault(request: HttpRequest | None = None, **kwargs: Any) -> None:
    error = sys.exc_info()[1]
    if error is not None:
        logger.error("%s at %s on a page called %s", type(error).__name__, place_of(error), _page(request))


def _page(request: HttpRequest | None) -> str:
    match = request.resolver_match if request is not None else None
    return match.view_name if match else "nothing"

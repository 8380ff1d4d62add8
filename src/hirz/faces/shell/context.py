"""What every page knows: its direction, its language, whether this is the demonstration."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation

from hirz.foundation.vocabularies.languages import language_of


def shell(request: HttpRequest) -> dict[str, Any]:
    return {
        "language": language_of(translation.get_language()),
        "direction": "rtl" if translation.get_language_bidi() else "ltr",
        "demonstration": settings.HIRZ_DEMO,
    }

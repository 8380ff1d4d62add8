"""What is invented says so."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext as _

from hirz.foundation.vocabularies.registry import state


def demonstration_notice(states: Iterable[str]) -> str:
    """The banner of a document that speaks of an invented State, or comes from a demonstration; else nothing.

    ``states`` are their codes; an empty code is no State in particular.
    """
    if settings.HIRZ_DEMO or any(state(code).demonstration for code in states if code):
        return _("Demonstration: invented people, events and States. Not a document of the United Nations.")
    return ""

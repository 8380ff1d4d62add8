"""Several things in one sentence, as the active language joins them, on pages and in documents alike."""

from __future__ import annotations

from collections.abc import Iterable

from babel.lists import format_list

from hirz.foundation.vocabularies.dates import active_locale


def listed(parts: Iterable[object]) -> str:
    """One, two and three."""
    return format_list([str(part) for part in parts], locale=active_locale())

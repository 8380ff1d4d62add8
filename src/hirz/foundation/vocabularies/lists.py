"""Several things in one sentence, as the active language joins them, on pages and in documents alike."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from babel.lists import format_list

from hirz.foundation.vocabularies.dates import active_locale

# The sound of the Spanish "y", which gives way before itself: Belice e Irlanda. In "hie" it is another sound.
_SOUND_OF_Y: Final = re.compile("[ií]|hi(?!e)|hí", re.IGNORECASE)


def listed(parts: Iterable[object]) -> str:
    """One, two and three."""
    locale, several = active_locale(), [str(part) for part in parts]
    joined = format_list(several, locale=locale)
    if locale.language == "es" and len(several) > 1 and _SOUND_OF_Y.match(several[-1]):
        return joined.removesuffix(f"y {several[-1]}") + f"e {several[-1]}"
    return joined

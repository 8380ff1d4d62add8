"""The name of a file as it may be shown. It is never used as a path.

Sources: Unicode Standard Annex #9 (bidirectional controls); Unicode Technical Report #36, section 2.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

MAX_LENGTH: Final = 120
UNNAMED: Final = "—"
_ELLIPSIS: Final = "…"
_MAX_EXTENSION: Final = 12
_DROPPED: Final = dict.fromkeys(map(ord, "\x00\r\n"))
_SEPARATORS: Final = re.compile(r"[/\\]")
# Joiners change how letters of Arabic, Persian and Indic scripts connect; the rest are number signs that are seen.
_LETTERS_OF_SCRIPTS: Final = frozenset(
    "\u200c\u200d\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
)

_BLANK_LETTERS: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # fillers of Hangul, and Braille without a dot


def safe_display_name(name: str, max_length: int = MAX_LENGTH) -> str:
    """``name`` as one line of at most ``max_length`` characters that shows what it is, in any script.

    Folders before the name, NUL and line ends are dropped. Other characters that cannot be seen but change what is
    seen (controls, changes of direction, invisible spaces, halves of surrogate pairs) become marks such as
    ``[U+202E]``. A long name keeps its beginning and its extension. An empty name becomes a dash. ``max_length``
    is at least 24.
    """
    base = _last_part(name.translate(_DROPPED))
    seen = "".join(map(_visible, unicodedata.normalize("NFC", base)))
    shown = _shortened(" ".join(seen.split()), max_length)
    return shown if shown.strip(". ") else UNNAMED


def extension_of(name: str) -> str:
    """What follows the last dot of the shown name, in lower case; empty when there is none."""
    _, dot, extension = safe_display_name(name).rpartition(".")
    return extension.lower() if dot else ""


def _last_part(name: str) -> str:
    parts = [part for part in _SEPARATORS.split(name) if part.strip(". ")]
    return parts[-1] if parts else ""


def is_unseen(character: str) -> bool:
    """Whether nobody sees this character although it changes what is seen, or takes room like a letter."""
    if character in _LETTERS_OF_SCRIPTS:
        return False
    unseen = unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp")
    return unseen or character in _BLANK_LETTERS or _is_noncharacter(character)


def _visible(character: str) -> str:
    if is_unseen(character):
        return f"[U+{ord(character):04X}]"
    return " " if unicodedata.category(character) == "Zs" else character


def _is_noncharacter(character: str) -> bool:
    point = ord(character)
    return 0xFDD0 <= point <= 0xFDEF or point & 0xFFFE == 0xFFFE


def _shortened(name: str, max_length: int) -> str:
    if len(name) <= max_length:
        return name
    stem, dot, extension = name.rpartition(".")
    if not stem or len(extension) > _MAX_EXTENSION:
        return name[: max_length - 1].rstrip() + _ELLIPSIS
    tail = _ELLIPSIS + dot + extension
    return stem[: max_length - len(tail)].rstrip() + tail


__all__ = ["UNNAMED", "extension_of", "is_unseen", "safe_display_name"]

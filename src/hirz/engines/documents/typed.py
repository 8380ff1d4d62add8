"""Typed text on its way into a document."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_LINE_END: Final = re.compile("\r\n|[\r\u2028\u2029]")
_SHAPELESS: Final = frozenset({"Cc", "Cs", "Co", "Cn"})
_TURNING: Final = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
_ANNOTATION: Final = "\ufff9\ufffa\ufffb"


def sound(text: str) -> str:
    """Typed text without the characters that documents refuse; pasted text brings them along unseen.

    Lines stay apart, a tab becomes a space, and joiners stay: Persian and Kurdish are written with them.
    """
    lines = _LINE_END.sub("\n", text).replace("\t", " ")
    return "".join(character for character in lines if character == "\n" or _is_printed(character))


def _is_printed(character: str) -> bool:
    """Controls, private and non-characters have no shape; marks of direction let a text read otherwise than it is."""
    shapeless = unicodedata.category(character) in _SHAPELESS
    turns = unicodedata.bidirectional(character) in _TURNING
    return not shapeless and not turns and character not in _ANNOTATION

"""Why a document is refused, and the checks every part of the model makes on itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Final

LONGEST_LINE: Final = 100_000
"""Characters in one paragraph, list item or cell: about thirty pages, and one second of typesetting."""

_DIRECTION_CONTROLS: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
_UNPRINTABLE: Final = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 15))
    + "\U000f0000-\U0010ffff]"
)


class Fault(StrEnum):
    """What is wrong, as a code that the faces put into words."""

    EMPTY = "document_part_empty"
    WRONG_TYPE = "document_part_of_wrong_type"
    TOO_LONG = "document_line_too_long"
    LINE_BREAK = "document_line_broken"
    UNPRINTABLE = "document_character_unprintable"
    DIRECTION_CONTROL = "document_direction_control"
    HEADING_LEVEL = "document_heading_level"
    NUMBERED_ASIDE = "document_numbered_aside"
    RAGGED_TABLE = "document_table_ragged"


class InvalidDocument(ValueError):
    """A part of a document cannot be printed faithfully. Carries where and why, never what was written."""

    def __init__(self, fault: Fault, part: str) -> None:
        super().__init__(f"{part}: {fault.value}")
        self.code = fault.value
        self.fault = fault
        self.part = part


def check_text(text: object, part: str, *, may_break: bool = False, may_be_blank: bool = False) -> None:
    """Refuse what a page cannot show as it is.

    Control, private and non-characters have no shape; direction overrides and isolates let a line read otherwise than
    it is stored (Unicode TR 36, section 2.6), and the engine sets direction itself. ``may_break`` allows line feeds.
    """
    if not isinstance(text, str):
        raise InvalidDocument(Fault.WRONG_TYPE, part)
    if not text.strip() and not may_be_blank:
        raise InvalidDocument(Fault.EMPTY, part)
    if len(text) > LONGEST_LINE:
        raise InvalidDocument(Fault.TOO_LONG, part)
    if _DIRECTION_CONTROLS.search(text):
        raise InvalidDocument(Fault.DIRECTION_CONTROL, part)
    if _UNPRINTABLE.search(text):
        raise InvalidDocument(Fault.UNPRINTABLE, part)
    if "\n" in text and not may_break:
        raise InvalidDocument(Fault.LINE_BREAK, part)


def check_optional(text: object, part: str) -> None:
    """Like :func:`check_text`, where None stands for nothing at all."""
    if text is not None:
        check_text(text, part)


def check_type(value: object, kind: type, part: str) -> None:
    """Refuse ``value`` unless it is exactly a ``kind``: a variant could change after it was cleared."""
    if type(value) is not kind:
        raise InvalidDocument(Fault.WRONG_TYPE, part)


def check_tuple(values: object, kinds: Iterable[type], part: str, *, may_be_empty: bool = False) -> None:
    """Refuse all but a tuple of ``kinds``: a list could change after it was cleared."""
    allowed = frozenset(kinds)
    if type(values) is not tuple or any(type(value) not in allowed for value in values):
        raise InvalidDocument(Fault.WRONG_TYPE, part)
    if not values and not may_be_empty:
        raise InvalidDocument(Fault.EMPTY, part)


def check_lines(lines: object, part: str, *, may_be_empty: bool = False) -> None:
    """A tuple of single lines of text, none of them blank."""
    if not isinstance(lines, tuple):
        raise InvalidDocument(Fault.WRONG_TYPE, part)
    if not lines and not may_be_empty:
        raise InvalidDocument(Fault.EMPTY, part)
    for line in lines:
        check_text(line, part)

"""What was noticed while a law was read: left out, made, or not understood. Said, instead of passed over."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Noticed(StrEnum):
    """The first group is about the file, the second about the structure of the text."""

    NUMBERS_MADE = "NUMBERS_MADE"
    TRACKED_CHANGES = "TRACKED_CHANGES"
    FOOTNOTES_LEFT_OUT = "FOOTNOTES_LEFT_OUT"
    TABLES_FLATTENED = "TABLES_FLATTENED"
    RUNNING_LINES_LEFT_OUT = "RUNNING_LINES_LEFT_OUT"
    PAGES_WITHOUT_TEXT = "PAGES_WITHOUT_TEXT"
    LINES_JOINED = "LINES_JOINED"

    NO_ARTICLES = "NO_ARTICLES"
    NUMBERED_LINES = "NUMBERED_LINES"
    BEFORE_FIRST_ARTICLE = "BEFORE_FIRST_ARTICLE"
    ANNEX = "ANNEX"
    GAP = "GAP"
    REPEATED = "REPEATED"
    OUT_OF_ORDER = "OUT_OF_ORDER"
    EMPTY_ARTICLE = "EMPTY_ARTICLE"
    REFERENCE_AT_START = "REFERENCE_AT_START"


@dataclass(frozen=True, slots=True)
class Remark:
    """``where`` names article numbers or pages, never words of the text; ``count`` says how many, 0 where it is one."""

    noticed: Noticed
    where: str = ""
    count: int = 0


__all__ = ["Noticed", "Remark"]

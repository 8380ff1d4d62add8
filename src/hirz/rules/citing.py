"""Citations in the text of a report: a number in brackets points at a source on the list of that report.

``[3]`` cites source 3; ``[3, para. 12]`` names the place in it. Digits of any script count, so that a text in Arabic or
Persian cites in its own. A number that leads nowhere is found before the report leaves.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

_CITATION: Final = re.compile(r"\[\s*(\d{1,4})\s*(?:[,،、;：:]\s*([^\[\]\n]{1,100}?)\s*)?\]")


@dataclass(frozen=True, slots=True)
class Cited:
    """Source ``number`` is cited here, at ``place`` in it when the text names one."""

    number: int
    place: str = ""


Piece: TypeAlias = str | Cited


def pieces(text: str) -> Iterator[Piece]:
    """The text cut at its citations, in order; nothing of it is lost, and no piece of text is empty."""
    end = 0
    for found in _CITATION.finditer(text):
        if found.start() > end:
            yield text[end : found.start()]
        yield Cited(int(found[1]), found[2] or "")
        end = found.end()
    if end < len(text):
        yield text[end:]


def cited_in(text: str) -> frozenset[int]:
    """The numbers of the sources that the text cites."""
    return frozenset(piece.number for piece in pieces(text) if isinstance(piece, Cited))


def leading_nowhere(text: str, known: Collection[int]) -> list[int]:
    """Numbers that the text cites and no source has, in order."""
    return sorted(cited_in(text) - frozenset(known))


def without_citations(text: str) -> str:
    """The text as it is counted: what stands in brackets is no part of what the author says."""
    return "".join(piece for piece in pieces(text) if isinstance(piece, str))

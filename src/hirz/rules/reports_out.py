"""What a report that is drafted from records may be, and what still stands in the way of issuing it.

Sources: Human Rights Council resolution 5/1, annex, paragraph 15 (who reports to the universal periodic review), and
16/21, annex, paragraph 18 (mid-term updates); design, regional half ("Reports out").
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Final

from hirz.rules.citing import leading_nowhere, without_citations
from hirz.rules.errors import RefusedByRule
from hirz.rules.layers import Layer, Side, layers_offered
from hirz.rules.word_limits import Fit, Length, WordLimit, length_of

KINDS_OF: Final[Mapping[Side, tuple[str, ...]]] = {
    Side.OFFICE: ("STATE_REPORT", "MID_TERM", "FOLLOW_UP", "ALTERNATIVE"),
    Side.GOVERNMENT: ("STATE_REPORT", "MID_TERM", "FOLLOW_UP"),
    Side.PARTNERS: ("ALTERNATIVE",),
}
"""Which kinds of reports each side writes. The office helps anybody who asks it to."""


class NotTheirsToWrite(RefusedByRule):
    """This side does not write reports of this kind, or not for this audience."""

    code: ClassVar[str] = "report_not_theirs"


class NotReady(RefusedByRule):
    """Something stands in the way of issuing the report."""

    code: ClassVar[str] = "report_not_ready"


class Obstacle(StrEnum):
    CITATION_LEADS_NOWHERE = "CITATION_LEADS_NOWHERE"
    TOO_LONG = "TOO_LONG"
    SECTION_EMPTY = "SECTION_EMPTY"


@dataclass(frozen=True, slots=True)
class InTheWay:
    """An obstacle: in which section (by its place, None for the whole), and the number it is about."""

    obstacle: Obstacle
    section: int | None = None
    number: int = 0


def audiences_of(side: Side) -> Set[Layer]:
    """For whom this side may write. A report within the office is none: it would leave nowhere."""
    return layers_offered(side) - {Layer.INTERNAL}


def require_writable(kind: str, *, side: Side, audience: Layer) -> None:
    """Raises ``NotTheirsToWrite``."""
    if kind not in KINDS_OF[side] or audience not in audiences_of(side):
        raise NotTheirsToWrite


def length_of_report(texts: Sequence[str]) -> Length:
    """Headings and texts as their receiver counts them: without the numbers in brackets."""
    return sum((length_of(without_citations(text)) for text in texts), Length())


def in_the_way(
    sections: Sequence[tuple[str, str]], *, sources: Collection[int], limit: WordLimit | None
) -> list[InTheWay]:
    """What keeps a report from being issued, section by section, then as a whole.

    ``sections`` are headings with texts, ``sources`` the numbers on the report's list. Chinese beyond a limit in words
    is not held back: nobody can say how many words it is.
    """
    found = [
        way for place, (_heading, text) in enumerate(sections, start=1) for way in _in_section(place, text, sources)
    ]
    length = length_of_report([piece for section in sections for piece in section])
    if limit is not None and limit.fit(length) is Fit.OVER:
        found.append(InTheWay(Obstacle.TOO_LONG, number=-limit.left(length)))
    return found


def _in_section(place: int, text: str, sources: Collection[int]) -> Iterator[InTheWay]:
    if not text.strip():
        yield InTheWay(Obstacle.SECTION_EMPTY, place)
    for number in leading_nowhere(text, sources):
        yield InTheWay(Obstacle.CITATION_LEADS_NOWHERE, place, number)

"""The documents of a review: what goes in, what comes out, and what is missing on a day.

Sources: Human Rights Council resolution 5/1, annex, paragraphs 15 and 26 to 33 (three documents go in; the report of
the Working Group, the addendum and the outcome come out); working methods of the treaty bodies.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from hirz.rules.mechanism_facts import EventKind


class Mechanism(StrEnum):
    """Mechanisms that review a State; codes of the vocabulary ``mechanism``."""

    UPR = "upr"
    TREATY_BODY = "treaty_body"


class Flow(StrEnum):
    """Whether a document goes into a review or comes out of it."""

    INPUT = "INPUT"
    OUTPUT = "OUTPUT"


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of document in a review: its way, whether the review is incomplete without it, and the event that its
    day tells the calendar."""

    flow: Flow
    is_expected: bool = False
    event: EventKind | None = None


_IN, _OUT, _E = Flow.INPUT, Flow.OUTPUT, EventKind
DOCUMENTS: Final[Mapping[Mechanism, Mapping[str, Part]]] = MappingProxyType(
    {
        Mechanism.UPR: MappingProxyType(
            {
                "national_report": Part(_IN, True, _E.UPR_REPORT_SUBMITTED),
                "compilation": Part(_IN, True),
                "stakeholder_summary": Part(_IN, True),
                "alternative_report": Part(_IN),
                "working_group_report": Part(_OUT, True),
                "addendum": Part(_OUT, True),
                "outcome": Part(_OUT, True, _E.UPR_OUTCOME_ADOPTED),
                "thematic_list": Part(_OUT),
                "infographic": Part(_OUT),
                "high_commissioner_letter": Part(_OUT),
                "mid_term_report": Part(_OUT, False, _E.UPR_MID_TERM_SUBMITTED),
            }
        ),
        Mechanism.TREATY_BODY: MappingProxyType(
            {
                "state_report": Part(_IN, True, _E.REPORT_SUBMITTED),
                "common_core_document": Part(_IN),
                "list_of_issues": Part(_IN, True, _E.LIST_OF_ISSUES),
                "list_of_issues_prior": Part(_IN, False, _E.LIST_OF_ISSUES_PRIOR),
                "replies_to_issues": Part(_IN, True, _E.REPLIES_SUBMITTED),
                "alternative_report": Part(_IN),
                "concluding_observations": Part(_OUT, True, _E.CONCLUDING_OBSERVATIONS),
                "follow_up_report": Part(_OUT, False, _E.FOLLOW_UP_SUBMITTED),
            }
        ),
    }
)
"""By mechanism, the documents in the order in which they come. Nobody owes an alternative report."""


HELD: Final[Mapping[Mechanism, EventKind]] = MappingProxyType(
    {Mechanism.UPR: EventKind.UPR_REVIEWED, Mechanism.TREATY_BODY: EventKind.REVIEW_HELD}
)
"""What the day of the review itself tells the calendar."""


def kinds_of(mechanism: Mechanism) -> tuple[str, ...]:
    return tuple(DOCUMENTS[mechanism])


def part_of(mechanism: Mechanism, kind: str) -> Part | None:
    """What a document is in a review of this mechanism; None where it has no place there."""
    return DOCUMENTS[mechanism].get(kind)


def missing(mechanism: Mechanism, present: Collection[str], *, held_date: date | None, today: date) -> tuple[str, ...]:
    """Expected documents that are not there: those that go in, and, once the review was held, those that come out.

    Under the simplified procedure a list of issues prior to reporting stands for the list, and the report for replies.
    """
    was_held = held_date is not None and held_date <= today
    spared = {"list_of_issues", "replies_to_issues"} if "list_of_issues_prior" in present else set()
    return tuple(
        kind
        for kind, part in DOCUMENTS[mechanism].items()
        if part.is_expected and kind not in present and kind not in spared and (part.flow is Flow.INPUT or was_held)
    )

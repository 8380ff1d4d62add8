"""Communications of special procedures to a State: how long it has to reply, and how long they stay in confidence.

What is kept of one is public, or a count: no alleged victim is named, and nothing of what they suffered is told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import ClassVar, Final

from hirz.rules.errors import BadInput


class BeforeItWasSent(BadInput):
    """A reply, or a publication, comes on the day of sending or later."""

    code: ClassVar[str] = "communication_day_before_sent"


class BadReference(BadInput):
    """The public reference of a communication: its letters, the State, a number and the year."""

    code: ClassVar[str] = "communication_bad_reference"


class LetterKind(StrEnum):
    """Codes of the vocabulary ``sp_communication``: the letters that stand before the number in a reference."""

    ALLEGATION = "al"
    JOINT_ALLEGATION = "jal"
    URGENT_APPEAL = "ua"
    JOINT_URGENT_APPEAL = "jua"
    OTHER = "ol"
    JOINT_OTHER = "jol"

    @property
    def is_urgent(self) -> bool:
        return self in (LetterKind.URGENT_APPEAL, LetterKind.JOINT_URGENT_APPEAL)


@dataclass(frozen=True, slots=True)
class Reference:
    """``AL KAZ 3/2026``: what a communication is called in public. Nothing else stands in it, so no name can."""

    kind: LetterKind
    alpha_3: str
    number: int
    year: int

    def __str__(self) -> str:
        return f"{self.kind.upper()} {self.alpha_3} {self.number}/{self.year}"


_REFERENCE: Final = re.compile(r"(JAL|AL|JUA|UA|JOL|OL) ([A-Z]{3}) ([1-9][0-9]{0,3})/((?:19|20)[0-9]{2})")


def read_reference(text: str) -> Reference:
    """Read ``AL KAZ 3/2026`` however it is spaced and whatever the case. Raises ``BadReference``."""
    plain = " ".join(text.split()).upper().replace(" /", "/").replace("/ ", "/")
    found = _REFERENCE.fullmatch(plain)
    if found is None:
        raise BadReference
    letters, alpha_3, number, year = found.groups()
    return Reference(LetterKind(letters.lower()), alpha_3, int(number), int(year))


@dataclass(frozen=True, slots=True)
class Period:
    """So many days, and where that is written; ``verify``: known from practice or from memory, shown with its mark."""

    code: str
    days: int
    source: str
    verify: bool = False


REPLY: Final = Period("reply", 60, "Letters of the special procedures: a reply is asked for within sixty days")
URGENT_REPLY: Final = Period(
    "urgent_reply", 30, "Manual of Operations of the Special Procedures (2008), on urgent appeals: thirty days; "
    "letters of recent years ask for sixty", verify=True,
)  # fmt: skip
CONFIDENCE: Final = Period(
    "confidence", 60, "Practice of the special procedures: communication and reply are published after sixty days",
    verify=True,
)  # fmt: skip
PERIODS: Final[Mapping[str, Period]] = MappingProxyType({one.code: one for one in (REPLY, URGENT_REPLY, CONFIDENCE)})


class Standing(StrEnum):
    """Where the reply of a State stands on one day."""

    AWAITED = "AWAITED"
    OVERDUE = "OVERDUE"
    IN_TIME = "IN_TIME"
    LATE = "LATE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A communication as far as days go. ``asked_date`` is the day that the letter itself names: it wins over the rule.

    Raises ``BeforeItWasSent``.
    """

    kind: LetterKind
    sent_date: date
    asked_date: date | None = None
    replied_date: date | None = None
    published_date: date | None = None

    def __post_init__(self) -> None:
        later = (self.asked_date, self.replied_date, self.published_date)
        if any(day is not None and day < self.sent_date for day in later):
            raise BeforeItWasSent

    @property
    def period(self) -> Period:
        """The rule that the day of the reply follows where the letter names none."""
        return URGENT_REPLY if self.kind.is_urgent else REPLY

    @property
    def due_date(self) -> date:
        """The last day on which a reply is in time."""
        return self.asked_date or self.sent_date + timedelta(days=self.period.days)

    @property
    def confidential_until(self) -> date:
        """The last day on which it is expected to be in confidence. Only its publication ends that."""
        return self.sent_date + timedelta(days=CONFIDENCE.days)

    def standing_on(self, day: date) -> Standing:
        if self.replied_date is not None and self.replied_date <= day:
            return Standing.IN_TIME if self.replied_date <= self.due_date else Standing.LATE
        return Standing.AWAITED if day <= self.due_date else Standing.OVERDUE

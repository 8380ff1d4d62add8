"""What views hand to components that show a list: typed, so that a misspelt attribute is found before it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias

from hirz.rules.dates import EdtfDate

Text: TypeAlias = str
"""Plain or lazily translated text; never HTML."""


@dataclass(frozen=True)
class Link:
    """An entry of tabs or navigation."""

    label: Text
    url: str
    current: bool = False
    count: int | None = None
    icon: str = ""


@dataclass(frozen=True)
class Step:
    """One step of a form told in several pages; a step with an address can be gone back to."""

    label: Text
    url: str = ""


class EventKind(StrEnum):
    """The lanes of a case's timeline, in the order they are drawn."""

    ENGAGEMENT = "engagement"
    ACT = "act"
    RESPONSE = "response"
    REPLY = "reply"
    DEVELOPMENT = "development"


@dataclass(frozen=True)
class Event:
    """Something that happened, with a date as precise as it is known (EDTF text, a day or a moment)."""

    kind: EventKind
    title: Text
    when: str | date | datetime | EdtfDate
    detail: Text = ""
    url: str = ""


@dataclass(frozen=True)
class ConsentCell:
    """The answer of one person to one scope: a code of the vocabulary ``consent_state``."""

    state: str
    note: Text = ""


@dataclass(frozen=True)
class ConsentRow:
    """One scope and the answers to it, in the order of the people at the head of the matrix."""

    scope: Text
    cells: Sequence[ConsentCell]


@dataclass(frozen=True)
class Missing:
    """What a case still needs before it can move on, and the page that provides it."""

    text: Text
    action: Text = ""
    url: str = ""
    post: bool = False

"""What is linked: records of persons, and what people decided about them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hirz.engines.linkage.errors import RecordRefused
from hirz.engines.linkage.places import place_key

_DATE: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_LONGEST_MONTH: Final = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Record:
    """One report of a person. ``names``: every spelling known, in any script. Dates are ``YYYY``, ``YYYY-MM``,
    ``YYYY-MM-DD`` or empty. ``gender``, ``country`` and ``body`` are codes, compared for equality. ``event`` is the
    day of the act or engagement that the report is about. Records of one ``source`` that is not empty are never put
    together: the source itself tells its people apart.
    """

    id: str
    names: tuple[str, ...]
    birth: str = ""
    gender: str = ""
    place: str = ""
    country: str = ""
    event: str = ""
    body: str = ""
    source: str = ""


class Verdict(StrEnum):
    """What a person decided about two records."""

    SAME = "SAME"
    DIFFERENT = "DIFFERENT"


@dataclass(frozen=True, slots=True)
class Decision:
    """Records ``a`` and ``b`` are, or are not, one person's. Never overruled."""

    a: str
    b: str
    verdict: Verdict


class Columns(NamedTuple):
    """The facts of records beside their names, as int32 arrays [records]; 0 is unknown everywhere.

    Days are counted as `date.toordinal` does. An event known by its month lies between ``event_first`` and
    ``event_last``; one known by its year only says too little and is left out.
    """

    year: NDArray[np.int32]
    month: NDArray[np.int32]
    day: NDArray[np.int32]
    gender: NDArray[np.int32]
    place: NDArray[np.int32]
    country: NDArray[np.int32]
    event_first: NDArray[np.int32]
    event_last: NDArray[np.int32]
    body: NDArray[np.int32]
    source: NDArray[np.int32]


def columns(records: Sequence[Record]) -> Columns:
    """The facts of records as arrays. Raises `RecordRefused` for the first record that cannot be read."""
    seen: set[str] = set()
    dates = np.zeros((len(records), 5), np.int32)
    for place, record in enumerate(records):
        if not record.id or record.id in seen:
            raise RecordRefused(place, "id")
        seen.add(record.id)
        if not any(name.strip() for name in record.names):
            raise RecordRefused(place, "name")
        dates[place, :3] = _parts(place, "birth", record.birth)
        dates[place, 3:] = _span(_parts(place, "event", record.event))
    return Columns(
        dates[:, 0],
        dates[:, 1],
        dates[:, 2],
        _codes([record.gender.strip().casefold() for record in records]),
        _codes([place_key(record.place) for record in records]),
        _codes([record.country.strip().casefold() for record in records]),
        dates[:, 3],
        dates[:, 4],
        _codes([record.body for record in records]),
        _codes([record.source for record in records]),
    )


def is_date(text: str) -> bool:
    """Whether a record may give this as a date: empty, ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``, and in the calendar."""
    found = _DATE.fullmatch(text)
    if found is None:
        return not text
    year, month, day = found.groups()
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return False
    return True


def _parts(place: int, field: str, text: str) -> tuple[int, int, int]:
    if not is_date(text):
        raise RecordRefused(place, field)
    year, month, day = (int(text[part] or 0) for part in (slice(4), slice(5, 7), slice(8, 10)))
    return year, month, day


def _span(parts: tuple[int, int, int]) -> tuple[int, int]:
    year, month, day = parts
    if not month:
        return 0, 0
    first = date(year, month, day or 1)
    if day:
        return first.toordinal(), first.toordinal()
    following = (first + _LONGEST_MONTH).replace(day=1) if first < date(9999, 12, 1) else date.max
    return first.toordinal(), following.toordinal() - 1


def _codes(texts: Sequence[str]) -> NDArray[np.int32]:
    """Equal texts as equal numbers from 1 in the order of the alphabet; the empty text is 0."""
    known = {text: number for number, text in enumerate(sorted(set(texts) | {""}))}
    return np.fromiter((known[text] for text in texts), np.int32, len(texts))

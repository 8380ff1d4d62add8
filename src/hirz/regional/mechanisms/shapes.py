"""What a file about treaties and mechanisms says, row by row, in each of the four shapes that are documented
(``docs/how-to/treaties.md``). Reads and touches nothing else."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from hirz.foundation.vocabularies.registry import states, vocabulary
from hirz.rules.mechanism_facts import UNDER_A_TREATY, EventKind
from hirz.rules.treaty_status import ActionKind, Precision

MAX_BYTES: Final = 2 * 1024 * 1024
DEPOSITARY: Final = "United Nations Treaty Collection, chapter IV"
ACTION_COLUMNS: Final = ("state", "treaty", "action", "date", "article", "text", "source")
EVENT_COLUMNS: Final = (
    "state", "event", "treaty", "date", "next_date", "follow_up_date", "session", "reference", "source",
)  # fmt: skip
_NUMBER_IN_COLLECTION: Final = re.compile(r"\d+-\d+(-[a-z])?")
_WRITTEN: Final = re.compile(r"(\d{1,2}) ([A-Z][a-z]{2})[a-z]* (\d{4})(?: (a|d|A|AA|c))?")
_PARTY: Final = re.compile(r"state party (\d{4})")
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_HOW: Final = {
    "a": ActionKind.ACCESSION,
    "d": ActionKind.SUCCESSION,
    "A": ActionKind.ACCEPTANCE,
    "AA": ActionKind.ACCEPTANCE,
}


class _RowRefused(Exception):
    """A row cannot be read; says why by a code, and never what was written."""


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong in which row of the file, counted from 1."""

    row: int
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidAction:
    """A row says that a State did something under a treaty."""

    row: int
    state_code: str
    treaty: str
    kind: ActionKind
    on_date: date
    source: str
    precision: Precision = Precision.DAY
    article: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidNothing:
    """A row says that a State had neither signed a treaty nor become a party by a day."""

    row: int
    state_code: str
    treaty: str
    on_date: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidEvent:
    """A row says that something happened before a mechanism."""

    row: int
    state_code: str
    kind: EventKind
    treaty: str
    on_date: date
    source: str
    next_date: date | None = None
    follow_up_date: date | None = None
    session: int | None = None
    reference: str = ""


Said = SaidAction | SaidNothing | SaidEvent
Row = tuple[int, list[str]]
Reader = Callable[[Row], Iterable[Said]]


@dataclass(frozen=True, slots=True)
class Read:
    """What a file says: how many rows it has, what each says, and what is wrong."""

    rows: int
    said: tuple[Said, ...]
    problems: tuple[RowProblem, ...]


def read(data: bytes, *, as_of: date | None) -> Read:
    """Read a file of any documented shape. ``as_of`` is the day of a table of status, which does not say it itself."""
    if len(data) > MAX_BYTES:
        return Read(0, (), (RowProblem(1, "too_large"),))
    try:
        text = data.decode("utf-8-sig")
        rows = [(number, cells) for number, cells in enumerate(csv.reader(io.StringIO(text)), start=1) if any(cells)]
    except (UnicodeDecodeError, csv.Error):
        return Read(0, (), (RowProblem(1, "not_text"),))
    if "\0" in text:  # what no database can hold
        return Read(0, (), (RowProblem(1, "not_text"),))
    try:
        told, reader = _shape(rows, as_of)
    except _RowRefused as refusal:
        return Read(len(rows), (), (RowProblem(rows[0][0] if rows else 1, str(refusal)),))
    return _read_rows(told, reader)


def _shape(rows: Sequence[Row], as_of: date | None) -> tuple[Sequence[Row], Reader]:
    first = [cell.strip().casefold() for cell in rows[0][1]] if rows else []
    if first and _NUMBER_IN_COLLECTION.fullmatch(first[0]):
        return rows, _dates_of_depositary
    if first[:1] == ["instrument"]:
        return rows[1:], _table_of_status(rows[0][1][1:], as_of)
    for columns, reader in ((ACTION_COLUMNS, _own_action), (EVENT_COLUMNS, _own_event)):
        if tuple(first) == columns:
            return rows[1:], _by_column(columns, reader)
    raise _RowRefused("unknown_shape")


def _read_rows(rows: Sequence[Row], reader: Reader) -> Read:
    said: list[Said] = []
    problems: list[RowProblem] = []
    for row in rows:
        try:
            said += list(reader(row))  # the whole row, or nothing of it
        except _RowRefused as refusal:
            problems.append(RowProblem(row[0], str(refusal)))
    return Read(len(rows), tuple(said), tuple(problems))


# The depositary's own list: number in the collection, State, day of signature, day and manner of consent.


def _dates_of_depositary(row: Row) -> Iterator[Said]:
    number, cells = row
    if len(cells) != 4:
        raise _RowRefused("columns")
    treaty, state_code = _treaty(cells[0]), _state(cells[1])
    for kind, cell in ((ActionKind.SIGNATURE, cells[2]), (ActionKind.RATIFICATION, cells[3])):
        if cell.strip():
            on_date, how = _written_date(cell)
            yield SaidAction(
                row=number, state_code=state_code, treaty=treaty, kind=how or kind, on_date=on_date, source=DEPOSITARY
            )


# A table of status: a row for each treaty, a column for each State.


def _table_of_status(codes: Sequence[str], as_of: date | None) -> Reader:
    if as_of is None:
        raise _RowRefused("as_of_missing")
    state_codes = [_state(code) for code in codes]

    def reader(row: Row) -> Iterator[Said]:
        number, cells = row
        if len(cells) != len(state_codes) + 1:
            raise _RowRefused("columns")
        treaty = _treaty(cells[0])
        for state_code, cell in zip(state_codes, cells[1:], strict=True):
            yield _status(number, state_code, treaty, cell.strip(), as_of)

    return reader


def _status(row: int, state_code: str, treaty: str, cell: str, as_of: date) -> Said:
    if cell == "no action":
        return SaidNothing(row=row, state_code=state_code, treaty=treaty, on_date=as_of)
    source = f"Table of status, as of {as_of.isoformat()}"
    if cell == "signatory state":
        return SaidAction(
            row=row, state_code=state_code, treaty=treaty, kind=ActionKind.SIGNATURE, on_date=as_of,
            precision=Precision.BY, source=source,
        )  # fmt: skip
    party = _PARTY.fullmatch(cell)
    if party is None:
        raise _RowRefused("cell")
    return SaidAction(
        row=row, state_code=state_code, treaty=treaty, kind=ActionKind.BECAME_PARTY,
        on_date=min(_day(f"{party[1]}-12-31"), as_of), precision=Precision.YEAR, source=source,
    )  # fmt: skip


# Our own two shapes, with a first row that names the columns.


def _by_column(columns: Sequence[str], reader: Callable[[int, Mapping[str, str]], Said]) -> Reader:
    def read_row(row: Row) -> Iterator[Said]:
        number, cells = row
        if len(cells) != len(columns):
            raise _RowRefused("columns")
        named = {column: cell.strip() for column, cell in zip(columns, cells, strict=True)}
        if not named["source"]:
            raise _RowRefused("source_missing")
        yield reader(number, named)

    return read_row


def _own_action(row: int, named: Mapping[str, str]) -> SaidAction:
    if named["action"] not in set(ActionKind):
        raise _RowRefused("unknown_action")
    return SaidAction(
        row=row, state_code=_state(named["state"]), treaty=_treaty(named["treaty"]), kind=ActionKind(named["action"]),
        on_date=_day(named["date"]), article=named["article"], text=named["text"], source=named["source"],
    )  # fmt: skip


def _own_event(row: int, named: Mapping[str, str]) -> SaidEvent:
    if named["event"] not in set(EventKind):
        raise _RowRefused("unknown_event")
    if not named["treaty"] and named["event"] in UNDER_A_TREATY:
        raise _RowRefused("treaty_missing")
    return SaidEvent(
        row=row, state_code=_state(named["state"]), kind=EventKind(named["event"]),
        treaty=_treaty(named["treaty"]) if named["treaty"] else "", on_date=_day(named["date"]),
        next_date=_day_or_none(named["next_date"]), follow_up_date=_day_or_none(named["follow_up_date"]),
        session=_number(named["session"]), reference=named["reference"], source=named["source"],
    )  # fmt: skip


# What stands in a cell.


def _treaty(written: str) -> str:
    code = _treaties().get(_plain(written))
    if code is None:
        raise _RowRefused("unknown_treaty")
    return code


def _state(written: str) -> str:
    code = _state_codes().get(written.strip().casefold())
    if code is None:
        raise _RowRefused("unknown_state")
    return code


@cache
def _treaties() -> Mapping[str, str]:
    """Every way to write a treaty: its code, symbol, number in the collection, and other symbols in use."""
    found: dict[str, str] = {}
    for term in vocabulary("treaty"):
        other = term.facts.get("other_symbols", ())
        names = (term.code, term.facts["symbol"], term.facts["untc"], *(other if isinstance(other, tuple) else ()))
        found |= {_plain(str(name)): term.code for name in names}
    return found


@cache
def _state_codes() -> Mapping[str, str]:
    return {
        name.casefold(): state.alpha_2
        for state in states(include_demonstration=True)
        for name in (state.alpha_2, state.alpha_3, state.name("en").short)
    }


def _plain(written: str) -> str:
    return written.strip().casefold().replace("_", "-")


def _written_date(cell: str) -> tuple[date, ActionKind | None]:
    """A day as the depositary writes it, and how the State consented, if a letter says so."""
    found = _WRITTEN.fullmatch(cell.strip())
    if found is None or found[2] not in _MONTHS:
        raise _RowRefused("date")
    return _day(f"{found[3]}-{_MONTHS.index(found[2]) + 1:02}-{int(found[1]):02}"), _HOW.get(found[4] or "")


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise _RowRefused("date") from None


def _day_or_none(written: str) -> date | None:
    return _day(written) if written else None


def _number(written: str) -> int | None:
    if not written:
        return None
    if not re.fullmatch(r"[0-9]{1,3}", written):
        raise _RowRefused("number")
    return int(written)

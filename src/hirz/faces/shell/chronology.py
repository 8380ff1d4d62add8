"""A case's events placed on a line of time, one lane for each kind. The picture has a table beneath that says it all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from hirz.faces.shell.edtf_words import first_day, last_day
from hirz.faces.shell.parts import Event, EventKind

KIND_LABELS: dict[EventKind, Promise] = {
    EventKind.ENGAGEMENT: pgettext_lazy("timeline", "Cooperation"),
    EventKind.ACT: pgettext_lazy("timeline", "Reprisal"),
    EventKind.RESPONSE: pgettext_lazy("timeline", "Response"),
    EventKind.REPLY: pgettext_lazy("timeline", "Reply"),
    EventKind.DEVELOPMENT: pgettext_lazy("timeline", "Development"),
}
EDGE = 3.0
"""Per cent of the line kept free at either end, so that a dot is never cut."""


@dataclass(frozen=True)
class Placed:
    """An event on the line: where it begins and how long it may be, in per cent of the line."""

    event: Event
    label: str | Promise
    start: str
    length: str
    centre: str


@dataclass(frozen=True)
class Lane:
    kind: EventKind
    label: str | Promise
    events: Sequence[Placed]


@dataclass(frozen=True)
class Chart:
    """Lanes that have events, all events by date, the ends of the line; events without a date come last."""

    lanes: Sequence[Lane]
    events: Sequence[Placed]
    first: date | None
    last: date | None


def chart(events: Sequence[Event]) -> Chart:
    begins = [day for event in events if (day := first_day(event.when))]
    ends = [day for event in events if (day := last_day(event.when))]
    first, last = min(begins, default=None), max(ends, default=None)
    placed = [_place(event, first, last) for event in sorted(events, key=_order)]
    lanes = [Lane(kind, label, _in_lane(placed, kind)) for kind, label in KIND_LABELS.items()]
    return Chart([lane for lane in lanes if lane.events], placed, first, last)


def _in_lane(placed: Sequence[Placed], kind: EventKind) -> list[Placed]:
    return [item for item in placed if item.event.kind is kind and item.start]


def _order(event: Event) -> date:
    return first_day(event.when) or date.max


def _place(event: Event, first: date | None, last: date | None) -> Placed:
    label = KIND_LABELS[event.kind]
    begin, end = first_day(event.when), last_day(event.when)
    if not (first and last and begin and end):
        return Placed(event, label, "", "", "")
    start, stop = _share(begin, first, last), _share(max(end, begin), first, last)
    return Placed(event, label, f"{start:.1f}%", f"{stop - start:.1f}%", f"{(start + stop) / 2:.1f}%")


def _share(day: date, first: date, last: date) -> float:
    length = (last - first).days
    return EDGE + (100 - 2 * EDGE) * ((day - first).days / length if length else 0.5)

"""A case's events on a line of time, one lane for each kind; the table beneath the picture says the same in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from hirz.faces.shell.edtf_words import read_date
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
    spans = [_span(event) for event in events]
    known = [day for span in spans if span for day in span]
    first, last = min(known, default=None), max(known, default=None)
    ordered = sorted(zip(events, spans, strict=True), key=lambda pair: pair[1] or (date.max, date.max))
    placed = [_place(event, span, first, last) for event, span in ordered]
    lanes = [Lane(kind, label, _in_lane(placed, kind)) for kind, label in KIND_LABELS.items()]
    return Chart([lane for lane in lanes if lane.events], placed, first, last)


def _span(event: Event) -> tuple[date, date] | None:
    """The first and last day meant; an open end is drawn where the known end is."""
    read = read_date(event.when)
    if read is None:
        return None
    first = read.latest if read.earliest == date.min else read.earliest
    return first, read.earliest if read.latest == date.max else read.latest


def _in_lane(placed: Sequence[Placed], kind: EventKind) -> list[Placed]:
    return [item for item in placed if item.event.kind is kind and item.start]


def _place(event: Event, span: tuple[date, date] | None, first: date | None, last: date | None) -> Placed:
    label = KIND_LABELS[event.kind]
    if not (span and first and last):
        return Placed(event, label, "", "", "")
    start, stop = (share(day, first, last) for day in span)
    return Placed(event, label, f"{start:.1f}%", f"{stop - start:.1f}%", f"{(start + stop) / 2:.1f}%")


def share(day: date, first: date, last: date) -> float:
    """Where a day stands on a line from one day to another, in per cent of it; in its middle where both are one."""
    length = (last - first).days
    return EDGE + (100 - 2 * EDGE) * ((day - first).days / length if length else 0.5)

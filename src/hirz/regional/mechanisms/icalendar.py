"""Days as a calendar file that other programs read. Source: RFC 5545, sections 3.1, 3.3.11, 3.6.1 and 3.7."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

LINE_OCTETS: Final = 75
"""How long a line may be, its end not counted; the rest goes on in the next one after a space."""


@dataclass(frozen=True, slots=True)
class DayEntry:
    """Something on one whole day. ``uid`` stays the same for the same thing, so that a program knows it again."""

    uid: str
    day: date
    summary: str
    description: str


def calendar_file(entries: Iterable[DayEntry], *, name: str, made_at: datetime) -> bytes:
    """The file, in UTF-8 with CRLF at the end of each line. ``made_at`` carries a time zone."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Hirz//Obligations//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(name)}",
        *(line for entry in entries for line in _event(entry, made_at)),
        "END:VCALENDAR",
    ]
    return b"".join(part + b"\r\n" for line in lines for part in _folded(line))


def _event(entry: DayEntry, made_at: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_escaped(entry.uid)}"
    yield f"DTSTAMP:{made_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{entry.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(entry.summary)}"
    yield f"DESCRIPTION:{_escaped(entry.description)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(plain.splitlines())


def _folded(line: str) -> Iterator[bytes]:
    """Parts of at most ``LINE_OCTETS`` bytes, none of which cuts a character in two."""
    part = b""
    for character in line:
        encoded = character.encode()
        if len(part) + len(encoded) > LINE_OCTETS:
            yield part
            part = b" "
        part += encoded
    yield part

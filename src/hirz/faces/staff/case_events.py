"""What happened in a case, on one line of time: cooperation, acts, responses, letters, replies, developments."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

from hirz.faces.shell.parts import Event, EventKind
from hirz.faces.staff.case_record import CaseRecord
from hirz.foundation.vocabularies.registry import label
from hirz.reprisals.response.models import Communication

WORDS_SHOWN = 40


def events(record: CaseRecord) -> list[Event]:
    return [*_cooperation(record), *_acts(record), *_responses(record), *_letters(record), *_developments(record)]


def _cooperation(record: CaseRecord) -> Iterator[Event]:
    for row in record.engagements:
        title = f"{label('engagement_type', row.kind)}: {label('engagement_body', row.body)}"
        yield Event(EventKind.ENGAGEMENT, title, row.date, _detail(row.place, row.note))


def _acts(record: CaseRecord) -> Iterator[Event]:
    for row in record.acts:
        by_whom = label("perpetrator", row.perpetrator)
        yield Event(EventKind.ACT, label("act_type", row.kind), row.date, _detail(by_whom, row.place, row.note))


def _responses(record: CaseRecord) -> Iterator[Event]:
    for row in record.responses:
        if row.done_date:
            title = f"{label('response_type', row.kind)}: {label('entity', row.actor)}"
            yield Event(EventKind.RESPONSE, title, row.done_date, _detail(row.result))


def _letters(record: CaseRecord) -> Iterator[Event]:
    for letter in record.letters:
        if letter.sent_at:
            url = reverse("response:letter", args=[letter.pk])
            title = label("communication_type", letter.kind)
            yield Event(EventKind.RESPONSE, title, timezone.localdate(letter.sent_at), letter.reference or "", url)
            yield from _replies(letter, url)


def _replies(letter: Communication, url: str) -> Iterator[Event]:
    for reply in letter.replies.all():
        kind = label("reply_kind", reply.kind) if reply.kind else ""
        yield Event(EventKind.REPLY, kind or letter.reference or "", reply.received_date, "", url)


def _developments(record: CaseRecord) -> Iterator[Event]:
    for row in record.developments:
        yield Event(EventKind.DEVELOPMENT, label("development_kind", row.kind), row.date, _detail(row.text))


def _detail(*parts: str) -> str:
    return " · ".join(Truncator(part).words(WORDS_SHOWN) for part in parts if part)

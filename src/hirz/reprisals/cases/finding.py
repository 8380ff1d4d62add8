"""Finding words in what is written on cases. It lies sealed: what a person may read is opened and looked through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final
from uuid import UUID

from django.db.models import Q

from hirz.foundation.keys.chain import keys_at_hand
from hirz.foundation.keys.sealed import Unreadable
from hirz.reprisals.cases.models import Case, CaseQuerySet
from hirz.reprisals.cases.written import OF_CASE, OF_RECORDS
from hirz.rules.searching import Wanted

FIRST: Final = 50
"""Cases opened before anything is said: what is found among the newest is told at once."""
AT_ONCE: Final = 1_000


@dataclass(frozen=True, slots=True)
class Found:
    """A case in what is written on which every word typed occurs."""

    case: Case


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the search is: cases ``opened`` of the ``readable``, ``unreadable`` of them in part or whole.

    ``done`` is said once, at the end: then ``opened`` is everything that was looked through.
    """

    opened: int
    readable: int
    unreadable: int
    done: bool = False


def scan(cases: CaseQuerySet, words: str) -> Iterator[Found | Progress]:
    """Open ``cases``, newest first, and tell each as it is found, with the progress after every batch.

    Whoever asks hands in what the person may see (``Case.objects.visible_to(user)``): nothing else is opened or
    counted. No key outlives the batch it was opened for, so that a page may be sent while this runs.
    """
    wanted = Wanted.of(words)
    readable = cases.filter(narrative_erased_at__isnull=True).count()
    opened = unreadable = 0
    yield Progress(opened, readable, unreadable)
    if wanted.words:
        for found, read, unread in _batches(cases, wanted):
            opened, unreadable = opened + read, unreadable + unread
            yield from map(Found, found)
            yield Progress(opened, max(readable, opened), unreadable)
    yield Progress(opened, opened, unreadable, done=True)


def _batches(cases: CaseQuerySet, wanted: Wanted) -> Iterator[tuple[Sequence[Case], int, int]]:
    """For each batch: what was found, how many were opened, in how many something did not open."""
    newest = cases.filter(narrative_erased_at__isnull=True).order_by("-opened_at", "-id")
    light = newest.only("opened_at", *OF_CASE)
    size, after = FIRST, Q()
    while True:
        with keys_at_hand():
            batch = list(light.filter(after)[:size])
            texts = _texts_of(batch)
            found = list(_told(newest, wanted, texts))
        if batch:
            yield found, len(batch), sum(map(_is_unread, texts.values()))
        if len(batch) < size:
            return
        last = batch[-1]
        after = Q(opened_at__lt=last.opened_at) | Q(opened_at=last.opened_at, id__lt=last.pk)
        size = AT_ONCE


def _told(newest: CaseQuerySet, wanted: Wanted, texts: Mapping[UUID, Sequence[str]]) -> Iterable[Case]:
    found = [pk for pk, written in texts.items() if wanted.occur_in("\n".join(written))]
    return newest.filter(pk__in=found) if found else ()


def _is_unread(written: Sequence[str]) -> bool:
    return any(isinstance(text, Unreadable) for text in written)


def _texts_of(batch: Sequence[Case]) -> Mapping[UUID, Sequence[str]]:
    """Everything written on each case. One question for each kind of record: a prefetch would make one for each row."""
    texts = {case.pk: [getattr(case, text) for text in OF_CASE] for case in batch}
    if not batch:
        return texts
    for model, columns in OF_RECORDS.items():
        asked = f"select id, case_id, {', '.join(columns)} from {model._meta.db_table} where case_id = any(%s)"  # noqa: S608
        for row in model._base_manager.raw(asked, [list(texts)]):
            texts[attrgetter("case_id")(row)].extend(getattr(row, column) for column in columns)
    return texts

"""Everything the page of an edition says: how far it is, what is listed, what the numbers are, what holds it up."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, Final
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hirz.foundation.accounts.access import has_permission
from hirz.foundation.accounts.models import User
from hirz.foundation.vocabularies.collation import sort_for_people
from hirz.foundation.vocabularies.registry import label, page_language
from hirz.foundation.walls.standing import beyond_the_wall
from hirz.reprisals.people.web.fields import state_name
from hirz.reprisals.reporting.candidates import candidates
from hirz.reprisals.reporting.findings import words_written
from hirz.reprisals.reporting.models import Edition, ReportEntry
from hirz.reprisals.reporting.permissions import ReportPermission
from hirz.reprisals.reporting.standing import INCLUDED
from hirz.reprisals.reporting.statistics import EditionStatistics, statistics_of
from hirz.reprisals.reporting.web.shown_refusals import difference_in_words
from hirz.rules.report_track import EntryState

ENTRIES_A_PAGE: Final = 50
_PAGE_NUMBER: Final = re.compile(r"[0-9]{1,6}")


@dataclass(frozen=True)
class Blocker:
    """Something that holds publication up, and the page that settles it, in the shape of a list of missing things."""

    text: str
    action: str = ""
    url: str = ""
    post: bool = False


@dataclass(frozen=True)
class Group:
    """The entries of one State on this page, either decided or waiting for a decision."""

    state: str
    decided: bool
    entries: Sequence[ReportEntry]


@dataclass(frozen=True)
class Listed:
    """One page of the entries: those without a decision first, States in the order of the page's language."""

    groups: Sequence[Group]
    number: int
    previous_url: str
    next_url: str


@dataclass(frozen=True)
class _Line:
    """An entry as far as it is needed to put it in order."""

    pk: UUID
    state: str
    decided: bool
    opened_at: datetime


def page_of_edition(edition: Edition, user: User, *, page: str) -> dict[str, Any]:
    statistics = statistics_of(edition)
    open_still = edition.state == Edition.State.OPEN
    may_decide = has_permission(user, ReportPermission.REPORT_DECIDE, edition.office_id)
    return {
        "edition": edition,
        "languages": [label("language_name", code) for code in edition.languages],
        "is_open": open_still,
        "progress": _progress(edition),
        "word_counts": [(label("language_name", code), number) for code, number in words_written(edition).items()],
        "listed": _listed(edition, user, page),
        "statistics": statistics,
        "not_counted": len(statistics.not_counted),
        "blockers": _blockers(edition, statistics, may_decide=may_decide) if open_still else [],
        "files": [(file, label("language_name", file.language)) for file in edition.files.all()],
        "may_list": open_still and may_decide,
        "may_publish": open_still and has_permission(user, ReportPermission.REPORT_PUBLISH, edition.office_id),
    }


def _progress(edition: Edition) -> list[tuple[str, int]]:
    """How many entries stand where, in the order of the track; steps where nothing stands are left out."""
    standing = Counter(edition.entries.values_list("track", flat=True))
    return [(label("report_track", state), standing[state.value]) for state in EntryState if standing[state.value]]


def _listed(edition: Edition, user: User, page: str) -> Listed:
    lines = _in_order(_lines(edition, user))
    last = max(1, -(-len(lines) // ENTRIES_A_PAGE))
    number = max(1, min(int(page), last)) if _PAGE_NUMBER.fullmatch(page) else 1
    shown = lines[(number - 1) * ENTRIES_A_PAGE : number * ENTRIES_A_PAGE]
    entries = ReportEntry.objects.filter(pk__in=[line.pk for line in shown]).select_related("case")
    by_id = {entry.pk: entry for entry in entries.prefetch_related("paragraphs")}
    return Listed(
        groups=[
            Group(state_name(state), decided, [by_id[line.pk] for line in same])
            for (state, decided), same in groupby(shown, key=lambda line: (line.state, line.decided))
        ],
        number=len(lines),
        previous_url=f"?page={number - 1}" if number > 1 else "",
        next_url=f"?page={number + 1}" if number < last else "",
    )


def _lines(edition: Edition, user: User) -> list[_Line]:
    visible = ReportEntry.objects.visible_to(user).filter(edition=edition).order_by("case__opened_at", "pk")
    fields = visible.values_list("pk", "case__state_concerned", "decision", "case__opened_at")
    return [_Line(pk, state, decision is not None, opened_at) for pk, state, decision, opened_at in fields]


def _in_order(lines: Iterable[_Line]) -> list[_Line]:
    waiting = list(lines)
    states = sort_for_people({line.state for line in waiting}, state_name, page_language())
    place = {state: position for position, state in enumerate(states)}
    return sorted(waiting, key=lambda line: (line.decided, place[line.state], line.opened_at, line.pk))


@beyond_the_wall()
def _blockers(edition: Edition, statistics: EditionStatistics, *, may_decide: bool) -> list[Blocker]:
    """What holds publication up, in words; what only publishing itself can find is not known here."""
    entries = list(edition.entries.values_list("case_id", "decision", "track", "frozen_at"))
    unlisted = len({case.pk for case in candidates(edition)} - {case for case, *_rest in entries})
    undecided = sum(decision is None for _case, decision, *_rest in entries)
    included = [(track, frozen) for _case, decision, track, frozen in entries if decision in INCLUDED]
    frozen = sum(since is not None for _track, since in included)
    not_cleared = sum(track != EntryState.CLEARED and since is None for track, since in included)
    differences = [Blocker(difference_in_words(difference)) for difference in statistics.differences]
    return [
        *_unlisted(edition, unlisted, may_decide),
        *_told(undecided, ngettext("One entry has no decision.", "%(n)d entries have no decision.", undecided)),
        *_told(frozen, ngettext("One entry to be listed is frozen.", "%(n)d entries to be listed are frozen.", frozen)),
        *_told(
            not_cleared,
            ngettext(
                "One entry to be listed is not cleared.", "%(n)d entries to be listed are not cleared.", not_cleared
            ),
        ),
        *differences,
    ]


def _unlisted(edition: Edition, number: int, may_decide: bool) -> list[Blocker]:
    text = ngettext("One case of the period has no entry.", "%(n)d cases of the period have no entry.", number)
    if number and may_decide:
        url = reverse("reporting:list_candidates", args=[edition.year])
        return [Blocker(text % {"n": number}, _("List the cases"), url, post=True)]
    return _told(number, text)


def _told(number: int, text: str) -> list[Blocker]:
    return [Blocker(text % {"n": number})] if number else []

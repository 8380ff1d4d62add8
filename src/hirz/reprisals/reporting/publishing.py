"""Publication: the whole document weighed against the consent of everybody in it, then rendered, in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils import timezone

from hirz.engines.clearance import Cleared
from hirz.engines.documents.akoma import render_akoma
from hirz.engines.documents.docx import render_docx
from hirz.engines.documents.model import Document
from hirz.engines.documents.pdf import render_pdf
from hirz.engines.documents.text import render_text
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import record
from hirz.foundation.blobs.store import store_bytes
from hirz.foundation.walls.standing import beyond_the_wall
from hirz.reprisals.cases.concerned import beside_in, identifiable_in
from hirz.reprisals.people.disclosing import Intent, disclose, lock_both
from hirz.reprisals.people.models import Person
from hirz.reprisals.reporting.candidates import candidates
from hirz.reprisals.reporting.edition_document import edition_document
from hirz.reprisals.reporting.models import Edition, EditionFile, ReportEntry
from hirz.reprisals.reporting.refusals import (
    EntriesNotCleared,
    EntriesUndecided,
    NameInText,
    StatisticsDoNotReconcile,
)
from hirz.reprisals.reporting.standing import (
    INCLUDED,
    PUBLIC,
    concerns_nobody,
    holds_a_name,
    risk_confirmed_at,
    text_is_whole,
    victims_named,
)
from hirz.reprisals.reporting.statistics import statistics_of
from hirz.reprisals.reporting.verbs import ReportVerb
from hirz.rules.consent import Purpose
from hirz.rules.report_track import EntryEvent, EntryFacts, EntryState, advance_entry

FORMATS: Final[Mapping[str, Callable[[Cleared[Document]], bytes]]] = {
    "docx": render_docx,
    "pdf": render_pdf,
    "xml": render_akoma,
    "txt": render_text,
}


@beyond_the_wall()
def publish(edition: Edition, *, by: User) -> Edition:
    """Over the cases of all offices. Must run inside the publishing action, which holds the edition."""
    # People first, then entries: a withdrawal takes its locks in this order too, so that neither waits in a circle.
    lock_both(_people_of(edition), _people_beside(edition))
    entries = _entries_held(edition)
    _require_complete(edition, entries)
    included = [entry for entry in entries if entry.decision in INCLUDED]
    _require_cleared(included)
    differences = statistics_of(edition).differences
    if differences:
        raise StatisticsDoNotReconcile(differences)
    for language in edition.languages:
        _render(edition, language, included, by)
    for entry in included:
        _mark_published(entry, by)
    edition.state, edition.published_at, edition.published_by = Edition.State.PUBLISHED, timezone.now(), by
    edition.save(update_fields=["state", "published_at", "published_by"])
    record(ReportVerb.EDITION_PUBLISHED, by=by, subject=edition, office_id=edition.office_id, entries=len(included))
    return edition


def _people_of(edition: Edition) -> Sequence[Person]:
    """Everybody whom the entries to be listed point to, named or not."""
    return list(identifiable_in(_cases_of(edition)).prefetch_related("names"))


def _people_beside(edition: Edition) -> Sequence[Person]:
    return list(beside_in(_cases_of(edition)).prefetch_related("names"))


def _cases_of(edition: Edition) -> list[UUID]:
    return list(edition.entries.filter(decision__in=INCLUDED).values_list("case_id", flat=True))


def _entries_held(edition: Edition) -> list[ReportEntry]:
    held = edition.entries.select_for_update(of=("self",)).select_related("case__office")
    return list(held.prefetch_related("paragraphs", "case__risk_assessments").order_by("pk"))


def _require_complete(edition: Edition, entries: Sequence[ReportEntry]) -> None:
    """No case of the period without an entry, no entry without a decision."""
    decided = {entry.case_id for entry in entries if entry.decision}
    open_cases = {case.pk for case in candidates(edition)} | {entry.case_id for entry in entries}
    if open_cases - decided:
        raise EntriesUndecided(sorted(str(case) for case in open_cases - decided))


def _require_cleared(included: Sequence[ReportEntry]) -> None:
    waiting = [entry for entry in included if entry.track != EntryState.CLEARED or entry.frozen_at]
    unwritten = [entry for entry in included if not text_is_whole(entry)]
    if waiting or unwritten:
        raise EntriesNotCleared(sorted({str(entry.pk) for entry in (*waiting, *unwritten)}))
    if any(holds_a_name(entry) for entry in included):
        raise NameInText


def _render(edition: Edition, language: str, included: Sequence[ReportEntry], by: User) -> None:
    cleared = disclose(
        edition_document(edition, language), intent=_intent(included), people=_people_of(edition),
        beside=_people_beside(edition), by=by,
    )  # fmt: skip
    for file_format, render in FORMATS.items():
        blob = store_bytes(render(cleared))
        EditionFile.objects.create(
            edition=edition, language=language, file_format=file_format, blob_id=blob.id, sha256=blob.sha256,
            disclosure_id=cleared.proof.disclosure,
        )  # fmt: skip


def _intent(included: Sequence[ReportEntry]) -> Intent:
    """The oldest clearance and the oldest risk assessment speak for the whole document."""
    risks = [risk_confirmed_at(entry.case) for entry in included]
    return Intent(
        purpose=Purpose.ANNUAL_REPORT,
        recipient=PUBLIC,
        what="annual_report",
        named=frozenset().union(*(victims_named(entry) for entry in included)),
        clearance_at=min((entry.cleared_at for entry in included if entry.cleared_at), default=None),
        risk_confirmed_at=_oldest(risks),
        concerns_nobody=all(concerns_nobody(entry.case) for entry in included),
    )


def _oldest(moments: Sequence[datetime | None]) -> datetime | None:
    known = [moment for moment in moments if moment]
    return min(known) if known and len(known) == len(moments) else None


def _mark_published(entry: ReportEntry, by: User) -> None:
    facts = EntryFacts(state=EntryState(entry.track), frozen=entry.frozen_at is not None)
    entry.track = advance_entry(facts, EntryEvent.PUBLISH, now=timezone.now())
    entry.save(update_fields=["track"])
    record(ReportVerb.ENTRY_PUBLISHED, by=by, subject=entry, case_id=entry.case_id, office_id=entry.case.office_id)

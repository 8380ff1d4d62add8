"""What is done about the report of a year: opened, listed, decided, drafted, commented on, cleared, published."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.utils import timezone

from hirz.engines.clearance import Cleared
from hirz.engines.documents.docx import render_docx
from hirz.engines.documents.model import Document
from hirz.engines.documents.typed import sound
from hirz.engines.sealing import new_key_pair
from hirz.foundation.accounts.access import has_permission, require
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action, record
from hirz.foundation.blobs.store import store_bytes
from hirz.foundation.blobs.units import key_to_keep
from hirz.foundation.offices.models import Office
from hirz.foundation.walls.standing import beyond_the_wall
from hirz.reprisals.cases.concerned import people_beside, people_identifiable
from hirz.reprisals.people.disclosing import disclose, lock_both, missing_as_data
from hirz.reprisals.reporting.candidates import candidates
from hirz.reprisals.reporting.drafting import draft_sentences
from hirz.reprisals.reporting.extract_document import extract_document
from hirz.reprisals.reporting.models import Edition, Paragraph, ReportEntry, StateExtract
from hirz.reprisals.reporting.permissions import ReportPermission
from hirz.reprisals.reporting.publishing import publish
from hirz.reprisals.reporting.refusals import (
    CommentNotAwaited,
    DecisionDoesNotFit,
    EditionClosed,
    EditionExists,
    EntryFrozen,
    EntryNotFrozen,
    EntryOutOfScope,
    EntryPastDeciding,
    LanguageNotOfEdition,
    NameInText,
)
from hirz.reprisals.reporting.sentences import rejoin
from hirz.reprisals.reporting.standing import (
    INCLUDED,
    comment_is_closed,
    consents_lacking,
    entry_facts,
    extract_intent,
    holds_a_name,
    text_is_whole,
)
from hirz.reprisals.reporting.verbs import ReportVerb
from hirz.reprisals.response.actions import TextMissing, TextTooLong
from hirz.reprisals.response.telling import LANGUAGES_TOLD, LanguageNotTold
from hirz.rules.counting import ReportingPeriod
from hirz.rules.errors import BadInput
from hirz.rules.lifecycle import ScopeFinding
from hirz.rules.report_track import EntryEvent, EntryMissing, EntryNotAllowed, EntryState, advance_entry

MAX_PARAGRAPH: Final = 50_000
_OMISSIONS: Final = {
    "omit_for_protection": EntryEvent.OMIT_FOR_PROTECTION,
    "omit_other": EntryEvent.OMIT_OTHER,
}
_OMITTED: Final = frozenset({EntryState.OMITTED_FOR_PROTECTION, EntryState.OMITTED_OTHER})
_IN_HAND: Final = frozenset({EntryState.CANDIDATE, EntryState.DRAFTED})
_UNLESS_FROZEN: Final = frozenset({EntryEvent.DRAFT, EntryEvent.SEND_FOR_COMMENT, EntryEvent.CLEAR})


@dataclass(frozen=True, slots=True)
class SentExtract:
    """What went to the State, and until when it may comment."""

    docx: bytes
    due_date: date
    kept: StateExtract


@action
def open_edition(
    *, office: Office, year: int, by: User, symbol: str = "", languages: Iterable[str] = LANGUAGES_TOLD
) -> Edition:
    """Open the report of a year; its period is the one the rules give for that year."""
    require(by, ReportPermission.REPORT_DECIDE, office.pk)
    wanted = list(dict.fromkeys(languages))
    if not wanted or not set(wanted) <= set(LANGUAGES_TOLD):
        raise LanguageNotTold
    with beyond_the_wall():  # that there is a report of a year is no secret
        if Edition.objects.filter(year=year).exists():
            raise EditionExists
    period = ReportingPeriod.of_report(year)
    edition = Edition(
        office=office, year=year, symbol=symbol, languages=wanted, period_start=period.start, period_end=period.end,
        cut_off_date=period.end,
    )  # fmt: skip
    edition.full_clean()
    edition.save(force_insert=True)
    record(ReportVerb.EDITION_OPENED, by=by, subject=edition, office_id=office.pk, year=year)
    return edition


@action
@beyond_the_wall()
def list_candidates(*, edition: Edition, by: User) -> list[ReportEntry]:
    """Give every case the edition has to decide on its entry. Safe to repeat; returns the new ones."""
    require(by, ReportPermission.REPORT_DECIDE, edition.office_id)
    _require_open(Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk))
    known = set(edition.entries.values_list("case_id", flat=True))
    new = [
        ReportEntry(edition=edition, case=case, annex=annex)
        for case, annex in candidates(edition).items()
        if case.pk not in known
    ]
    ReportEntry.objects.bulk_create(new)
    for entry in new:
        _record(ReportVerb.ENTRY_PROPOSED, entry, by, annex=entry.annex)
    return new


@action
def decide(*, entry: ReportEntry, decision: str, reason: str, by: User, named: bool = False) -> ReportEntry:
    """Include the case, follow it up, or omit it; always with the reason.

    An entry that consent does not cover is kept and frozen, and says why.
    """
    entry = _hold(entry, ReportPermission.REPORT_DECIDE, by)
    if not reason.strip():
        raise BadInput("reason_missing")
    entry.decision, entry.reason = decision, reason.strip()
    entry.decided_by, entry.decided_at = by, timezone.now()
    if decision in _OMISSIONS:
        entry.track = _advanced(entry, _OMISSIONS[decision])
        entry.cleared_by, entry.cleared_at = None, None
    else:
        _include(entry, named=named)
    entry.full_clean()
    entry.save()
    _record(ReportVerb.ENTRY_DECIDED, entry, by, decision=decision, named=entry.named)
    if decision in INCLUDED and entry.frozen_at:
        _record(ReportVerb.ENTRY_FROZEN, entry, by, missing=entry.frozen_because)
    return entry


def _include(entry: ReportEntry, *, named: bool) -> None:
    if entry.track not in _IN_HAND | _OMITTED:
        raise EntryPastDeciding
    if entry.case.scope_finding == ScopeFinding.OUTSIDE or entry.case.merged_into_id is not None:
        raise EntryOutOfScope
    if (entry.decision == "follow_up") != (entry.annex == ReportEntry.Annex.II):
        raise DecisionDoesNotFit
    if entry.track in _OMITTED:
        entry.track = _advanced(entry, EntryEvent.RECONSIDER)
    entry.named = named
    _freeze_without_consent(entry)


def _freeze_without_consent(entry: ReportEntry) -> None:
    lacking = consents_lacking(entry)
    entry.frozen_at = timezone.now() if lacking else None
    entry.frozen_because = missing_as_data(lacking)


@action
def draft_entry(*, entry: ReportEntry, by: User, languages: Iterable[str] = (), afresh: bool = False) -> ReportEntry:
    """Draft the paragraph from the record, in every language of the edition unless some are given.

    A paragraph that is there already stays as people edited it, unless it is wanted ``afresh``.
    """
    entry = _hold(entry, ReportPermission.REPORT_DRAFT, by)
    _require_not_frozen(entry)
    if entry.track != EntryState.DRAFTED:
        entry.track = _advanced(entry, EntryEvent.DRAFT)
    wanted = [_of_edition(entry, language) for language in languages or entry.edition.languages]
    kept = set() if afresh else {paragraph.language for paragraph in entry.paragraphs.all()}
    drafted = [language for language in wanted if language not in kept]
    for language in drafted:
        sentences = draft_sentences(entry.case, language=language, named=entry.named)
        _write(entry, language, [dict(sentence) for sentence in sentences], by)
    entry.drafted_by, entry.drafted_at = by, timezone.now()
    entry.save(update_fields=["track", "drafted_by", "drafted_at"])
    _record(ReportVerb.ENTRY_DRAFTED, entry, by, languages=drafted)
    return entry


@action
def edit_paragraph(*, entry: ReportEntry, language: str, text: str, by: User) -> Paragraph:
    """Replace the paragraph. Sentences that were not touched keep the fact they rest on; new ones rest on none."""
    entry = _hold(entry, ReportPermission.REPORT_DRAFT, by)
    _require_not_frozen(entry)
    if entry.track != EntryState.DRAFTED:
        raise EntryNotAllowed((EntryMissing.STEP_NOT_FORESEEN,))
    typed = sound(text).strip()
    if not typed:
        raise TextMissing
    if len(typed) > MAX_PARAGRAPH:
        raise TextTooLong
    earlier = entry.paragraphs.filter(language=_of_edition(entry, language)).first()
    sentences = rejoin(typed, earlier.sentences if earlier else [])
    paragraph = _write(entry, language, [dict(sentence) for sentence in sentences], by)
    _record(ReportVerb.ENTRY_EDITED, entry, by, language=language)
    return paragraph


@action
def send_for_comment(*, entry: ReportEntry, by: User, language: str = "") -> SentExtract:
    """Send the State concerned an extract that holds only what consent allows, and start the days for its comment."""
    # Before the entry: a withdrawal takes them in this order too.
    lock_both(people_identifiable(entry.case), people_beside(entry.case))
    entry = _hold(entry, ReportPermission.REPORT_DRAFT, by)
    entry.track = _advanced(entry, EntryEvent.SEND_FOR_COMMENT)
    wanted = _of_edition(entry, language or _usual_language(entry.edition))
    cleared = disclose(
        extract_document(entry, wanted),
        intent=extract_intent(entry),
        people=people_identifiable(entry.case),
        beside=people_beside(entry.case),
        by=by,
    )
    today = entry.case.office.today
    entry.comment_sent_at = timezone.now()
    entry.comment_due_date = due_date = today + timedelta(days=entry.edition.comment_days)
    entry.comment_received_at, entry.comment_waived_reason = None, ""
    entry.save()
    docx = render_docx(cleared)
    kept = _keep_extract(entry, wanted, cleared, docx, by)
    _record(
        ReportVerb.ENTRY_SENT_FOR_COMMENT, entry, by, disclosure=cleared.proof.disclosure, extract=str(kept.pk),
        sha256=kept.sha256,
    )  # fmt: skip
    return SentExtract(docx, due_date, kept)


def _keep_extract(entry: ReportEntry, language: str, cleared: Cleared[Document], docx: bytes, by: User) -> StateExtract:
    assert entry.comment_due_date is not None  # noqa: S101 - set before the extract is kept
    blob = store_bytes(docx, pair=new_key_pair())
    return StateExtract.objects.create(
        entry=entry, language=language, blob_id=blob.id, opens_with=key_to_keep(blob.pair), sha256=blob.sha256,
        disclosure_id=cleared.proof.disclosure, due_date=entry.comment_due_date, sent_by=by, sent_at=timezone.now(),
    )  # fmt: skip


@action
def waive_comment(*, entry: ReportEntry, reason: str, by: User) -> ReportEntry:
    """Go on without asking the State, for example because consent does not allow it, and say why."""
    entry = _hold(entry, ReportPermission.REPORT_DRAFT, by)
    if not reason.strip():
        raise BadInput("reason_missing")
    entry.track = _advanced(entry, EntryEvent.SEND_FOR_COMMENT)
    entry.comment_waived_reason = reason.strip()
    entry.save(update_fields=["track", "comment_waived_reason"])
    _record(ReportVerb.ENTRY_COMMENT_WAIVED, entry, by)
    return entry


@action
def record_comment(*, entry: ReportEntry, text: str, by: User) -> ReportEntry:
    """What the State answered to its extract; a second answer is kept below the first."""
    entry = _hold(entry, ReportPermission.REPORT_DRAFT, by)
    if entry.comment_sent_at is None:
        raise CommentNotAwaited
    if not text.strip():
        raise TextMissing
    entry.comment = "\n\n".join(part for part in (entry.comment, text.strip()) if part)
    entry.comment_received_at = timezone.now()
    entry.save(update_fields=["comment", "comment_received_at"])
    _record(ReportVerb.ENTRY_COMMENT_RECEIVED, entry, by)
    return entry


@action
def present_entry(*, entry: ReportEntry, by: User) -> ReportEntry:
    """Present a paragraph for clearance again, once the matter of the State's comment is closed."""
    entry = _hold(entry, ReportPermission.REPORT_DRAFT, by)
    if not comment_is_closed(entry):
        raise EntryNotAllowed((EntryMissing.STATE_COMMENT_OPEN,))
    entry.track = _advanced(entry, EntryEvent.SEND_FOR_COMMENT)
    entry.save(update_fields=["track"])
    _record(ReportVerb.ENTRY_PRESENTED, entry, by)
    return entry


@action
def clear_entry(*, entry: ReportEntry, by: User) -> ReportEntry:
    """Clear the paragraph: by somebody who neither wrote it nor verified the case, on fresh consent and risk."""
    entry = _hold(entry, ReportPermission.REPORT_CLEAR, by)
    entry.track = _advanced(entry, EntryEvent.CLEAR, clearer=by)
    lacking = consents_lacking(entry)
    if lacking:
        raise EntryFrozen(missing_as_data(lacking))
    if not text_is_whole(entry):
        raise TextMissing
    if holds_a_name(entry):
        raise NameInText
    entry.cleared_by, entry.cleared_at = by, timezone.now()
    entry.save(update_fields=["track", "cleared_by", "cleared_at"])
    _record(ReportVerb.ENTRY_CLEARED, entry, by)
    return entry


@action
def return_to_draft(*, entry: ReportEntry, by: User, reason: str = "") -> ReportEntry:
    """Send the paragraph back to those who write, with the reason, or take it back to write."""
    clears = has_permission(by, ReportPermission.REPORT_CLEAR, entry.case.office_id)
    entry = _hold(entry, ReportPermission.REPORT_CLEAR if clears else ReportPermission.REPORT_DRAFT, by)
    if clears and not reason.strip():
        raise BadInput("reason_missing")
    _return(entry)
    entry.returned_reason = reason.strip()
    entry.save()
    _record(ReportVerb.ENTRY_RETURNED, entry, by, reasoned=bool(entry.returned_reason))
    return entry


@action
def thaw_entry(*, entry: ReportEntry, by: User) -> ReportEntry:
    """Take a frozen entry up again once consent covers it; what was cleared before the withdrawal is cleared anew."""
    entry = _hold(entry, ReportPermission.REPORT_DECIDE, by)
    if entry.frozen_at is None:
        raise EntryNotFrozen
    lacking = consents_lacking(entry)
    if lacking:
        raise EntryFrozen(missing_as_data(lacking))
    entry.frozen_at, entry.frozen_because = None, []
    if entry.track == EntryState.CLEARED:
        _return(entry)
    entry.save()
    _record(ReportVerb.ENTRY_THAWED, entry, by)
    return entry


@action
def publish_edition(*, edition: Edition, by: User) -> Edition:
    """Publish the report: everything is cleared, counted, weighed against consent and rendered, or nothing happens."""
    require(by, ReportPermission.REPORT_PUBLISH, edition.office_id)
    edition = Edition.objects.select_for_update(of=("self",)).select_related("office").get(pk=edition.pk)
    _require_open(edition)
    return publish(edition, by=by)


def _hold(entry: ReportEntry, permission: ReportPermission, by: User) -> ReportEntry:
    """The entry as it stands now, kept from others until this act is done; or a refusal to this person."""
    require(by, permission, entry.case.office_id)
    held = ReportEntry.objects.select_for_update(of=("self",)).select_related("case__office").get(pk=entry.pk)
    _require_open(held.edition)
    return held


def _require_open(edition: Edition) -> None:
    if edition.state != Edition.State.OPEN:
        raise EditionClosed


def _require_not_frozen(entry: ReportEntry) -> None:
    if entry.frozen_at is not None:
        raise EntryFrozen(entry.frozen_because)


def _advanced(entry: ReportEntry, event: EntryEvent, *, clearer: User | None = None) -> EntryState:
    if event in _UNLESS_FROZEN:
        _require_not_frozen(entry)
    return advance_entry(entry_facts(entry, clearer=clearer), event, now=timezone.now())


def _return(entry: ReportEntry) -> None:
    entry.track = _advanced(entry, EntryEvent.RETURN_TO_DRAFT)
    entry.cleared_by, entry.cleared_at = None, None


def _of_edition(entry: ReportEntry, language: str) -> str:
    if language not in entry.edition.languages:
        raise LanguageNotOfEdition
    return language


def _usual_language(edition: Edition) -> str:
    return "en" if "en" in edition.languages else edition.languages[0]


def _write(entry: ReportEntry, language: str, sentences: list[dict[str, object]], by: User) -> Paragraph:
    paragraph, _created = Paragraph.objects.update_or_create(
        entry=entry,
        language=language,
        defaults={"sentences": sentences, "edited_by": by, "edited_at": timezone.now()},
    )
    return paragraph


def _record(verb: ReportVerb, entry: ReportEntry, by: User, **detail: object) -> None:
    record(verb, by=by, subject=entry, case_id=entry.case_id, office_id=entry.case.office_id, **detail)

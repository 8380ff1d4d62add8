"""Everything the page of an entry says: its paragraphs beside the facts, where it stands, what its next step lacks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hirz.foundation.accounts.access import has_permission
from hirz.foundation.accounts.models import User
from hirz.foundation.vocabularies.registry import label, page_language
from hirz.reprisals.cases.models import Case
from hirz.reprisals.people.web.consent_words import lacks, lacks_of
from hirz.reprisals.people.web.fields import state_name
from hirz.reprisals.reporting.drafting import STATUSES, changed_sentences, digests_now
from hirz.reprisals.reporting.findings import findings
from hirz.reprisals.reporting.models import Edition, Paragraph, ReportEntry
from hirz.reprisals.reporting.permissions import ReportPermission
from hirz.reprisals.reporting.standing import INCLUDED, comment_is_closed, consents_lacking, needs, text_is_whole
from hirz.reprisals.reporting.web.edition_page import Blocker
from hirz.reprisals.reporting.web.forms import ParagraphForm
from hirz.reprisals.reporting.wording import ENTRY_NEEDS
from hirz.reprisals.response.web.record import READ, Concerned, Fact, concerned_in, facts_of
from hirz.rules.report_track import EntryEvent, EntryState

_IN_HAND: Final = (EntryState.CANDIDATE, EntryState.DRAFTED)
_WITH_OTHERS: Final = (EntryState.STATE_COMMENT, EntryState.CLEARED)


@dataclass(frozen=True)
class NumberedFact:
    """A fact with the number by which sentences point to it."""

    number: int
    fact: Fact


@dataclass(frozen=True)
class ShownSentence:
    """A sentence, the fact it rests on if any, and whether that fact reads otherwise by now."""

    text: str
    rests_on: NumberedFact | None
    fact_is_gone: bool
    has_changed: bool


@dataclass(frozen=True)
class ShownParagraph:
    """The paragraph of one language, which may not be written yet, with the form that changes it."""

    language: str
    name: str
    paragraph: Paragraph | None
    sentences: Sequence[ShownSentence]
    form: ParagraphForm
    changed: int


def page_of_entry(entry: ReportEntry, user: User, *, refused: ParagraphForm | None = None) -> dict[str, Any]:
    """``refused`` is a paragraph form that comes back as it was filled in."""
    case = Case.objects.select_related("office").prefetch_related(*READ).get(pk=entry.case_id)
    concerned = concerned_in(case, user, _language_of(entry.edition))
    facts = [NumberedFact(number, fact) for number, fact in enumerate(_facts(case, concerned), start=1)]
    return {
        "entry": entry,
        "edition": entry.edition,
        "case": case,
        "state_concerned": state_name(case.state_concerned),
        "facts": facts,
        "concerned": concerned,
        "paragraphs": list(_paragraphs(entry, facts, refused)),
        "frozen_because": lacks(entry.frozen_because, user=user),
        "extracts": [
            (kept, label("language_name", kept.language)) for kept in entry.extracts.select_related("sent_by")
        ],
        "findings": findings(entry) if _still_written(entry) else [],
        **_steps(entry, user),
    }


def _still_written(entry: ReportEntry) -> bool:
    return entry.track != EntryState.PUBLISHED and entry.decision in INCLUDED and entry.drafted_at is not None


def _language_of(edition: Edition) -> str:
    """The language in which descriptions are shown: that of the page where the edition appears in it."""
    spoken = page_language()
    return spoken if spoken in edition.languages else edition.languages[0]


def _facts(case: Case, concerned: Sequence[Concerned]) -> Iterator[Fact]:
    """The facts of the case, and those that only the report tells: who, how they are, that nobody replied."""
    described = [one.description for one in concerned if one.description]
    yield Fact(f"people:{case.pk}", pgettext("record on a case", "People"), " · ".join(described))
    yield from facts_of(case)
    for part in case.parties.all():
        if part.role == "victim" and part.status in STATUSES:
            words = label("victim_status", part.status)
            yield Fact(f"status:{part.pk}", pgettext("record on a case", "Situation"), words, part.status_date)
    for letter in case.communications.all():
        if letter.sent_at and not letter.replies.all():
            yield Fact(f"silence:{letter.pk}", pgettext("record on a case", "Reply"), _("None so far"))


def _paragraphs(
    entry: ReportEntry, facts: Sequence[NumberedFact], refused: ParagraphForm | None
) -> Iterator[ShownParagraph]:
    written = {paragraph.language: paragraph for paragraph in entry.paragraphs.all()}
    by_key = {numbered.fact.key: numbered for numbered in facts}
    # A published paragraph stands as it was published, whatever became known since.
    now = digests_now(entry) if written and entry.track != EntryState.PUBLISHED else None
    for language in entry.edition.languages:
        paragraph = written.get(language)
        changed = frozenset(changed_sentences(paragraph, now) if paragraph and now is not None else ())
        came_back = refused is not None and refused.initial["language"] == language
        form = refused if refused and came_back else ParagraphForm(language=language, paragraph=paragraph)
        sentences = _sentences(paragraph, by_key, changed) if paragraph else []
        name = label("language_name", language)
        yield ShownParagraph(language, name, paragraph, sentences, form, len(changed))


def _sentences(
    paragraph: Paragraph, by_key: Mapping[str, NumberedFact], changed: frozenset[int]
) -> list[ShownSentence]:
    return [
        ShownSentence(
            text=sentence["text"],
            rests_on=by_key.get(sentence["fact"]),
            fact_is_gone=bool(sentence["fact"]) and sentence["fact"] not in by_key,
            has_changed=position in changed,
        )
        for position, sentence in enumerate(paragraph.sentences)
    ]


def _steps(entry: ReportEntry, user: User) -> dict[str, Any]:
    """Which forms are there: those of a permission held, at the step where the entry stands."""
    may = {p: has_permission(user, p, entry.case.office_id) for p in ReportPermission}
    is_open = entry.edition.state == Edition.State.OPEN
    included = entry.decision in INCLUDED
    writes = is_open and may[ReportPermission.REPORT_DRAFT] and included and entry.frozen_at is None
    drafted = writes and entry.track == EntryState.DRAFTED
    clears = is_open and may[ReportPermission.REPORT_CLEAR] and entry.track == EntryState.STATE_COMMENT
    closed = comment_is_closed(entry)
    return {
        "may_decide": is_open and may[ReportPermission.REPORT_DECIDE] and entry.track != EntryState.PUBLISHED,
        "may_draft": writes and entry.track in _IN_HAND,
        "may_edit": drafted,
        "may_ask_state": drafted and text_is_whole(entry) and not closed,
        "may_present": drafted and text_is_whole(entry) and closed,
        "may_record_comment": is_open and may[ReportPermission.REPORT_DRAFT] and entry.comment_sent_at is not None,
        "may_return": is_open and (may[ReportPermission.REPORT_DRAFT] or may[ReportPermission.REPORT_CLEAR])
        and entry.track in _WITH_OTHERS,
        "may_thaw": is_open and may[ReportPermission.REPORT_DECIDE] and entry.frozen_at is not None,
        "still_lacking": lacks_of(consents_lacking(entry), user=user) if entry.frozen_at else [],
        "clears": clears,
        "clearance_lacks": _clearance_lacks(entry, user) if clears else [],
    }  # fmt: skip


def _clearance_lacks(entry: ReportEntry, user: User) -> list[Blocker]:
    return [Blocker(str(ENTRY_NEEDS[need])) for need in needs(entry, EntryEvent.CLEAR, by=user)]

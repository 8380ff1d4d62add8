"""The State concerned may comment on an extract, as far as consent allows."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from docx import Document as read_docx

from hirz.foundation.accounts.models import User
from hirz.reprisals.people.disclosing import ConsentRefused
from hirz.reprisals.people.models import Disclosure, Person
from hirz.reprisals.reporting.actions import (
    edit_paragraph,
    present_entry,
    record_comment,
    return_to_draft,
    send_for_comment,
    waive_comment,
)
from hirz.reprisals.reporting.models import ReportEntry
from hirz.reprisals.reporting.refusals import CommentNotAwaited
from hirz.reprisals.reporting.standing import comment_is_closed
from hirz.reprisals.response.actions import TextMissing
from hirz.rules.consent import ConsentState, Reason, Scope
from hirz.rules.errors import BadInput
from hirz.rules.report_track import EntryMissing, EntryNotAllowed
from tests.reprisals.story import TELLING, answer


def words_of(docx: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in read_docx(io.BytesIO(docx)).paragraphs)


def test_extract_holds_the_paragraph_and_leaves_on_record(drafted: ReportEntry, agreed: Person, desk: User) -> None:
    sent = send_for_comment(entry=drafted, by=desk)
    drafted.refresh_from_db()
    assert "the person concerned faced detention" in words_of(sent.docx)
    assert drafted.track == "STATE_COMMENT"
    assert drafted.comment_due_date == sent.due_date
    left = Disclosure.objects.get(what="report_extract")
    assert (left.purpose, left.recipient, left.allowed) == ("RAISE_WITH_GOVERNMENT", "government", True)
    assert list(left.people.all()) == [agreed]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_extract_in_either_language_holds_no_part_of_a_name(drafted: ReportEntry, desk: User, language: str) -> None:
    text = words_of(send_for_comment(entry=drafted, language=language, by=desk).docx).lower()
    assert [part for part in TELLING if part in text] == []


def test_extract_without_consent_to_raise_the_case_does_not_leave(
    drafted: ReportEntry, agreed: Person, desk: User
) -> None:
    answer(agreed, desk, {Scope.RAISE_WITH_GOVERNMENT: ConsentState.WITHDRAWN})
    with pytest.raises(ConsentRefused):
        send_for_comment(entry=drafted, by=desk)
    drafted.refresh_from_db()
    assert (drafted.track, drafted.comment_sent_at) == ("DRAFTED", None)
    assert waive_comment(entry=drafted, reason="Consent was withdrawn.", by=desk).track == "STATE_COMMENT"


def test_name_typed_by_an_officer_does_not_leave(drafted: ReportEntry, desk: User) -> None:
    edit_paragraph(entry=drafted, language="en", text="Mrs Zahrawi was held.", by=desk)
    with pytest.raises(ConsentRefused) as refused:
        send_for_comment(entry=drafted, by=desk)
    assert [missing.reason for missing in refused.value.missing] == [Reason.NAME_IN_CONTENT]


def test_paragraph_missing_in_a_language_does_not_go_on(drafted: ReportEntry, desk: User) -> None:
    drafted.paragraphs.get(language="ar").delete()
    for step in (
        lambda: send_for_comment(entry=drafted, by=desk),
        lambda: waive_comment(entry=drafted, reason="-", by=desk),
    ):
        with pytest.raises(EntryNotAllowed) as refused:
            step()
        assert refused.value.missing == (EntryMissing.TEXT_MISSING,)


def test_waiving_needs_its_reason(drafted: ReportEntry, desk: User) -> None:
    with pytest.raises(BadInput, match="reason_missing"):
        waive_comment(entry=drafted, reason=" ", by=desk)


def test_comment_is_open_until_its_days_are_over(drafted: ReportEntry, desk: User) -> None:
    sent = send_for_comment(entry=drafted, by=desk)
    drafted.refresh_from_db()
    assert not comment_is_closed(drafted)
    with time_machine.travel(timezone.now() + timedelta(days=drafted.edition.comment_days + 1), tick=False):
        assert drafted.case.office.calendar.local_date(timezone.now()) > sent.due_date
        assert comment_is_closed(drafted)


def test_comment_closes_the_matter_and_a_second_one_is_kept_below(drafted: ReportEntry, desk: User) -> None:
    send_for_comment(entry=drafted, by=desk)
    record_comment(entry=drafted, text="The Government objects.", by=desk)
    entry = record_comment(entry=drafted, text="It adds a date.", by=desk)
    assert entry.comment == "The Government objects.\n\nIt adds a date."
    assert comment_is_closed(entry)


def test_comment_without_an_extract_is_refused(waived: ReportEntry, desk: User) -> None:
    with pytest.raises(CommentNotAwaited):
        record_comment(entry=waived, text="Unasked.", by=desk)


def test_empty_comment_is_refused(drafted: ReportEntry, desk: User) -> None:
    send_for_comment(entry=drafted, by=desk)
    with pytest.raises(TextMissing):
        record_comment(entry=drafted, text="", by=desk)


def test_text_returned_for_words_is_presented_again_without_asking_the_state_twice(
    waived: ReportEntry, desk: User
) -> None:
    return_to_draft(entry=waived, by=desk)
    edit_paragraph(entry=waived, language="en", text="Better words.", by=desk)
    assert present_entry(entry=waived, by=desk).track == "STATE_COMMENT"


def test_text_is_not_presented_while_the_state_may_still_comment(drafted: ReportEntry, desk: User) -> None:
    send_for_comment(entry=drafted, by=desk)
    return_to_draft(entry=drafted, by=desk)
    with pytest.raises(EntryNotAllowed) as refused:
        present_entry(entry=drafted, by=desk)
    assert refused.value.missing == (EntryMissing.STATE_COMMENT_OPEN,)

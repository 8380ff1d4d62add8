"""The report as a document: its order, its numbering, its annexes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from hirz.engines.documents.model import Document, Heading, PageBreak, Paragraph, Table
from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.reprisals.people.models import Person
from hirz.reprisals.reporting.actions import decide, draft_entry, edit_paragraph, list_candidates
from hirz.reprisals.reporting.edition_document import edition_document
from hirz.reprisals.reporting.models import Edition, ReportEntry
from hirz.reprisals.response.actions import (
    draft_communication,
    plan_communication,
    send_communication,
)
from tests.reprisals.story import enter_case


def headings(document: Document, level: int) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading) and block.level == level]


@pytest.fixture
def several(edition: Edition, office: Office, desk: User, verifier: User, agreed: Person) -> Edition:
    """Cases of four invented States, whose order differs between English and Arabic."""
    for code in ("XH", "XT", "XM", "XD"):
        enter_case(office, desk, verifier, [agreed], state=code)
    for entry in list_candidates(edition=edition, by=desk):
        draft_entry(entry=decide(entry=entry, decision="include", reason="Verified.", by=desk), by=desk)
    return edition


def test_report_has_five_sections_and_two_annexes_on_pages_of_their_own(drafted: ReportEntry) -> None:
    document = edition_document(drafted.edition, "en")
    titles = headings(document, 1)
    assert [title.split(". ")[0] for title in titles[:5]] == ["I", "II", "III", "IV", "V"]
    assert [title.split(":")[0] for title in titles[5:]] == ["Annex I", "Annex II"]
    assert sum(isinstance(block, PageBreak) for block in document.blocks) == 2


def test_title_is_the_official_one_in_each_language(drafted: ReportEntry) -> None:
    assert edition_document(drafted.edition, "en").title.startswith("Cooperation with the United Nations")
    assert edition_document(drafted.edition, "ar").title.startswith("التعاون مع الأمم المتحدة")


def test_states_stand_in_the_order_of_each_language(several: Edition) -> None:
    english = headings(edition_document(several, "en"), 2)
    arabic = headings(edition_document(several, "ar"), 2)
    assert english[-4:] == ["Amruvia", "Dravoleth", "Halqamir", "Ithessane"]
    assert arabic[-4:] == ["أمروفيا", "إيثيسان", "حلقمير", "درافوليث"]


def test_every_paragraph_is_numbered(several: Edition) -> None:
    document = edition_document(several, "en")
    unnumbered = [b for b in document.blocks if isinstance(b, Paragraph) and not b.numbered]
    assert [block.runs[0].text for block in unnumbered] == ["None."]


def test_table_gives_each_measure_a_row(drafted: ReportEntry) -> None:
    (table,) = [b for b in edition_document(drafted.edition, "en").blocks if isinstance(b, Table)]
    rows = {row[0]: row[1:] for row in table.rows}
    assert rows["Cases"] == ("1", "1", "0")
    assert rows["Individuals, not named"] == ("1", "1", "0")


def test_reference_is_kept_together_with_a_note_at_its_first_mention(drafted: ReportEntry, desk: User) -> None:
    letter = plan_communication(
        case=drafted.case, kind="urgent_appeal", sender="special_procedures", language="en", named=False, by=desk
    )
    letter = send_communication(letter=draft_communication(letter=letter, by=desk), by=desk)
    text = f"It wrote ({letter.reference}). It wrote again about {letter.reference}."
    edit_paragraph(entry=drafted, language="en", text=text, by=desk)
    runs = [r for b in edition_document(drafted.edition, "en").blocks if isinstance(b, Paragraph) for r in b.runs]
    mentioned = [run for run in runs if run.text == letter.reference]
    assert [run.isolate for run in mentioned] == [True, True]
    assert [bool(run.footnote) for run in mentioned] == [True, False]
    assert "Urgent appeal" in mentioned[0].footnote


def test_omitted_case_is_in_no_annex(candidate: ReportEntry, desk: User) -> None:
    decide(entry=candidate, decision="omit_for_protection", reason="Threats.", by=desk)
    text = edition_document(candidate.edition, "en").plain_text()
    assert "Amruvia" not in text
    assert "number of cases omitted to protect those concerned is 1" in text


def test_invented_state_or_demonstration_is_marked(drafted: ReportEntry, settings: Settings) -> None:
    assert edition_document(drafted.edition, "en").demonstration
    drafted.case.state_concerned = "KG"
    drafted.case.save()
    assert not edition_document(drafted.edition, "en").demonstration
    settings.HIRZ_DEMO = True
    assert edition_document(drafted.edition, "en").demonstration


def test_document_is_dated_by_the_office(drafted: ReportEntry) -> None:
    dated = edition_document(drafted.edition, "en").dated
    assert abs(dated - timezone.localdate()) <= timedelta(days=1)

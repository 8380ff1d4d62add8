"""What is pointed out before a paragraph is cleared: words that take sides, too many words, a telling description."""

from __future__ import annotations

import pytest

from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.reprisals.cases.models import Case
from hirz.reprisals.people.actions import describe_in_public
from hirz.reprisals.reporting import findings as looked_at
from hirz.reprisals.reporting.actions import clear_entry, edit_paragraph
from hirz.reprisals.reporting.findings import Finding, findings, words_written
from hirz.reprisals.reporting.models import ReportEntry
from tests.reprisals.story import enter_case, enter_victim


def texts(entry: ReportEntry) -> str:
    return "\n".join(finding.text for finding in findings(entry))


@pytest.mark.parametrize(
    ("language", "text", "word"),
    [
        ("en", "The so-called activist was held by the regime.", "regime"),
        ("en", "The so-called activist was held by the regime.", "so-called"),
        ("ar", "وأفيد بأن النظام الحاكم احتجز الشخص المعني.", "النظام الحاكم"),
        ("ar", "ووُصف بالإرهابي.", "إرهابي"),
    ],
)
def test_word_that_takes_sides_is_pointed_out(
    drafted: ReportEntry, desk: User, language: str, text: str, word: str
) -> None:
    edit_paragraph(entry=drafted, language=language, text=text, by=desk)
    assert f"“{word}”" in texts(drafted)


def test_what_is_drafted_from_the_record_takes_no_side(drafted: ReportEntry) -> None:
    assert "takes sides" not in texts(drafted)


def test_every_term_says_what_to_write_instead(drafted: ReportEntry, desk: User) -> None:
    edit_paragraph(entry=drafted, language="en", text="The regime is brutal, and clearly so.", by=desk)
    found = [finding for finding in findings(drafted) if "takes sides" in finding.text]
    assert len(found) == 3
    assert all(finding.advice for finding in found)


def test_words_beyond_the_limit_of_the_edition_are_pointed_out(drafted: ReportEntry) -> None:
    written = words_written(drafted.edition)
    assert written["en"] == len(drafted.paragraphs.get(language="en").text.split())
    drafted.edition.word_limit = written["en"] - 1
    assert "in English have" in texts(drafted)
    drafted.edition.word_limit = max(written.values())
    assert "its limit is" not in texts(drafted)


def test_paragraph_of_an_omitted_case_takes_no_words(drafted: ReportEntry) -> None:
    drafted.decision = "omit_other"
    drafted.save()
    assert set(words_written(drafted.edition).values()) == {0}


def rare(entry: ReportEntry) -> list[Finding]:
    return [finding for finding in findings(entry) if "alone among those we know of" in finding.text]


def test_description_that_fits_few_people_is_pointed_out(
    drafted: ReportEntry, office: Office, desk: User, verifier: User
) -> None:
    assert len(rare(drafted)) == 2  # once in each language of the edition
    descriptions = drafted.case.parties.get(role="victim").person.public_descriptions
    for number in range(looked_at.K):
        other = enter_victim(office, desk, [f"Somebody Else{number}"])
        describe_in_public(person=other, descriptions=descriptions, by=desk)
        enter_case(office, desk, verifier, [other], state=drafted.case.state_concerned)
    assert rare(drafted) == []


def test_people_of_another_state_do_not_hide_anybody(
    drafted: ReportEntry, office: Office, desk: User, verifier: User
) -> None:
    descriptions = drafted.case.parties.get(role="victim").person.public_descriptions
    for number in range(looked_at.K):
        other = enter_victim(office, desk, [f"Somebody Else{number}"])
        describe_in_public(person=other, descriptions=descriptions, by=desk)
        enter_case(office, desk, verifier, [other], state="XN")
    assert len(rare(drafted)) == 2


def test_finding_holds_nothing_up(waived: ReportEntry, clearer: User, case: Case) -> None:
    assert findings(waived)
    assert clear_entry(entry=waived, by=clearer).track == "CLEARED"

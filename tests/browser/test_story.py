"""The main job, from the person who writes to us to the page of the annual report, on the pages that people use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from django.utils import translation

from hirz.foundation.audit.verbs import label_of
from hirz.foundation.vocabularies.languages import UN_LANGUAGES
from hirz.foundation.vocabularies.registry import label
from hirz.rules.consent import Scope
from tests.browser import desk, lawyer, report
from tests.browser.conftest import SignIn, Visit
from tests.browser.desk import CaseFile
from tests.browser.lawyer import CLIENTS, DIGITS, Spellings
from tests.browser.reading import names_in, text_of
from tests.browser.serving import Served
from tests.browser.visiting import Visitor

pytestmark = pytest.mark.browser

KINDS = ("docx", "pdf", "xml", "txt")
OUR_MESSAGE = "تلقينا رسالتك ونعمل عليها. لا نرسل شيئاً خارج ما وافقتم عليه."
HER_MESSAGE = "شكراً. لا نريد مراسلة الحكومة مرة أخرى."
ACTS = (
    "CASE_OPENED", "SCOPE_DECIDED", "VERIFICATION_PROPOSED", "VERIFICATION_CONFIRMED", "RISK_RAISED",
    "COMMUNICATION_PLANNED", "COMMUNICATION_SENT", "REPLY_RECORDED", "REPLY_ASSESSED", "CONSENT_CHANGED_BY_SUBMITTER",
    "COMMUNICATION_FROZEN", "CASE_FROZEN", "CASE_UNFROZEN", "DISCLOSURE_MADE", "DISCLOSURE_REFUSED", "ENTRY_DECIDED",
    "ENTRY_DRAFTED", "ENTRY_CLEARED", "ENTRY_PUBLISHED",
)  # fmt: skip


@dataclass(frozen=True)
class Raised:
    """A case that has been raised with the Government: the letter as it left, and the second one that must not."""

    file: CaseFile
    receipt: str
    sent: list[bytes]
    second: str


def test_story_without_scripts_in_arabic_up_to_the_published_report(
    visit: Visit, sign_in: SignIn, served: Served
) -> None:
    client = CLIENTS[0]
    receipt = lawyer_writes_and_sends_twice(visit, client, album="story-ar")
    officer = speaks(sign_in("Yasmin Darwazeh", album="story-ar-desk"), "ar")
    verifier = sign_in("Emil Sadykov", album="story-ar-verifier")
    raised = is_raised(officer, verifier, client, receipt)
    is_withdrawn_in_part(visit(album="story-ar-inbox"), officer, raised)
    files = is_reported(sign_in, raised.file)
    documents = [*raised.sent, *files.values()]
    assert set(files) == {f"{language}/{kind}" for language in UN_LANGUAGES for kind in KINDS}
    for path in (f"{language}/{kind}" for language in desk.PUBLIC for kind in KINDS):
        assert names_in(text_of(files[path]), [desk.PUBLIC[path[:2]]]), (
            "the case is not in the report, or was not found"
        )
    assert not [names for document in documents if (names := names_in(text_of(document), client))]
    assert not names_in(served.logged(), client)
    everything_is_on_record(sign_in("Tomas Eriksund"), raised.file)
    outsider_finds_nothing(sign_in("Otabek Rasulzoda"), raised)


def test_story_without_scripts_in_english_up_to_the_withdrawal(visit: Visit, sign_in: SignIn) -> None:
    client = CLIENTS[1]
    receipt = lawyer_writes_and_sends_twice(visit, client, album="story-en")
    officer = speaks(sign_in("Tomas Eriksund", album="story-en-desk"), "en")
    verifier = sign_in("Emil Sadykov", album="story-en-verifier")
    raised = is_raised(officer, verifier, client, receipt)
    is_withdrawn_in_part(visit(album="story-en-inbox"), officer, raised)


def test_main_path_with_scripts_in_english(visit: Visit, sign_in: SignIn) -> None:
    client = CLIENTS[2]
    writer = visit()
    lawyer.begins(writer)
    lawyer.answers_until(writer, "summary", client)
    receipt = lawyer.sends(writer)
    officer = speaks(sign_in("Tomas Eriksund", album="scripts-en-desk", javascript=True), "en")
    verifier = sign_in("Emil Sadykov", javascript=True)
    raised = is_raised(officer, verifier, client, receipt)
    assert acts_on_record(officer, raised.file) >= in_words(ACTS[:9])


def speaks(person: Visitor, language: str) -> Visitor:
    person.speaks(language)
    assert person.language == language
    return person


def lawyer_writes_and_sends_twice(visit: Visit, client: Spellings, *, album: str) -> str:
    """Once more from a second tab, and once more after going back: there is one receipt."""
    writer = visit(album=album)
    lawyer.begins(writer)
    lawyer.answers_until(writer, "summary", client)
    tab = writer.second_tab()
    tab.go(writer.path)
    receipt = lawyer.sends(writer)
    tab.press()
    assert lawyer.receipt_on(tab) == receipt
    writer.back()
    assert lawyer.receipt_on(writer) == receipt
    return receipt


def is_raised(officer: Visitor, verifier: Visitor, client: Spellings, receipt: str) -> Raised:
    file = desk.triages(officer, client)
    desk.describes_her(officer, file)
    desk.links_and_weighs(officer, file)
    desk.acknowledges(officer, file, OUR_MESSAGE)
    desk.writes_wishes(officer, file)
    desk.moves(officer, file, "START_VERIFICATION")
    desk.proposes(officer, file)
    officer.go(f"{file.path}verification/confirm/", expected=404)
    desk.confirms(verifier, file)
    desk.raises_risk(officer, file)
    desk.clock_counts_hours(officer, file)
    desk.moves(officer, file, "PLAN_RESPONSE")
    desk.letter_with_name_freezes(officer, file)
    letter = desk.letter_is_written(officer, file)
    desk.checks_harm(officer, file)
    desk.moves(officer, file, "TAKE_ACTION")
    desk.name_typed_by_hand_is_refused(officer, letter, client[1])
    sent = desk.sends_letter(officer, letter)
    desk.moves(officer, file, "AWAIT_STATE")
    desk.records_reply(officer, letter)
    second = desk.letter_is_written(officer, file, "other_letter")
    return Raised(file, receipt, sent, second)


def is_withdrawn_in_part(writer: Visitor, officer: Visitor, raised: Raised) -> None:
    """She opens her inbox with the receipt as she would type it, reads, answers, and takes one consent back."""
    lawyer.opens_inbox(writer, raised.receipt.translate(DIGITS))
    assert OUR_MESSAGE in writer.words
    lawyer.writes_back(writer, HER_MESSAGE)
    lawyer.takes_back(writer, Scope.RAISE_WITH_GOVERNMENT)
    withdrawn = label("consent_scope", Scope.RAISE_WITH_GOVERNMENT, officer.language)
    desk.letter_froze_and_says_why(officer, raised.second, withdrawn)
    desk.settles_withdrawal(officer, raised.file)


def is_reported(sign_in: SignIn, file: CaseFile) -> dict[str, bytes]:
    drafter = speaks(sign_in("Tomas Eriksund", album="story-ar-report"), "en")
    edition = report.opens_edition(drafter)
    entry = report.takes_the_case_in(drafter, file)
    report.leaves_the_rest_out(drafter, edition, entry)
    report.clears(sign_in("Ibrahim Sawalmeh", album="story-ar-clearer"), entry)
    return report.publishes(sign_in("Consuelo Irigaray", album="story-ar-head"), edition)


def everything_is_on_record(reader: Visitor, file: CaseFile) -> None:
    assert acts_on_record(speaks(reader, "en"), file) >= in_words(ACTS)


def in_words(verbs: tuple[str, ...]) -> set[str]:
    with translation.override("en"):
        return {label_of(verb) for verb in verbs}


def acts_on_record(reader: Visitor, file: CaseFile) -> set[str]:
    """Every act in the words of the page, from all pages of the history."""
    found: set[str] = set()
    path = f"{file.path}history/"
    while path:
        reader.go(path)
        lines = reader.page.locator(".history li > p:first-child").all_inner_texts()
        found |= {line.split(" · ")[0].strip() for line in lines}
        following = reader.page.locator('.pagination a[rel="next"]')
        path = f"{file.path}history/{following.get_attribute('href')}" if following.count() else ""
    return found


def outsider_finds_nothing(outsider: Visitor, raised: Raised) -> None:
    nothing = body_of(outsider, "/cases/00000000-0000-4000-8000-000000000000/")
    for path in (raised.file.path, raised.file.submission, raised.file.person, raised.second):
        assert body_of(outsider, path) == nothing, path


def body_of(outsider: Visitor, path: str) -> bytes:
    answer: Any = outsider.page.request.get(outsider.origin + path)
    assert answer.status == 404, path
    return bytes(answer.body())

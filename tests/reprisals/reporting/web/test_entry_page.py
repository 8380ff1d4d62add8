from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.foundation.vocabularies.languages import UN_LANGUAGES
from hirz.reprisals.cases.actions.recording import add_development
from hirz.reprisals.people.actions import withdraw_consent
from hirz.reprisals.people.models import Person
from hirz.reprisals.reporting.actions import edit_paragraph, send_for_comment
from hirz.reprisals.reporting.models import ReportEntry
from hirz.rules.consent import ConsentState, Scope
from tests.faces.staff.pages import parsed
from tests.reprisals.people.web.pages import assert_good_page, assert_nothing_here, signed_in
from tests.reprisals.story import answer

QUERIES = 39
MARK = "<strong>changed since</strong>"
STEPS = (
    "entry", "decide", "draft", "edit", "ask_state", "comment", "waive", "present", "clear", "return", "thaw",
)  # fmt: skip


def url_of(name: str, entry: ReportEntry) -> str:
    return reverse(f"reporting:{name}", args=[entry.pk])


def track(entry: ReportEntry) -> str:
    return str(ReportEntry.objects.get(pk=entry.pk).track)


@pytest.fixture
def browser(desk: User) -> Client:
    return signed_in(desk)


@pytest.mark.parametrize("stage", ["candidate", "included", "drafted", "waived", "cleared"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_page_is_valid_at_every_stage_for_all_who_work_on_it(
    request: pytest.FixtureRequest, desk: User, clearer: User, stage: str, language: str
) -> None:
    entry = request.getfixturevalue(stage)
    for user in (desk, clearer):
        assert_good_page(signed_in(user, language=language), url_of("entry", entry))


def test_decision_is_recorded_with_its_reason(browser: Client, candidate: ReportEntry) -> None:
    browser.post(url_of("decide", candidate), {"decision": "include", "reason": "Verified."})
    candidate.refresh_from_db()
    assert (candidate.decision, candidate.reason, candidate.named) == ("include", "Verified.", False)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"decision": "include", "reason": " "}, "Write the reason."),
        ({"decision": "", "reason": "A long reason."}, "A long reason."),
        ({"decision": "follow_up", "reason": "A long reason."}, "A case of this period is included"),
        ({"decision": "omit_other", "reason": "A long reason.", "named": "on"}, "A case that is omitted names nobody."),
    ],
)
def test_decision_that_does_not_fit_is_refused_in_words_and_kept(
    browser: Client, candidate: ReportEntry, told: dict[str, str], words: str
) -> None:
    page = assert_good_page(browser, url_of("decide", candidate), **told)
    assert words in page
    assert told["reason"].strip() in page
    candidate.refresh_from_db()
    assert candidate.decision is None


def test_inclusion_without_consent_freezes_and_says_whose_is_missing(
    browser: Client, desk: User, agreed: Person, candidate: ReportEntry
) -> None:
    answer(agreed, desk, {Scope.REPORT_NAMED: ConsentState.REFUSED})
    browser.post(url_of("decide", candidate), {"decision": "include", "reason": "Verified.", "named": "on"})
    page = assert_good_page(browser, url_of("entry", candidate))
    assert "Frozen: consent does not cover this entry" in page
    assert "Salma Al-Zahrawi" in page
    assert "“Name in a public report”" in page
    assert f'action="{url_of("draft", candidate)}"' not in page


def test_frozen_entry_is_taken_up_again_once_consent_is_back(
    browser: Client, desk: User, agreed: Person, drafted: ReportEntry
) -> None:
    withdraw_consent(person=agreed, scopes=[Scope.REPORT_WITHOUT_NAME], by=desk, given_by="self")
    refused = browser.post(url_of("thaw", drafted)).content.decode()
    assert "Include in a public report without the name" in refused
    answer(agreed, desk, {Scope.REPORT_WITHOUT_NAME: ConsentState.GIVEN})
    browser.post(url_of("thaw", drafted))
    drafted.refresh_from_db()
    assert drafted.frozen_at is None


def test_draft_comes_from_the_facts_in_every_language(browser: Client, included: ReportEntry) -> None:
    browser.post(url_of("draft", included))
    assert {p.language for p in included.paragraphs.all()} == set(UN_LANGUAGES)
    page = assert_good_page(browser, url_of("entry", included))
    assert "Reportedly" in page
    assert "Fact 2: Cooperation" in page
    assert 'href="#fact-2"' in page


def test_sentence_whose_fact_changed_is_marked(browser: Client, desk: User, drafted: ReportEntry) -> None:
    assert MARK not in assert_good_page(browser, url_of("entry", drafted))
    act = drafted.case.acts.get()
    act.date = "2026-03-14"
    act.save()
    page = assert_good_page(browser, url_of("entry", drafted))
    assert page.count(MARK) == len(UN_LANGUAGES)
    assert "One sentence rests on a fact that reads otherwise now." in page


def written(entry: ReportEntry, language: str, **changes: Any) -> dict[str, Any]:
    paragraph = entry.paragraphs.get(language=language)
    return {"language": language, "seen": paragraph.edited_at.isoformat(), "text": paragraph.text, **changes}


def test_edited_paragraph_keeps_the_facts_of_sentences_left_alone(browser: Client, drafted: ReportEntry) -> None:
    form = written(drafted, "en")
    browser.post(url_of("edit", drafted), {**form, "text": f"{form['text']} She was released later."})
    paragraph = drafted.paragraphs.get(language="en")
    assert paragraph.text.endswith("She was released later.")
    page = assert_good_page(browser, url_of("entry", drafted))
    assert page.count("Written by a person, rests on no single fact") == 1


def test_text_of_two_writers_at_once_loses_neither(browser: Client, lead: User, drafted: ReportEntry) -> None:
    mine = written(drafted, "en", text="My own sentence.")
    edit_paragraph(entry=drafted, language="en", text="The sentence of the lead.", by=lead)
    page = assert_good_page(browser, url_of("edit", drafted), **mine)
    assert "Somebody saved this paragraph while you were writing." in page
    assert "My own sentence." in page
    assert "The sentence of the lead." in page
    assert drafted.paragraphs.get(language="en").text == "The sentence of the lead."
    again = next(form.values for form in parsed(page.encode()).forms() if "My own" in form.values.get("text", ""))
    browser.post(url_of("edit", drafted), again)
    assert drafted.paragraphs.get(language="en").text == "My own sentence."


@pytest.mark.parametrize("changes", [{"text": "  "}, {"language": "ru"}, {"text": "x" * 50_001}])
def test_text_that_cannot_be_saved_is_refused_in_words(
    browser: Client, drafted: ReportEntry, changes: dict[str, str]
) -> None:
    before = drafted.paragraphs.get(language="en").text
    assert "error-summary" in assert_good_page(
        browser, url_of("edit", drafted), **{**written(drafted, "en"), **changes}
    )
    assert drafted.paragraphs.get(language="en").text == before


def test_text_for_an_entry_frozen_meanwhile_comes_back(
    browser: Client, desk: User, agreed: Person, drafted: ReportEntry
) -> None:
    mine = written(drafted, "en", text="My own sentence.")
    withdraw_consent(person=agreed, scopes=[Scope.REPORT_WITHOUT_NAME], by=desk, given_by="self")
    page = assert_good_page(browser, url_of("edit", drafted), **mine)
    assert "This entry is frozen" in page
    assert "My own sentence." in page


def test_extract_comes_back_as_a_file_and_the_days_of_the_state_run(browser: Client, drafted: ReportEntry) -> None:
    reply = browser.post(url_of("ask_state", drafted))
    assert b"".join(reply.streaming_content)  # type: ignore[attr-defined]
    assert reply.headers["Content-Disposition"].startswith("attachment; filename=")
    assert track(drafted) == "STATE_COMMENT"
    assert "May comment until" in assert_good_page(browser, url_of("entry", drafted))


def test_extract_can_be_saved_again_by_those_who_see_the_entry(
    browser: Client, outsider: User, desk: User, drafted: ReportEntry
) -> None:
    first = b"".join(browser.post(url_of("ask_state", drafted)).streaming_content)  # type: ignore[attr-defined]
    kept = drafted.extracts.get()
    url = reverse("reporting:extract", args=[kept.pk])
    assert url in assert_good_page(browser, url_of("entry", drafted))
    assert b"".join(browser.get(url).streaming_content) == first  # type: ignore[attr-defined]
    assert_nothing_here(signed_in(outsider), url)
    recorded = Entry.objects.get(subject_id=drafted.pk, verb="ENTRY_SENT_FOR_COMMENT")
    assert recorded.detail["sha256"] == hashlib.sha256(first).hexdigest() == kept.sha256


def test_reason_of_a_return_is_asked_of_those_who_clear_and_shown(
    browser: Client, clearer: User, waived: ReportEntry
) -> None:
    client = signed_in(clearer)
    assert "Write the reason." in assert_good_page(client, url_of("return", waived), reason=" ")
    client.post(url_of("return", waived), {"reason": "The second date is wrong."})
    assert track(waived) == "DRAFTED"
    assert "The second date is wrong." in assert_good_page(browser, url_of("entry", waived))


def test_page_shows_what_to_look_at_before_clearing(browser: Client, desk: User, drafted: ReportEntry) -> None:
    edit_paragraph(entry=drafted, language="en", text="The regime held her.", by=desk)
    page = assert_good_page(browser, url_of("entry", drafted))
    assert "takes sides: “regime”" in page
    assert "Write the Government or the authorities." in page


def test_extract_without_consent_is_refused_in_words(
    browser: Client, desk: User, agreed: Person, drafted: ReportEntry
) -> None:
    withdraw_consent(person=agreed, scopes=[Scope.RAISE_WITH_GOVERNMENT], by=desk, given_by="self")
    page = browser.post(url_of("ask_state", drafted)).content.decode()
    assert "“Raise with the Government without the name”: Consent was withdrawn." in page
    assert track(drafted) == "DRAFTED"


def test_state_is_not_asked_only_with_a_reason(browser: Client, drafted: ReportEntry) -> None:
    assert "Write the reason." in assert_good_page(browser, url_of("waive", drafted), reason=" ")
    browser.post(url_of("waive", drafted), {"reason": "Consent does not allow it."})
    assert track(drafted) == "STATE_COMMENT"


def test_comment_of_the_state_is_put_on_record(browser: Client, desk: User, drafted: ReportEntry) -> None:
    send_for_comment(entry=drafted, by=desk)
    browser.post(url_of("comment", drafted), {"text": "The Government denies it."})
    assert "The Government denies it." in assert_good_page(browser, url_of("entry", drafted))


def test_comment_that_nobody_awaits_is_refused_and_kept(browser: Client, drafted: ReportEntry) -> None:
    page = assert_good_page(browser, url_of("comment", drafted), text="The Government denies it.")
    assert "No extract of this entry is with the State." in page


def test_third_person_clears(clearer: User, waived: ReportEntry) -> None:
    client = signed_in(clearer)
    assert "Clear the paragraph" in assert_good_page(client, url_of("entry", waived))
    client.post(url_of("clear", waived))
    assert track(waived) == "CLEARED"


def test_clearance_says_what_it_still_lacks(clearer: User, waived: ReportEntry) -> None:
    waived.case.risk_assessments.update(entered_at=timezone.now() - timedelta(days=31))
    client = signed_in(clearer)
    page = assert_good_page(client, url_of("entry", waived))
    assert "The risk has to be assessed within the last 30 days." in page
    assert url_of("clear", waived) not in page
    refused = client.post(url_of("clear", waived)).content.decode()
    assert "The risk has to be assessed within the last 30 days." in refused
    assert track(waived) == "STATE_COMMENT"


def test_cleared_paragraph_is_returned_and_presented_again(
    browser: Client, clearer: User, cleared: ReportEntry
) -> None:
    signed_in(clearer).post(url_of("return", cleared), {"reason": "The date is wrong."})
    assert track(cleared) == "DRAFTED"
    assert url_of("present", cleared) in assert_good_page(browser, url_of("entry", cleared))
    browser.post(url_of("present", cleared))
    assert track(cleared) == "STATE_COMMENT"


def test_step_at_the_wrong_time_is_refused_in_words(browser: Client, candidate: ReportEntry) -> None:
    page = browser.post(url_of("present", candidate)).content.decode()
    assert "error-summary" in page


def test_buttons_are_there_only_for_those_who_may_use_them(head: User, clearer: User, waived: ReportEntry) -> None:
    for user, own in ((head, {"decide"}), (clearer, {"clear", "return"})):
        page = assert_good_page(signed_in(user), url_of("entry", waived))
        shown = {step for step in STEPS[1:] if f'action="{url_of(step, waived)}"' in page}
        assert shown == own


def test_page_costs_the_same_however_much_is_on_record(
    desk: User, drafted: ReportEntry, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(desk)
    with django_assert_num_queries(QUERIES):
        client.get(url_of("entry", drafted))
    for _number in range(6):
        add_development(case=drafted.case, by=desk, kind="judgment", date="2026-05", text="Sentenced.")
    with django_assert_num_queries(QUERIES):
        client.get(url_of("entry", drafted))


def test_an_outsider_meets_nothing(outsider: User, administrator: User, waived: ReportEntry) -> None:
    for stranger in (outsider, administrator):
        assert_nothing_here(signed_in(stranger), *(url_of(step, waived) for step in STEPS))

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.reprisals.intake import receipts
from hirz.reprisals.intake.arrival import new_token, open_inbox, receipt_of
from hirz.reprisals.intake.models import ArrivedFile, Draft, Submission
from tests.reprisals.intake.web.conftest import arrive
from tests.reprisals.people.web.pages import assert_good_page, assert_nothing_here, signed_in

URL = "/submissions/new/"


@pytest.fixture
def browser(intake: User) -> Client:
    return signed_in(intake)


def told(**changes: Any) -> dict[str, Any]:
    scopes = {f"consent__answers__{scope}": "NOT_SOUGHT" for scope in SCOPES}
    return {
        "token": new_token(),
        "channel": "in_person",
        "language": "ru",
        "relation": "self",
        "state_concerned": "KG",
        "narrative": "Меня вызвали на допрос.",
        "victim__names": "Айгүл Осмонова\n\nAigul Osmonova\n",
        "engagement__date": "2026-03?",
        "act__kinds": ["summons_interrogation"],
        "act__date": "٢٠٢٦-٠٣-٠٩",
        "consent__given_by": "self",
        **scopes,
        "consent__answers__RECORD": "GIVEN",
        **changes,
    }


SCOPES = (
    "RECORD", "CONTACT_BACK", "SHARE_WITHIN_OHCHR", "SHARE_UN_ENTITY", "SHARE_MECHANISM", "SHARE_PROTECTION_PARTNER",
    "RAISE_WITH_GOVERNMENT", "NAME_TO_GOVERNMENT", "REPORT_WITHOUT_NAME", "REPORT_NAMED", "PUBLIC_STATEMENT",
    "STATISTICS",
)  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ar"])
def test_form_is_valid_in_both_directions(intake: User, language: str) -> None:
    assert_good_page(signed_in(intake, language=language), URL)


def test_what_was_told_is_received_in_the_documented_shape(browser: Client, intake: User, office: Office) -> None:
    assert_good_page(browser, URL, **told())
    submission = Submission.objects.get()
    assert (submission.channel, submission.received_by, submission.office) == ("in_person", intake, office)
    assert submission.answers["victim"] == {"names": ["Айгүл Осмонова", "Aigul Osmonova"]}
    assert submission.answers["act"] == {"kinds": ["summons_interrogation"], "date": "2026-03-09"}
    assert submission.answers["consent"]["answers"]["RECORD"] == "GIVEN"


def test_receipt_is_shown_in_the_answer_and_opens_the_inbox(browser: Client) -> None:
    token = new_token()
    page = assert_good_page(browser, URL, **told(token=token))
    receipt = receipts.derive(token)
    assert receipt.grouped() in page
    assert open_inbox(receipt) == Submission.objects.get()


def test_sending_twice_receives_once_and_shows_the_same_receipt(browser: Client) -> None:
    form = told()
    first, second = (assert_good_page(browser, URL, **form) for _times in range(2))
    assert receipts.derive(form["token"]).grouped() in first
    assert receipts.derive(form["token"]).grouped() in second
    assert Submission.objects.count() == 1


def test_receipt_shown_again_is_the_one_that_was_given_out(browser: Client) -> None:
    """Its first digits may belong to somebody else's inbox: then another was given out, and that one is shown."""
    form, taken = told(), arrive()
    Submission.objects.filter(pk=taken.pk).update(locator=receipts.derive(form["token"]).locator)
    first, second = (assert_good_page(browser, URL, **form) for _times in range(2))
    given = receipt_of(Submission.objects.exclude(pk=taken.pk).get(), form["token"])
    assert given.grouped() in first
    assert given.grouped() in second
    assert receipts.derive(form["token"]).grouped() not in second


def test_token_that_is_not_ours_is_replaced(browser: Client) -> None:
    page = assert_good_page(browser, URL, **told(token="guess-me"))
    assert receipts.derive("guess-me").grouped() not in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"narrative": "  "}, "Write what happened."),
        ({"act__date": "30.02.2026"}, "This date could not be read."),
        ({"consent__answers__RECORD": "REFUSED"}, "What the person does not want kept must not be entered."),
        ({"victim__names": "x" * 401}, "This is longer than can be taken in."),
        ({"relation": ""}, "Choose one of the values of the list."),
    ],
)
def test_answer_that_cannot_be_received_is_told_in_words_and_nothing_is_lost(
    browser: Client, changes: dict[str, Any], words: str
) -> None:
    page = assert_good_page(browser, URL, **told(link="Спрашивали о встрече.", **changes))
    assert words in page
    assert "Спрашивали о встрече." in page
    assert not Submission.objects.exists()


def test_files_are_kept_while_the_form_comes_back_and_come_with_the_submission(browser: Client) -> None:
    form = told(narrative="")
    page = assert_good_page(browser, URL, attachments=[SimpleUploadedFile("записка.txt", b"What I saw.\n")], **form)
    assert "записка.txt" in page
    assert_good_page(browser, URL, **{**form, "narrative": "Меня вызвали."})
    assert ArrivedFile.objects.get().submission == Submission.objects.get()
    assert not Draft.objects.exists()


def test_file_that_is_not_taken_in_is_named_with_the_reason(browser: Client) -> None:
    program = SimpleUploadedFile("photo.jpg", b"MZ\x90\x00" + b"\x00" * 200)
    page = assert_good_page(browser, URL, attachments=[program], **told())
    assert "photo.jpg" in page
    assert "Some files were not taken in" in page
    assert "Меня вызвали на допрос." in page
    assert not Submission.objects.exists()


def test_submission_of_another_office_shows_its_receipt_without_a_link(browser: Client, other_office: Office) -> None:
    page = assert_good_page(browser, URL, **told(state_concerned="UZ"))
    submission = Submission.objects.get()
    assert submission.office != Office.objects.get(code="bishkek")
    assert f"/submissions/{submission.pk}/" not in page


def test_who_may_not_enter_has_no_form(verifier: User, head: User, administrator: User) -> None:
    for stranger in (verifier, head, administrator):
        assert_nothing_here(signed_in(stranger), URL)

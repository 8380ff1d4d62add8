"""The pages of evidence: what they show to whom, how often they ask, what they say when a file is broken."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django import Settings

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.foundation.keys.actions import shred
from hirz.foundation.keyset import PAGE_SIZE
from hirz.reprisals.cases.models import Case
from hirz.reprisals.evidence.custody import chain
from hirz.reprisals.evidence.models import EvidenceItem
from hirz.reprisals.evidence.reading import view
from hirz.reprisals.evidence.versions import Version
from hirz.reprisals.evidence.web.gathering import LINES_SHOWN
from hirz.reprisals.intake.models import ArrivedFile
from hirz.reprisals.people.models import Person
from tests.conftest import Counted
from tests.faces.staff.pages import parsed
from tests.reprisals.evidence.files import LETTER, PROGRAM, accepted, added, photograph
from tests.reprisals.evidence.web.conftest import Browse

Asks = Callable[[int], Counted]
ON_THE_LIST = 11
ON_THE_ITEM = 14


def listing(case: Case) -> str:
    return reverse("evidence:list", args=[case.pk])


def item_page(item: EvidenceItem) -> str:
    return reverse("evidence:item", args=[item.pk])


def events(item: EvidenceItem) -> list[str]:
    return [line.event for line in chain(item)]


@pytest.mark.parametrize("count", [1, 4])
def test_list_asks_as_often_for_four_items_as_for_one(
    count: int, case: Case, desk: User, browse: Browse, django_assert_num_queries: Asks
) -> None:
    for _ in range(count):
        added(case, desk, photograph(), "street.jpg")
    browser = browse(desk)
    browser.get(listing(case))
    with django_assert_num_queries(ON_THE_LIST):
        page = parsed(browser.get(listing(case)).content)
    assert page.text().count("A summons to the police.") == count


@pytest.mark.parametrize("copies", [1, 3])
def test_item_asks_as_often_for_three_copies_as_for_one(
    copies: int, letter: EvidenceItem, desk: User, browse: Browse, django_assert_num_queries: Asks
) -> None:
    for _ in range(copies):
        accepted(letter, desk)
    browser = browse(desk)
    browser.get(item_page(letter))
    with django_assert_num_queries(ON_THE_ITEM):
        page = parsed(browser.get(item_page(letter)).content)
    assert page.text().count("Redacted copy, accepted") > copies


def test_case_page_shows_its_evidence(case: Case, letter: EvidenceItem, desk: User, browse: Browse) -> None:
    page = parsed(browse(desk).get(reverse("staff:case", args=[case.pk])).content)
    assert "A summons to the police." in page.text()
    assert listing(case) in page.links()


def test_reading_is_on_record(case: Case, letter: EvidenceItem, desk: User, browse: Browse) -> None:
    browser = browse(desk)
    browser.get(listing(case))
    browser.get(item_page(letter))
    subjects = Entry.objects.filter(verb="READ_EVIDENCE").values_list("subject_id", flat=True)
    assert list(subjects) == [case.pk, letter.pk]


def test_file_is_added_with_what_is_known_of_it(case: Case, victim: Person, desk: User, browse: Browse) -> None:
    told = {
        "file": SimpleUploadedFile("letter.txt", LETTER), "description": "A summons.", "given_by": victim.pk,
        "shows": [victim.pk], "obtained_date": "٢٠٢٦-٠٥", "obtained_how": "By post.", "reliability": "",
    }  # fmt: skip
    answer = browse(desk).post(reverse("evidence:add", args=[case.pk]), told)
    item = EvidenceItem.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, item_page(item))
    assert (item.description, item.given_by, item.obtained_date) == ("A summons.", victim, "2026-05")
    assert list(item.shows.all()) == [victim]


def test_dangerous_file_is_listed_in_quarantine_with_its_reason(case: Case, desk: User, browse: Browse) -> None:
    told = {"file": SimpleUploadedFile("photo.jpg", PROGRAM), "description": "Came by mail."}
    browser = browse(desk)
    browser.post(reverse("evidence:add", args=[case.pk]), told)
    shown = parsed(browser.get(listing(case)).content)
    assert "This file is a program" in "".join(shown.part("quarantine").itertext())


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"description": "A summons."}, "Choose a file."),
        ({"file": SimpleUploadedFile("empty.txt", b""), "description": "A summons."}, "This file is empty."),
        ({"file": SimpleUploadedFile("letter.txt", LETTER), "description": ""}, "What does it show?"),
    ],
)
def test_form_that_is_refused_says_why_and_keeps_nothing(
    told: dict[str, object], said: str, case: Case, desk: User, browse: Browse, settings: Settings
) -> None:
    answer = browse(desk).post(reverse("evidence:add", args=[case.pk]), {**told, "reliability": "Kept."})
    text = parsed(answer.content).text()
    assert said in text
    assert "Kept." in text
    assert not EvidenceItem.objects.exists()
    assert not [path for path in Path(settings.HIRZ_BLOBS_DIR).rglob("??/*") if path.is_file()]


def test_file_of_a_submission_is_offered_and_taken(case: Case, file: ArrivedFile, desk: User, browse: Browse) -> None:
    browser = browse(desk)
    take = reverse("evidence:take", args=[case.pk, file.pk])
    assert take in parsed(browser.get(listing(case)).content).links()
    browser.post(take, {"description": "The street."})
    item = EvidenceItem.objects.get()
    assert item.from_file == file
    assert take not in parsed(browser.get(listing(case)).content).links()


def test_page_of_a_picture_is_drawn_and_stands_in_the_chain(picture: EvidenceItem, desk: User, browse: Browse) -> None:
    where = reverse("evidence:page", args=[picture.pk, picture.pk, 1])
    answer = browse(desk).get(where)
    assert answer["Content-Type"] == "image/png"
    assert b"".join(answer).startswith(b"\x89PNG")
    assert events(picture)[-1] == "VIEWED"


@pytest.mark.parametrize("page", [0, 2, 99_999])
def test_page_that_is_not_there_is_a_404(page: int, picture: EvidenceItem, desk: User, browse: Browse) -> None:
    assert browse(desk).get(reverse("evidence:page", args=[picture.pk, picture.pk, page])).status_code == 404


def test_saving_asks_why_first(letter: EvidenceItem, desk: User, browse: Browse) -> None:
    browser, where = browse(desk), reverse("evidence:save", args=[letter.pk, letter.pk])
    assert "Say why" in parsed(browser.post(where, {"reason": " "}).content).text()
    answer = browser.post(where, {"reason": "For the translator."})
    assert b"".join(answer) == LETTER
    assert "attachment" in answer["Content-Disposition"]
    assert [line.reason for line in chain(letter) if line.event == "SAVED"] == ["For the translator."]


def test_guest_reads_and_saves_the_redacted_copy_and_no_original(
    letter: EvidenceItem, desk: User, guest: User, browse: Browse
) -> None:
    copy = accepted(letter, desk)
    browser = browse(guest)
    text = parsed(browser.get(item_page(letter)).content).text()
    assert letter.sha256[:16] not in text
    assert letter.name not in text
    assert "Her name." not in text
    assert browser.get(reverse("evidence:text", args=[letter.pk, copy.pk])).status_code == 200
    for name in ("text", "save", "redact"):
        assert browser.get(reverse(f"evidence:{name}", args=[letter.pk, letter.pk])).status_code == 404
    saved = browser.post(reverse("evidence:save", args=[letter.pk, copy.pk]), {"reason": "To read."})
    assert b"Salma" not in b"".join(saved)
    assert letter.name not in saved["Content-Disposition"]


def broken(item: EvidenceItem | ArrivedFile, settings: Settings) -> None:
    """A byte of its container is changed on the disk."""
    (path,) = Path(settings.HIRZ_BLOBS_DIR).rglob(str(item.blob_id))
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(bytes(data))


@pytest.mark.parametrize("name", ["text", "save", "redact"])
def test_file_that_does_not_open_is_told_in_words(
    name: str, letter: EvidenceItem, desk: User, browse: Browse, settings: Settings
) -> None:
    broken(letter, settings)
    browser, where = browse(desk), reverse(f"evidence:{name}", args=[letter.pk, letter.pk])
    posted = name == "save"
    answer = browser.post(where, {"reason": "To read."}, follow=True) if posted else browser.get(where, follow=True)
    assert "This file does not open" in parsed(answer.content).text()
    assert events(letter) == ["RECEIVED"]


def test_file_of_a_submission_that_does_not_open_is_told_in_words(
    file: ArrivedFile, desk: User, browse: Browse, settings: Settings
) -> None:
    broken(file, settings)
    answer = browse(desk).get(reverse("intake:file", args=[file.pk]), follow=True)
    assert "This file does not open" in parsed(answer.content).text()
    assert not Entry.objects.filter(verb="READ_FILE").exists()


def test_one_item_that_cannot_be_opened_holds_up_no_other(
    case: Case, letter: EvidenceItem, picture: EvidenceItem, desk: User, browse: Browse
) -> None:
    shred(unit_id=letter.pk)
    browser = browse(desk)
    text = parsed(browser.get(listing(case)).content).text()
    assert "Cannot be opened" in text
    assert picture.description in text
    assert "This item cannot be opened" in parsed(browser.get(item_page(letter)).content).text()
    assert browser.get(reverse("staff:case", args=[case.pk])).status_code == 200


def test_pages_speak_arabic(case: Case, letter: EvidenceItem, desk: User, browse: Browse) -> None:
    desk.language = "ar"
    desk.save()
    browser = browse(desk)
    for where in (listing(case), item_page(letter)):
        page = parsed(browser.get(where).content)
        assert (page.root.get("lang"), page.root.get("dir")) == ("ar", "rtl")


def test_more_items_than_a_page_holds_are_told_in_pages(case: Case, desk: User, browse: Browse) -> None:
    for _ in range(PAGE_SIZE + 1):
        added(case, desk)
    browser = browse(desk)
    first = browser.get(listing(case))
    assert len(first.context["items"]) == PAGE_SIZE
    second = browser.get(listing(case) + first.context["page"].next_url)
    assert len(second.context["items"]) == 1


def test_long_chain_shows_its_end_and_all_of_it_when_asked(letter: EvidenceItem, desk: User, browse: Browse) -> None:
    for _ in range(LINES_SHOWN):
        view(version=Version(letter), by=desk).close()
    browser = browse(desk)
    assert len(browser.get(item_page(letter)).context["custody"]) == LINES_SHOWN
    assert len(browser.get(item_page(letter), {"all": "1"}).context["custody"]) == LINES_SHOWN + 1

"""Redaction in a browser without scripts: see the grid, write numbers, look at the result, accept it."""

from __future__ import annotations

from django.urls import reverse

from hirz.foundation.accounts.models import User
from hirz.reprisals.cases.models import Case
from hirz.reprisals.evidence.models import EvidenceItem, WorkingCopy
from hirz.reprisals.evidence.versions import Version
from tests.faces.staff.pages import Page, parsed
from tests.reprisals.evidence.files import PROGRAM, added, document, redacted
from tests.reprisals.evidence.web.conftest import Browse


def redact(item: EvidenceItem) -> str:
    return reverse("evidence:redact", args=[item.pk, item.pk])


def asked(page: Page, field: str) -> dict[str, str]:
    """What the form that asks for ``field`` would send."""
    return next(form.values for form in page.forms() if field in form.values)


def test_every_page_stands_under_its_grid(case: Case, desk: User, browse: Browse) -> None:
    item = added(case, desk, document(3), "summons.pdf")
    page = parsed(browse(desk).get(redact(item), {"columns": "12"}).content)
    pictures = [img.get("src") for img in page.root.iter("img") if img.get("class") == "evidence-page"]
    assert len(pictures) == 3
    assert all(source and source.endswith("?columns=12") for source in pictures)
    assert asked(page, "areas")["columns"] == "12"


def test_areas_are_blacked_out_and_looked_at_before_they_count(
    picture: EvidenceItem, desk: User, browse: Browse
) -> None:
    browser = browse(desk)
    answer = browser.post(redact(picture), {"columns": "12", "areas": "١-١٤", "reason": "A face."})
    copy = WorkingCopy.objects.get(kind="REDACTED")
    review = reverse("evidence:review", args=[copy.pk])
    assert answer["Location"] == review
    assert browser.get(review).status_code == 200
    browser.post(review, {"decision": "accept"})
    copy.refresh_from_db()
    assert copy.accepted_by == desk


def test_areas_that_cannot_be_read_come_back_as_they_were_typed(
    picture: EvidenceItem, desk: User, browse: Browse
) -> None:
    told = {"columns": "48", "areas": "the face", "reason": "A face."}
    page = parsed(browse(desk).post(redact(picture), told).content)
    assert "Not every line names cells" in page.text()
    values = asked(page, "areas")
    assert (values["areas"].strip(), values["columns"]) == ("the face", "48")


def test_phrases_are_blacked_out_in_a_text(letter: EvidenceItem, desk: User, browse: Browse) -> None:
    browser = browse(desk)
    assert "Come to the station" in parsed(browser.get(redact(letter)).content).text()
    answer = browser.post(redact(letter), {"phrases": "salma al-zahrawi\nMonday", "reason": "Her name."}, follow=True)
    text = parsed(answer.content).text()
    assert "█████" in text
    assert "Salma" not in text
    copy = letter.copies.get()
    assert b"Monday" not in Version(letter, copy).read()


def test_discarding_without_a_reason_is_refused(letter: EvidenceItem, desk: User, browse: Browse) -> None:
    copy = redacted(letter, desk)
    review = reverse("evidence:review", args=[copy.pk])
    browser = browse(desk)
    assert "Say why" in parsed(browser.post(review, {"decision": "discard", "reason": ""}).content).text()
    browser.post(review, {"decision": "discard", "reason": "The day shows."})
    copy.refresh_from_db()
    assert copy.discarded_at is not None


def test_what_cannot_be_redacted_has_no_such_page(case: Case, desk: User, browse: Browse) -> None:
    harmful = added(case, desk, PROGRAM, "photo.jpg")
    assert browse(desk).get(redact(harmful)).status_code == 404


def test_clearer_neither_redacts_nor_reviews(letter: EvidenceItem, desk: User, clearer: User, browse: Browse) -> None:
    copy = redacted(letter, desk)
    browser = browse(clearer)
    assert browser.get(redact(letter)).status_code == 404
    assert browser.get(reverse("evidence:review", args=[copy.pk])).status_code == 404

"""The form, from its first page to the receipt, as a lawyer on a telephone meets it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from hirz.foundation.vocabularies.languages import UN_LANGUAGES
from hirz.reprisals.intake import receipts
from hirz.reprisals.intake.files import open_original, open_working_copy
from hirz.reprisals.intake.models import ArrivedFile, Draft, Submission, SubmissionConsent
from tests.engines.files import samples
from tests.faces.public import journey
from tests.faces.public.reading import read

SLUGS = [step.slug for step in journey.ORDER]


def test_whole_form_in_arabic_becomes_one_submission(public_client: Client) -> None:
    submission = journey.sent(public_client)
    with journey.at_the_desk():
        told = submission.answers
    assert told["narrative"] == journey.NARRATIVE.replace("\r\n", "\n")
    assert told["victim"]["names"] == [journey.NAME, journey.NAME_WITH_OVERRIDE, "Сальма аль-Харити"]
    assert told["engagement"]["date"] == "2026-05-14"
    assert told["act"]["date"] == "2026-05?"
    assert told["act"]["kinds"] == ["arbitrary_arrest", "passport_confiscation"]
    assert (submission.language, submission.channel, submission.state_concerned) == ("ar", "web_form", "KG")
    assert submission.stay_confidential
    refused = SubmissionConsent.objects.filter(submission=submission, state="REFUSED").values_list("scope", flat=True)
    assert {scope.lower() for scope in refused} == journey.REFUSED
    assert not Draft.objects.exists()


def test_files_arrive_with_the_submission_and_a_picture_loses_its_place(public_client: Client, blobs: Path) -> None:
    journey.fill_in(public_client)
    picture, letter = samples.jpeg_with_gps(), samples.docx_letter()
    sent = [
        journey.file("صورة.jpg", picture),
        journey.file("letter.docx", letter),
        journey.file("a.pdf", samples.pdf()),
    ]
    public_client.post("/ar/submit/files/", {"uploads": sent})
    journey.send(public_client)
    with journey.at_the_desk():
        files = {file.name: file for file in Submission.objects.get().files.all()}
        original, copy = opened(files["صورة.jpg"])
    assert set(files) == {"صورة.jpg", "letter.docx", "a.pdf"}
    assert original == picture
    assert b"Exif" in picture
    assert b"Exif" not in copy
    assert not any(b"Exif" in path.read_bytes() for path in blobs.rglob("*") if path.is_file())


def opened(file: ArrivedFile) -> tuple[bytes, bytes]:
    """Its original and its working copy."""
    with open_original(file) as original, open_working_copy(file) or BytesIO() as copy:
        return original.read(), copy.read()


@pytest.mark.parametrize("language", UN_LANGUAGES)
def test_each_page_of_the_form_is_valid_in_each_language(public_client: Client, language: str) -> None:
    journey.fill_in(public_client, language)
    for slug in [*SLUGS, "summary", "discard"]:
        response = public_client.get(f"/{language}/submit/{slug}/")
        page = read(response)
        assert page.way_out() is not None
        assert b"<script" not in response.content
        assert b"&lt;" not in response.content, "markup is shown instead of being used"
    journey.send(public_client, language)
    assert read(public_client.get(f"/{language}/submit/receipt/")).way_out() is not None


def test_form_does_not_begin_before_the_risks_were_read(public_client: Client) -> None:
    response = public_client.post("/ar/submit/")
    assert [target for target, _text in read(response).errors()] == ["#id_understood"]
    assert not response.cookies
    assert not Draft.objects.exists()


@pytest.mark.parametrize("slug", [slug for slug in SLUGS if slug != "files"])
def test_step_with_answers_leads_to_the_next_and_shows_them_on_return(public_client: Client, slug: str) -> None:
    journey.begin(public_client)
    response = journey.answer(public_client, slug)
    assert response.status_code == 302
    page = read(public_client.get(f"/ar/submit/{slug}/"))
    for name, value in journey.ANSWERS[slug].items():
        if page.having(name=name, type="radio") or page.having(name=name, type="checkbox"):
            assert set(page.chosen(name)) == ({value} if isinstance(value, str) else set(value))
        else:
            assert page.value(name).strip() == value.replace("\r\n", "\n")


def test_what_cannot_be_sent_is_saved_all_the_same(public_client: Client) -> None:
    journey.begin(public_client)
    response = journey.answer(public_client, "cooperation", date_day="31", date_month="2", place="x" * 300)
    page = read(response)
    assert {target for target, _text in page.errors()} == {"#id_date_0", "#id_place"}
    assert page.value("place") == "x" * 300
    assert journey.typed(public_client, "cooperation")["place"] == ["x" * 300]
    assert journey.typed(public_client, "cooperation")["date_day"] == ["31"]


def test_step_that_was_left_incomplete_does_not_accuse_on_return(public_client: Client) -> None:
    journey.begin(public_client)
    public_client.post("/ar/submit/you/", {"safe_contact": "يوم الأحد فقط", "back": "1"})
    page = read(public_client.get("/ar/submit/you/"))
    assert page.value("safe_contact").strip() == "يوم الأحد فقط"
    assert not page.errors()


def test_back_saves_before_it_leaves(public_client: Client) -> None:
    journey.begin(public_client)
    response = journey.answer(public_client, "story", narrative="نصف جملة", back="1")
    assert response.headers["Location"] == "/ar/submit/acts/"
    assert journey.typed(public_client, "story")["narrative"] == ["نصف جملة"]


def test_change_from_the_summary_leads_back_to_the_summary(public_client: Client) -> None:
    journey.fill_in(public_client)
    assert "/ar/submit/story/?then=summary" in read(public_client.get("/ar/submit/summary/")).links()
    response = public_client.post("/ar/submit/story/?then=summary", journey.ANSWERS["story"])
    assert response.headers["Location"] == "/ar/submit/summary/"


def test_summary_shows_everything_as_it_will_be_sent(public_client: Client) -> None:
    journey.fill_in(public_client)
    page = read(public_client.get("/ar/submit/summary/"))
    text = page.text()
    assert journey.NAME in text
    assert "14 أيار/مايو 2026" in text
    assert "اعتقال تعسفي" in text
    assert "وسألوها عن جنيف" in text
    assert "ذكر الاسم للحكومة" in text


def test_summary_makes_a_character_that_reorders_a_name_visible(public_client: Client) -> None:
    journey.fill_in(public_client)
    page = read(public_client.get("/ar/submit/summary/"))
    assert [mark.text for mark in page.having(class_="hidden-mark")] == ["RLO"]
    assert "\u202e" not in page.text()


def test_summary_names_steps_that_cannot_be_sent_and_sends_nothing(public_client: Client) -> None:
    journey.fill_in(public_client, but=frozenset({"story", "consent"}))
    response = journey.send(public_client)
    assert response.status_code == 200
    (missing,) = read(response).having(role="alert")
    links = [link.get("href") for link in missing.iter("a")]
    assert links == ["/ar/submit/story/?then=summary", "/ar/submit/consent/?then=summary"]
    assert not Submission.objects.exists()


def test_step_reached_from_the_summary_says_what_is_missing(public_client: Client) -> None:
    journey.begin(public_client)
    journey.answer(public_client, "story", narrative="")
    page = read(public_client.get("/ar/submit/story/?then=summary"))
    assert [target for target, _text in page.errors()] == ["#id_narrative"]


def test_narrative_of_a_million_characters_is_taken_in_and_shown_in_part(public_client: Client) -> None:
    narrative = "كلمة بعد كلمة " * 72_000
    journey.fill_in(public_client)
    journey.answer(public_client, "story", narrative=narrative)
    assert len(public_client.get("/ar/submit/summary/").content) < 60_000
    journey.send(public_client)
    with journey.at_the_desk():
        assert Submission.objects.get().answers["narrative"] == narrative.strip()


def test_narrative_beyond_two_million_characters_is_kept_but_not_sent(public_client: Client) -> None:
    journey.begin(public_client)
    response = journey.answer(public_client, "story", narrative="x" * 2_000_001)
    assert [target for target, _text in read(response).errors()] == ["#id_narrative"]
    assert journey.typed(public_client, "story")["narrative"] == ["x" * 2_000_001]


def test_null_character_does_not_break_the_draft(public_client: Client) -> None:
    journey.begin(public_client)
    assert journey.answer(public_client, "story", narrative="قبل\0بعد").status_code == 302
    assert journey.typed(public_client, "story")["narrative"] == ["قبلبعد"]


def test_double_click_gives_one_submission_and_one_receipt(public_client: Client) -> None:
    journey.fill_in(public_client)
    assert journey.send(public_client).headers["Location"] == "/ar/submit/receipt/"
    first = journey.receipt_of(public_client)
    assert journey.send(public_client).headers["Location"] == "/ar/submit/receipt/"
    assert journey.receipt_of(public_client) == first
    assert Submission.objects.count() == 1


def test_receipt_opens_what_was_sent(public_client: Client) -> None:
    submission = journey.sent(public_client)
    receipt = receipts.parse(journey.receipt_of(public_client))
    assert receipt.locator == submission.locator
    assert receipts.opens(receipt, submission.secret_hash)


def test_going_back_after_sending_shows_the_receipt(public_client: Client) -> None:
    journey.sent(public_client)
    for slug in [*SLUGS, "summary"]:
        assert public_client.get(f"/ar/submit/{slug}/").headers["Location"] == "/ar/submit/receipt/"


def test_receipt_can_be_removed_from_the_browser(public_client: Client) -> None:
    journey.sent(public_client)
    response = public_client.post("/ar/submit/receipt/")
    assert response.cookies["hirz_draft"].value == ""
    assert public_client.get("/ar/submit/receipt/").headers["Location"] == "/ar/submit/?draft=gone"


def test_beginning_anew_after_sending_makes_another_draft(public_client: Client) -> None:
    journey.sent(public_client)
    assert "/ar/submit/receipt/" in read(public_client.get("/ar/submit/")).links()
    journey.begin(public_client)
    assert Draft.objects.count() == 1


def test_beginning_twice_keeps_what_was_typed(public_client: Client) -> None:
    journey.begin(public_client)
    journey.answer(public_client, "story")
    journey.begin(public_client)
    assert journey.typed(public_client, "story")["narrative"] == [journey.NARRATIVE]


def test_throwing_away_asks_once_and_leaves_nothing(public_client: Client, blobs: Path) -> None:
    journey.fill_in(public_client)
    public_client.post("/ar/submit/files/", {"uploads": [journey.file("p.jpg", samples.jpeg_with_gps())]})
    response = journey.answer(public_client, "story", discard="1")
    assert response.headers["Location"] == "/ar/submit/discard/"
    assert Draft.objects.exists()
    response = public_client.post("/ar/submit/discard/")
    assert response.headers["Location"] == "/ar/submit/discarded/"
    assert response.cookies["hirz_draft"].value == ""
    assert not Draft.objects.exists()
    assert not [path for path in blobs.rglob("*") if path.is_file()]


def test_invented_states_are_offered_in_a_demonstration_only(public_client: Client, settings: Settings) -> None:
    journey.begin(public_client)
    offered = [option.get("value") for option in read(public_client.get("/ar/submit/you/")).root.iter("option")]
    assert "KG" in offered
    assert "XM" not in offered
    settings.HIRZ_DEMO = True
    offered = [option.get("value") for option in read(public_client.get("/ar/submit/you/")).root.iter("option")]
    assert offered.index("XM") < offered.index("KG")


@pytest.mark.parametrize(("language", "before", "after"), [("ar", "DE", "BR"), ("en", "IS", "IN"), ("ru", "HU", "DE")])
def test_states_stand_in_the_order_of_the_language(
    public_client: Client, language: str, before: str, after: str
) -> None:
    journey.begin(public_client, language)
    page = read(public_client.get(f"/{language}/submit/you/"))
    offered = [option.get("value") for option in page.root.iter("option")]
    assert offered.index(before) < offered.index(after)


@pytest.mark.parametrize(
    ("address", "queries"),
    [("", 1), *((f"{slug}/", 1) for slug in SLUGS if slug != "files"), ("files/", 2), ("summary/", 2), ("discard/", 1)],
)
def test_page_of_the_form_asks_the_database_for_little(
    public_client: Client, address: str, queries: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    journey.fill_in(public_client)
    public_client.post("/ar/submit/files/", {"uploads": [journey.file(f"{n}.txt", b"hello") for n in range(3)]})
    with django_assert_num_queries(queries):
        public_client.get(f"/ar/submit/{address}")


def test_saving_a_step_asks_the_database_for_little(
    public_client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    journey.begin(public_client)
    with django_assert_num_queries(5):
        journey.answer(public_client, "story")

"""A page that stayed open in a second tab, sent after the report was: what was typed is shown, and can be sent."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from hirz.faces.public.afterwards import ANEW
from hirz.reprisals.intake.arrival import MESSAGE_LIMIT
from hirz.reprisals.intake.models import Draft, Message, Submission
from tests.faces.public import journey
from tests.faces.public.reading import Response, read
from tests.faces.staff.pages import Form, parsed

LATER = "وعادوا ليلاً.\r\nسألوا عن أخيها."
RECEIPT = "/ar/submit/receipt/"


def typed_later(client: Client, **changes: Any) -> Response:
    return journey.answer(client, "story", **{"narrative": LATER, **changes})


def form_with(response: Response, name: str) -> Form:
    return next(form for form in parsed(response.content).forms() if name in form.values)


def test_text_sent_after_the_report_is_shown_again(public_client: Client) -> None:
    journey.sent(public_client)
    response = typed_later(public_client, steps_taken="محام")
    told = read(response).value("body")
    assert LATER.replace("\r\n", "\n") in told.replace("\r\n", "\n")
    assert "محام" in told
    assert response.headers["Cache-Control"] == "no-store"
    assert "hirz_draft" not in response.cookies
    assert (Draft.objects.count(), Submission.objects.count(), Message.objects.count()) == (0, 1, 0)


def test_answer_that_was_only_chosen_is_shown_as_well(public_client: Client) -> None:
    """She has thought better of it: that she said no may not be lost."""
    journey.sent(public_client)
    page = read(journey.answer(public_client, "consent", raise_with_government="no"))
    assert "لا" in page.value("body").split()


def test_it_can_be_sent_as_a_message_without_typing_the_digits(public_client: Client) -> None:
    journey.sent(public_client)
    opening = form_with(typed_later(public_client), "receipt")
    opened = public_client.post(opening.action, opening.values)
    assert read(opened).having(role="alert")
    message = form_with(opened, "body")
    public_client.post(message.action, message.values)
    with journey.at_the_desk():
        assert "سألوا عن أخيها." in Message.objects.get().body


def test_it_can_be_the_beginning_of_a_new_report(public_client: Client) -> None:
    journey.sent(public_client)
    anew = form_with(typed_later(public_client, back="1"), ANEW)
    response = public_client.post("/ar/submit/story/", anew.values)
    assert read(response).value("narrative").strip() == LATER.replace("\r\n", "\n")
    assert "سألوا عن أخيها." in journey.typed(public_client, "story")["narrative"][0]
    assert Submission.objects.count() == 1


def test_text_longer_than_a_message_is_offered_as_a_new_report_alone(public_client: Client) -> None:
    journey.sent(public_client)
    response = typed_later(public_client, narrative="ن" * MESSAGE_LIMIT)
    opening = next(e for e in read(response).root.iter("form") if e.get("action") == "/ar/inbox/")
    assert not list(opening.iter("button"))
    assert form_with(response, ANEW).values["narrative"] == "ن" * MESSAGE_LIMIT


def test_files_that_come_after_the_report_are_told_of_and_not_kept(public_client: Client, blobs: Path) -> None:
    journey.sent(public_client)
    response = public_client.post("/ar/submit/files/", {"uploads": [journey.file("late.txt", b"hello")]})
    assert read(response).having(role="alert")
    response.close()
    assert not [path for path in blobs.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("slug", "sent"),
    [
        ("summary", {}),
        ("files", {}),
        ("story", {"language": "ar", "narrative": "  "}),
        ("story", {"narrative": LATER, "discard": "1"}),
    ],
)
def test_where_nothing_was_typed_or_it_was_thrown_away_there_is_the_receipt(
    slug: str, sent: dict[str, str], public_client: Client
) -> None:
    journey.sent(public_client)
    assert public_client.post(f"/ar/submit/{slug}/", sent).headers["Location"] == RECEIPT
    assert public_client.get(f"/ar/submit/{slug}/").headers["Location"] == RECEIPT


def test_whoever_comes_after_the_receipt_was_removed_is_shown_none(public_client: Client) -> None:
    journey.sent(public_client)
    receipt = journey.receipt_of(public_client)
    public_client.post(RECEIPT)
    response = typed_later(public_client)
    assert read(response).value("narrative").strip() == LATER.replace("\r\n", "\n")
    assert receipt not in "".join(response.content.decode().split())


@pytest.mark.parametrize("language", ["ar", "zh", "en", "fr", "ru", "es"])
def test_page_is_valid_in_each_language(language: str, public_client: Client) -> None:
    journey.sent(public_client)
    response = journey.answer(public_client, "story", language, narrative="<script>alert(1)</script>")
    assert read(response).way_out() is not None
    assert b"<script" not in response.content

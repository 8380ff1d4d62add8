"""Putting things on record and writing together in the page: five people with different rights, nothing lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hirz.foundation.accounts.models import User
from hirz.regional.mechanisms.models import MechanismEvent
from hirz.regional.organisations.contributions import waiting_for
from hirz.regional.reviews.models import (
    AlternativeReport,
    Communication,
    PreparationItem,
    Review,
    ReviewDocument,
    Section,
    StandingInvitation,
    Visit,
    VisitMeeting,
)
from hirz.rules.layers import Layer
from tests.regional.reviews.conftest import Cast, association, dialogue, words_of
from tests.reprisals.people.web.pages import signed_in

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
PAST = (TODAY - timedelta(days=30)).isoformat()
LETTER = {"reference": "al xam 4/2026", "procedures": ["torture"], "sent_date": PAST}


def sent(client: Client, page: str, row: object = None, /, **posted: object) -> str:
    """Sends a form; the address it leads to, or what the form says instead."""
    args = [row.pk] if row is not None else []  # type: ignore[attr-defined]
    answer = client.post(reverse(f"reviews:{page}", args=args), posted)
    if answer.status_code == 302:
        return str(answer["Location"])
    assert answer.status_code == 200
    return str(answer.context["form"].errors.as_text())


@pytest.fixture(autouse=True)
def demonstration(settings: object) -> None:
    settings.HIRZ_DEMO = True  # type: ignore[attr-defined]  # States that do not exist are offered


def test_review_and_its_documents_are_recorded_and_the_calendar_follows(officer: User) -> None:
    client = signed_in(officer)
    sent(client, "add", state_code="XM", treaty="cedaw", session="80", source="Database")
    review = Review.objects.get()
    assert review.mechanism == "treaty_body"
    sent(client, "held", review, on_date=PAST)
    next_day = (TODAY + timedelta(days=900)).isoformat()
    told = {"kind": "concluding_observations", "symbol": "CEDAW/C/XAM/CO/5", "layer": "PUBLIC", "source": "Database"}
    sent(client, "add_document", review, on_date=PAST, next_date=next_day, language="en",
         address="https://documents.example/5", **told)  # fmt: skip
    document = ReviewDocument.objects.get()
    assert [one.address for one in document.addresses.all()] == ["https://documents.example/5"]
    events = MechanismEvent.objects.order_by("kind").values_list("kind", "treaty", "next_date")
    kinds = [(kind, treaty, day.isoformat() if day else None) for kind, treaty, day in events]
    assert kinds == [("concluding_observations", "cedaw", next_day), ("review_held", "cedaw", None)]
    sent(client, "add_address", document, language="ar", address="https://documents.example/ar")
    sent(client, "remove_document", document)
    assert not ReviewDocument.objects.exists()


def test_document_tells_the_calendar_only_once_it_is_public(officer: User) -> None:
    client, review = signed_in(officer), dialogue(officer)
    sent(client, "add_document", review, kind="state_report", on_date=PAST, layer="GOVERNMENT", source="Letter")
    assert not MechanismEvent.objects.exists()
    sent(client, "share_document", ReviewDocument.objects.get(), layer="PUBLIC")
    assert MechanismEvent.objects.get().kind == "report_submitted"


def test_visit_goes_its_way(officer: User) -> None:
    client = signed_in(officer)
    began = {"stage": "requested", "on_date": PAST, "layer": "INTERNAL", "source": "Letter"}
    sent(client, "add_visit", state_code="XM", procedures=["torture"], **began)
    visit = Visit.objects.get()
    step = {"stage": "dates_agreed", "on_date": PAST, "source": "Letter"}
    assert "first and the last day" in sent(client, "visit_step", visit, **step)
    sent(client, "change_visit", visit, first_date=PAST, last_date=PAST, layer="INTERNAL")
    sent(client, "visit_step", visit, **step)
    sent(client, "visit_step", visit, **{**step, "stage": "under_way"})
    sent(client, "visit_step_back", visit)
    assert [one.stage for one in visit.steps.all()] == ["requested", "dates_agreed"]
    sent(client, "prepare_visit", visit, kind="security", due_date=PAST)
    sent(client, "prepare_visit", visit, kind="security", done_date=PAST)
    assert PreparationItem.objects.get().done_date is not None
    organisation = association("Met")
    sent(client, "add_meeting", visit, on_date=PAST, organisations=[str(organisation.pk)], notes=words_of("Said"))
    assert VisitMeeting.objects.get().organisations == [str(organisation.pk)]
    assert "with whom" in sent(client, "add_meeting", visit, on_date=PAST)


def test_standing_invitation_is_recorded_once_and_ends(officer: User) -> None:
    client = signed_in(officer)
    given = {"state_code": "XM", "from_date": PAST, "source": "Note"}
    sent(client, "add_invitation", **given)
    sent(client, "add_invitation", **given)
    assert StandingInvitation.objects.count() == 1
    sent(client, "end_invitation", StandingInvitation.objects.get(), until_date=PAST)
    assert StandingInvitation.objects.get().until_date is not None


def test_communication_is_answered_and_published_and_only_then_in_the_calendar(officer: User) -> None:
    client = signed_in(officer)
    sent(client, "add_communication", state_code="XM", **LETTER)
    letter = Communication.objects.get()
    assert (letter.reference, letter.kind, letter.layer) == ("AL XAM 4/2026", "al", Layer.INTERNAL)
    sent(client, "communication_reply", letter, on_date=PAST, kinds=["denied_event", "measures_taken"])
    assert not MechanismEvent.objects.exists()
    sent(client, "publish_communication", letter, on_date=PAST)
    told = MechanismEvent.objects.order_by("kind").values_list("kind", "reference", "next_date")
    assert list(told) == [
        ("communication_answered", "AL XAM 4/2026", None),
        ("communication_sent", "AL XAM 4/2026", None),
    ]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"reference": "AL XAM 4/2026 Z. Moon"}, "public reference"),
        ({"reference": "Zafira Moon"}, "public reference"),
        ({"reference": "AL KAZ 4/2026"}, "another State"),
        ({"asked_date": "2000-01-01"}, "before the communication was sent"),
    ],
)
def test_communication_holds_its_reference_and_no_name(changed: dict[str, str], said: str, officer: User) -> None:
    assert said in sent(signed_in(officer), "add_communication", state_code="XM", **{**LETTER, **changed})
    assert not Communication.objects.exists()


def test_report_is_written_by_two_organisations_in_the_page(cast: Cast, review: Review) -> None:
    lead, author = signed_in(cast.lead), signed_in(cast.author)
    sent(lead, "open_report", review, kind="upr_joint", title=words_of("Other"), language="en")
    sent(author, "add_section", cast.report, heading=words_of("Third"), organisation=_organisation(cast.author))
    added = Section.objects.get(report=cast.report, place=3)
    assert str(added.organisation_id) == _organisation(cast.author)
    sent(author, "section", added, text=words_of("Third"), seen="", takes_in="")
    page = lead.get(reverse("reviews:report", args=[cast.report.pk]))
    assert [row.draft.text for row in page.context["sections"]][-1] == words_of("Third")


def test_texts_that_went_apart_are_shown_and_brought_together(cast: Cast) -> None:
    lead, author = signed_in(cast.lead), signed_in(cast.author)
    seen = author.get(_url(cast.section)).context["form"].initial["seen"]
    sent(lead, "section", cast.section, text=words_of("Lead2"), seen=seen)
    answer = author.post(_url(cast.section), {"text": words_of("Author2"), "seen": seen}, follow=True)
    text = answer.content.decode()
    assert "Somebody else saved meanwhile" in text
    assert words_of("Lead2") in text
    assert words_of("Author2") in text
    begins = answer.context["form"].initial
    sent(author, "section", cast.section, **{**begins, "text": words_of("Both")})
    page = lead.get(_url(cast.section))
    assert (page.context["draft"].text, page.context["draft"].is_apart) == (words_of("Both"), False)
    assert len(lead.get(reverse("reviews:versions", args=[cast.section.pk])).context["rows"]) == 4


def test_pressing_twice_saves_once(cast: Cast) -> None:
    author = signed_in(cast.author)
    seen = author.get(_url(cast.section)).context["form"].initial["seen"]
    for _time in range(2):
        sent(author, "section", cast.section, text=words_of("Again"), seen=seen)
    assert cast.section.versions.count() == 2


def test_typed_text_comes_back_when_it_is_refused(cast: Cast) -> None:
    author = signed_in(cast.author)
    answer = author.post(_url(cast.section), {"text": words_of("Kept"), "seen": str(cast.report.pk)})
    assert answer.status_code == 200
    assert answer.context["form"]["text"].value() == words_of("Kept")
    assert words_of("Kept") in answer.content.decode()


def test_text_typed_while_the_report_was_submitted_comes_back(cast: Cast) -> None:
    author = signed_in(cast.author)
    AlternativeReport.objects.update(
        submitted_at=timezone.now(), submitted_by=cast.author, submitted_words=1, submitted_characters=0
    )
    answer = author.post(_url(cast.section), {"text": words_of("Late"), "seen": ""})
    page = answer.content.decode()
    assert words_of("Late") in page
    assert "The report is submitted: nothing in it changes any more." in page


def test_day_named_in_a_document_is_asked_for_when_it_becomes_public(officer: User) -> None:
    client, review = signed_in(officer), dialogue(officer)
    later = (TODAY + timedelta(days=900)).isoformat()
    told = {"kind": "concluding_observations", "on_date": PAST, "layer": "INTERNAL", "source": "Letter"}
    assert "The calendar keeps the days" in sent(client, "add_document", review, **told, next_date=later)
    sent(client, "add_document", review, **told)
    sent(client, "share_document", ReviewDocument.objects.get(), layer="PUBLIC", next_date=later)
    assert str(MechanismEvent.objects.get().next_date) == later
    address = reverse("reviews:share_document", args=[ReviewDocument.objects.get().pk])
    assert "next_date" not in client.get(address).context["form"].fields


def test_invitation_waits_for_the_organisation_and_is_accepted(cast: Cast) -> None:
    (waiting,) = waiting_for(cast.asked)
    assert waiting.url == reverse("reviews:report", args=[cast.report.pk])
    assert waiting_for(cast.outsider) == []
    asked = signed_in(cast.asked)
    asked.post(reverse("reviews:answer", args=[cast.report.pk]), {"accepts": "1"})
    assert len(asked.get(waiting.url).context["sections"]) == 2
    assert waiting_for(cast.asked) == []


def test_lead_invites_whom_it_may_know_and_the_office_invites_others(cast: Cast, officer: User) -> None:
    tower = cast.outsider.memberships.get().organisation
    given = {"organisation": str(tower.pk), "name": words_of("Tower")}
    assert "organisation" in sent(signed_in(cast.lead), "invite", cast.report, **given)
    sent(signed_in(officer), "invite", cast.report, **given)
    assert AlternativeReport.objects.visible_to(cast.outsider).exists()


def test_report_over_its_limit_says_so_and_is_not_stamped(cast: Cast) -> None:
    lead = signed_in(cast.lead)
    seen = lead.get(_url(cast.lead_section)).context["form"].initial["seen"]
    sent(lead, "section", cast.lead_section, text=words_of("Long", 6000), seen=seen)
    answer = lead.post(reverse("reviews:submit_report", args=[cast.report.pk]), follow=True)
    text = answer.content.decode()
    assert "over its limit" in text
    assert "5,630" in text
    assert not AlternativeReport.objects.get().is_frozen


def test_shares_comments_and_stamp_in_the_page(cast: Cast) -> None:
    lead, author = signed_in(cast.lead), signed_in(cast.author)
    sent(lead, "comment", cast.section, text=words_of("Hm"))
    comment = cast.section.comments.get()
    sent(author, "settle_comment", comment)
    comment.refresh_from_db()
    assert comment.settled_at is not None
    sent(author, "share_section", cast.section, layer="PARTNERS")
    assert "valid choice" in sent(lead, "share_report", cast.report, layer="GOVERNMENT")
    sent(lead, "share_report", cast.report, layer="PARTNERS")
    sent(lead, "submit_report", cast.report)
    page = lead.get(reverse("reviews:report", args=[cast.report.pk]))
    assert page.context["report"].is_frozen
    assert not page.context["may_add"]


def _url(section: Section) -> str:
    return reverse("reviews:section", args=[section.pk])


def _organisation(user: User) -> str:
    return str(user.memberships.get().organisation_id)

"""What the pages show to whom, in both directions, and what they cost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.foundation.keyset import PAGE_SIZE
from hirz.foundation.offices.models import Office
from hirz.regional.reviews.actions.communicating import Sent, publish_communication, record_communication, record_reply
from hirz.regional.reviews.actions.joining import invite
from hirz.regional.reviews.actions.reviewing import Told, record_document
from hirz.regional.reviews.actions.visiting import (
    Met,
    change_visit,
    note_preparation,
    record_invitation,
    record_meeting,
    record_visit,
    take_step,
)
from hirz.regional.reviews.actions.writing import add_section, comment_on, share_report, submit_report
from hirz.regional.reviews.models import Communication, Review, ReviewDocument, Visit
from hirz.rules.layers import Layer
from hirz.rules.visits import Step, VisitStage
from tests.conftest import make_user
from tests.regional.recommendations.conftest import TEMPLATE, imported
from tests.regional.reviews.conftest import Cast, association, dialogue, upr, words_of, wrote
from tests.reprisals.people.web.pages import assert_good_page, assert_nothing_here, signed_in

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
DAY = TODAY - timedelta(days=200)


@dataclass(frozen=True)
class World:
    review: Review
    document: ReviewDocument
    visit: Visit
    letter: Communication


def documented(review: Review, by: User, kind: str = "concluding_observations", **more: object) -> ReviewDocument:
    given = {"symbol": "CERD/C/XAM/CO/1", "on_date": DAY, "source": "Treaty body database", **more}
    return record_document(review=review, told=Told(kind=kind, **given), by=by)  # type: ignore[arg-type]


def visited(by: User, layer: Layer = Layer.INTERNAL) -> Visit:
    visit = record_visit(
        state_code="XM", first=Step(VisitStage.REQUESTED, DAY), layer=layer, by=by, procedures=["torture"],
        source="Letter",
    )  # fmt: skip
    days = {"first_date": TODAY, "last_date": TODAY, "report_symbol": "CERD/C/XAM/CO/1"}
    visit = change_visit(visit=visit, layer=layer, by=by, **days)
    take_step(visit=visit, step=Step(VisitStage.DATES_AGREED, DAY), source="Letter", by=by)
    note_preparation(visit=visit, kind="security", by=by, due_date=TODAY)
    note_preparation(visit=visit, kind="press", by=by, done_date=TODAY)
    met = Met(on_date=TODAY, organisations=[association("Met").pk], notes=words_of("Notes"))
    record_meeting(visit=visit, met=met, by=by)
    return visit


def sent(by: User, number: int = 3, day: date = DAY) -> Communication:
    told = Sent(
        reference=f"UA XAM {number}/2026", procedures=["torture"], themes=["education"], persons=2, sent_date=day,
        address="https://letters.example/3",
    )  # fmt: skip
    letter = record_communication(state_code="XM", sent=told, by=by)
    record_reply(communication=letter, on_date=day, kinds=["denied_event"], address="https://letters.example/4", by=by)
    return letter


@pytest.fixture
def world(officer: User) -> World:
    imported(TEMPLATE)
    review = dialogue(officer, treaty="icerd", held_date=DAY)
    addresses = {"en": "https://documents.example/en", "ar": "https://documents.example/ar"}
    document = documented(review, officer, addresses=addresses)
    documented(review, officer, kind="state_report", symbol="", layer=Layer.INTERNAL)
    record_invitation(state_code="XM", from_date=DAY, source="Note verbale", by=officer)
    return World(review=review, document=document, visit=visited(officer), letter=sent(officer))


def pages_of(world: World) -> list[str]:
    return [
        reverse("reviews:list"), reverse("reviews:visits"), reverse("reviews:communications"),
        reverse("reviews:reports"), reverse("reviews:one", args=[world.review.pk]),
        reverse("reviews:recommendations", args=[world.document.pk]),
        reverse("reviews:visit", args=[world.visit.pk]), reverse("reviews:communication", args=[world.letter.pk]),
    ]  # fmt: skip


def forms_of(world: World) -> list[str]:
    names = {
        world.review: ("held", "add_document"), world.document: ("add_address", "share_document"),
        world.visit: ("change_visit", "visit_step", "prepare_visit", "add_meeting"),
        world.letter: ("communication_reply", "publish_communication"),
    }  # fmt: skip
    return [reverse(f"reviews:{name}", args=[row.pk]) for row, some in names.items() for name in some]


ADDING = [f"reviews:{name}" for name in ("add", "add_visit", "add_invitation", "add_communication")]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_are_valid_in_both_directions(language: str, officer: User, world: World) -> None:
    client = signed_in(officer, language=language)
    for url in (*pages_of(world), *forms_of(world), *map(reverse, ADDING)):
        assert_good_page(client, url)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_of_a_report_are_valid_for_all_who_see_them(language: str, cast: Cast, officer: User) -> None:
    comment_on(section=cast.section, text="Shorter", by=officer)
    wrote(cast.section, "Beside it", cast.author)
    report, section = cast.report.pk, cast.section.pk
    for user in (cast.lead, officer):
        client = signed_in(user, language=language)
        for name in ("report", "invite"):
            assert_good_page(client, reverse(f"reviews:{name}", args=[report]))
        for name in ("section", "versions", "comment"):
            assert_good_page(client, reverse(f"reviews:{name}", args=[section]))
    client = signed_in(cast.lead, language=language)
    for url in (
        reverse("reviews:share_report", args=[report]), reverse("reviews:add_section", args=[report]),
        reverse("reviews:share_section", args=[section]), reverse("reviews:reports"),
        reverse("reviews:open_report", args=[cast.report.review_id]),
        reverse("reviews:one", args=[cast.report.review_id]),
    ):  # fmt: skip
        assert_good_page(client, url)
    assert_good_page(signed_in(cast.asked, language=language), reverse("reviews:report", args=[report]))


def test_reader_sees_what_is_public_and_changes_nothing(reader: User, world: World, other_office: Office) -> None:
    client = signed_in(reader)
    text = assert_good_page(client, reverse("reviews:one", args=[world.review.pk]))
    assert "CERD/C/XAM/CO/1" in text
    assert [row.document.kind for row in client.get(pages_of(world)[4]).context["inputs"]] == []
    assert_nothing_here(client, *pages_of(world)[-2:], *forms_of(world), *map(reverse, ADDING))
    elsewhere = signed_in(make_user("elsewhere", other_office, "regional_officer"))
    assert_nothing_here(elsewhere, *pages_of(world)[-2:], *forms_of(world))


def test_head_reads_meetings_and_it_is_on_record(head_of_office: User, world: World) -> None:
    client = signed_in(head_of_office)
    assert words_of("Notes") in assert_good_page(client, reverse("reviews:visit", args=[world.visit.pk]))
    assert Entry.objects.filter(verb="READ_VISIT_MEETINGS", actor=head_of_office).exists()
    assert_nothing_here(client, *forms_of(world))


def test_who_sees_a_shared_visit_sees_neither_preparation_nor_meetings(officer: User, cast: Cast) -> None:
    visit = visited(officer, Layer.PARTNERS)
    text = assert_good_page(signed_in(cast.outsider), reverse("reviews:visit", args=[visit.pk]))
    assert words_of("Notes") not in text
    assert 'id="preparation"' not in text
    assert 'id="meetings"' not in text
    assert_nothing_here(signed_in(cast.minister), reverse("reviews:visit", args=[visit.pk]))


def test_communication_is_seen_by_nobody_outside_until_it_is_published(cast: Cast, officer: User) -> None:
    letter = sent(officer)
    url, listing = reverse("reviews:communication", args=[letter.pk]), reverse("reviews:communications")
    for user in (cast.lead, cast.minister):
        client = signed_in(user)
        assert_nothing_here(client, url)
        assert client.get(listing).context["rows"] == []
    publish_communication(communication=letter, on_date=TODAY, by=officer)
    for user in (cast.lead, cast.minister):
        assert letter.reference in assert_good_page(signed_in(user), url)


def test_missing_documents_are_named_on_the_list(officer: User, world: World) -> None:
    ((_state, (row,)),) = signed_in(officer).get(reverse("reviews:list")).context["states"]
    assert row.lacks == ("list_of_issues", "replies_to_issues")


def test_recommendations_of_concluding_observations_are_linked(officer: User, world: World) -> None:
    page = signed_in(officer).get(reverse("reviews:recommendations", args=[world.document.pk]))
    assert [row.paragraph for row in page.context["page"].rows] == ["12", "12"]
    visit = signed_in(officer).get(reverse("reviews:visit", args=[world.visit.pk]))
    assert [row.paragraph for row in visit.context["recommendations"].rows] == ["12", "12"]


def test_recommendations_of_a_visit_are_told_to_the_last(officer: User, world: World) -> None:
    added = 2 * PAGE_SIZE
    told = "XM,CERD,CERD/C/XAM/CO/1,{0},2024-05-01,Print book {0},,,,,,Database"
    lines = [told.format(20 + number) for number in range(added)]
    imported("\n".join([TEMPLATE.decode().splitlines()[0], *lines]).encode())
    client, url, place = signed_in(officer), reverse("reviews:visit", args=[world.visit.pk]), ""
    seen: list[str] = []
    for _page in range(3):
        page = client.get(url + place).context["recommendations"]
        seen += [row.paragraph for row in page.rows]
        place = page.next_url
    assert (len(seen), place) == (added + 2, "")
    assert len(set(seen)) == added + 1
    assert_good_page(client, f"{url}?after=nowhere")


# What the pages cost


def test_lists_cost_the_same_however_long_they_are(
    officer: User, world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(officer)
    costs = {"reviews:list": 9, "reviews:visits": 9, "reviews:communications": 8}
    for number in (1, 2, 3):
        for name, cost in costs.items():
            client.get(reverse(name))
            with django_assert_num_queries(cost):
                client.get(reverse(name))
        documented(upr(officer, session=number), officer, kind="outcome", symbol=f"A/{number}")
        sent(officer, 10 + number)
        visited(officer)


def test_one_costs_the_same_however_much_hangs_on_it(
    officer: User, world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(officer)
    review, visit = (reverse(f"reviews:{name}", args=[row.pk]) for name, row in
                     (("one", world.review), ("visit", world.visit)))  # fmt: skip
    for _more in range(2):
        for url, cost in ((review, 14), (visit, 19)):
            client.get(url)
            with django_assert_num_queries(cost):
                client.get(url)
        for number in (1, 2):
            documented(world.review, officer, kind="follow_up_report", symbol=f"C/{number}{_more}")
            met = Met(on_date=TODAY, organisations=[association(f"More {number}{_more}").pk], notes="More")
            record_meeting(visit=world.visit, met=met, by=officer)


def test_report_costs_the_same_however_long_it_is(
    cast: Cast, officer: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(cast.lead)
    report, section = (
        reverse("reviews:report", args=[cast.report.pk]), reverse("reviews:section", args=[cast.section.pk])
    )  # fmt: skip
    for _more in range(2):
        for url, cost in ((report, 13), (section, 13)):
            client.get(url)
            with django_assert_num_queries(cost):
                client.get(url)
        for number in (1, 2):
            added = add_section(report=cast.report, heading=f"More {number}", by=cast.lead)
            wrote(added, "More", cast.lead)
            comment_on(section=cast.section, text="More", by=cast.author)
            name = f"Partner {number}{_more}"
            invite(report=cast.report, organisation=association(name), name=name, by=officer)


def test_submitted_report_is_read_by_everybody_once_it_is_public(cast: Cast, reader: User) -> None:
    report = submit_report(report=cast.report, by=cast.lead)
    url = reverse("reviews:report", args=[report.pk])
    for user in (cast.minister, reader):
        assert_nothing_here(signed_in(user), url)
    share_report(report=report, layer=Layer.PUBLIC, by=cast.lead)
    for user in (cast.minister, reader):
        assert words_of("Title") in assert_good_page(signed_in(user), url)
        section = reverse("reviews:section", args=[cast.section.pk])
        assert words_of("Author") in assert_good_page(signed_in(user), section)
        assert_nothing_here(signed_in(user), reverse("reviews:versions", args=[cast.section.pk]))

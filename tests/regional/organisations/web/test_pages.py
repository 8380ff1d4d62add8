"""What the pages about organisations and of contributors show, to whom, and what they cost."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from hirz.faces.staff.region import PARTS
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.foundation.offices.models import Office
from hirz.regional.organisations import contributions
from hirz.regional.organisations.contributions import Waiting
from hirz.regional.organisations.models import Contributor, Organisation
from hirz.rules.layers import Layer
from tests.conftest import make_user
from tests.regional.contributors import make_contributor, make_organisation
from tests.reprisals.people.web.pages import assert_good_page, assert_nothing_here, signed_in

pytestmark = pytest.mark.django_db
LIST, ADD, HOME, REGION = "/organisations/", "/organisations/add/", "/contribute/", "/region/"


def one_url(organisation: Organisation) -> str:
    return reverse("organisations:one", args=[organisation.pk])


@pytest.fixture
def speaker(society: Organisation) -> User:
    return make_contributor("advocate", society, part=Contributor.Part.MAIN_FOCAL_POINT)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_are_valid_in_both_directions(
    language: str, officer: User, society: Organisation, ministry: Organisation, speaker: User
) -> None:
    client = signed_in(officer, language=language)
    make_contributor("former", society, ended=True)
    membership = speaker.memberships.get()
    ministry.parent = make_organisation("Cabinet of Doors")
    ministry.save()
    for url in (
        LIST, f"{LIST}?state=KG", f"{LIST}?state=&kind=", ADD, REGION, one_url(society), one_url(ministry),
        one_url(ministry.parent), reverse("organisations:edit", args=[ministry.pk]),
        reverse("organisations:invite", args=[society.pk]), reverse("organisations:hand_over", args=[membership.pk]),
    ):  # fmt: skip
        assert_good_page(client, url)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_of_contributors_are_valid_in_both_directions(language: str, speaker: User) -> None:
    assert_good_page(signed_in(speaker, language=language), HOME)


def test_list_shows_organisations_of_one_state_by_name(
    officer: User, society: Organisation, ministry: Organisation
) -> None:
    make_organisation("Academy of Amber", kind="academia")
    make_organisation("Elsewhere", state_code="UZ")
    shown = signed_in(officer).get(LIST, {"state": "KG"}).context["rows"]
    assert [row.name for row in shown] == ["Academy of Amber", "Ministry of Mirrors", "Society of Lanterns"]


def test_that_a_society_works_with_the_office_is_for_the_office_alone(
    office: Office, society: Organisation, ministry: Organisation
) -> None:
    client = signed_in(make_user("clerk", office))
    assert [row.name for row in client.get(LIST, {"state": "KG"}).context["rows"]] == ["Ministry of Mirrors"]
    assert_nothing_here(client, one_url(society))


def test_who_contributes_is_for_whoever_follows_the_state(
    office: Office, officer: User, ministry: Organisation
) -> None:
    make_contributor("minister", ministry)
    assert "minister@contributor.example" in signed_in(officer).get(one_url(ministry)).content.decode()
    others = signed_in(make_user("clerk", office)).get(one_url(ministry)).content.decode()
    assert "minister" not in others.replace("ministry", "").lower()


def test_reading_who_contributes_is_on_record(officer: User, ministry: Organisation) -> None:
    signed_in(officer).get(one_url(ministry))
    assert Entry.objects.filter(verb="READ_ORGANISATION", actor=officer, subject_id=ministry.pk).count() == 1


def test_page_costs_the_same_however_many_there_are(
    officer: User, society: Organisation, speaker: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(officer)
    counted = len([part for part in PARTS if part.is_open_to(officer) and part.model])
    for count in (3, 9):
        for number in range(count):
            make_organisation(f"Body {count} {number}")
            make_contributor(f"person{count}{number}", society)
        with django_assert_num_queries(LISTED):
            client.get(LIST, {"state": "KG"})
        with django_assert_num_queries(SHOWN):
            client.get(one_url(society))
        with django_assert_num_queries(FRAME + counted):
            client.get(REGION)


LISTED, SHOWN, FRAME = 8, 12, 6


def test_region_leads_nobody_to_a_page_that_is_not_there_for_them(officer: User, office: Office) -> None:
    for user in (officer, make_user("clerk", office)):
        client = signed_in(user)
        lines = [line for card in client.get(REGION).context["cards"] for line in card.lines]
        assert lines
        assert {client.get(line.url).status_code for line in lines} == {200}


# A contributor


def test_contributor_begins_with_what_waits_for_their_organisation(
    speaker: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(user: User) -> list[Waiting]:
        return [
            Waiting("No day", "/a/"),
            Waiting("Late", "/b/", date(2026, 5, 2)),
            Waiting("Soon", "/c/", date(2026, 5, 1)),
        ]

    monkeypatch.setattr(contributions, "_asked", [asked])
    client = signed_in(speaker)
    page = client.get("/", follow=True)
    assert page.request["PATH_INFO"] == HOME
    assert [one.label for one in page.context["waiting"]] == ["Soon", "Late", "No day"]


def test_contributor_is_shown_no_search_and_no_area_of_the_staff(speaker: User) -> None:
    text = signed_in(speaker).get(HOME).content.decode()
    assert reverse("staff:search") not in text
    for url in (REGION, "/cases/", "/submissions/", "/people/"):
        assert f'href="{url}"' not in text


def test_contributor_reads_names_of_their_own_organisation_alone(
    speaker: User, officer: User, society: Organisation, ministry: Organisation
) -> None:
    make_contributor("lampbearer", society)
    make_contributor("chancellor", ministry)
    text = signed_in(speaker).get(HOME).content.decode()
    assert "Lampbearer" in text
    assert "Chancellor" not in text
    assert officer.display_name not in text


def test_staff_find_no_page_of_contributors(officer: User, administrator: User) -> None:
    for user in (officer, administrator):
        assert_nothing_here(signed_in(user), HOME)


# The regional half at a glance


def test_region_counts_what_the_person_may_know(office: Office, officer: User, society: Organisation) -> None:
    make_organisation("Ministry of Mirrors")
    for user, count in ((officer, 2), (make_user("clerk", office), 1)):
        cards = signed_in(user).get(REGION).context["cards"]
        (card,) = [card for card in cards if card.code == "KG"]
        assert [line.count for line in card.lines if "organisations" in line.url] == [count]


def test_region_shows_all_states_to_headquarters(headquarters: Office, officer: User) -> None:
    codes = {card.code for card in signed_in(make_user("chief", headquarters)).get(REGION).context["cards"]}
    assert {"KG", "UZ"} < codes
    assert {card.code for card in signed_in(officer).get(REGION).context["cards"]} == {"KG", "XM"}


# Changing


def described(**changed: str) -> dict[str, str]:
    return {"kind": "civil_society", "name_en": "Circle of Lamps", "state": "KG", "acronym": "", **changed}


def test_organisation_is_added_in_the_layer_of_its_kind(officer: User) -> None:
    signed_in(officer).post(ADD, described())
    added = Organisation.objects.get()
    assert (added.name, added.layer, added.side) == ("Circle of Lamps", Layer.INTERNAL, "PARTNERS")


@pytest.mark.parametrize(
    "changed", [{"name_en": " "}, {"kind": "ministry", "state": ""}, {"name_en": "society of LANTERNS"}]
)
def test_organisation_that_is_refused_leaves_the_form_filled(
    changed: dict[str, str], officer: User, society: Organisation
) -> None:
    page = signed_in(officer).post(ADD, described(acronym="CLX", **changed))
    assert page.status_code == 200
    assert "CLX" in page.content.decode()
    assert Organisation.objects.count() == 1


def test_organisation_does_not_change_sides(officer: User, society: Organisation) -> None:
    where = reverse("organisations:edit", args=[society.pk])
    page = signed_in(officer).post(where, described(kind="ministry", layer="PUBLIC"))
    assert page.context["form"].non_field_errors()
    society.refresh_from_db()
    assert (society.kind, society.layer) == ("civil_society", Layer.INTERNAL)


def test_invitation_shows_a_link_that_sets_the_first_password(officer: User, society: Organisation) -> None:
    where = reverse("organisations:invite", args=[society.pk])
    invited = {
        "name": "Lena Lamp", "email": "Lena@example.org", "part": "ALTERNATE", "language": "ru", "contact": "+1 555",
    }  # fmt: skip
    page = signed_in(officer).post(where, invited)
    membership = society.contributors.select_related("user").get()
    assert (membership.user.is_contributor, membership.user.language, membership.contact) == (True, "ru", "+1 555")
    address = page.context["address"].removeprefix("http://testserver")
    words = "a lamp beside the long river"
    answer = Client().post(address, {"new_password1": words, "new_password2": words})
    assert answer.status_code == 302
    membership.user.refresh_from_db()
    assert membership.user.check_password(words)


def test_link_is_made_again_only_before_there_is_a_password(officer: User, society: Organisation) -> None:
    user = make_contributor("advocate", society)
    where = reverse("organisations:link", args=[user.memberships.get().pk])
    user.set_unusable_password()
    user.save()
    assert signed_in(officer).post(where).context["address"]
    user.set_password("a lamp beside the long river")
    user.save()
    assert signed_in(officer).post(where).status_code == 302


def test_ended_access_opens_nothing_with_the_next_request(officer: User, society: Organisation, speaker: User) -> None:
    theirs, ours = signed_in(speaker), signed_in(officer)
    assert theirs.get(HOME).status_code == 200
    ours.post(reverse("organisations:end", args=[speaker.memberships.get().pk]))
    assert theirs.get(HOME).status_code == 302
    assert speaker.display_name in ours.get(one_url(society)).content.decode()


def test_part_is_handed_over_in_the_page(officer: User, society: Organisation, speaker: User) -> None:
    heir = make_contributor("heir", society)
    where = reverse("organisations:hand_over", args=[speaker.memberships.get().pk])
    signed_in(officer).post(where, {"to": str(heir.memberships.get().pk), "leaves": "on"})
    current = society.contributors.get(until_date=None)
    assert (current.user, current.part) == (heir, "MAIN_FOCAL_POINT")


@pytest.mark.parametrize("name", ["edit", "invite"])
def test_who_may_not_edit_finds_no_form(name: str, headquarters: Office, society: Organisation) -> None:
    """The head of headquarters sees every organisation, and changes none."""
    client = signed_in(make_user("chief", headquarters, "head"))
    assert client.get(one_url(society)).status_code == 200
    assert_nothing_here(client, reverse(f"organisations:{name}", args=[society.pk]))

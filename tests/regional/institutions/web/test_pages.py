"""What the pages about institutions show to whom, as of which day, and what they cost."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.foundation.vocabularies.registry import label
from hirz.foundation.walls.standing import standing
from hirz.regional.institutions import actions
from hirz.regional.institutions.models import CapacityLevel, Exchange, NhriFinding, ScaFollowUp
from hirz.regional.organisations.models import Organisation
from hirz.rules.layers import Layer
from tests.regional.institutions.conftest import decided
from tests.reprisals.people.web.pages import assert_good_page, assert_nothing_here, signed_in

pytestmark = pytest.mark.django_db
LIST, EXCHANGES = "/institutions/", "/institutions/exchanges/"
COSTS = (9, 13, 14, 19, 14, 16)
"""Of the pages in the order of ``addresses``."""
SECRET = "Zafiramoon said so"


@pytest.fixture
def world(
    institution: Organisation, second: Organisation, mechanism: Organisation, officer: User, advocate: User
) -> None:
    decision = decided(institution, officer, "b", "2012-03-30")
    decided(institution, officer, "a", "2017-03-20")
    decided(institution, officer, "special_review", "2022-10-01")
    (asked,) = actions.record_recommendations(decision=decision, texts=["Fund it"], by=officer)
    actions.record_follow_up(
        recommendation=asked, by=officer, layer=Layer.INTERNAL, state="in_part", on_date=date(2014, 1, 1), note=SECRET
    )
    actions.record_provision(
        institution=institution, by=officer, aspect="mandate", instrument="Law No. 7", summary="May visit any place",
        in_force_date=date(2002, 7, 31), source="Gazette",
    )  # fmt: skip
    for by, layer in ((officer, Layer.INTERNAL), (officer, Layer.PUBLIC), (advocate, Layer.PARTNERS)):
        actions.assess_observation(
            institution=institution, by=by, layer=layer, on_date=date(2024, 5, 2), observation="go_2018_1_8",
            finding="not_met", text=SECRET,
        )  # fmt: skip
    for day, level in (("2023-01-01", "beginning"), ("2025-01-01", "working")):
        actions.assess_capacity(
            mechanism=mechanism, by=officer, layer=Layer.INTERNAL, capacity="engagement", level=level,
            on_date=date.fromisoformat(day), reasons=SECRET,
        )  # fmt: skip
    actions.describe_mechanism(
        mechanism=mechanism, by=officer, type="interministerial", on_date=date(2020, 1, 1), source="Decree"
    )
    actions.add_member(mechanism=mechanism, member=institution, from_date=date(2020, 1, 1), by=officer)
    actions.record_exchange(
        institutions=[institution, second], state_code="KG", by=officer, layer=Layer.INTERNAL, kind="visit",
        subject="Quiet complaints", from_date=date(2025, 3, 1), until_date=date(2025, 3, 2), agreed=SECRET,
        follow_up_date=date(2025, 9, 1),
    )  # fmt: skip


def addresses(institution: Organisation, mechanism: Organisation) -> list[str]:
    return [
        LIST, EXCHANGES, reverse("institutions:exchange", args=[Exchange.objects.get().pk]),
        reverse("institutions:one", args=[institution.pk]), reverse("institutions:observations", args=[institution.pk]),
        reverse("institutions:mechanism", args=[mechanism.pk]),
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_are_valid_in_both_directions(
    language: str, world: None, institution: Organisation, mechanism: Organisation, officer: User
) -> None:
    client = signed_in(officer, language=language)
    for url in addresses(institution, mechanism):
        assert_good_page(client, url)
        assert_good_page(client, f"{url}?day=2011-01-01")


@pytest.mark.parametrize(
    ("day", "status"),
    [
        ("2012-03-29", []),
        ("2012-03-30", ["b"]),
        ("2017-03-20", ["a"]),
        ("2022-10-01", ["a", "special_review"]),
    ],
)
def test_list_tells_the_status_as_of_any_day(day: str, status: list[str], world: None, officer: User) -> None:
    rows = signed_in(officer).get(LIST, {"day": day}).context["rows"]
    found = next(row.standing for row in rows if row.institution.state_code == "KG")
    assert [code.value for code in (found.held, found.under) if code and code.value != "none"] == status
    assert next(row.standing for row in rows if row.institution.state_code == "XM") is None


def test_state_without_institution_is_shown_as_a_gap(world: None, officer: User, settings: Settings) -> None:
    Organisation.objects.filter(state_code="XM").update(kind="ministry", side="GOVERNMENT")
    assert len(signed_in(officer).get(LIST).context["without"]) == 1


def test_provision_stands_under_its_aspect_while_it_holds(
    world: None, institution: Organisation, officer: User
) -> None:
    url = reverse("institutions:one", args=[institution.pk])
    for day, count in (("2002-07-30", 0), ("2002-07-31", 1)):
        aspects = dict(signed_in(officer).get(url, {"day": day}).context["in_force"])
        assert len(aspects["mandate"]) == count
        assert aspects["immunity"] == []


def test_capacity_is_compared_with_the_same_author_before(world: None, mechanism: Organisation, officer: User) -> None:
    lines = dict(signed_in(officer).get(reverse("institutions:mechanism", args=[mechanism.pk])).context["lines"])
    assert [cell.change for cell in lines["engagement"]] == ["", "higher than before"]
    assert lines["consultation"] == [None, None]


def test_picture_of_the_capacities_draws_what_the_table_says(
    world: None, mechanism: Organisation, officer: User
) -> None:
    url = reverse("institutions:mechanism", args=[mechanism.pk])
    shown = signed_in(officer).get(url).context
    drawn = {name: [level for _author, found in authors for _day, level in found] for name, authors in shown["lanes"]}
    told = {label("nmirf_capacity", code): [cell.level for cell in cells if cell] for code, cells in shown["lines"]}
    assert drawn == told
    assert drawn["Engagement"] == [1, 3]
    page = assert_good_page(signed_in(officer), url)
    assert page.count('<svg class="lane"') == 4
    assert "3 of 4" in page


def test_one_day_makes_no_picture(world: None, mechanism: Organisation, officer: User) -> None:
    page = signed_in(officer).get(reverse("institutions:mechanism", args=[mechanism.pk]), {"day": "2024-01-01"})
    assert len(page.context["columns"]) == 1
    assert page.context["lanes"] == []


def test_each_sees_their_layers_only(
    world: None, institution: Organisation, mechanism: Organisation, officer: User, reader: User, advocate: User,
    commissioner: User,
) -> None:  # fmt: skip
    url, other = (
        reverse("institutions:observations", args=[institution.pk]),
        reverse("institutions:mechanism", args=[mechanism.pk]),
    )
    for user, seen, capacities in ((officer, 3, 2), (reader, 1, 0), (advocate, 2, 0), (commissioner, 2, 0)):
        client = signed_in(user)
        assert len(client.get(url).context["assessments"]) == seen
        assert len(client.get(other).context["columns"]) == capacities
        assert "Fund it" in client.get(reverse("institutions:one", args=[institution.pk])).content.decode()


def test_author_who_is_hidden_is_not_named(world: None, institution: Organisation, commissioner: User) -> None:
    page = assert_good_page(signed_in(commissioner), reverse("institutions:observations", args=[institution.pk]))
    assert "Society of Lanterns" not in page
    assert "An organisation" in page


def test_what_is_internal_is_not_there_for_others(
    world: None, institution: Organisation, reader: User, advocate: User
) -> None:
    hidden = reverse("institutions:exchange", args=[Exchange.objects.get().pk])
    for user in (reader, advocate):
        client = signed_in(user)
        assert_nothing_here(client, hidden)
        assert "Quiet complaints" not in client.get(EXCHANGES).content.decode()
        for url in (LIST, reverse("institutions:one", args=[institution.pk])):
            assert "Zafiramoon" not in client.get(url).content.decode()


def test_second_wall_keeps_the_layers_too(world: None, officer: User, reader: User, advocate: User) -> None:
    for user, counts in ((officer, (3, 2, 1, 1)), (reader, (1, 0, 0, 0)), (advocate, (2, 0, 0, 0))):
        with standing(user):
            found = tuple(m.objects.count() for m in (NhriFinding, CapacityLevel, Exchange, ScaFollowUp))
        assert found == counts


def test_forms_are_nowhere_for_who_may_not_send_them(
    world: None, institution: Organisation, mechanism: Organisation, reader: User, advocate: User
) -> None:
    exchange = Exchange.objects.get()
    for_office = [
        reverse("institutions:add_decision", args=[institution.pk]),
        reverse("institutions:add_provision", args=[institution.pk]),
        reverse("institutions:add_exchange"),
        reverse("institutions:follow_up_exchange", args=[exchange.pk]),
        reverse("institutions:describe_mechanism", args=[mechanism.pk]),
        reverse("institutions:add_member", args=[mechanism.pk]),
        reverse("institutions:remove", args=[exchange.pk]),
    ]
    assert_nothing_here(signed_in(advocate), *for_office)
    assess = reverse("institutions:assess_capacity", args=[mechanism.pk])
    assert_nothing_here(signed_in(reader), *for_office, assess)
    for user in (advocate, reader):
        gone = signed_in(user).post(reverse("institutions:remove", args=[exchange.pk]), {"kind": "exchange"})
        assert gone.status_code == 404
    assert Exchange.objects.exists()


def test_who_read_what_was_written_in_confidence_is_on_record(
    world: None, institution: Organisation, mechanism: Organisation, officer: User
) -> None:
    client = signed_in(officer)
    for url in addresses(institution, mechanism):
        client.get(url)
    read = Entry.objects.filter(verb__startswith="READ_", actor=officer).values_list("verb", flat=True)
    assert set(read) >= {"READ_INSTITUTION", "READ_OBSERVATIONS", "READ_CAPACITIES", "READ_EXCHANGE"}


def test_pages_cost_the_same_however_much_is_on_record(
    world: None, institution: Organisation, second: Organisation, mechanism: Organisation, officer: User,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    client = signed_in(officer)
    costs = dict(zip(addresses(institution, mechanism), COSTS, strict=True))
    for url, cost in costs.items():
        client.get(url)
        with django_assert_num_queries(cost):
            client.get(url)
    decision = institution.accreditation.earliest("on_date")
    for asked in actions.record_recommendations(decision=decision, texts=["One", "Two", "Three"], by=officer):
        actions.record_follow_up(
            recommendation=asked, by=officer, layer=Layer.INTERNAL, state="in_part", on_date=date(2015, 1, 1), note="x"
        )
    for number in range(1, 5):
        actions.assess_observation(
            institution=institution, by=officer, layer=Layer.INTERNAL, on_date=date(2024, 6, number), text="Why",
            observation="go_2018_1_1", finding="met",
        )  # fmt: skip
        actions.assess_capacity(
            mechanism=mechanism, by=officer, layer=Layer.INTERNAL, capacity="coordination", level="partial",
            on_date=date(2024, 6, number), reasons="Why",
        )  # fmt: skip
        actions.record_exchange(
            institutions=[institution, second], state_code="KG", by=officer, layer=Layer.INTERNAL, kind="visit",
            subject="More", from_date=date(2025, 4, number), until_date=date(2025, 4, number),
            follow_up_date=date(2025, 9, number),
        )  # fmt: skip
    for url, cost in costs.items():
        with django_assert_num_queries(cost):
            client.get(url)


def talked(institutions: list[Organisation], officer: User, times: int) -> list[str]:
    """That many talks, each begun and to be looked at again a day later than the one before."""
    for number in range(times):
        actions.record_exchange(
            institutions=institutions, state_code="KG", by=officer, layer=Layer.INTERNAL, kind="visit",
            subject=f"Talk {number}", from_date=date(2025, 3, 1 + number), until_date=date(2025, 3, 1 + number),
            agreed="", follow_up_date=date(2025, 9, 1 + number),
        )  # fmt: skip
    return [f"Talk {number}" for number in range(times)]


def test_exchanges_of_an_institution_are_told_to_the_last(
    institution: Organisation, second: Organisation, officer: User
) -> None:
    talks = talked([institution, second], officer, 27)
    client, url = signed_in(officer), reverse("institutions:one", args=[institution.pk])
    first = client.get(url, {"day": "2026-01-31"}).context["exchanges"]
    last = client.get(url + first.next_url).context
    assert [row.subject for row in (*first.rows, *last["exchanges"].rows)] == talks[::-1]
    assert (str(last["day"]), last["exchanges"].next_url) == ("2026-01-31", "")
    assert_good_page(client, url + last["exchanges"].previous_url)


def test_exchanges_to_be_looked_at_again_are_counted_and_paged(
    institution: Organisation, second: Organisation, officer: User, reader: User
) -> None:
    talks = talked([institution, second], officer, 27)
    client = signed_in(officer)
    shown = client.get(EXCHANGES).context
    assert (len(shown["waiting"]), shown["waiting_count"]) == (20, 27)
    assert_good_page(client, f"{EXCHANGES}?waiting=1")
    first = client.get(EXCHANGES, {"waiting": "1"}).context["page"]
    rest = client.get(EXCHANGES + first.next_url).context["page"]
    assert [row.subject for row in (*first.rows, *rest.rows)] == talks
    assert signed_in(reader).get(EXCHANGES).context["waiting_count"] == 0

"""The rule, the filter of the application and the second wall give one answer: every layer, State, owner, looker."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from hirz.foundation.accounts.models import User
from hirz.foundation.keys.chain import keys_at_hand
from hirz.foundation.keys.sealed import Unreadable
from hirz.foundation.walls.standing import standing
from hirz.regional.organisations.models import Organisation
from hirz.regional.organisations.viewpoints import viewpoint_of
from hirz.rules.layers import Layer, may_see
from tests.regional.organisations.probe import Leaf, OwnBusiness, Probe, raise_probe

LOOKERS = (
    "officer", "officer elsewhere", "headquarters", "no role", "administrator", "ministry", "society",
    "ministry elsewhere", "entity", "ended", "closed",
)  # fmt: skip
STATES = ("KG", "UZ", "")


@pytest.fixture
def probes(lookers: Mapping[str, User]) -> list[Probe]:
    """One of every layer, State and owner."""
    raise_probe()
    owners = [None, *Organisation.objects.all()]
    return [
        Probe.objects.create(state_code=state, layer=layer, contributed_by=owner, said="between us")
        for layer, state, owner in product(Layer, STATES, owners)
    ]


def ruled(user: User, probe: Probe) -> bool:
    viewpoint = viewpoint_of(user)
    return viewpoint is not None and may_see(
        Layer(probe.layer),
        state_code=probe.state_code,
        contributed_by=probe.contributed_by_id,
        viewpoint=viewpoint,
    )


@pytest.mark.parametrize("who", LOOKERS)
def test_rule_filter_and_wall_are_one(who: str, probes: list[Probe], lookers: Mapping[str, User]) -> None:
    user = lookers[who]
    by_rule = {probe.pk for probe in probes if ruled(user, probe)}
    by_filter = set(Probe.objects.visible_to(user).values_list("pk", flat=True))
    with standing(user):
        by_wall = set(Probe.objects.values_list("pk", flat=True))
    assert by_filter == by_rule
    # A closed account never gets as far as the wall; were it there, its roles and memberships would not count as ended.
    assert by_wall == by_rule or not user.is_active


def test_nobody_in_particular_sees_not_even_what_is_public(probes: list[Probe]) -> None:
    with standing(None):
        assert not Probe.objects.exists()
        assert not Organisation.objects.exists()


@pytest.mark.parametrize("who", LOOKERS)
def test_what_hangs_on_a_row_is_seen_with_it(who: str, probes: list[Probe], lookers: Mapping[str, User]) -> None:
    Leaf.objects.bulk_create([Leaf(id=uuid4(), probe=probe) for probe in probes])
    with standing(lookers[who]):
        assert set(Leaf.objects.values_list("probe_id", flat=True)) == set(Probe.objects.values_list("pk", flat=True))


@pytest.mark.parametrize("who", LOOKERS)
def test_what_is_internal_is_seen_by_the_office_alone(
    who: str, probes: list[Probe], lookers: Mapping[str, User]
) -> None:
    for state in STATES:
        OwnBusiness.objects.create(state_code=state)
    user = lookers[who]
    by_filter = set(OwnBusiness.objects.visible_to(user).values_list("state_code", flat=True))
    with standing(user):
        by_wall = set(OwnBusiness.objects.values_list("state_code", flat=True))
    seen = {"officer": {"KG", ""}, "officer elsewhere": {"UZ", ""}, "headquarters": {*STATES}}
    assert by_filter == by_wall == seen.get(who, set())


@pytest.mark.parametrize("who", ["officer", "ministry", "society", "no role"])
def test_text_opens_for_whoever_sees_the_row(who: str, probes: list[Probe], lookers: Mapping[str, User]) -> None:
    """With the ids of all rows in hand, the keys of those hidden are not there either."""
    user = lookers[who]
    seen = set(Probe.objects.visible_to(user).values_list("pk", flat=True))
    rows = list(Probe.objects.all())
    with standing(user), keys_at_hand():
        readable = {row.pk for row in rows if not isinstance(row.said, Unreadable)}
    assert readable == seen


# Writing


def may_enter(user: User, **row: object) -> bool:
    try:
        with transaction.atomic(), standing(user):
            Probe.objects.create(**row)
    except DatabaseError:
        return False
    return True


def test_contributor_enters_only_in_the_name_of_their_organisation(
    probes: list[Probe], lookers: Mapping[str, User], society: Organisation, ministry: Organisation
) -> None:
    user = lookers["society"]
    own = {"contributed_by": society, "state_code": "KG"}
    entered = {layer for layer in Layer if may_enter(user, layer=layer, **own)}
    assert entered == {Layer.INTERNAL, Layer.PARTNERS, Layer.PUBLIC}
    assert not may_enter(user, layer=Layer.PUBLIC, contributed_by=ministry, state_code="KG")
    assert not may_enter(user, layer=Layer.PUBLIC, contributed_by=None, state_code="KG")
    assert not may_enter(user, layer=Layer.PARTNERS, contributed_by=society, state_code="UZ")


@pytest.mark.parametrize("who", ["no role", "headquarters", "administrator", "ended", "officer elsewhere"])
def test_who_may_not_write_enters_nothing(
    who: str, probes: list[Probe], lookers: Mapping[str, User], society: Organisation
) -> None:
    for owner, layer in product((None, society), Layer):
        assert not may_enter(lookers[who], layer=layer, contributed_by=owner, state_code="KG")


def test_contributor_changes_only_what_is_their_own(
    probes: list[Probe], lookers: Mapping[str, User], society: Organisation
) -> None:
    own = [probe for probe in probes if probe.contributed_by == society and probe.state_code == "KG"]
    within = [probe for probe in own if probe.layer != Layer.GOVERNMENT]
    with standing(lookers["society"]):
        assert Probe.objects.update(entered_at="2020-01-01T00:00Z") == len(within)
        assert Probe.objects.filter(pk=within[0].pk).delete()[0] == 1
    with standing(lookers["no role"]):
        assert Probe.objects.update(entered_at="2020-01-01T00:00Z") == 0


def test_row_hangs_only_where_its_parent_may_be_written(
    probes: list[Probe], lookers: Mapping[str, User], society: Organisation
) -> None:
    """To see the contribution of another is not to write in it."""
    mine = next(p for p in probes if p.contributed_by == society and (p.state_code, p.layer) == ("KG", Layer.PARTNERS))
    theirs = next(p for p in probes if p.contributed_by is None and (p.state_code, p.layer) == ("KG", Layer.PARTNERS))
    with standing(lookers["society"]):
        assert Probe.objects.filter(pk=theirs.pk).exists()
        Leaf.objects.create(id=uuid4(), probe=mine)
        with pytest.raises(DatabaseError), transaction.atomic():
            Leaf.objects.create(id=uuid4(), probe=theirs)

"""Organisations and their people: what is refused, what the history says, and what the database itself holds."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from hirz.foundation.accounts.access import AccessDenied
from hirz.foundation.accounts.models import RoleAssignment, User
from hirz.foundation.audit.models import Entry
from hirz.foundation.offices.models import Office
from hirz.foundation.walls.standing import standing
from hirz.regional.organisations import refusals
from hirz.regional.organisations.actions import (
    Described,
    Invited,
    add_organisation,
    change_organisation,
    end_access,
    hand_over,
    invite,
)
from hirz.regional.organisations.models import Contributor, Organisation
from hirz.regional.organisations.viewpoints import membership_of
from hirz.rules.layers import Layer
from tests.conftest import make_user
from tests.regional.contributors import make_contributor, make_organisation

pytestmark = pytest.mark.django_db
MAIN, ALTERNATE = Contributor.Part.MAIN_FOCAL_POINT, Contributor.Part.ALTERNATE


def asked(part: str = ALTERNATE, email: str = "lena@example.org") -> Invited:
    return Invited(email=email, name="Lena Lamp", language="en", part=part)


def invited(
    organisation: Organisation, by: User, part: str = ALTERNATE, email: str = "lena@example.org"
) -> Contributor:
    """As it happens in a page: before the second wall."""
    with standing(by):
        return invite(organisation=organisation, invited=asked(part, email), by=by)


def test_each_act_is_on_record(officer: User) -> None:
    with standing(officer):
        described = Described(names={"en": "Circle of Lamps"}, kind="civil_society")
        society = add_organisation(state_code="KG", described=described, by=officer)
    main, alternate = invited(society, officer, MAIN), invited(society, officer, email="ali@example.org")
    with standing(officer):
        hand_over(membership=main, to=alternate, leaves=False, by=officer)
        end_access(membership=society.contributors.get(part=ALTERNATE, until_date=None), by=officer)
    verbs = list(Entry.objects.filter(actor=officer).order_by("id").values_list("verb", flat=True))
    assert verbs == [
        "ORGANISATION_ADDED", "CONTRIBUTOR_INVITED", "CONTRIBUTOR_INVITED", "CONTRIBUTOR_HANDED_OVER",
        "CONTRIBUTOR_ENDED",
    ]  # fmt: skip


def test_hand_over_leaves_one_main_focal_point_and_forgets_nobody(officer: User, society: Organisation) -> None:
    old = make_contributor("old", society, part=MAIN).memberships.get()
    young = make_contributor("young", society, part=ALTERNATE).memberships.get()
    hand_over(membership=old, to=young, leaves=False, by=officer)
    open_ones = {row.user.display_name: row.part for row in society.contributors.filter(until_date=None)}
    assert open_ones == {"Young": MAIN, "Old": ALTERNATE}
    closed = {row.user.display_name: row.part for row in society.contributors.exclude(until_date=None)}
    assert closed == {"Old": MAIN, "Young": ALTERNATE}
    for user in (old.user, young.user):
        membership = membership_of(User.objects.get(pk=user.pk))
        assert membership is not None
        assert membership.part == open_ones[user.display_name]


def test_second_main_focal_point_is_refused(officer: User, society: Organisation) -> None:
    make_contributor("first", society, part=MAIN)
    with pytest.raises(refusals.HasMainFocalPoint):
        invited(society, officer, MAIN)


def test_part_is_not_handed_to_another_organisation_nor_to_oneself(
    officer: User, society: Organisation, ministry: Organisation
) -> None:
    mine = make_contributor("mine", society, part=MAIN).memberships.get()
    theirs = make_contributor("theirs", ministry).memberships.get()
    for to in (theirs, mine):
        with pytest.raises(refusals.NotOfOneOrganisation):
            hand_over(membership=mine, to=to, leaves=False, by=officer)


def test_address_of_the_staff_or_of_a_contributor_is_not_invited_again(officer: User, society: Organisation) -> None:
    contributor = make_contributor("advocate", society)
    for taken in (officer.email, contributor.email.upper()):
        with pytest.raises(refusals.HasAccount):
            invited(society, officer, email=taken)


def test_who_left_is_invited_by_another_organisation(
    officer: User, society: Organisation, ministry: Organisation
) -> None:
    first = invited(society, officer)
    first.user.set_password("a lamp beside the long river")
    first.user.save()
    end_access(membership=first, by=officer)
    second = invited(ministry, officer)
    user = User.objects.get(pk=first.user_id)
    assert (second.user_id, user.is_active, user.has_usable_password()) == (user.pk, True, False)
    membership = membership_of(user)
    assert membership is not None
    assert membership.organisation == ministry


def test_ended_access_cannot_be_ended_again(officer: User, society: Organisation) -> None:
    membership = make_contributor("advocate", society).memberships.get()
    end_access(membership=membership, by=officer)
    with pytest.raises(refusals.Ended):
        end_access(membership=membership, by=officer)


def test_part_that_was_handed_over_meanwhile_is_not_handed_over_again(officer: User, society: Organisation) -> None:
    main = make_contributor("main", society, part=MAIN).memberships.get()
    first, second = (make_contributor(who, society).memberships.get() for who in ("first", "second"))
    seen_before = Contributor.objects.get(pk=main.pk)
    hand_over(membership=main, to=first, leaves=False, by=officer)
    for act in (
        lambda: hand_over(membership=seen_before, to=second, leaves=False, by=officer),
        lambda: end_access(membership=seen_before, by=officer),
    ):
        with pytest.raises(refusals.Ended):
            act()
    assert User.objects.get(pk=main.user_id).is_active


def test_layer_usual_for_the_kind_is_taken_again_when_somebody_says_so(officer: User) -> None:
    described = Described(names={"en": "Circle of Lamps", "ky": "Чырактар"}, kind="civil_society", layer=Layer.PUBLIC)
    society = add_organisation(state_code="KG", described=described, by=officer)
    usual = Described(names={"en": "Circle of Lanterns"}, kind="civil_society")
    change_organisation(organisation=society, described=usual, by=officer)
    society.refresh_from_db()
    assert society.layer == Layer.INTERNAL
    assert society.names == {"en": "Circle of Lanterns", "ky": "Чырактар"}, "what was not asked about stays"


@pytest.mark.parametrize("role", ["head", "desk", "administrator"])
def test_only_who_edits_the_state_invites(role: str, office: Office, society: Organisation) -> None:
    with pytest.raises(AccessDenied):
        invite(organisation=society, invited=asked(), by=make_user("somebody", office, role))


def test_contributor_invites_nobody(society: Organisation) -> None:
    user = make_contributor("advocate", society, part=MAIN)
    with pytest.raises(AccessDenied):
        invite(organisation=society, invited=asked(), by=user)


# What the database holds, whatever asks


def test_contributor_holds_no_role(society: Organisation, office: Office, officer: User) -> None:
    user = make_contributor("advocate", society)
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleAssignment.objects.create(user=user, office=office, role="desk")
    with pytest.raises(IntegrityError), transaction.atomic():
        officer.assignments.update(user=user)


def test_account_never_changes_from_one_kind_to_the_other(society: Organisation, officer: User) -> None:
    user = make_contributor("advocate", society)
    for one, kind in ((user, False), (officer, True)):
        with pytest.raises(IntegrityError), transaction.atomic():
            User.objects.filter(pk=one.pk).update(is_contributor=kind)


def test_staff_speak_for_no_organisation(society: Organisation, officer: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Contributor.objects.create(user=officer, organisation=society, part=MAIN)


def test_nobody_speaks_for_two_organisations(society: Organisation, ministry: Organisation) -> None:
    user = make_contributor("advocate", society)
    with pytest.raises(IntegrityError), transaction.atomic():
        Contributor.objects.create(user=user, organisation=ministry, part=ALTERNATE)


def test_body_of_a_government_has_a_state(office: Office) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_organisation("Ministry of Nowhere", state_code="")


def test_membership_that_ended_counts_until_its_last_day(society: Organisation) -> None:
    user = make_contributor("advocate", society)
    today = user.office.today
    for until, speaks in ((today, True), (today - timedelta(days=1), False)):
        Contributor.objects.filter(user=user).update(until_date=until)
        assert bool(membership_of(User.objects.get(pk=user.pk))) is speaks


def test_names_and_contacts_lie_sealed(officer: User, society: Organisation) -> None:
    from tests.foundation.walls.conftest import fetched

    membership = invited(society, officer)
    membership.contact = "behind the bakery"
    membership.save()
    rows = str(fetched("select * from organisations_organisation")) + str(
        fetched("select * from organisations_contributor")
    )
    assert "Lanterns" not in rows
    assert "bakery" not in rows


def test_layer_of_an_organisation_is_its_own(office: Office) -> None:
    assert make_organisation("Quiet ministry", layer=Layer.INTERNAL).layer == Layer.INTERNAL

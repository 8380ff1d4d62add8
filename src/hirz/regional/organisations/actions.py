"""Putting organisations on record, and the doings with those who contribute in their name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from hirz.foundation.accounts.access import offices_with
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action, record
from hirz.regional.organisations import refusals
from hirz.regional.organisations.models import Contributor, Organisation, first_layer_of_kind, side_of_kind
from hirz.regional.organisations.permissions import EDIT, require_edit
from hirz.regional.organisations.verbs import OrganisationVerb
from hirz.rules.layers import INTERNATIONAL, Layer, Side

MAIN = Contributor.Part.MAIN_FOCAL_POINT


@dataclass(frozen=True, kw_only=True)
class Described:
    """What is said of an organisation. ``names`` by code of the language; without a layer it has that of its kind.

    A name in a language of which nothing is said stays; one that is empty goes.
    """

    names: Mapping[str, str]
    kind: str
    acronym: str = ""
    parent: Organisation | None = None
    layer: Layer | None = None


@dataclass(frozen=True, kw_only=True)
class Invited:
    """Somebody outside who is to contribute, in which part, and how the office reaches them besides e-mail."""

    email: str
    name: str
    language: str
    part: str
    contact: str = ""


@action
def add_organisation(*, state_code: str, described: Described, by: User) -> Organisation:
    require_edit(by, state_code)
    if state_code == INTERNATIONAL and side_of_kind(described.kind) is Side.GOVERNMENT:
        raise refusals.GovernmentWithoutState
    organisation = Organisation(state_code=state_code, entered_by=by)
    _describe(organisation, described, by)
    record(OrganisationVerb.ORGANISATION_ADDED, by=by, subject=organisation, office_id=by.office_id)
    return organisation


@action
def change_organisation(*, organisation: Organisation, described: Described, by: User) -> None:
    require_edit(by, organisation.state_code)
    if side_of_kind(described.kind) is not Side(organisation.side):
        raise refusals.SideStays
    before = organisation.layer
    _describe(organisation, described, by)
    record(
        OrganisationVerb.ORGANISATION_CHANGED, by=by, subject=organisation, office_id=by.office_id,
        layer_before=before, layer=organisation.layer,
    )  # fmt: skip


@action
def invite(*, organisation: Organisation, invited: Invited, by: User) -> Contributor:
    """Make an account without a password, or open again that of somebody who contributed before."""
    require_edit(by, organisation.state_code)
    Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    if invited.part == MAIN and organisation.contributors.filter(part=MAIN, until_date__isnull=True).exists():
        raise refusals.HasMainFocalPoint
    user = _account(invited, by)
    membership = _begin(user, organisation, invited.part, invited.contact, by)
    record(OrganisationVerb.CONTRIBUTOR_INVITED, by=by, subject=membership, office_id=user.office_id, part=invited.part)
    return membership


@action
def hand_over(*, membership: Contributor, to: Contributor, leaves: bool, by: User) -> Contributor:
    """Give somebody's part to a colleague of theirs. Whoever had it takes over the colleague's part, or leaves."""
    membership, to = _held(membership, to, by=by)
    if membership.organisation_id != to.organisation_id or membership.pk == to.pk:
        raise refusals.NotOfOneOrganisation
    _close(membership)
    _close(to)
    successor = _begin(to.user, to.organisation, membership.part, to.contact, by)
    if leaves:
        _shut(membership.user)
    else:
        _begin(membership.user, membership.organisation, to.part, membership.contact, by)
    record(
        OrganisationVerb.CONTRIBUTOR_HANDED_OVER, by=by, subject=successor, office_id=by.office_id, part=membership.part
    )
    return successor


@action
def end_access(*, membership: Contributor, by: User) -> None:
    """From the next request on, the person opens nothing. That they spoke for the organisation stays known."""
    (membership,) = _held(membership, by=by)
    _close(membership)
    _shut(membership.user)
    record(OrganisationVerb.CONTRIBUTOR_ENDED, by=by, subject=membership, office_id=by.office_id)


@action
def new_link(*, membership: Contributor, by: User) -> None:
    """Before a link for a first password is shown once more: it is there only for who never set one."""
    (membership,) = _held(membership, by=by)
    if membership.user.has_usable_password():
        raise refusals.HasPassword
    record(OrganisationVerb.CONTRIBUTOR_LINK_MADE, by=by, subject=membership, office_id=by.office_id)


def _describe(organisation: Organisation, described: Described, by: User) -> None:
    said = {**organisation.names, **described.names}
    names = {language: name.strip() for language, name in said.items() if name.strip()}
    if not names:
        raise refusals.OrganisationUnnamed
    others = Organisation.objects.visible_to(by).filter(state_code=organisation.state_code).exclude(pk=organisation.pk)
    taken = {name.casefold() for other in others for name in other.names.values()}
    if any(name.casefold() in taken for name in names.values()):
        raise refusals.AlreadyListed
    organisation.names, organisation.acronym = names, described.acronym.strip()
    organisation.kind, organisation.parent = described.kind, described.parent
    organisation.layer = (described.layer or first_layer_of_kind(described.kind)).value
    organisation.save()


def _account(invited: Invited, by: User) -> User:
    known = User.objects.with_address(invited.email)
    if known is None:
        return User.objects.create_user(
            email=invited.email, display_name=invited.name, language=invited.language, office_id=_office_of(by),
            is_contributor=True,
        )  # fmt: skip
    if not known.is_contributor or known.is_active:
        raise refusals.HasAccount
    known.set_unusable_password()
    known.display_name, known.language, known.is_active = invited.name, invited.language, True
    known.save(update_fields=["password", "display_name", "language", "is_active"])
    return known


def _office_of(by: User) -> UUID:
    """The office of whoever invites, if they may invite for it, and else one for which they may."""
    offices = offices_with(by, EDIT)
    return by.office_id if by.office_id in offices else min(offices)


def _begin(user: User, organisation: Organisation, part: str, contact: str, by: User) -> Contributor:
    return Contributor.objects.create(
        user=user, organisation=organisation, part=part, from_date=user.office.today, contact=contact.strip(),
        entered_by=by,
    )  # fmt: skip


def _close(membership: Contributor) -> None:
    """Until yesterday, where the person is; who began today spoke for a day."""
    membership.until_date = max(membership.user.office.today - timedelta(days=1), membership.from_date)
    membership.save(update_fields=["until_date"])


def _shut(user: User) -> None:
    user.is_active, user.signed_out_at = False, timezone.now()
    user.save(update_fields=["is_active", "signed_out_at"])


def _held(*memberships: Contributor, by: User) -> list[Contributor]:
    """As they are now, in the same order; nobody else ends them or hands them over until this is through."""
    for membership in memberships:
        require_edit(by, membership.organisation.state_code)
    rows = Contributor.objects.select_for_update(of=("self",)).select_related("user", "organisation")
    held = {row.pk: row for row in rows.filter(pk__in=[one.pk for one in memberships]).order_by("pk")}
    if any(row.until_date is not None for row in held.values()):
        raise refusals.Ended
    return [held[membership.pk] for membership in memberships]

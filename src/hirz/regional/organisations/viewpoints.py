"""From where a person looks at what is shared in layers: worked out once a person and request."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.db.models import Q

from hirz.foundation.accounts.access import AccessDenied
from hirz.foundation.accounts.models import User
from hirz.regional.organisations.permissions import VIEW, states_with
from hirz.rules.layers import INTERNATIONAL, Layer, Side, Viewpoint

if TYPE_CHECKING:
    from hirz.regional.organisations.models import Contributor

NOTHING: Final = Q(pk__in=())
EVERYTHING: Final = ~NOTHING
"""Not the empty condition: joined by "or" with another, that one would be left out, and not the other."""


def in_force(day: date) -> Q:
    """Of memberships: begun by this day, and not ended before it."""
    return Q(from_date__lte=day) & (Q(until_date__isnull=True) | Q(until_date__gte=day))


def membership_of(user: User) -> Contributor | None:
    """For whom a contributor speaks today. None for staff, and for somebody who speaks for nobody any more."""
    if "_membership" not in user.__dict__:
        user.__dict__["_membership"] = _current(user) if user.is_contributor and user.is_active else None
    found: Contributor | None = user.__dict__["_membership"]
    return found


def require_membership(user: User) -> Contributor:
    """Raises ``AccessDenied`` for everybody but contributors."""
    found = membership_of(user)
    if found is None:
        raise AccessDenied
    return found


def organisation_id_of(user: User) -> UUID | None:
    """In whose name the person contributes; None for the office itself."""
    membership = membership_of(user)
    return membership.organisation_id if membership else None


def viewpoint_of(user: User) -> Viewpoint | None:
    """None for whoever is shown nothing at all: a closed account, a contributor who speaks for nobody any more."""
    if user.is_contributor:
        return _of_contributor(membership_of(user))
    states, everywhere = states_with(user, VIEW)
    return Viewpoint(side=Side.OFFICE, states=states, everywhere=everywhere) if user.is_active else None


def seen_from(viewpoint: Viewpoint | None, own: str = "contributed_by") -> Q:
    """``hirz.rules.layers.may_see`` as a condition on rows; ``own`` names the column of their organisation."""
    if viewpoint is None:
        return NOTHING
    public = Q(layer=Layer.PUBLIC)
    if viewpoint.side is Side.OFFICE:
        return covered_from(viewpoint) | public
    shared = Q(layer=viewpoint.side.layer, state_code__in=viewpoint.states)
    return public | shared | Q(**{own: viewpoint.organisation})


def covered_from(viewpoint: Viewpoint | None, state: str = "state_code") -> Q:
    """Rows of the States that the person follows for the office: none for anybody outside of it."""
    if viewpoint is None or viewpoint.side is not Side.OFFICE:
        return NOTHING
    if viewpoint.everywhere:
        return EVERYTHING
    international = {INTERNATIONAL} if viewpoint.states else set()
    return Q(**{f"{state}__in": viewpoint.states | international})


def in_their_part(user: User, state: str = "state_code") -> Q:
    """What is public of the State of a contributor's organisation; of an organisation of no State, what is of any."""
    membership = membership_of(user)
    if membership is None:
        return NOTHING
    code = membership.organisation.state_code
    return EVERYTHING if code == INTERNATIONAL else Q(**{state: code})


def _current(user: User) -> Contributor | None:
    mine = user.memberships.filter(in_force(user.office.today)).select_related("organisation")
    return mine.order_by("-from_date", "-entered_at").first()


def _of_contributor(membership: Contributor | None) -> Viewpoint | None:
    if membership is None:
        return None
    organisation = membership.organisation
    return Viewpoint(
        side=Side(organisation.side), states=frozenset({organisation.state_code}), organisation=organisation.pk
    )

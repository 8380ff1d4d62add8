"""In whose name somebody contributes, and which contributions are theirs to change."""

from __future__ import annotations

from typing import Protocol
from uuid import UUID

from hirz.foundation.accounts.access import AccessDenied
from hirz.foundation.accounts.models import User
from hirz.regional.organisations.models import Contributor, Organisation
from hirz.regional.organisations.permissions import may_edit, may_validate
from hirz.regional.organisations.viewpoints import membership_of, organisation_id_of, viewpoint_of
from hirz.rules.follow_up import Standing
from hirz.rules.layers import Layer, Side, require_layer


class OfSomebody(Protocol):
    state_code: str
    contributed_by_id: UUID | None


class Written(OfSomebody, Protocol):
    entered_by_id: UUID | None


def name_for(user: User, state_code: str) -> Organisation | None:
    """The organisation in whose name the person contributes about this State; None for the office.

    Raises ``AccessDenied`` for everybody who contributes nothing there.
    """
    if not may_contribute(user, state_code):
        raise AccessDenied
    membership = membership_of(user)
    return membership.organisation if membership else None


def may_contribute(user: User, state_code: str) -> bool:
    """Whether :func:`name_for` finds a name."""
    if user.is_contributor:
        membership = membership_of(user)
        return membership is not None and membership.organisation.state_code == state_code
    return may_edit(user, state_code)


def owns(user: User, row: OfSomebody) -> bool:
    """Whether the contribution is of the organisation the person speaks for, or of the office that they work in."""
    if user.is_contributor:
        return row.contributed_by_id is not None and row.contributed_by_id == organisation_id_of(user)
    return row.contributed_by_id is None and may_edit(user, row.state_code)


def require_own(user: User, row: OfSomebody) -> None:
    """Raises ``AccessDenied``."""
    if not owns(user, row):
        raise AccessDenied


def side_of(user: User) -> Side:
    viewpoint = viewpoint_of(user)
    return viewpoint.side if viewpoint else Side.OFFICE


def require_layer_for(user: User, layer: str) -> None:
    """Raises ``LayerNotOffered``."""
    require_layer(Layer(layer), contributor=side_of(user))


def standing_of(user: User, update: Written) -> Standing:
    """What the person is to an update."""
    own = owns(user, update)
    membership = membership_of(user)
    is_authority = membership is not None and membership.part == Contributor.Part.VALIDATING_AUTHORITY
    return Standing(
        writes=own,
        wrote=own and update.entered_by_id == user.pk,
        authority=own and is_authority,
        validator=may_validate(user, update.state_code),
    )

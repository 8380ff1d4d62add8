"""In whose name something is contributed: the office's, or that of the organisation for which somebody speaks."""

from __future__ import annotations

from typing import TypeVar

from hirz.foundation.accounts.access import AccessDenied
from hirz.foundation.accounts.models import User
from hirz.regional.organisations.layered import Layered
from hirz.regional.organisations.permissions import may_edit, require_edit
from hirz.regional.organisations.viewpoints import membership_of, organisation_id_of
from hirz.rules.layers import Layer, Side, layers_offered, require_layer

RowT = TypeVar("RowT", bound=Layered)


def may_contribute(user: User, state_code: str) -> bool:
    """Whether the person may add a view of their own on something of this State: the office, or who speaks there."""
    membership = membership_of(user)
    return membership.organisation.state_code == state_code if membership else may_edit(user, state_code)


def may_remove(row: Layered, user: User) -> bool:
    """The office what it may edit, an organisation what it contributed itself."""
    is_own = row.contributed_by_id is not None and row.contributed_by_id == organisation_id_of(user)
    return is_own or may_edit(user, row.state_code)


def side_of(user: User) -> Side:
    membership = membership_of(user)
    return Side(membership.organisation.side) if membership else Side.OFFICE


def offered(user: User) -> list[Layer]:
    """The layers in which what this person contributes may stand, the narrowest first."""
    allowed = layers_offered(side_of(user))
    return [layer for layer in Layer if layer in allowed]


def contributed(row: RowT, *, state_code: str, layer: str, by: User) -> RowT:
    """Write on a row whose contribution it is and who sees it. Raises ``AccessDenied`` or ``LayerNotOffered``."""
    membership = membership_of(by)
    if membership is None:
        require_edit(by, state_code)
    elif not may_contribute(by, state_code):
        raise AccessDenied
    require_layer(Layer(layer), contributor=side_of(by))
    row.state_code, row.layer = state_code, layer
    row.contributed_by = membership.organisation if membership else None
    return row

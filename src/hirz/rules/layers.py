"""Who sees a contribution: the office, the Government of the State, its partners, or everybody.

Source: design, regional half ("Visibility: internal, shared with Government, partners, public; per contribution").
What is shared with partners is never shared with the Government by that, nor the reverse: an organisation that tells
the office what it saw may be in danger from a ministry that reads it.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from hirz.rules.errors import RefusedByRule

INTERNATIONAL: Final = ""
"""In place of the code of a State: of no State in particular."""


class LayerNotOffered(RefusedByRule):
    """Somebody would share a contribution with the other side of whoever contributed it."""

    code = "layer_not_offered"


class Layer(StrEnum):
    """With whom something is shared. No layer contains another but PUBLIC, which contains all."""

    INTERNAL = "INTERNAL"
    GOVERNMENT = "GOVERNMENT"
    PARTNERS = "PARTNERS"
    PUBLIC = "PUBLIC"


class Side(StrEnum):
    """On which side somebody stands who looks at a contribution, or made it."""

    OFFICE = "OFFICE"
    GOVERNMENT = "GOVERNMENT"
    PARTNERS = "PARTNERS"

    @property
    def layer(self) -> Layer:
        """The layer of what is shared with this side, and with nobody else outside the office."""
        return Layer.INTERNAL if self is Side.OFFICE else Layer(self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewpoint:
    """From where somebody looks.

    ``states`` are the codes of those States whose contributions they follow: for the office those it covers, for a
    contributor the one State of their organisation, ``INTERNATIONAL`` for an organisation of none. ``everywhere``: the
    office covers all. ``organisation`` is that of a contributor. Raises ``ValueError`` where these do not fit together.
    """

    side: Side
    states: frozenset[str] = frozenset()
    everywhere: bool = False
    organisation: UUID | None = None

    def __post_init__(self) -> None:
        contributes = self.side is not Side.OFFICE
        if contributes != (self.organisation is not None) or (
            contributes and (self.everywhere or len(self.states) != 1)
        ):
            raise ValueError("a contributor looks from one organisation of one State, the office from none")

    def covers(self, state_code: str) -> bool:
        """Whether contributions of this State are theirs to follow.

        What is of no State, everybody follows who follows one for the office.
        """
        anywhere = self.side is Side.OFFICE and state_code == INTERNATIONAL and bool(self.states)
        return self.everywhere or anywhere or state_code in self.states


def may_see(layer: Layer, *, state_code: str, contributed_by: UUID | None, viewpoint: Viewpoint) -> bool:
    """Whether a contribution in this layer, of this State, is there for whoever looks from this viewpoint.

    ``contributed_by`` is the organisation that made it, None for the office. Whoever contributed sees their own
    whatever its layer; the office sees every layer of the States it covers; a side sees what is shared with it in its
    State.
    """
    if layer is Layer.PUBLIC:
        return True
    if viewpoint.side is Side.OFFICE:
        return viewpoint.covers(state_code)
    own = contributed_by is not None and contributed_by == viewpoint.organisation
    return own or (layer is viewpoint.side.layer and viewpoint.covers(state_code))


def layers_offered(contributor: Side) -> Set[Layer]:
    """The layers in which a contribution of this side may stand, whoever sets them.

    What one side contributed is never handed to the other by name: it is between them and the office, shared with their
    side, or public. What the office contributes itself may stand in any layer.
    """
    if contributor is Side.OFFICE:
        return frozenset(Layer)
    return frozenset({Layer.INTERNAL, contributor.layer, Layer.PUBLIC})


def require_layer(layer: Layer, *, contributor: Side) -> None:
    """Raises ``LayerNotOffered`` where a contribution of this side may not stand in this layer."""
    if layer not in layers_offered(contributor):
        raise LayerNotOffered

"""Who sees a contribution: for every layer, side and owner."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirz.rules.layers import (
    INTERNATIONAL,
    Layer,
    LayerNotOffered,
    Side,
    Viewpoint,
    layers_offered,
    may_see,
    require_layer,
)

STATES = ("XA", "XB", INTERNATIONAL)
OWN, OTHER = uuid4(), uuid4()

layers = st.sampled_from(Layer)
states = st.sampled_from(STATES)
contributors = st.sampled_from([OWN, OTHER, None])
outside = st.builds(
    lambda side, state: Viewpoint(side=side, states=frozenset({state}), organisation=OWN),
    st.sampled_from([Side.GOVERNMENT, Side.PARTNERS]),
    states,
)
office = st.builds(
    lambda covered, everywhere: Viewpoint(side=Side.OFFICE, states=covered, everywhere=everywhere),
    st.frozensets(st.sampled_from(["XA", "XB"])),
    st.booleans(),
)


def ministry(state: str = "XA") -> Viewpoint:
    return Viewpoint(side=Side.GOVERNMENT, states=frozenset({state}), organisation=OWN)


def society(state: str = "XA") -> Viewpoint:
    return Viewpoint(side=Side.PARTNERS, states=frozenset({state}), organisation=OWN)


def desk(*covered: str, everywhere: bool = False) -> Viewpoint:
    return Viewpoint(side=Side.OFFICE, states=frozenset(covered), everywhere=everywhere)


@pytest.mark.parametrize(
    ("viewpoint", "seen"),
    [
        (ministry(), {Layer.GOVERNMENT, Layer.PUBLIC}),
        (society(), {Layer.PARTNERS, Layer.PUBLIC}),
        (ministry("XB"), {Layer.PUBLIC}),
        (society("XB"), {Layer.PUBLIC}),
        (society(INTERNATIONAL), {Layer.PUBLIC}),
        (desk("XA"), set(Layer)),
        (desk("XB"), {Layer.PUBLIC}),
        (desk(everywhere=True), set(Layer)),
        (desk(), {Layer.PUBLIC}),
    ],
)
def test_layers_of_a_contribution_of_somebody_else(viewpoint: Viewpoint, seen: set[Layer]) -> None:
    for contributed_by in (None, OTHER):
        found = {
            layer
            for layer in Layer
            if may_see(layer, state_code="XA", contributed_by=contributed_by, viewpoint=viewpoint)
        }
        assert found == seen


@given(layer=layers, state=states, viewpoint=outside)
def test_own_contribution_is_seen_in_every_layer(layer: Layer, state: str, viewpoint: Viewpoint) -> None:
    assert may_see(layer, state_code=state, contributed_by=OWN, viewpoint=viewpoint)


@given(state=states, contributed_by=contributors, viewpoint=st.one_of(outside, office))
def test_what_is_public_is_seen_by_everybody(state: str, contributed_by: UUID | None, viewpoint: Viewpoint) -> None:
    assert may_see(Layer.PUBLIC, state_code=state, contributed_by=contributed_by, viewpoint=viewpoint)


@given(state=states, contributed_by=st.sampled_from([OTHER, None]), viewpoint=outside)
def test_no_layer_but_public_reaches_both_sides(state: str, contributed_by: UUID | None, viewpoint: Viewpoint) -> None:
    seen = {
        layer for layer in Layer if may_see(layer, state_code=state, contributed_by=contributed_by, viewpoint=viewpoint)
    }
    assert seen <= {viewpoint.side.layer, Layer.PUBLIC}


def test_what_is_of_no_state_is_for_every_office_that_follows_one() -> None:
    for viewpoint, seen in ((desk("XB"), True), (desk(everywhere=True), True), (desk(), False), (ministry(), False)):
        found = may_see(Layer.INTERNAL, state_code=INTERNATIONAL, contributed_by=None, viewpoint=viewpoint)
        assert found is seen


@pytest.mark.parametrize(
    ("side", "refused"),
    [(Side.GOVERNMENT, {Layer.PARTNERS}), (Side.PARTNERS, {Layer.GOVERNMENT}), (Side.OFFICE, set())],
)
def test_contribution_of_a_side_is_never_shared_with_the_other_by_name(side: Side, refused: set[Layer]) -> None:
    assert set(Layer) - layers_offered(side) == refused
    for layer in refused:
        with pytest.raises(LayerNotOffered):
            require_layer(layer, contributor=side)


@pytest.mark.parametrize(
    "wrong",
    [
        {"side": Side.GOVERNMENT, "states": frozenset({"XA"})},
        {"side": Side.PARTNERS, "organisation": OWN},
        {"side": Side.PARTNERS, "organisation": OWN, "states": frozenset({"XA", "XB"})},
        {"side": Side.PARTNERS, "organisation": OWN, "states": frozenset({"XA"}), "everywhere": True},
        {"side": Side.OFFICE, "organisation": OWN},
    ],
)
def test_viewpoint_that_contradicts_itself_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="contributor"):
        Viewpoint(**wrong)  # type: ignore[arg-type]

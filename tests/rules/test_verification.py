from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirz.rules.verification import (
    REASONABLE_GROUNDS_TO_BELIEVE,
    ActAssessment,
    Assessments,
    Axis,
    AxisMissing,
    BasisMissing,
    Conclusion,
    Finding,
    InformationAssessment,
    InformationCredibility,
    LevelNotSupported,
    LevelOutOfOrder,
    LinkAssessment,
    LinkBasis,
    LinkStrength,
    SamePerson,
    SourceReliability,
    StandardMissing,
    VerificationLevel,
    admissible_levels,
    conclude,
    may_become,
)

L = VerificationLevel
ACT = ActAssessment(finding=Finding.ESTABLISHED, basis="two witnesses, court record", by="ana")
LINK = LinkAssessment(
    strength=LinkStrength.MODERATE,
    bases=frozenset({LinkBasis.TEMPORAL_PROXIMITY, LinkBasis.VICTIM_BELIEF_ONLY}),
    by="ana",
)
INFORMATION = InformationAssessment(
    reliability=SourceReliability.UNSURE, credibility=InformationCredibility.LIKELY, by="ana"
)
FULL = Assessments(act=ACT, link=LINK, information=INFORMATION)


def conclusion(assessments: Assessments = FULL, **changes: Any) -> Conclusion:
    arguments: dict[str, Any] = {
        "level": L.REASONABLE_GROUNDS,
        "standard": REASONABLE_GROUNDS_TO_BELIEVE,
        "basis": "consistent accounts and a charge sheet",
        "proposer": "ana",
        "by": "bek",
    }
    return conclude(assessments, **(arguments | changes))


def test_two_people_with_standard_and_basis_conclude() -> None:
    assert conclusion() == Conclusion(
        level=L.REASONABLE_GROUNDS,
        standard=REASONABLE_GROUNDS_TO_BELIEVE,
        basis="consistent accounts and a charge sheet",
        proposer="ana",
        by="bek",
    )


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"by": "ana"}, SamePerson),
        ({"standard": " "}, StandardMissing),
        ({"basis": "\n"}, BasisMissing),
        ({"level": L.UNDER_VERIFICATION, "current": L.REFUTED}, LevelOutOfOrder),
        ({"level": L.REASONABLE_GROUNDS, "current": L.RECEIVED}, LevelOutOfOrder),
        ({"level": L.REFUTED}, LevelNotSupported),
    ],
)
def test_conclusion_is_refused(change: dict[str, Any], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        conclusion(**change)


@pytest.mark.parametrize("axis", Axis)
def test_each_axis_must_be_assessed(axis: Axis) -> None:
    with pytest.raises(AxisMissing) as refusal:
        conclusion(replace(FULL, **{axis.lower(): None}))
    assert refusal.value.axes == (axis,)
    assert str(refusal.value) == axis


def test_all_open_axes_are_named_together() -> None:
    assert Assessments().missing == (Axis.ACT, Axis.LINK, Axis.INFORMATION)


def test_what_was_told_to_the_united_nations_is_not_put_to_proof() -> None:
    assert set(Axis) == {"ACT", "LINK", "INFORMATION"}


@pytest.mark.parametrize(
    ("changes", "levels"),
    [
        ({}, {L.REASONABLE_GROUNDS, L.PARTIALLY_CORROBORATED}),
        ({"finding": Finding.PARTLY_ESTABLISHED}, {L.PARTIALLY_CORROBORATED, L.NOT_ESTABLISHED}),
        ({"finding": Finding.NOT_ESTABLISHED}, {L.NOT_ESTABLISHED}),
        ({"finding": Finding.DISPROVED}, {L.REFUTED, L.NOT_ESTABLISHED}),
        ({"strength": LinkStrength.STRONG}, {L.REASONABLE_GROUNDS, L.PARTIALLY_CORROBORATED}),
        ({"strength": LinkStrength.WEAK}, {L.PARTIALLY_CORROBORATED, L.NOT_ESTABLISHED}),
        ({"strength": LinkStrength.NOT_ESTABLISHED}, {L.NOT_ESTABLISHED}),
        ({"bases": frozenset({LinkBasis.VICTIM_BELIEF_ONLY})}, {L.PARTIALLY_CORROBORATED, L.NOT_ESTABLISHED}),
        ({"credibility": InformationCredibility.CONFIRMED}, {L.REASONABLE_GROUNDS, L.PARTIALLY_CORROBORATED}),
        ({"credibility": InformationCredibility.POSSIBLE}, {L.PARTIALLY_CORROBORATED, L.NOT_ESTABLISHED}),
        ({"credibility": InformationCredibility.UNKNOWN}, {L.PARTIALLY_CORROBORATED, L.NOT_ESTABLISHED}),
        ({"credibility": InformationCredibility.UNLIKELY}, {L.NOT_ESTABLISHED}),
        ({"reliability": SourceReliability.HIGHLY_RELIABLE}, {L.REASONABLE_GROUNDS, L.PARTIALLY_CORROBORATED}),
        ({"reliability": SourceReliability.UNKNOWN}, {L.REASONABLE_GROUNDS, L.PARTIALLY_CORROBORATED}),
        ({"reliability": SourceReliability.LIKELY_UNRELIABLE}, {L.PARTIALLY_CORROBORATED, L.NOT_ESTABLISHED}),
        ({"reliability": SourceReliability.HIGHLY_UNRELIABLE}, {L.PARTIALLY_CORROBORATED, L.NOT_ESTABLISHED}),
    ],
)
def test_axes_carry_these_levels_and_no_others(changes: dict[str, Any], levels: set[VerificationLevel]) -> None:
    parts = {name: getattr(FULL, name) for name in ("act", "link", "information")}
    changed = {
        name: replace(part, **{key: value for key, value in changes.items() if hasattr(part, key)})
        for name, part in parts.items()
    }
    assert admissible_levels(Assessments(**changed)) == levels


def test_act_and_link_say_what_they_rest_on() -> None:
    with pytest.raises(BasisMissing):
        replace(ACT, basis=" ")
    with pytest.raises(BasisMissing):
        replace(LINK, bases=frozenset())
    assert not replace(LINK, strength=LinkStrength.NOT_ESTABLISHED, bases=frozenset()).is_believed


ORDER = {
    L.RECEIVED: {L.UNDER_VERIFICATION},
    L.UNDER_VERIFICATION: {L.PARTIALLY_CORROBORATED, L.REASONABLE_GROUNDS, L.NOT_ESTABLISHED, L.REFUTED},
    L.PARTIALLY_CORROBORATED: {L.UNDER_VERIFICATION, L.REASONABLE_GROUNDS, L.NOT_ESTABLISHED, L.REFUTED},
    L.REASONABLE_GROUNDS: {L.UNDER_VERIFICATION},
    L.NOT_ESTABLISHED: {L.UNDER_VERIFICATION},
    L.REFUTED: {L.UNDER_VERIFICATION},
}


@pytest.mark.parametrize("level", L)
def test_levels_follow_one_another_in_order(level: VerificationLevel) -> None:
    assert {then for then in L if may_become(level, then)} == ORDER[level]


def test_partial_conclusion_is_completed_without_starting_over() -> None:
    assert conclusion(current=L.PARTIALLY_CORROBORATED).level is L.REASONABLE_GROUNDS


assessments = st.builds(
    Assessments,
    act=st.builds(ActAssessment, finding=st.sampled_from(Finding), basis=st.just("file"), by=st.just("ana")),
    link=st.builds(
        LinkAssessment,
        strength=st.sampled_from(LinkStrength),
        bases=st.frozensets(st.sampled_from(LinkBasis), min_size=1),
        by=st.just("ana"),
    ),
    information=st.builds(
        InformationAssessment,
        reliability=st.sampled_from(SourceReliability),
        credibility=st.sampled_from(InformationCredibility),
        by=st.just("bek"),
    ),
)


@given(assessments)
def test_something_can_always_be_concluded_and_never_both_ways(assessed: Assessments) -> None:
    levels = admissible_levels(assessed)
    assert levels
    assert all(level.is_conclusion for level in levels)
    assert not {L.REASONABLE_GROUNDS, L.REFUTED} <= levels
    assert not {L.REASONABLE_GROUNDS, L.NOT_ESTABLISHED} <= levels


@given(assessments, st.sampled_from(L), st.sampled_from("abc"), st.sampled_from("abc"))
def test_no_conclusion_stands_on_one_person(
    assessed: Assessments, level: VerificationLevel, proposer: str, by: str
) -> None:
    if proposer == by:
        with pytest.raises(SamePerson):
            conclusion(assessed, level=level, proposer=proposer, by=by)
    elif level.is_conclusion and level in admissible_levels(assessed):
        assert conclusion(assessed, level=level, proposer=proposer, by=by).by == by
    else:
        with pytest.raises((LevelOutOfOrder, LevelNotSupported)):
            conclusion(assessed, level=level, proposer=proposer, by=by)

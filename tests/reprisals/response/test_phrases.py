"""Every code that can be recorded reads as a phrase inside a sentence."""

from __future__ import annotations

import pytest

from hirz.foundation.vocabularies.registry import vocabulary
from hirz.reprisals.reporting.drafting import COMMUNICATIONS, DEVELOPMENTS, REPLIES, STATUSES
from hirz.reprisals.response.phrases import ACTS, BODIES, LINK_BASES, MEANS, PERPETRATORS, SELF_RESTRAINT

# Codes of which a sentence says nothing, each for its reason.
UNTOLD = {
    "engagement_type": {"unclear"},
    "perpetrator": {"unknown"},
    "reply_kind": {"none"},
    "development_kind": {"other"},
}


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("act_type", {*ACTS, *SELF_RESTRAINT}),
        ("engagement_body", set(BODIES)),
        ("engagement_type", set(MEANS)),
        ("perpetrator", set(PERPETRATORS)),
        ("link_basis", set(LINK_BASES)),
        ("development_kind", set(DEVELOPMENTS)),
        ("reply_kind", set(REPLIES)),
        ("communication_type", set(COMMUNICATIONS)),
    ],
)
def test_vocabulary_is_told_whole(name: str, told: set[str]) -> None:
    assert told | UNTOLD.get(name, set()) == set(vocabulary(name).codes)


def test_statuses_told_are_codes_of_the_vocabulary() -> None:
    assert set(STATUSES) < set(vocabulary("victim_status").codes)

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirz.engines.clearance import Cleared
from hirz.rules.consent import Purpose
from hirz.rules.layers import Layer
from hirz.rules.releasing import Basis, NotShared, may_rest_on, release

NOW = datetime(2026, 5, 1, tzinfo=UTC)
MINISTRY, SOCIETY = uuid4(), uuid4()
ISSUERS = st.sampled_from([None, MINISTRY, SOCIETY])
BASES = st.builds(Basis, st.uuids(), st.sampled_from(Layer), ISSUERS)


@dataclass(frozen=True)
class Text:
    words: str

    def plain_text(self) -> str:
        return self.words


def released(bases: list[Basis], audience: Layer, issuer: UUID | None) -> Cleared[Text]:
    return release(Text("x"), bases=bases, audience=audience, issuer=issuer, disclosure="7", now=NOW)


@given(st.lists(BASES, max_size=5), st.sampled_from(Layer), ISSUERS)
def test_document_leaves_only_when_each_thing_it_rests_on_may(
    bases: list[Basis], audience: Layer, issuer: UUID | None
) -> None:
    kept = {basis.id for basis in bases if not may_rest_on(basis, audience=audience, issuer=issuer)}
    if kept:
        with pytest.raises(NotShared) as refusal:
            released(bases, audience, issuer)
        assert refusal.value.ids == kept
    else:
        assert released(bases, audience, issuer).content == Text("x")


@pytest.mark.parametrize("audience", [Layer.GOVERNMENT, Layer.PUBLIC])
def test_what_a_partner_shared_with_partners_never_reaches_the_government(audience: Layer) -> None:
    told = Basis(uuid4(), Layer.PARTNERS, SOCIETY)
    assert not may_rest_on(told, audience=audience, issuer=None)
    assert not may_rest_on(told, audience=audience, issuer=MINISTRY)
    assert may_rest_on(told, audience=Layer.PARTNERS, issuer=None)


def test_proof_says_why_and_for_whom_it_left() -> None:
    cleared = released([], Layer.PUBLIC, None)
    assert (cleared.proof.purpose, cleared.proof.recipient) == (Purpose.PUBLIC_STATEMENT, "PUBLIC")
    assert cleared.proof.disclosure == "7"

"""When a document of the regional half may leave: what it rests on is shared with whoever it is for.

Its texts are about States, laws and programmes, and identify nobody: whoever releases one states that. Source: design,
regional half ("Visibility … per contribution") and "Consent", rule 2: nothing leaves but as a cleared value.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final, TypeVar
from uuid import UUID

from hirz.engines.clearance import Cleared, Disclosable
from hirz.rules.consent import Allowed, Disclosure, Purpose, decide
from hirz.rules.errors import RefusedByRule
from hirz.rules.layers import Layer

ContentT = TypeVar("ContentT", bound=Disclosable)

PURPOSE_OF: Final = {
    Layer.INTERNAL: Purpose.SHARE_WITHIN_OHCHR,
    Layer.GOVERNMENT: Purpose.RAISE_WITH_GOVERNMENT,
    Layer.PARTNERS: Purpose.SHARE_PROTECTION_PARTNER,
    Layer.PUBLIC: Purpose.PUBLIC_STATEMENT,
}
"""Why a document leaves, by with whom it is shared."""


class NotShared(RefusedByRule):
    """The document rests on something that its contributor did not share with those it is for.

    ``ids`` are of rows that whoever releases it sees already.
    """

    code: ClassVar[str] = "not_shared_with_audience"

    def __init__(self, ids: Collection[UUID]) -> None:
        super().__init__(", ".join(sorted(map(str, ids))))
        self.ids = frozenset(ids)


@dataclass(frozen=True, slots=True)
class Basis:
    """A row that a document rests on: with whom it is shared, and whose contribution it is (None: the office's)."""

    id: UUID
    layer: Layer
    contributed_by: UUID | None


def may_rest_on(basis: Basis, *, audience: Layer, issuer: UUID | None) -> bool:
    """Whether a document of this issuer for this audience may tell what the row says.

    Everybody tells their own to whom they like; of others' only what is public, or shared with just this audience.
    """
    own = basis.contributed_by == issuer
    return own or basis.layer is Layer.PUBLIC or basis.layer is audience


def release(
    content: ContentT,
    *,
    bases: Collection[Basis],
    audience: Layer,
    issuer: UUID | None,
    disclosure: str,
    now: datetime,
) -> Cleared[ContentT]:
    """The document as it may leave. ``disclosure`` is the id under which the history will know that it left.

    Raises ``NotShared``. ``now`` is an aware moment.
    """
    kept = {basis.id for basis in bases if not may_rest_on(basis, audience=audience, issuer=issuer)}
    if kept:
        raise NotShared(kept)
    verdict = decide(
        Disclosure(disclosure, PURPOSE_OF[audience], audience.value, (), content, concerns_nobody=True), (), now
    )
    if not isinstance(verdict, Allowed):  # nobody is concerned, so there is nothing it could miss
        raise NotShared(())
    return verdict.cleared

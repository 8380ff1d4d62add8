"""What the nightly comparison weighed between two files, step by step, in the language of the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from hirz.engines.linkage import Link, Step, explain_link
from hirz.foundation.vocabularies.registry import page_language
from hirz.reprisals.matching.models import Proposal

_UNKNOWN: Final = "UNKNOWN"


@dataclass(frozen=True)
class Weighed:
    """One step of the comparison: in words, and how much it speaks for one person (or, below zero, for two)."""

    words: str
    bits: float


def weighed(proposal: Proposal | None) -> Sequence[Weighed]:
    """Nothing for a pair that only people put on the list; what is unknown in either file says nothing."""
    if proposal is None or not proposal.steps:
        return ()
    link = _as_link(proposal)
    known = [step for step in link.steps if step.level != _UNKNOWN]
    _whole, *lines = explain_link(link, page_language())
    return [Weighed(words, step.bits) for words, step in zip(lines, known, strict=True)]


def _as_link(proposal: Proposal) -> Link:
    steps = tuple(Step(kept["comparison"], kept["level"], kept["bits"]) for kept in proposal.steps)
    return Link(
        a=str(proposal.first_id), b=str(proposal.second_id), probability=proposal.likeness,
        bits=sum(step.bits for step in steps), name_score=proposal.name_score, steps=steps, together=False,
    )  # fmt: skip

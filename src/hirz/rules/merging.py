"""Several files on one human being, and whose answers count.

Files that were entered apart and are held to be about one person stay as they are. What may be said about that person
is weighed over all of them: a use is open only where each file by itself would open it, so that the narrower wins until
a person decides otherwise. Source: design, "Consent", rule 6, and "One person, many spellings".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from hirz.rules.consent import CLOSING, ConsentState, Decision, Scope, standing
from hirz.rules.errors import BadInput

_WIDTH: Final = {
    **dict.fromkeys(CLOSING, 0),
    ConsentState.NOT_SOUGHT: 1,
    ConsentState.EXPIRED: 2,
    ConsentState.GIVEN: 3,
}


@dataclass(frozen=True, slots=True)
class Settlement:
    """A person decided that, for one use, the answers in one file count for all of ``files``.

    ``weighed`` are the ids of the decisions that this person saw. What is answered later, in any of the files, counts
    with those that were chosen, as if all had been said in one file.
    """

    scope: Scope
    file: str
    files: frozenset[str]
    weighed: frozenset[str]

    def __post_init__(self) -> None:
        if self.file not in self.files:
            raise BadInput("the answers of one of the files have to count")

    def keeps(self, decision: Decision) -> bool:
        in_question = decision.scope == self.scope and decision.person in self.files
        return in_question and (decision.person == self.file or decision.id not in self.weighed)


@dataclass(frozen=True, slots=True)
class OnePerson:
    """Files (ids of persons) held to be about one human being, and what was settled between them, the latest last."""

    files: frozenset[str]
    settlements: tuple[Settlement, ...] = ()

    def settled_for(self, file: str, scope: Scope) -> Settlement | None:
        """The latest settlement that speaks of this file and use, among those that no later one overlaps."""
        spoken_of: set[str] = set()
        for settlement in reversed([s for s in self.settlements if s.scope == scope and s.files <= self.files]):
            if not settlement.files & spoken_of and file in settlement.files:
                return settlement
            spoken_of |= settlement.files
        return None


def answers_of_one(decisions: Iterable[Decision], one: OnePerson) -> tuple[Decision, ...]:
    """The decisions of every file as they count: where a use was settled, each file gives the answers chosen for all.

    Weighing every file of ``one`` by these gives what holds for the person. Decisions of others are left out.
    """
    held = [d for d in decisions if d.person in one.files]
    return tuple(d for file in sorted(one.files) for scope in Scope for d in _of_file(held, one, file, scope))


def standing_of_one(
    decisions: Iterable[Decision], one: OnePerson, *, scope: Scope, recipient: str, now: datetime
) -> tuple[ConsentState, Decision | None]:
    """The answer that holds for the person: the narrowest of those that hold in the files, and what it rests on.

    A use that was never asked about in one of the files is not open in the others either, until a person decides.
    Of several that are given, the oldest is named.
    """
    counted = answers_of_one(decisions, one)
    found = (standing(counted, person=file, scope=scope, recipient=recipient, now=now) for file in sorted(one.files))
    return min(found, key=lambda answer: (_WIDTH[answer[0]], answer[1].decided_at if answer[1] else now))


def _of_file(held: Iterable[Decision], one: OnePerson, file: str, scope: Scope) -> Iterable[Decision]:
    settlement = one.settled_for(file, scope)
    if settlement is None:
        return (d for d in held if d.person == file and d.scope == scope)
    return (replace(d, person=file) for d in held if settlement.keeps(d))

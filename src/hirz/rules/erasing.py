"""What becomes of the record of a case when one of its people is erased at their wish.

A record speaks of everybody in it. It goes with the last person for whom it is kept; where somebody else is left for
whom it is kept, it stays, and is written anew without the one who asked to be forgotten. Sources: design,
confidentiality ("data key per consent unit"), consent rules 1 and 3; UN Personal Data Protection and Privacy Principles
(2018), principle 6 (retention): for no longer than what it was collected for asks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from hirz.rules.consent import CLOSING, ConsentState

VICTIM: Final = "victim"
PERPETRATOR: Final = "alleged_perpetrator"


class Consequence(StrEnum):
    """For the record of one case."""

    NONE = "NONE"
    REDRAFT = "REDRAFT"
    ERASE = "ERASE"


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody on a case: ``roles`` are codes of the vocabulary ``person_role``, ``answer`` is that on keeping a record
    of them at all (scope RECORD)."""

    roles: frozenset[str]
    answer: ConsentState
    erased: bool = False

    @property
    def keeps_the_record(self) -> bool:
        """Whether the record is kept for them.

        Anybody but an alleged perpetrator who agreed to it. A victim also as long as they have not said no: what was
        done to somebody who cannot be asked, in detention or in hiding, is not destroyed because another was asked.
        """
        if self.erased or not self.roles - {PERPETRATOR}:
            return False
        return self.answer is ConsentState.GIVEN or (VICTIM in self.roles and self.answer not in CLOSING)


def consequence(erased_roles: Iterable[str], others: Iterable[Party]) -> Consequence:
    """What follows for a case in which the person who is erased has ``erased_roles``; ``others`` are everybody else.

    NONE for an alleged perpetrator: nobody has what they are alleged to have done erased.
    """
    if not frozenset(erased_roles) - {PERPETRATOR}:
        return Consequence.NONE
    kept = any(party.keeps_the_record for party in others)
    return Consequence.REDRAFT if kept else Consequence.ERASE

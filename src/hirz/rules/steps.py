"""What each kind of step tells outside the office, to whom and for which purpose: consent is asked for every one.

Letters are asked for by their own way. A step is whatever else the United Nations does about a case: a meeting, a
statement, a visit, a referral. Where the words of a kind leave open which of two things was done, both are asked for:
the narrower answer holds. Source: design, "Consent", rules 1 and 5; UN Personal Data Protection and Privacy Principles
(2018), principles 2 (purpose) and 9 (transfers).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar, Final

from hirz.rules.consent import Purpose
from hirz.rules.errors import BadInput


class UnknownStep(BadInput):
    """Nobody has decided what a step of this kind tells, so nothing of it goes ahead."""

    code: ClassVar[str] = "unknown_step"


@dataclass(frozen=True, slots=True)
class Telling:
    """One purpose and recipient (codes of ``entity``). ``quiet``: an exception to consent may stand for it (rule 5)."""

    purpose: Purpose
    recipient: str
    quiet: bool = False


_QUIET_WORD: Final = Telling(Purpose.RAISE_WITH_GOVERNMENT, "government", quiet=True)
_OPEN_WORD: Final = Telling(Purpose.RAISE_WITH_GOVERNMENT, "government")
_PUBLIC: Final = Telling(Purpose.PUBLIC_STATEMENT, "public")
_PROTECTION: Final = Telling(Purpose.SHARE_PROTECTION_PARTNER, "protection_partner", quiet=True)


def _mechanism(recipient: str) -> Telling:
    return Telling(Purpose.SHARE_MECHANISM, recipient)


TELLINGS: Final[Mapping[str, tuple[Telling, ...]]] = MappingProxyType(
    {
        # Nothing of the case leaves: what is said goes to the one it is about, or to the one who told it. Whether that
        # one may be written to is asked where messages are sent.
        "acknowledgement": (),
        "security_advice": (),
        "no_action_on_victim_request": (),
        "quiet_demarche_note_verbale": (_QUIET_WORD,),
        "meeting_with_permanent_mission": (_QUIET_WORD,),
        "asg_letter": (_QUIET_WORD,),
        "hc_sg_good_offices": (_QUIET_WORD,),
        "srsg_rc_intervention": (_QUIET_WORD,),
        # Whoever comes to a court or a prison for somebody tells the authorities that the United Nations know of them.
        "trial_observation": (_QUIET_WORD,),
        "detention_visit": (_QUIET_WORD,),
        "hrc_president_action": (_mechanism("hrc_presidency"), _OPEN_WORD),
        "treaty_body_reprisals_letter": (_mechanism("treaty_bodies"), _OPEN_WORD),
        "interim_measures": (_mechanism("treaty_bodies"), _OPEN_WORD),
        "urgent_appeal": (_mechanism("special_procedures"), _OPEN_WORD),
        "allegation_letter": (_mechanism("special_procedures"), _OPEN_WORD),
        "wgad_urgent_or_opinion": (_mechanism("special_procedures"), _OPEN_WORD),
        "upr_recommendation": (_mechanism("upr_secretariat"),),
        "press_release": (_PUBLIC,),
        "joint_statement": (_PUBLIC,),
        "third_state_statement": (_PUBLIC, _OPEN_WORD),
        "inclusion_in_sg_report": (Telling(Purpose.ANNUAL_REPORT, "public"),),
        "medical_legal_support_referral": (_PROTECTION,),
        "unvfvt_or_ngo_emergency_grant": (_PROTECTION,),
        "relocation_support": (_PROTECTION,),
    }
)
"""Every code of the vocabulary ``response_type``."""


def tellings_of(kind: str) -> tuple[Telling, ...]:
    """What a step of this kind tells outside the office; empty where it tells nobody. Raises ``UnknownStep``."""
    if kind not in TELLINGS:
        raise UnknownStep
    return TELLINGS[kind]

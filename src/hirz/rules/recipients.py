"""To whom something may go for which purpose: consent for one purpose is not borrowed for a recipient of another.

Source: UN Personal Data Protection and Privacy Principles (2018), principles 2 (purpose) and 9 (transfers).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from hirz.rules.consent import Purpose

_UNITED_NATIONS: Final = frozenset(
    {
        "eosg", "dppa", "dpo", "dco", "resident_coordinator", "undp", "unhcr", "unicef", "un_women", "unodc", "ilo",
        "unesco", "world_bank", "ecosoc_ngo_branch", "ethics_office", "unvfvt",
    }
)  # fmt: skip
_QUIET: Final[Mapping[Purpose, frozenset[str]]] = MappingProxyType(
    {
        Purpose.SHARE_WITHIN_OHCHR: frozenset({"ohchr_hq", "ohchr_field"}),
        Purpose.SHARE_UN_ENTITY: _UNITED_NATIONS,
        Purpose.SHARE_MECHANISM: frozenset(
            {"special_procedures", "treaty_bodies", "hrc_presidency", "upr_secretariat", "investigative_mechanism"}
        ),
        Purpose.SHARE_PROTECTION_PARTNER: frozenset({"protection_partner"}),
    }
)
PACKAGE_RECIPIENTS: Final[Mapping[Purpose, frozenset[str]]] = MappingProxyType(
    {
        **_QUIET,
        Purpose.PUBLIC_STATEMENT: frozenset({"public"}),
        Purpose.STATISTICS: frozenset({"public"}) | _UNITED_NATIONS,
    }
)
"""Who may receive a case as a package for each purpose: codes of the vocabulary ``entity``."""
EVIDENCE_RECIPIENTS: Final[Mapping[Purpose, frozenset[str]]] = MappingProxyType(
    {**_QUIET, Purpose.RAISE_WITH_GOVERNMENT: frozenset({"government"})}
)
"""Who may receive evidence for each purpose."""


def may_receive_evidence(purpose: Purpose, recipient: str) -> bool:
    """Whether a custody bundle may be made for this purpose and recipient; consent is another question."""
    return recipient in EVIDENCE_RECIPIENTS.get(purpose, frozenset())

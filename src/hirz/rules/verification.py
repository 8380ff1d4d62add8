"""What has been established, to which standard, by which two people.

Three axes are assessed: the act (the harm done or threatened), the link between it and the cooperation with the
United Nations, and the information itself. What a person told the United Nations is not among them: it never needs
proof (OPCAT, article 15, "whether true or false"; Human Rights Council resolution 12/2, paragraph 1, which protects
cooperation whatever was said).

The standard, and the two separate questions about a source and about its information, follow the OHCHR Manual on
Human Rights Monitoring (chapters on information gathering and on analysis) and HURIDOCS Events Standard Formats.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from hirz.rules.errors import RefusedByRule


class VerificationRefused(RefusedByRule):
    """Root of what keeps a conclusion from being drawn."""

    code = "verification_refused"


class SamePerson(VerificationRefused):
    """The one who proposes a conclusion may not be the one who confirms it."""

    code = "verification_same_person"


class StandardMissing(VerificationRefused):
    """The standard of proof applied is not written down."""

    code = "verification_standard_missing"


class BasisMissing(VerificationRefused):
    """What the conclusion, or an assessment under it, rests on is not written down."""

    code = "verification_basis_missing"


class LevelNotSupported(VerificationRefused):
    """The three axes do not carry this conclusion."""

    code = "verification_level_not_supported"


class LevelOutOfOrder(VerificationRefused):
    """A level may not follow the one the case has now."""

    code = "verification_level_out_of_order"


class VerificationLevel(StrEnum):
    """Codes of the vocabulary ``verification_level``."""

    RECEIVED = "received"
    UNDER_VERIFICATION = "under_verification"
    PARTIALLY_CORROBORATED = "partially_corroborated"
    REASONABLE_GROUNDS = "reasonable_grounds"
    NOT_ESTABLISHED = "not_established"
    REFUTED = "refuted"

    @property
    def is_conclusion(self) -> bool:
        """Whether two people stand behind this level."""
        return self in CONCLUSIONS

    @property
    def is_negative(self) -> bool:
        """Concluded, and the allegation does not stand. (Part corroboration does: letters speak of allegations.)"""
        return self in (VerificationLevel.NOT_ESTABLISHED, VerificationLevel.REFUTED)


CONCLUSIONS = frozenset(
    {
        VerificationLevel.PARTIALLY_CORROBORATED,
        VerificationLevel.REASONABLE_GROUNDS,
        VerificationLevel.NOT_ESTABLISHED,
        VerificationLevel.REFUTED,
    }
)

_FOLLOWS: Mapping[VerificationLevel, frozenset[VerificationLevel]] = MappingProxyType(
    {
        VerificationLevel.RECEIVED: frozenset({VerificationLevel.UNDER_VERIFICATION}),
        VerificationLevel.UNDER_VERIFICATION: CONCLUSIONS,
        # New information reopens any conclusion; more of it may also complete a partial one directly.
        VerificationLevel.PARTIALLY_CORROBORATED: (CONCLUSIONS - {VerificationLevel.PARTIALLY_CORROBORATED})
        | {VerificationLevel.UNDER_VERIFICATION},
        VerificationLevel.REASONABLE_GROUNDS: frozenset({VerificationLevel.UNDER_VERIFICATION}),
        VerificationLevel.NOT_ESTABLISHED: frozenset({VerificationLevel.UNDER_VERIFICATION}),
        VerificationLevel.REFUTED: frozenset({VerificationLevel.UNDER_VERIFICATION}),
    }
)


REASONABLE_GROUNDS_TO_BELIEVE = "reasonable_grounds_to_believe"
"""Code of the standard of proof the mandate works with."""


class Axis(StrEnum):
    """What is assessed. The content of the cooperation is not an axis, on purpose."""

    ACT = "ACT"
    LINK = "LINK"
    INFORMATION = "INFORMATION"


class Finding(StrEnum):
    """How far the act is established."""

    ESTABLISHED = "ESTABLISHED"
    PARTLY_ESTABLISHED = "PARTLY_ESTABLISHED"
    NOT_ESTABLISHED = "NOT_ESTABLISHED"
    DISPROVED = "DISPROVED"


class LinkStrength(StrEnum):
    """How strongly the act is believed to answer the cooperation: codes of the vocabulary ``link_strength``."""

    STRONG = "strong"
    MODERATE = "moderate"
    WEAK = "weak"
    NOT_ESTABLISHED = "not_established"


class LinkBasis(StrEnum):
    """Why cooperation and act are believed connected: codes of the vocabulary ``link_basis``."""

    EXPLICIT_IN_CHARGES_OR_JUDGMENT = "explicit_in_charges_or_judgment"
    EXPLICIT_STATEMENT_BY_PERPETRATOR = "explicit_statement_by_perpetrator"
    TEMPORAL_PROXIMITY = "temporal_proximity"
    SAME_PATTERN_OTHER_COOPERATORS = "same_pattern_other_cooperators"
    INTERROGATED_ABOUT_UN = "interrogated_about_un"
    NO_OTHER_PLAUSIBLE_EXPLANATION = "no_other_plausible_explanation"
    VICTIM_BELIEF_ONLY = "victim_belief_only"


class SourceReliability(StrEnum):
    """May this source be relied on at all? (HURIDOCS)"""

    HIGHLY_RELIABLE = "highly_reliable"
    LIKELY_RELIABLE = "likely_reliable"
    UNSURE = "unsure"
    LIKELY_UNRELIABLE = "likely_unreliable"
    HIGHLY_UNRELIABLE = "highly_unreliable"
    UNKNOWN = "unknown"


class InformationCredibility(StrEnum):
    """Is this piece of information likely to be so, whoever brought it? (HURIDOCS)"""

    CONFIRMED = "confirmed"
    LIKELY = "likely"
    POSSIBLE = "possible"
    UNLIKELY = "unlikely"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class ActAssessment:
    """Whether the harm, or the threat of it, happened; with what that rests on and who assessed it."""

    finding: Finding
    basis: str
    by: str

    def __post_init__(self) -> None:
        _require_basis(self.basis)


@dataclass(frozen=True, kw_only=True)
class LinkAssessment:
    """Whether the act answers the cooperation; a link that is believed in names at least one basis."""

    strength: LinkStrength
    by: str
    bases: frozenset[LinkBasis] = frozenset()

    def __post_init__(self) -> None:
        if self.is_believed and not self.bases:
            raise BasisMissing

    @property
    def is_believed(self) -> bool:
        """Whether there is a link at all, however weak."""
        return self.strength is not LinkStrength.NOT_ESTABLISHED

    @property
    def carries_reasonable_grounds(self) -> bool:
        """At least moderate, and resting on more than the victim's own belief."""
        return self.strength in _FIRM and bool(self.bases - {LinkBasis.VICTIM_BELIEF_ONLY})


@dataclass(frozen=True, kw_only=True)
class InformationAssessment:
    """The source and what it brought, judged apart: a good source can be wrong, a poor one right."""

    reliability: SourceReliability
    credibility: InformationCredibility
    by: str

    @property
    def carries_reasonable_grounds(self) -> bool:
        """Credible information from a source that is not held to be unreliable."""
        return self.credibility in _CREDIBLE and self.reliability not in _UNRELIABLE


_FIRM = frozenset({LinkStrength.STRONG, LinkStrength.MODERATE})
_HAPPENED = frozenset({Finding.ESTABLISHED, Finding.PARTLY_ESTABLISHED})
_CREDIBLE = frozenset({InformationCredibility.CONFIRMED, InformationCredibility.LIKELY})
_UNRELIABLE = frozenset({SourceReliability.LIKELY_UNRELIABLE, SourceReliability.HIGHLY_UNRELIABLE})


@dataclass(frozen=True, kw_only=True)
class Assessments:
    """The three axes; None where nobody has assessed one yet."""

    act: ActAssessment | None = None
    link: LinkAssessment | None = None
    information: InformationAssessment | None = None

    @property
    def missing(self) -> tuple[Axis, ...]:
        """The axes still open, in the order of ``Axis``."""
        return tuple(axis for axis in Axis if getattr(self, axis.lower()) is None)


class AxisMissing(VerificationRefused):
    """One of the three axes has not been assessed; ``axes`` says which."""

    code = "verification_axis_missing"

    def __init__(self, axes: tuple[Axis, ...]) -> None:
        super().__init__(", ".join(axes))
        self.axes = axes


@dataclass(frozen=True, kw_only=True)
class Conclusion:
    """A level two people stand behind. Made by ``conclude``."""

    level: VerificationLevel
    standard: str
    basis: str
    proposer: str
    by: str


def admissible_levels(assessments: Assessments) -> frozenset[VerificationLevel]:
    """The conclusions the three axes carry; raises ``AxisMissing`` while one is open.

    Reasonable grounds need an established act, a link that is at least moderate and does not rest on belief alone,
    and credible information from a source not held to be unreliable. Concluding one step lower than the axes allow
    is a matter of judgement and stays possible.
    """
    act, link, information = _complete(assessments)
    if act.finding is Finding.DISPROVED:
        return frozenset({VerificationLevel.REFUTED, VerificationLevel.NOT_ESTABLISHED})
    if not _holds_in_part(act, link, information):
        return frozenset({VerificationLevel.NOT_ESTABLISHED})
    if _holds_in_full(act, link, information):
        return frozenset({VerificationLevel.REASONABLE_GROUNDS, VerificationLevel.PARTIALLY_CORROBORATED})
    return frozenset({VerificationLevel.PARTIALLY_CORROBORATED, VerificationLevel.NOT_ESTABLISHED})


def may_become(now: VerificationLevel, then: VerificationLevel) -> bool:
    """Whether a case at one level may go to another (a conclusion is reopened before it is changed)."""
    return then in _FOLLOWS[now]


def conclude(
    assessments: Assessments,
    *,
    level: VerificationLevel,
    standard: str,
    basis: str,
    proposer: str,
    by: str,
    current: VerificationLevel = VerificationLevel.UNDER_VERIFICATION,
) -> Conclusion:
    """The conclusion ``proposer`` suggests and ``by`` confirms.

    ``proposer`` and ``by`` are ids of people, ``standard`` and ``basis`` what they wrote down. Raises ``SamePerson``,
    ``StandardMissing``, ``BasisMissing``, ``AxisMissing``, ``LevelOutOfOrder`` (from ``current``) or
    ``LevelNotSupported``.
    """
    if by == proposer:
        raise SamePerson
    if not standard.strip():
        raise StandardMissing
    _require_basis(basis)
    if not level.is_conclusion or not may_become(current, level):
        raise LevelOutOfOrder
    if level not in admissible_levels(assessments):
        raise LevelNotSupported
    return Conclusion(level=level, standard=standard, basis=basis, proposer=proposer, by=by)


def _complete(assessments: Assessments) -> tuple[ActAssessment, LinkAssessment, InformationAssessment]:
    act, link, information = assessments.act, assessments.link, assessments.information
    if act is None or link is None or information is None:
        raise AxisMissing(assessments.missing)
    return act, link, information


def _holds_in_part(act: ActAssessment, link: LinkAssessment, information: InformationAssessment) -> bool:
    believable = information.credibility is not InformationCredibility.UNLIKELY
    return act.finding in _HAPPENED and link.is_believed and believable


def _holds_in_full(act: ActAssessment, link: LinkAssessment, information: InformationAssessment) -> bool:
    established = act.finding is Finding.ESTABLISHED
    return established and link.carries_reasonable_grounds and information.carries_reasonable_grounds


def _require_basis(basis: str) -> None:
    if not basis.strip():
        raise BasisMissing

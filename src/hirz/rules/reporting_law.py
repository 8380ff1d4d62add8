"""The rules by which obligations towards the mechanisms follow from facts, each with its source.

A rule says what is owed, how long after what, and where that is written. ``verify`` marks what is known from practice
only: it is shown with that mark until somebody has checked it. Nothing here counts a day: ``obligations`` does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class ObligationKind(StrEnum):
    """What is owed."""

    INITIAL_REPORT = "INITIAL_REPORT"
    PERIODIC_REPORT = "PERIODIC_REPORT"
    PREVENTIVE_MECHANISM = "PREVENTIVE_MECHANISM"
    REPLIES_TO_ISSUES = "REPLIES_TO_ISSUES"
    FOLLOW_UP = "FOLLOW_UP"
    UPR_REPORT = "UPR_REPORT"
    UPR_REVIEW = "UPR_REVIEW"
    UPR_MID_TERM = "UPR_MID_TERM"
    REACCREDITATION = "REACCREDITATION"
    DEFERRED_CONSIDERATION = "DEFERRED_CONSIDERATION"
    END_OF_SPECIAL_REVIEW = "END_OF_SPECIAL_REVIEW"
    END_OF_SUSPENSION = "END_OF_SUSPENSION"
    REPLY = "REPLY"


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule: ``months``, ``weeks`` or ``days`` after (negative: before) what its computation starts from.

    ``every_months`` is the interval of what repeats. ``voluntary`` is encouraged and owed by nobody; ``expected`` gives
    a time, not a day that anybody set.
    """

    code: str
    kind: ObligationKind
    source: str
    treaty: str | None = None
    months: int = 0
    weeks: int = 0
    days: int = 0
    every_months: int = 0
    verify: bool = False
    voluntary: bool = False
    expected: bool = False


@dataclass(frozen=True, kw_only=True)
class ReportingLaw:
    """The reports that a treaty asks for. ``periodic`` is absent where its committee alone asks for the next one."""

    initial: Rule
    periodic: Rule | None = None
    after_review: Rule | None = None


def _initial(treaty: str, years: int, source: str) -> Rule:
    return Rule(
        code=f"{treaty}.initial", kind=ObligationKind.INITIAL_REPORT, treaty=treaty, months=12 * years, source=source
    )


def _periodic(treaty: str, years: int, source: str) -> Rule:
    return Rule(
        code=f"{treaty}.periodic",
        kind=ObligationKind.PERIODIC_REPORT,
        treaty=treaty,
        every_months=12 * years,
        source=source,
    )


REPORTS: Final[Mapping[str, ReportingLaw]] = MappingProxyType(
    {
        "icerd": ReportingLaw(
            initial=_initial("icerd", 1, "ICERD, art. 9 (1) (a)"),
            periodic=_periodic("icerd", 2, "ICERD, art. 9 (1) (b); two reports are combined in practice"),
        ),
        "icescr": ReportingLaw(
            initial=_initial("icescr", 2, "ICESCR, arts. 16 and 17; Economic and Social Council resolution 1988/4"),
            periodic=_periodic("icescr", 5, "Economic and Social Council resolution 1988/4"),
        ),
        "iccpr": ReportingLaw(
            initial=_initial("iccpr", 1, "ICCPR, art. 40 (1) (a)"),
            after_review=Rule(
                code="iccpr.predictable",
                kind=ObligationKind.PERIODIC_REPORT,
                treaty="iccpr",
                months=96,
                source="ICCPR, art. 40 (1) (b); predictable review cycle of eight years, since 2020",
                verify=True,
                expected=True,
            ),
        ),
        "cedaw": ReportingLaw(
            initial=_initial("cedaw", 1, "CEDAW, art. 18 (1) (a)"),
            periodic=_periodic("cedaw", 4, "CEDAW, art. 18 (1) (b)"),
        ),
        "cat": ReportingLaw(
            initial=_initial("cat", 1, "CAT, art. 19 (1)"), periodic=_periodic("cat", 4, "CAT, art. 19 (1)")
        ),
        "crc": ReportingLaw(
            initial=_initial("crc", 2, "CRC, art. 44 (1) (a)"), periodic=_periodic("crc", 5, "CRC, art. 44 (1) (b)")
        ),
        "op_crc_ac": ReportingLaw(
            initial=_initial(
                "op_crc_ac", 2, "OP-CRC-AC, art. 8 (1); afterwards in the reports under the CRC, art. 8 (2)"
            )
        ),
        "op_crc_sc": ReportingLaw(
            initial=_initial(
                "op_crc_sc", 2, "OP-CRC-SC, art. 12 (1); afterwards in the reports under the CRC, art. 12 (2)"
            )
        ),
        "icmw": ReportingLaw(
            initial=_initial("icmw", 1, "ICMW, art. 73 (1) (a)"), periodic=_periodic("icmw", 5, "ICMW, art. 73 (1) (b)")
        ),
        "crpd": ReportingLaw(
            initial=_initial("crpd", 2, "CRPD, art. 35 (1)"), periodic=_periodic("crpd", 4, "CRPD, art. 35 (2)")
        ),
        "icpped": ReportingLaw(initial=_initial("icpped", 2, "ICPPED, art. 29 (1); more on request, art. 29 (4)")),
    }
)
"""Treaties under which States report, by their codes."""

PREVENTIVE_MECHANISM: Final = Rule(
    code="opcat.mechanism",
    kind=ObligationKind.PREVENTIVE_MECHANISM,
    treaty="opcat",
    months=12,
    source="OPCAT, art. 17: one year after ratification or accession; art. 24 on postponement",
)
SET_BY_COMMITTEE: Final = Rule(
    code="committee.report",
    kind=ObligationKind.PERIODIC_REPORT,
    source="Day set by the committee in its concluding observations",
)
SIMPLIFIED_REPORT: Final = Rule(
    code="committee.simplified",
    kind=ObligationKind.PERIODIC_REPORT,
    months=12,
    source="Simplified reporting procedure: one year after the list of issues prior to reporting",
    verify=True,
)
REPLIES: Final = Rule(
    code="committee.replies",
    kind=ObligationKind.REPLIES_TO_ISSUES,
    months=3,
    source="Working methods of the committees; the list of issues names the day",
    verify=True,
)


def _follow_up(committee: str, months: int, *, verify: bool = False) -> Rule:
    return Rule(
        code=f"{committee}.follow_up",
        kind=ObligationKind.FOLLOW_UP,
        months=months,
        source="Follow-up procedure of the committee; the concluding observations name the day",
        verify=verify,
    )


FOLLOW_UPS: Final[Mapping[str, Rule]] = MappingProxyType(
    {
        "iccpr": _follow_up("ccpr", 12),
        "cat": _follow_up("cat", 12),
        "icerd": _follow_up("cerd", 12),
        "icpped": _follow_up("ced", 12),
        "cedaw": _follow_up("cedaw", 24),
        "icmw": _follow_up("cmw", 24),
        "icescr": _follow_up("cescr", 24, verify=True),
        "crpd": _follow_up("crpd", 12, verify=True),
    }
)
"""By treaty. Source: OHCHR, follow-up to concluding observations: one year, two for CEDAW and CMW. The CRC has none."""

UPR_REVIEW: Final = Rule(
    code="upr.review",
    kind=ObligationKind.UPR_REVIEW,
    source="Human Rights Council resolution 16/21, annex, para. 3, and decision 17/119: the order of States is kept",
)
UPR_REVIEW_EXPECTED: Final = Rule(
    code="upr.review_expected",
    kind=ObligationKind.UPR_REVIEW,
    months=54,
    source="Human Rights Council resolution 16/21, annex, para. 3: a cycle of four and a half years",
    expected=True,
)
UPR_REPORT: Final = Rule(
    code="upr.report",
    kind=ObligationKind.UPR_REPORT,
    weeks=-12,
    source="Human Rights Council resolution 5/1, annex, paras. 15 and 17; twelve weeks before the session in practice",
    verify=True,
)
UPR_MID_TERM: Final = Rule(
    code="upr.mid_term",
    kind=ObligationKind.UPR_MID_TERM,
    source="Human Rights Council resolution 16/21, annex, para. 18: halfway to the next review",
    voluntary=True,
    expected=True,
)
REACCREDITATION: Final = Rule(
    code="ganhri.reaccreditation",
    kind=ObligationKind.REACCREDITATION,
    months=60,
    source="Statute of GANHRI, art. 15: every five years",
)
DEFERRED_CONSIDERATION: Final = Rule(
    code="ganhri.deferral",
    kind=ObligationKind.DEFERRED_CONSIDERATION,
    months=12,
    source="Practice of the Sub-Committee on Accreditation: considered again two sessions later",
    verify=True,
)
END_OF_SPECIAL_REVIEW: Final = Rule(
    code="ganhri.special_review",
    kind=ObligationKind.END_OF_SPECIAL_REVIEW,
    months=18,
    source="Statute of GANHRI, art. 16: a review ends within eighteen months",
    verify=True,
)
END_OF_SUSPENSION: Final = Rule(
    code="ganhri.suspension",
    kind=ObligationKind.END_OF_SUSPENSION,
    months=12,
    source="Statute of GANHRI, art. 20: one year after suspension",
    verify=True,
)
REPLY: Final = Rule(
    code="special_procedures.reply",
    kind=ObligationKind.REPLY,
    days=60,
    source="Special procedures: sixty days for the reply of the State",
)
SESSIONS_FROM_ONE_REVIEW_TO_THE_NEXT: Final = 14
"""From the second cycle on each cycle has fourteen sessions, so a State comes fourteen sessions later."""
FIRST_SESSION_OF_THE_SECOND_CYCLE: Final = 13


def _rules() -> tuple[Rule, ...]:
    reports = [
        rule for law in REPORTS.values() for rule in (law.initial, law.periodic, law.after_review) if rule is not None
    ]
    return (
        *reports, PREVENTIVE_MECHANISM, SET_BY_COMMITTEE, SIMPLIFIED_REPORT, REPLIES, *FOLLOW_UPS.values(),
        UPR_REVIEW, UPR_REVIEW_EXPECTED, UPR_REPORT, UPR_MID_TERM, REACCREDITATION, DEFERRED_CONSIDERATION,
        END_OF_SPECIAL_REVIEW, END_OF_SUSPENSION, REPLY,
    )  # fmt: skip


RULES: Final[Mapping[str, Rule]] = MappingProxyType({rule.code: rule for rule in _rules()})
"""Every rule by its code."""

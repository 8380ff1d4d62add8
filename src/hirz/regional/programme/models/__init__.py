"""What an office of the regional half set out to do, what it did, with whom, and what came of it.

In clear: titles, days, places, kinds, numbers, amounts. Sealed: names, contacts and self-identification of participants
(a key for each, so that each can be erased), what was noted about activities, what was applied later, risks, and the
texts of reports.
"""

from hirz.regional.programme.models.activities import (
    Activity,
    ActivityDocument,
    ActivityNote,
    ActivityPartner,
    BudgetLine,
    ServedRecommendation,
)
from hirz.regional.programme.models.files import ActivityFile
from hirz.regional.programme.models.framework import Cycle, Indicator, IndicatorValue, PrincipleCheck, Result, ValuePart
from hirz.regional.programme.models.people import ActivityFollowUp, CountedParticipants, PairedScore, Participant
from hirz.regional.programme.models.reports import PeriodReport, ReportVersion
from hirz.regional.programme.models.risks import ProgrammeRisk

__all__ = [
    "Activity",
    "ActivityDocument",
    "ActivityFile",
    "ActivityFollowUp",
    "ActivityNote",
    "ActivityPartner",
    "BudgetLine",
    "CountedParticipants",
    "Cycle",
    "Indicator",
    "IndicatorValue",
    "PairedScore",
    "Participant",
    "PeriodReport",
    "PrincipleCheck",
    "ProgrammeRisk",
    "ReportVersion",
    "Result",
    "ServedRecommendation",
    "ValuePart",
]  # fmt: skip

"""What the programme refuses, each with words of its own (``wording``)."""

from __future__ import annotations

from typing import ClassVar

from hirz.rules.errors import BadInput, RefusedByRule
from hirz.rules.programme_results import Obstacle


class PillarOfAnotherSet(BadInput):
    """The priority belongs to another set than that of the cycle."""

    code: ClassVar[str] = "pillar_of_another_set"


class PartOfAnotherDimension(BadInput):
    """A part stands under a dimension to which it does not belong."""

    code: ClassVar[str] = "part_of_another_dimension"


class IndicatorNotFit(RefusedByRule):
    """The indicator does not keep the six principles, so it is not published."""

    code: ClassVar[str] = "indicator_not_fit"

    def __init__(self, obstacles: tuple[Obstacle, ...] = ()) -> None:
        super().__init__()
        self.obstacles = obstacles


class BudgetLineTooLong(BadInput):
    """Money for more than a year in one line."""

    code: ClassVar[str] = "budget_line_too_long"


class ParticipantsExceeded(BadInput):
    """More people are said to belong to a part than were there."""

    code: ClassVar[str] = "participants_exceeded"


class ScoreAboveMaximum(BadInput):
    """A score is higher than the test allows."""

    code: ClassVar[str] = "score_above_maximum"


class ActivityNotEnded(RefusedByRule):
    """What was applied later is asked after the activity."""

    code: ClassVar[str] = "activity_not_ended"


class ReportCleared(RefusedByRule):
    """A cleared report stays as it is."""

    code: ClassVar[str] = "period_report_cleared"


class ReportWrittenMeanwhile(RefusedByRule):
    """Somebody else saved the text meanwhile."""

    code: ClassVar[str] = "period_report_written_meanwhile"


class ReportOfOwnHand(RefusedByRule):
    """Whoever wrote a text does not clear it."""

    code: ClassVar[str] = "period_report_of_own_hand"


class ParticipantNamed(RefusedByRule):
    """A text that is about to leave holds the name of a participant."""

    code: ClassVar[str] = "participant_named"


class ReportNotWritten(RefusedByRule):
    """There is no text in this language."""

    code: ClassVar[str] = "period_report_not_written"


class ExportBreaksRules(RefusedByRule):
    """The file would not keep the rules of the standard."""

    code: ClassVar[str] = "export_breaks_rules"


class NothingPublic(RefusedByRule):
    """The standard knows no file without an activity."""

    code: ClassVar[str] = "nothing_public"


class ReporterNotSet(BadInput):
    """Nobody said as whom this installation reports: identifier, type and name."""

    code: ClassVar[str] = "iati_reporter_not_set"

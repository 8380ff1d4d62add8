from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from hirz.foundation.audit.verbs import register


@register
class ProgrammeVerb(TextChoices):
    CYCLE_ADDED = "CYCLE_ADDED", _("Cycle of the programme added")
    RESULT_ADDED = "RESULT_ADDED", _("Result of the programme added")
    PROGRAMME_INDICATOR_ADDED = "PROGRAMME_INDICATOR_ADDED", _("Indicator added")
    PROGRAMME_INDICATOR_VALUE_RECORDED = "PROGRAMME_INDICATOR_VALUE_RECORDED", _("Value of an indicator recorded")
    PRINCIPLE_CHECKED = "PRINCIPLE_CHECKED", _("Indicator held against a principle")
    PROGRAMME_INDICATOR_SHARED = "PROGRAMME_INDICATOR_SHARED", _("Indicator shared")
    PROGRAMME_INDICATOR_WITHDRAWN = "PROGRAMME_INDICATOR_WITHDRAWN", _("Indicator no longer public")
    ACTIVITY_ADDED = "ACTIVITY_ADDED", _("Activity added")
    ACTIVITY_CHANGED = "ACTIVITY_CHANGED", _("Activity changed")
    ACTIVITY_SHARED = "ACTIVITY_SHARED", _("Activity shared")
    ACTIVITY_NOTED = "ACTIVITY_NOTED", _("Note on an activity added")
    RECOMMENDATION_SERVED = "RECOMMENDATION_SERVED", _("Activity tied to a recommendation")
    RECOMMENDATION_NOT_SERVED = "RECOMMENDATION_NOT_SERVED", _("Activity no longer tied to a recommendation")
    PARTNER_ADDED = "PARTNER_ADDED", _("Partner of an activity added")
    PROGRAMME_BUDGET_LINE_ADDED = "PROGRAMME_BUDGET_LINE_ADDED", _("Budget line added")
    PROGRAMME_BUDGET_LINE_CHANGED = "PROGRAMME_BUDGET_LINE_CHANGED", _("Amounts of a budget line changed")
    ACTIVITY_DOCUMENT_ADDED = "ACTIVITY_DOCUMENT_ADDED", _("Document of an activity added")
    PROGRAMME_RISK_ADDED = "PROGRAMME_RISK_ADDED", _("Risk of an activity added")
    PROGRAMME_RISK_ENDED = "PROGRAMME_RISK_ENDED", _("Risk of an activity ended")
    PARTICIPANT_ADDED = "PARTICIPANT_ADDED", _("Participant added")
    PARTICIPANT_ERASED = "PARTICIPANT_ERASED", _("Participant erased")
    PARTICIPANTS_COUNTED = "PARTICIPANTS_COUNTED", _("Participants counted")
    PARTICIPANTS_COUNT_CORRECTED = "PARTICIPANTS_COUNT_CORRECTED", _("Count of participants corrected")
    TEST_SCORES_RECORDED = "TEST_SCORES_RECORDED", _("Scores of tests recorded")
    FOLLOW_UP_RECORDED = "FOLLOW_UP_RECORDED", _("Follow-up of an activity recorded")
    PERIOD_REPORT_DRAFTED = "PERIOD_REPORT_DRAFTED", _("Period report drafted")
    PERIOD_REPORT_COUNTED = "PERIOD_REPORT_COUNTED", _("Numbers of a period report taken anew")
    PERIOD_REPORT_WRITTEN = "PERIOD_REPORT_WRITTEN", _("Period report edited")
    PERIOD_REPORT_CLEARED = "PERIOD_REPORT_CLEARED", _("Period report cleared")
    PERIOD_REPORT_SAVED = "PERIOD_REPORT_SAVED", _("Period report saved as a file")
    PROGRAMME_EXPORTED = "PROGRAMME_EXPORTED", _("Programme saved as a table")
    PROGRAMME_TABLE_TAKEN_IN = "PROGRAMME_TABLE_TAKEN_IN", _("Table of the programme taken in")
    ACTIVITIES_EXPORTED = "ACTIVITIES_EXPORTED", _("Public activities saved for the aid transparency standard")
    READ_PARTICIPANTS = "READ_PARTICIPANTS", _("Participants of an activity read")
    READ_ACTIVITY = "READ_ACTIVITY", _("Notes, risks and follow-up of an activity read")
    READ_PERIOD_REPORT = "READ_PERIOD_REPORT", _("Period report read")

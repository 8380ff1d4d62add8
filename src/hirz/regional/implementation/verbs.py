from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from hirz.foundation.audit.verbs import register


@register
class ImplementationVerb(TextChoices):
    PLAN_ADDED = "PLAN_ADDED", _("Plan added")
    PLAN_CHANGED = "PLAN_CHANGED", _("Plan changed")
    MEASURE_ADDED = "MEASURE_ADDED", _("Measure added")
    MEASURE_CHANGED = "MEASURE_CHANGED", _("Measure changed")
    MEASURE_TIED = "MEASURE_TIED", _("Measure tied to a recommendation")
    MEASURE_UNTIED = "MEASURE_UNTIED", _("Measure no longer tied to a recommendation")
    RESPONSIBILITY_GIVEN = "RESPONSIBILITY_GIVEN", _("Organisation made responsible for a measure")
    RESPONSIBILITY_TAKEN = "RESPONSIBILITY_TAKEN", _("Organisation no longer responsible for a measure")
    MEASURE_INDICATOR_ADDED = "MEASURE_INDICATOR_ADDED", _("Indicator of a measure added")
    MEASURE_INDICATOR_REMOVED = "MEASURE_INDICATOR_REMOVED", _("Indicator of a measure removed")
    BUDGET_LINE_ADDED = "BUDGET_LINE_ADDED", _("Budget line of a measure added")
    BUDGET_LINE_REMOVED = "BUDGET_LINE_REMOVED", _("Budget line of a measure removed")
    UPDATE_DRAFTED = "UPDATE_DRAFTED", _("Update on a measure drafted")
    UPDATE_MOVED = "UPDATE_MOVED", _("Update on a measure moved on its way")
    CONTRIBUTION_SHARED = "CONTRIBUTION_SHARED", _("Layer of a contribution changed")
    READ_UPDATE = "READ_UPDATE", _("Updates on a measure read")
    EVIDENCE_ENTERED = "EVIDENCE_ENTERED", _("Evidence of implementation entered")
    READ_IMPLEMENTATION_EVIDENCE = "READ_IMPLEMENTATION_EVIDENCE", _("Evidence of implementation read")
    IMPLEMENTATION_ASSESSED = "IMPLEMENTATION_ASSESSED", _("Implementation of a recommendation assessed")
    READ_ASSESSMENTS = "READ_ASSESSMENTS", _("Assessments of a recommendation read")
    REMINDER_SENT = "REMINDER_SENT", _("Reminder of an update sent")

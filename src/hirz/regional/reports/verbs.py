from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from hirz.foundation.audit.verbs import register


@register
class ReportOutVerb(TextChoices):
    REPORT_BEGUN = "REPORT_BEGUN", _("Report drafted from what is on record")
    REPORT_SECTION_ADDED = "REPORT_SECTION_ADDED", _("Section of a report added")
    REPORT_SECTION_WRITTEN = "REPORT_SECTION_WRITTEN", _("Section of a report written")
    REPORT_SOURCE_ADDED = "REPORT_SOURCE_ADDED", _("Source of a report added")
    REPORT_ISSUED = "REPORT_ISSUED", _("Report issued")
    REPORT_LEFT = "REPORT_LEFT", _("Report downloaded")
    READ_REPORT = "READ_REPORT", _("Report read")
    STATUS_TABLE_LEFT = "STATUS_TABLE_LEFT", _("Table of recommendations downloaded")
    READ_SHEET_OF_MEASURES = "READ_SHEET_OF_MEASURES", _("Table of measures downloaded")
    SHEET_TAKEN_IN = "SHEET_TAKEN_IN", _("Table of measures taken in")

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from hirz.foundation.audit.verbs import register


@register
class ReportVerb(TextChoices):
    EDITION_OPENED = "EDITION_OPENED", _("Report edition opened")
    ENTRY_PROPOSED = "ENTRY_PROPOSED", _("Case listed for the report")
    ENTRY_DECIDED = "ENTRY_DECIDED", _("Decision for the report taken")
    ENTRY_DRAFTED = "ENTRY_DRAFTED", _("Paragraph for the report drafted")
    ENTRY_EDITED = "ENTRY_EDITED", _("Paragraph for the report edited")
    ENTRY_SENT_FOR_COMMENT = "ENTRY_SENT_FOR_COMMENT", _("Extract sent to the State for comment")
    ENTRY_COMMENT_WAIVED = "ENTRY_COMMENT_WAIVED", _("State not asked for comment")
    ENTRY_COMMENT_RECEIVED = "ENTRY_COMMENT_RECEIVED", _("Comment of the State recorded")
    ENTRY_PRESENTED = "ENTRY_PRESENTED", _("Paragraph presented for clearance")
    ENTRY_RETURNED = "ENTRY_RETURNED", _("Paragraph returned to drafting")
    ENTRY_CLEARED = "ENTRY_CLEARED", _("Paragraph cleared")
    ENTRY_FROZEN = "ENTRY_FROZEN", _("Report entry frozen")
    ENTRY_THAWED = "ENTRY_THAWED", _("Report entry taken up again")
    ENTRY_PUBLISHED = "ENTRY_PUBLISHED", _("Case published in the report")
    ENTRY_STAYS_PUBLIC = (
        "ENTRY_STAYS_PUBLIC",
        _("Consent withdrawn after publication: what is public cannot be recalled, further use stops"),
    )
    EDITION_PUBLISHED = "EDITION_PUBLISHED", _("Report published")
    READ_ENTRY = "READ_ENTRY", _("Report entry read")
    READ_EXTRACT = "READ_EXTRACT", _("Extract for the State saved")
    READ_EDITION = "READ_EDITION", _("Report edition read")
    READ_EDITION_FILE = "READ_EDITION_FILE", _("File of the report saved")

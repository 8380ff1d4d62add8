from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from hirz.foundation.audit.verbs import register


@register
class ReportVerb(TextChoices):
    EDITION_OPENED = "EDITION_OPENED", _("Report edition opened")
    ENTRY_PROPOSED = "ENTRY_PROPOSED", _("Case listed for the report")
    ENTRY_DECIDED = "ENTRY_DECIDED", _("Decision for the report taken")
    ENTRY_DRAFTED = "ENTRY_DRAFTED", _("Paragraph for the report drafted")
    ENTRY_SENT_FOR_COMMENT = "ENTRY_SENT_FOR_COMMENT", _("Extract sent to the State for comment")
    ENTRY_RETURNED = "ENTRY_RETURNED", _("Paragraph returned to drafting")
    ENTRY_CLEARED = "ENTRY_CLEARED", _("Paragraph cleared")
    ENTRY_FROZEN = "ENTRY_FROZEN", _("Report entry frozen")
    ENTRY_PUBLISHED = "ENTRY_PUBLISHED", _("Case published in the report")
    EDITION_PUBLISHED = "EDITION_PUBLISHED", _("Report published")

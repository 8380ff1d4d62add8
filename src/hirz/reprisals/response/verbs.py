from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from hirz.foundation.audit.verbs import register


@register
class ResponseVerb(TextChoices):
    RESPONSE_PLANNED = "RESPONSE_PLANNED", _("Response planned")
    RESPONSE_DONE = "RESPONSE_DONE", _("Response carried out")
    RESPONSE_DONE_WITHOUT_CONSENT = (
        "RESPONSE_DONE_WITHOUT_CONSENT", _("Response carried out without the consent it needs")
    )  # fmt: skip
    BREACH_REVIEWED = "BREACH_REVIEWED", _("Response without consent seen to by the head")
    COMMUNICATION_PLANNED = "COMMUNICATION_PLANNED", _("Communication planned")
    COMMUNICATION_DRAFTED = "COMMUNICATION_DRAFTED", _("Communication drafted")
    COMMUNICATION_SENT = "COMMUNICATION_SENT", _("Communication sent")
    COMMUNICATION_FROZEN = "COMMUNICATION_FROZEN", _("Communication frozen")
    COMMUNICATION_RESUMED = "COMMUNICATION_RESUMED", _("Communication resumed")
    COMMUNICATION_CANCELLED = "COMMUNICATION_CANCELLED", _("Communication cancelled")
    REPLY_RECORDED = "REPLY_RECORDED", _("Reply recorded")
    REPLY_ASSESSED = "REPLY_ASSESSED", _("Reply assessed")
    STATE_PROMISE_SETTLED = "STATE_PROMISE_SETTLED", _("What became of a promise of the State put on record")
    NO_REPLY_LOGGED = "NO_REPLY_LOGGED", _("Absence of a reply logged")
    CASE_EXPORTED = "CASE_EXPORTED", _("Case exported")
    READ_LETTER = "READ_LETTER", _("Communication read")
    READ_LETTER_FILE = "READ_LETTER_FILE", _("File of a communication saved")

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from hirz.foundation.audit.verbs import register


@register
class IntakeVerb(TextChoices):
    SUBMISSION_RECEIVED = "SUBMISSION_RECEIVED", _("Submission received")
    SUBMISSION_IMPORTED = "SUBMISSION_IMPORTED", _("Submission imported")
    SUBMISSION_TRIAGED = "SUBMISSION_TRIAGED", _("Submission triaged")
    SUBMISSION_OUT_OF_SCOPE = "SUBMISSION_OUT_OF_SCOPE", _("Submission found out of scope")
    SUBMISSION_STATE_CHANGED = "SUBMISSION_STATE_CHANGED", _("State shown to the submitter changed")
    SUBMISSION_ERASED = "SUBMISSION_ERASED", _("Submission erased with the person it brought")
    MESSAGE_RECEIVED = "MESSAGE_RECEIVED", _("Message received from the submitter")
    MESSAGE_SENT = "MESSAGE_SENT", _("Message sent to the submitter")
    MESSAGE_READ = "MESSAGE_READ", _("Message read by the submitter")
    INBOX_OPENED = "INBOX_OPENED", _("Inbox opened with the receipt")
    CONSENT_CHANGED_BY_SUBMITTER = "CONSENT_CHANGED_BY_SUBMITTER", _("Consent changed by the submitter")
    READ_SUBMISSION = "READ_SUBMISSION", _("Submission read")
    READ_FILE = "READ_FILE", _("File of a submission saved or seen")

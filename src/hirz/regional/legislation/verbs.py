from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from hirz.foundation.audit.verbs import register


@register
class LegislationVerb(TextChoices):
    ADVICE_REQUESTED = "ADVICE_REQUESTED", _("Request for advice on a law recorded")
    LAW_ADDED = "LAW_ADDED", _("Law added")
    LAW_VERSION_ADDED = "LAW_VERSION_ADDED", _("Version of a law added")
    LAW_SHARED = "LAW_SHARED", _("Visibility of a law changed")
    ADVICE_BEGUN = "ADVICE_BEGUN", _("Advice on a law begun")
    ADVICE_INTRODUCED = "ADVICE_INTRODUCED", _("General remarks of advice on a law written")
    LAW_COMMENT_ADDED = "LAW_COMMENT_ADDED", _("Comment on a law added")
    LAW_COMMENT_EDITED = "LAW_COMMENT_EDITED", _("Comment on a law edited")
    LAW_COMMENT_REMOVED = "LAW_COMMENT_REMOVED", _("Comment on a law removed")
    ADVICE_SUBMITTED = "ADVICE_SUBMITTED", _("Advice on a law put up for clearance")
    ADVICE_RETURNED = "ADVICE_RETURNED", _("Advice on a law returned")
    ADVICE_CLEARED = "ADVICE_CLEARED", _("Advice on a law cleared")
    ADVICE_SENT = "ADVICE_SENT", _("Advice on a law sent")
    ADVICE_SHARED = "ADVICE_SHARED", _("Visibility of advice on a law changed")
    UPTAKE_COMPUTED = "UPTAKE_COMPUTED", _("Uptake of comments on a law computed")
    UPTAKE_DECIDED = "UPTAKE_DECIDED", _("Uptake of a comment on a law decided")
    READ_LAW = "READ_LAW", _("Text of a law read")
    READ_LAW_FILE = "READ_LAW_FILE", _("File of a law read")
    READ_ADVICE_REQUEST = "READ_ADVICE_REQUEST", _("Request for advice on a law read")
    READ_ADVICE = "READ_ADVICE", _("Advice on a law read")
    READ_ADVICE_FILE = "READ_ADVICE_FILE", _("File of advice on a law read")

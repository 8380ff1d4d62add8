from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from hirz.foundation.audit.verbs import register


@register
class PartnerVerb(TextChoices):
    CONTACT_ADDED = "CONTACT_ADDED", _("Contact of a partner added")
    CONTACT_ENDED = "CONTACT_ENDED", _("Contact of a partner ended")
    MEETING_RECORDED = "MEETING_RECORDED", _("Meeting with partners recorded")
    PROMISE_RECORDED = "PROMISE_RECORDED", _("Promise recorded")
    PROMISE_SETTLED = "PROMISE_SETTLED", _("What became of a promise recorded")
    PROMISE_CHANGED = "PROMISE_CHANGED", _("Promise changed")
    JOINT_PLAN_MADE = "JOINT_PLAN_MADE", _("Joint plan made")
    PLANNED_ACTION_ADDED = "PLANNED_ACTION_ADDED", _("Action added to a joint plan")
    PLANNED_ACTION_MOVED = "PLANNED_ACTION_MOVED", _("State of a planned action changed")
    FRAMEWORK_RECORDED = "FRAMEWORK_RECORDED", _("Cooperation framework recorded")
    FRAMEWORK_RESULT_ADDED = "FRAMEWORK_RESULT_ADDED", _("Result of a cooperation framework added")
    FRAMEWORK_RESULT_MAPPED = "FRAMEWORK_RESULT_MAPPED", _("Result of a cooperation framework tied to a recommendation")
    UN_ACTIVITY_RECORDED = "UN_ACTIVITY_RECORDED", _("Activity of a United Nations entity recorded")
    UN_ACTIVITY_CHANGED = "UN_ACTIVITY_CHANGED", _("Activity of a United Nations entity changed")
    UN_ACTIVITY_REMOVED = "UN_ACTIVITY_REMOVED", _("Activity of a United Nations entity removed")
    EXPERTISE_REQUESTED = "EXPERTISE_REQUESTED", _("Request for expertise recorded")
    EXPERTISE_HANDED_OVER = "EXPERTISE_HANDED_OVER", _("Request for expertise handed over")
    EXPERTISE_ANSWERED = "EXPERTISE_ANSWERED", _("Request for expertise answered")
    VOICE_HEARD = "VOICE_HEARD", _("Voice recorded")
    VOICE_CONSENT_RECORDED = "VOICE_CONSENT_RECORDED", _("Consent to convey a voice recorded")
    VOICE_CONVEYED = "VOICE_CONVEYED", _("Voice conveyed")
    VOICE_ANSWERED = "VOICE_ANSWERED", _("What came back to a voice recorded")
    VOICE_ERASED = "VOICE_ERASED", _("Voice erased")
    PARTNER_TABLE_LEFT = "PARTNER_TABLE_LEFT", _("Table of partners downloaded")
    PARTNER_TABLE_TAKEN_IN = "PARTNER_TABLE_TAKEN_IN", _("Table of partners taken in")
    READ_CONTACTS = "READ_CONTACTS", _("Contacts of partners read")
    READ_MEETING = "READ_MEETING", _("Meeting with partners read")
    READ_PROMISES = "READ_PROMISES", _("Promises read")
    READ_PLAN = "READ_PLAN", _("Joint plan read")
    READ_EXPERTISE = "READ_EXPERTISE", _("Request for expertise read")
    READ_EXPERTISE_FOUND = "READ_EXPERTISE_FOUND", _("Earlier answers searched")
    READ_VOICE = "READ_VOICE", _("Voice read")

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from hirz.foundation.audit.verbs import register


@register
class MechanismVerb(TextChoices):
    TREATY_ACTION_RECORDED = "TREATY_ACTION_RECORDED", _("Treaty action recorded")
    TREATY_ACTION_CORRECTED = "TREATY_ACTION_CORRECTED", _("Treaty action corrected")
    TREATY_ACTION_REMOVED = "TREATY_ACTION_REMOVED", _("Treaty action removed")
    MECHANISM_EVENT_RECORDED = "MECHANISM_EVENT_RECORDED", _("Event before a mechanism recorded")
    MECHANISM_EVENT_CORRECTED = "MECHANISM_EVENT_CORRECTED", _("Event before a mechanism corrected")
    MECHANISM_EVENT_REMOVED = "MECHANISM_EVENT_REMOVED", _("Event before a mechanism removed")
    OBLIGATION_OVERRIDDEN = "OBLIGATION_OVERRIDDEN", _("Obligation settled by hand")
    OBLIGATION_RETURNED = "OBLIGATION_RETURNED", _("Obligation returned to its rule")

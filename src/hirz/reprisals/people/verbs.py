from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from hirz.foundation.audit.verbs import register


@register
class PeopleVerb(TextChoices):
    PERSON_ENTERED = "PERSON_ENTERED", _("Person entered")
    NAME_ADDED = "NAME_ADDED", _("Name added")
    PERSON_DESCRIBED = "PERSON_DESCRIBED", _("Public description changed")
    BIRTH_CHANGED = "BIRTH_CHANGED", _("Date of birth changed")
    PERSON_ERASED = "PERSON_ERASED", _("Person erased at their wish")
    CONSENT_RECORDED = "CONSENT_RECORDED", _("Consent recorded")
    CONSENT_WITHDRAWN = "CONSENT_WITHDRAWN", _("Consent withdrawn")
    DISCLOSURE_MADE = "DISCLOSURE_MADE", _("Disclosure made")
    DISCLOSURE_WITHOUT_CONSENT = "DISCLOSURE_WITHOUT_CONSENT", _("Disclosure made without the consent it needs")
    DISCLOSURE_REFUSED = "DISCLOSURE_REFUSED", _("Disclosure refused")
    OVERRIDE_ASKED = "OVERRIDE_ASKED", _("Override asked for")
    OVERRIDE_APPROVED = "OVERRIDE_APPROVED", _("Override approved")
    OVERRIDE_REVIEWED = "OVERRIDE_REVIEWED", _("Override reviewed")
    READ_PERSON = "READ_PERSON", _("Person read")
    READ_NAMES = "READ_NAMES", _("List of people read")

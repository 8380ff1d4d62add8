from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from hirz.foundation.audit.verbs import register


@register
class InstitutionVerb(TextChoices):
    LEGAL_PROVISION_RECORDED = "LEGAL_PROVISION_RECORDED", _("Legal provision about an institution recorded")
    LEGAL_PROVISION_ENDED = "LEGAL_PROVISION_ENDED", _("Legal provision about an institution ended")
    ACCREDITATION_RECORDED = "ACCREDITATION_RECORDED", _("Decision on accreditation recorded")
    SCA_RECOMMENDATION_RECORDED = "SCA_RECOMMENDATION_RECORDED", _("Recommendation on accreditation recorded")
    SCA_FOLLOW_UP_RECORDED = "SCA_FOLLOW_UP_RECORDED", _("Follow-up to a recommendation on accreditation recorded")
    OBSERVATION_ASSESSED = "OBSERVATION_ASSESSED", _("Institution assessed under a General Observation")
    EXCHANGE_RECORDED = "EXCHANGE_RECORDED", _("Exchange between institutions recorded")
    EXCHANGE_FOLLOWED_UP = "EXCHANGE_FOLLOWED_UP", _("Exchange between institutions followed up")
    NATIONAL_MECHANISM_DESCRIBED = "NATIONAL_MECHANISM_DESCRIBED", _("National mechanism described")
    MECHANISM_MEMBER_ADDED = "MECHANISM_MEMBER_ADDED", _("Member of a national mechanism added")
    MECHANISM_MEMBER_LEFT = "MECHANISM_MEMBER_LEFT", _("Member of a national mechanism left")
    CAPACITY_ASSESSED = "CAPACITY_ASSESSED", _("Capacity of a national mechanism assessed")
    INSTITUTION_RECORD_REMOVED = "INSTITUTION_RECORD_REMOVED", _("Record about an institution removed")
    READ_INSTITUTION = "READ_INSTITUTION", _("Follow-up of an institution read")
    READ_OBSERVATIONS = "READ_OBSERVATIONS", _("Assessments of an institution read")
    READ_CAPACITIES = "READ_CAPACITIES", _("Assessments of a national mechanism read")
    READ_EXCHANGE = "READ_EXCHANGE", _("Exchange between institutions read")

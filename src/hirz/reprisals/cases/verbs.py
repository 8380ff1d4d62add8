from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from hirz.foundation.audit.verbs import register


@register
class CaseVerb(TextChoices):
    CASE_OPENED = "CASE_OPENED", _("Case opened")
    CASE_ASSIGNED = "CASE_ASSIGNED", _("Case assigned")
    CASE_MOVED = "CASE_MOVED", _("Case moved to another state")
    CASE_FACT_RECORDED = "CASE_FACT_RECORDED", _("Step recorded")
    CASE_FROZEN = "CASE_FROZEN", _("Case frozen because consent was withdrawn")
    CASE_UNFROZEN = "CASE_UNFROZEN", _("Withdrawal settled, case continues")
    NARRATIVE_ERASED = "NARRATIVE_ERASED", _("What was written on the case erased, with the last person concerned")
    REDRAFT_ASKED = "REDRAFT_ASKED", _("Case to be written anew without somebody who was erased")
    REDRAFTED = "REDRAFTED", _("Case written anew without somebody who was erased")
    RECORD_ADDED = "RECORD_ADDED", _("Record added")
    PERSON_JOINED = "PERSON_JOINED", _("Person added to the case")
    SOURCE_ASSESSED = "SOURCE_ASSESSED", _("Source assessed")
    SCOPE_DECIDED = "SCOPE_DECIDED", _("Scope decided")
    RISK_ASSESSED = "RISK_ASSESSED", _("Risk assessed")
    RISK_RAISED = "RISK_RAISED", _("Risk raised")
    VERIFICATION_PROPOSED = "VERIFICATION_PROPOSED", _("Verification proposed")
    VERIFICATION_CONFIRMED = "VERIFICATION_CONFIRMED", _("Verification confirmed by a second person")
    VERIFICATION_RETURNED = "VERIFICATION_RETURNED", _("Verification sent back")
    CLOCK_ESCALATED = "CLOCK_ESCALATED", _("Missed deadline escalated")
    ESCALATION_TAKEN = "ESCALATION_TAKEN", _("Escalation taken up")
    GRANT_GIVEN = "GRANT_GIVEN", _("Access granted")
    GRANT_REVOKED = "GRANT_REVOKED", _("Access revoked")
    READ_CASE = "READ_CASE", _("Case read")
    READ_CASES = "READ_CASES", _("List of cases read")
    READ_FOUND = "READ_FOUND", _("Searched")

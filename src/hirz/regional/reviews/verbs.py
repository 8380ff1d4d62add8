from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from hirz.foundation.audit.verbs import register


@register
class ReviewVerb(TextChoices):
    REVIEW_RECORDED = "REVIEW_RECORDED", _("Review recorded")
    REVIEW_HELD = "REVIEW_HELD", _("Review held")
    REVIEW_DOCUMENT_RECORDED = "REVIEW_DOCUMENT_RECORDED", _("Document of a review recorded")
    REVIEW_DOCUMENT_SHARED = "REVIEW_DOCUMENT_SHARED", _("Document of a review shared")
    REVIEW_DOCUMENT_REMOVED = "REVIEW_DOCUMENT_REMOVED", _("Document of a review removed")
    INVITATION_RECORDED = "INVITATION_RECORDED", _("Standing invitation recorded")
    INVITATION_ENDED = "INVITATION_ENDED", _("Standing invitation ended")
    VISIT_RECORDED = "VISIT_RECORDED", _("Visit of special procedures recorded")
    VISIT_CHANGED = "VISIT_CHANGED", _("Visit of special procedures changed")
    VISIT_STEP_TAKEN = "VISIT_STEP_TAKEN", _("Step of a visit recorded")
    VISIT_STEP_TAKEN_BACK = "VISIT_STEP_TAKEN_BACK", _("Step of a visit taken back")
    VISIT_PREPARED = "VISIT_PREPARED", _("Preparation of a visit noted")
    VISIT_MEETING_RECORDED = "VISIT_MEETING_RECORDED", _("Meeting during a visit recorded")
    READ_VISIT_MEETINGS = "READ_VISIT_MEETINGS", _("Meetings of a visit read")
    SP_COMMUNICATION_RECORDED = "SP_COMMUNICATION_RECORDED", _("Communication of special procedures recorded")
    SP_COMMUNICATION_ANSWERED = "SP_COMMUNICATION_ANSWERED", _("Reply to special procedures recorded")
    SP_COMMUNICATION_PUBLISHED = "SP_COMMUNICATION_PUBLISHED", _("Communication of special procedures published")
    ALTERNATIVE_REPORT_OPENED = "ALTERNATIVE_REPORT_OPENED", _("Alternative report opened")
    ALTERNATIVE_REPORT_SHARED = "ALTERNATIVE_REPORT_SHARED", _("Alternative report shared")
    ALTERNATIVE_REPORT_SUBMITTED = "ALTERNATIVE_REPORT_SUBMITTED", _("Alternative report submitted")
    COAUTHOR_INVITED = "COAUTHOR_INVITED", _("Co-author invited")
    COAUTHOR_ANSWERED = "COAUTHOR_ANSWERED", _("Co-author answered")
    ALTERNATIVE_SECTION_ADDED = "ALTERNATIVE_SECTION_ADDED", _("Section added")
    ALTERNATIVE_SECTION_SAVED = "ALTERNATIVE_SECTION_SAVED", _("Section saved")
    ALTERNATIVE_SECTION_SHARED = "ALTERNATIVE_SECTION_SHARED", _("Section shared")
    ALTERNATIVE_SECTION_COMMENTED = "ALTERNATIVE_SECTION_COMMENTED", _("Section commented")
    ALTERNATIVE_COMMENT_SETTLED = "ALTERNATIVE_COMMENT_SETTLED", _("Comment settled")
    READ_ALTERNATIVE_REPORT = "READ_ALTERNATIVE_REPORT", _("Alternative report read")

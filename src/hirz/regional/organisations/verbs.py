from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from hirz.foundation.audit.verbs import register


@register
class OrganisationVerb(TextChoices):
    ORGANISATION_ADDED = "ORGANISATION_ADDED", _("Organisation added")
    ORGANISATION_CHANGED = "ORGANISATION_CHANGED", _("Organisation changed")
    CONTRIBUTOR_INVITED = "CONTRIBUTOR_INVITED", _("Contributor invited")
    CONTRIBUTOR_LINK_MADE = "CONTRIBUTOR_LINK_MADE", _("Link for a first password made")
    CONTRIBUTOR_HANDED_OVER = "CONTRIBUTOR_HANDED_OVER", _("Part of a contributor handed over")
    CONTRIBUTOR_ENDED = "CONTRIBUTOR_ENDED", _("Access of a contributor ended")
    READ_ORGANISATION = "READ_ORGANISATION", _("Organisation read")
    RECORD_FILE_KEPT = "RECORD_FILE_KEPT", _("File kept with a record")
    RECORD_FILE_SHARED = "RECORD_FILE_SHARED", _("Layer of a file changed")
    RECORD_FILE_ERASED = "RECORD_FILE_ERASED", _("File of a record erased")
    READ_RECORD_FILE = "READ_RECORD_FILE", _("File of a record read")

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from hirz.foundation.audit.verbs import register


@register
class MatchingVerb(TextChoices):
    PEOPLE_MERGED = "PEOPLE_MERGED", _("Two files held to be one person's")
    MERGE_UNDONE = "MERGE_UNDONE", _("Two files taken apart again")
    CONSENT_SETTLED = "CONSENT_SETTLED", _("Decided which answers count for files of one person")
    PAIR_DECIDED = "PAIR_DECIDED", _("Two files compared by a person")
    READ_PAIR = "READ_PAIR", _("Two files read side by side")
    READ_PROPOSALS = "READ_PROPOSALS", _("List of possible duplicates read")

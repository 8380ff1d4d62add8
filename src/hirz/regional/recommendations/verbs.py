from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from hirz.foundation.audit.verbs import register


@register
class RecommendationVerb(TextChoices):
    RECOMMENDATIONS_IMPORTED = "RECOMMENDATIONS_IMPORTED", _("Recommendations imported")
    RECOMMENDATION_CORRECTED = "RECOMMENDATION_CORRECTED", _("Recommendation corrected by an import")
    PART_ADDED = "PART_ADDED", _("Part of a recommendation added")
    PART_EDITED = "PART_EDITED", _("Part of a recommendation edited")
    PART_REMOVED = "PART_REMOVED", _("Part of a recommendation removed")
    POSITION_RECORDED = "POSITION_RECORDED", _("Position of the State recorded")
    GIVEN_TERM_MAPPED = "GIVEN_TERM_MAPPED", _("Term of an import mapped")
    IMPORT_UNDONE = "IMPORT_UNDONE", _("Import of recommendations taken back")
    LINEAGE_DECIDED = "LINEAGE_DECIDED", _("Lineage of a recommendation decided")
    CLUSTERS_CHANGED = "CLUSTERS_CHANGED", _("Groups of recommendations changed")
    CLUSTERS_PUT_BACK = "CLUSTERS_PUT_BACK", _("Change of groups of recommendations taken back")

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecommendationsConfig(AppConfig):
    name = "hirz.regional.recommendations"
    label = "recommendations"

    def ready(self) -> None:
        # Importing is enough: each registers itself.
        from hirz.regional.organisations import contributions
        from hirz.regional.recommendations import permissions, verbs, wording  # noqa: F401

        contributions.register_area(label=_("Recommendations"), url_name="recommendations:list", icon="document-text")

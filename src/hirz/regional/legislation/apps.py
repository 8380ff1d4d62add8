from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LegislationConfig(AppConfig):
    name = "hirz.regional.legislation"
    label = "legislation"

    def ready(self) -> None:
        # Importing is enough: each registers itself.
        from hirz.regional.legislation import verbs, wording  # noqa: F401
        from hirz.regional.organisations import contributions

        contributions.register_area(label=_("Laws and drafts"), url_name="legislation:list", icon="scale")

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InstitutionsConfig(AppConfig):
    name = "hirz.regional.institutions"
    label = "institutions"

    def ready(self) -> None:
        # Importing is enough: each registers itself.
        from hirz.regional.institutions import verbs, wording  # noqa: F401
        from hirz.regional.organisations import contributions

        contributions.register_area(
            label=_("National institutions"), url_name="institutions:list", icon="building-library"
        )

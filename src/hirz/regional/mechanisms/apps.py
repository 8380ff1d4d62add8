from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MechanismsConfig(AppConfig):
    name = "hirz.regional.mechanisms"
    label = "mechanisms"

    def ready(self) -> None:
        # Importing is enough: each registers itself.
        from hirz.regional.mechanisms import permissions, verbs, wording  # noqa: F401
        from hirz.regional.organisations import contributions

        contributions.register_area(
            label=_("Treaties and obligations"), url_name="mechanisms:states", icon="document-check"
        )

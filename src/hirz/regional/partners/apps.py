from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnersConfig(AppConfig):
    name = "hirz.regional.partners"
    label = "partners"

    def ready(self) -> None:
        # Importing is enough: each registers itself.
        from hirz.regional.organisations import contributions
        from hirz.regional.partners import verbs, wording  # noqa: F401
        from hirz.regional.partners.waiting import promises_waiting

        contributions.register(promises_waiting)
        contributions.register_area(label=_("Who does what where"), url_name="partners:matrix", icon="map")

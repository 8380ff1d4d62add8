from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammeConfig(AppConfig):
    name = "hirz.regional.programme"
    label = "programme"

    def ready(self) -> None:
        # Importing is enough: each registers itself.
        from hirz.regional.organisations import contributions
        from hirz.regional.programme import verbs, wording  # noqa: F401

        contributions.register_area(label=_("Activities"), url_name="programme:activities", icon="calendar-days")

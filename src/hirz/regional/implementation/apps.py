from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImplementationConfig(AppConfig):
    name = "hirz.regional.implementation"
    label = "implementation"

    def ready(self) -> None:
        # Importing is enough: each registers itself.
        from hirz.regional.implementation import panels, verbs, wording  # noqa: F401
        from hirz.regional.implementation.waiting import waiting
        from hirz.regional.organisations import contributions

        contributions.register(waiting)
        contributions.register_area(
            label=_("Implementation"), url_name="implementation:overview", icon="clipboard-document-check"
        )

from django.apps import AppConfig


class StaffingConfig(AppConfig):
    name = "hirz.foundation.staffing"
    label = "staffing"

    def ready(self) -> None:
        # Importing is enough: its verbs and words register themselves.
        from hirz.foundation.staffing import actions  # noqa: F401

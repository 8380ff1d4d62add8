from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "hirz.faces.staff"
    label = "staff"

    def ready(self) -> None:
        # Importing is enough: each registers itself.
        from hirz.faces.staff import checks, session_life  # noqa: F401

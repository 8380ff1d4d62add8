from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "hirz.reprisals.reporting"
    label = "reporting"

    def ready(self) -> None:
        # Importing is enough: each registers itself.
        from hirz.reprisals.reporting import erasing, files, permissions, verbs, withdrawal, wording  # noqa: F401

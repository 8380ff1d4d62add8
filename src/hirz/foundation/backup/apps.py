from django.apps import AppConfig


class BackupConfig(AppConfig):
    name = "hirz.foundation.backup"
    label = "backup"

    def ready(self) -> None:
        # Importing is enough: its words register themselves.
        from hirz.foundation.backup import wording  # noqa: F401

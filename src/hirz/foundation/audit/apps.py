from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "hirz.foundation.audit"
    label = "audit"

    def ready(self) -> None:
        # Importing is enough: each registers itself.
        from hirz.foundation.audit import permissions, refusals  # noqa: F401

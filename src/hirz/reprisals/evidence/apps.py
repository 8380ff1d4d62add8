from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "hirz.reprisals.evidence"
    label = "evidence"

    def ready(self) -> None:
        # Importing is enough: each registers itself.
        from hirz.reprisals.evidence import erasing, permissions, verbs, wording  # noqa: F401

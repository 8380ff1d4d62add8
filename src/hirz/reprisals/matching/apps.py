from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "hirz.reprisals.matching"
    label = "matching"

    def ready(self) -> None:
        # Importing is enough: each registers itself.
        from hirz.reprisals.matching import erasing, permissions, verbs, wording  # noqa: F401

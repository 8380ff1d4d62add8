from django.apps import AppConfig


class MechanismsConfig(AppConfig):
    name = "hirz.regional.mechanisms"
    label = "mechanisms"

    def ready(self) -> None:
        # Importing is enough: each registers itself.
        from hirz.regional.mechanisms import permissions, verbs, wording  # noqa: F401

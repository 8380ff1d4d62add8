from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "hirz.reprisals.intake"
    label = "intake"

    def ready(self) -> None:
        # Importing is enough: each registers itself.
        from hirz.reprisals.intake import deadlines, erasing, permissions, taking_in, verbs, wording  # noqa: F401

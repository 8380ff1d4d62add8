from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "hirz.reprisals.people"
    label = "people"

    def ready(self) -> None:
        # Importing is enough: each registers itself.
        from hirz.reprisals.people import permissions, verbs, wording  # noqa: F401

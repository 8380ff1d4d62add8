from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "hirz.regional.organisations"
    label = "organisations"

    def ready(self) -> None:
        # Importing is enough: each registers itself.
        from hirz.regional.organisations import permissions, verbs, wording  # noqa: F401

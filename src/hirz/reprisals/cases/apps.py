from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "hirz.reprisals.cases"
    label = "cases"

    def ready(self) -> None:
        # Importing is enough: each registers itself.
        from hirz.reprisals.cases import erasing, permissions, traits, verbs, withdrawal, wording  # noqa: F401

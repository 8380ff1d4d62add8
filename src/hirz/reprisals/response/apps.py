from django.apps import AppConfig


class ResponseConfig(AppConfig):
    name = "hirz.reprisals.response"
    label = "response"

    def ready(self) -> None:
        # Importing is enough: each registers itself.
        from hirz.reprisals.response import erasing, facts, files, permissions, verbs, withdrawal, wording  # noqa: F401

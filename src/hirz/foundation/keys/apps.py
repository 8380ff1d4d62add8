from django.apps import AppConfig


class KeysConfig(AppConfig):
    name = "hirz.foundation.keys"
    label = "keys"

    def ready(self) -> None:
        # Importing is enough: its words register themselves.
        from hirz.foundation.keys import refusals  # noqa: F401

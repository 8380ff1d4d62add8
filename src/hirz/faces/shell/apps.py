from django.apps import AppConfig


class ShellConfig(AppConfig):
    name = "hirz.faces.shell"
    label = "shell"

    def ready(self) -> None:
        # Importing is enough: it listens.
        from hirz.faces.shell import faults  # noqa: F401

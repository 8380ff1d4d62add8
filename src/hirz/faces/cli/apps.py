from django.apps import AppConfig


class CliConfig(AppConfig):
    name = "hirz.faces.cli"
    label = "cli"

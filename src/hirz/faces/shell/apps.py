from django.apps import AppConfig


class ShellConfig(AppConfig):
    name = "hirz.faces.shell"
    label = "shell"

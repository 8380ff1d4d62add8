from django.apps import AppConfig


class WallsConfig(AppConfig):
    name = "hirz.foundation.walls"
    label = "walls"

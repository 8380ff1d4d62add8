from django.apps import AppConfig


class OfficesConfig(AppConfig):
    name = "hirz.foundation.offices"
    label = "offices"

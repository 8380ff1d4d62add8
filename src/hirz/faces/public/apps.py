from django.apps import AppConfig


class PublicConfig(AppConfig):
    name = "hirz.faces.public"
    label = "public"

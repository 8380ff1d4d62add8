from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "hirz.faces.staff"
    label = "staff"

from django.apps import AppConfig


class RecommendationsConfig(AppConfig):
    name = "hirz.regional.recommendations"
    label = "recommendations"

    def ready(self) -> None:
        # Importing is enough: each registers itself.
        from hirz.regional.recommendations import permissions, verbs, wording  # noqa: F401

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewsConfig(AppConfig):
    name = "hirz.regional.reviews"
    label = "reviews"

    def ready(self) -> None:
        # Importing is enough: each registers itself.
        from hirz.regional.organisations import contributions
        from hirz.regional.reviews import verbs, wording  # noqa: F401
        from hirz.regional.reviews.waiting import invitations_for

        contributions.register(invitations_for)
        contributions.register_area(label=_("Reviews"), url_name="reviews:list", icon="document-check")

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "hirz.regional.reports"
    label = "reports"

    def ready(self) -> None:
        from django.utils.translation import pgettext_lazy

        from hirz.regional.implementation import uses
        from hirz.regional.organisations import contributions
        from hirz.regional.reports import verbs, wording  # noqa: F401
        from hirz.regional.reports.citing import by_reports, in_report

        contributions.register_area(
            label=pgettext_lazy("area of work", "Reports"), url_name="reports:list", icon="document-text"
        )
        uses.register(by_reports, in_report)

from __future__ import annotations

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from hirz.foundation.accounts.models import User
from hirz.foundation.keys.querysets import SealedModel, SealedQuerySet
from hirz.foundation.keys.sealed import SealedJSONField, SealedTextField
from hirz.foundation.offices.models import Office
from hirz.regional.organisations.permissions import VIEW, states_with
from hirz.regional.programme.models.framework import Cycle
from hirz.rules.programme_results import ReportKind


class PeriodReportQuerySet(SealedQuerySet["PeriodReport"]):
    def visible_to(self, user: User) -> Self:
        """To those who follow every State of which it speaks."""
        states, everywhere = states_with(user, VIEW)
        if user.is_contributor or not (states or everywhere):
            return self.none()
        return self.all() if everywhere else self.filter(states__contained_by=[*states, ""])


class PeriodReport(SealedModel):
    """What was done and reached in a period, in one or several States.

    ``numbers`` are those of the moment ``numbers_at``, as whoever took them saw them; cleared, they stay.
    """

    class Kind(models.TextChoices):
        MONTHLY = ReportKind.MONTHLY.value, pgettext_lazy("kind of a report", "Monthly")
        MID_YEAR = ReportKind.MID_YEAR.value, pgettext_lazy("kind of a report", "Mid-year")
        ANNUAL = ReportKind.ANNUAL.value, pgettext_lazy("kind of a report", "Annual")

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="reports")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    from_date = models.DateField()
    until_date = models.DateField()
    states = ArrayField(models.CharField(max_length=2, blank=True))
    numbers = SealedJSONField(unit="id", default=dict)
    numbers_at = models.DateTimeField(default=timezone.now)
    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(default=timezone.now)
    cleared_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    cleared_at = models.DateTimeField(null=True, blank=True)

    objects = PeriodReportQuerySet.as_manager()  # type: ignore[misc]

    class Meta(SealedModel.Meta):
        ordering = ["-from_date", "-drafted_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_date__gte=F("from_date")), name="programme_period_report_in_order"
            ),
            models.CheckConstraint(condition=Q(states__len__gt=0), name="programme_period_report_speaks_of_states"),
            models.CheckConstraint(
                condition=Q(cleared_at__isnull=True, cleared_by__isnull=True)
                | Q(cleared_at__isnull=False, cleared_by__isnull=False),
                name="programme_period_report_clearance_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.from_date}"


class ReportVersionQuerySet(SealedQuerySet["ReportVersion"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(report__in=PeriodReport.objects.visible_to(user))


class ReportVersion(SealedModel):
    """The narrative of a report in one language as somebody left it. Never changed: the next one follows it."""

    report = models.ForeignKey(PeriodReport, on_delete=models.PROTECT, related_name="versions")
    language = models.CharField(max_length=2)
    number = models.PositiveSmallIntegerField()
    text = SealedTextField(unit="report_id", max_length=100_000)
    written_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="empty: drafted"
    )
    written_at = models.DateTimeField(default=timezone.now)

    objects = ReportVersionQuerySet.as_manager()  # type: ignore[misc]

    class Meta(SealedModel.Meta):
        ordering = ["report", "language", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "language", "number"], name="programme_report_version_is_one"),
            models.CheckConstraint(condition=~Q(text=""), name="programme_report_version_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.language} {self.number}"

"""What is done about recommendations: plans, measures, for what they are, who answers for them, and how one sees it.

Titles, days, numbers and sums stand in clear, behind their layer. The account of a measure is sealed.
"""

from __future__ import annotations

from typing import Any, ClassVar, Final

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from hirz.foundation.keys.sealed import SealedTextField
from hirz.foundation.vocabularies.fields import CodeField
from hirz.regional.implementation.rows import Hanging, HangingQuerySet
from hirz.regional.organisations.layered import Layered, LayeredQuerySet
from hirz.regional.organisations.models import Organisation
from hirz.regional.recommendations.models import Part, Recommendation
from hirz.rules.disaggregation import DECIMALS, DIGITS, Kind

WORDS: Final = 20_000


class NumberKind(models.TextChoices):
    """Whether parts of a number are added (``hirz.rules.disaggregation.Kind``)."""

    COUNT = Kind.COUNT.value, pgettext_lazy("kind of a number", "A number of people or things")
    RATE = Kind.RATE.value, pgettext_lazy("kind of a number", "A rate, such as a percentage")


def exact_number(**given: Any) -> models.DecimalField[Any, Any]:
    """A column for a number as exact as the rules keep it, and never below zero."""
    return models.DecimalField(
        max_digits=DIGITS, decimal_places=DECIMALS, validators=[MinValueValidator(0)], **given
    )  # fmt: skip


class PlanQuerySet(LayeredQuerySet["Plan"]):
    pass


class MeasureQuerySet(LayeredQuerySet["Measure"]):
    pass


class TieQuerySet(HangingQuerySet["Tie"]):
    pass


class ResponsibilityQuerySet(HangingQuerySet["Responsibility"]):
    pass


class MeasureIndicatorQuerySet(HangingQuerySet["MeasureIndicator"]):
    pass


class BudgetLineQuerySet(HangingQuerySet["BudgetLine"]):
    pass


class Plan(Layered):
    """What a State, an institution or the office set out to do, as a whole."""

    kind = CodeField(vocabulary="plan_kind")
    title = models.CharField(max_length=300)
    source = models.CharField(max_length=300, blank=True, help_text="number of the decision, address of the text")
    starts_date = models.DateField(null=True, blank=True)
    ends_date = models.DateField(null=True, blank=True)

    objects = PlanQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Layered.Meta):
        ordering = ["state_code", "-starts_date", "title", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="plan_has_title"),
            models.CheckConstraint(
                condition=Q(ends_date__gte=models.F("starts_date")), name="plan_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"plan {self.pk}"


class Measure(Layered):
    """One thing to be done. Updates on it are owed at intervals from its start, and when it is due."""

    plan = models.ForeignKey(Plan, null=True, blank=True, on_delete=models.PROTECT, related_name="measures")
    title = models.CharField(max_length=300)
    account = SealedTextField(unit="id", blank=True, max_length=WORDS)
    starts_date = models.DateField()
    due_date = models.DateField(null=True, blank=True)
    every_months = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MinValueValidator(1)])

    objects = MeasureQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Layered.Meta):
        ordering = ["state_code", "due_date", "title", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="measure_has_title"),
            models.CheckConstraint(
                condition=Q(due_date__gte=models.F("starts_date")), name="measure_is_due_after_it_starts"
            ),
            models.CheckConstraint(condition=Q(every_months__gte=1), name="measure_reports_every_so_many_months"),
        ]

    def __str__(self) -> str:
        return f"measure {self.pk}"


class Tie(Hanging):
    """That a measure is for a recommendation, or for one part of it."""

    hangs_on: ClassVar[str] = "measure"
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="ties")
    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="+")
    part = models.ForeignKey(Part, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = TieQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Hanging.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "recommendation", "part"], nulls_distinct=False, name="measure_tied_once"
            ),
        ]

    def __str__(self) -> str:
        return f"tie {self.pk}"


class Responsibility(Hanging):
    """Which organisation answers for a measure. Its focal points are known from who contributes for it."""

    hangs_on: ClassVar[str] = "measure"
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="responsibilities")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    role = CodeField(vocabulary="responsibility")

    objects = ResponsibilityQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Hanging.Meta):
        ordering = ["measure_id", "role", "id"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "organisation"], name="responsible_once"),
        ]

    def __str__(self) -> str:
        return f"responsibility {self.pk}"


class MeasureIndicator(Hanging):
    """By what one sees whether a measure does what it should."""

    hangs_on: ClassVar[str] = "measure"
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="indicators")
    kind = CodeField(vocabulary="indicator_type")
    title = models.CharField(max_length=300)
    unit = models.CharField(max_length=60, blank=True, help_text="of what: persons, per cent, prisons")
    number_kind = models.CharField(max_length=8, choices=NumberKind, default=NumberKind.COUNT)
    baseline = exact_number(null=True, blank=True)
    baseline_date = models.DateField(null=True, blank=True)
    target = exact_number(null=True, blank=True)
    target_date = models.DateField(null=True, blank=True)
    dimensions = ArrayField(CodeField(vocabulary="disaggregation_dimension"), default=list, blank=True)

    objects = MeasureIndicatorQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Hanging.Meta):
        ordering = ["measure_id", "kind", "title", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="indicator_has_title"),
        ]

    def __str__(self) -> str:
        return f"indicator {self.pk}"


class BudgetLine(Hanging):
    """Money for a measure in one year: planned, allocated or spent, in one currency. Sums never mix them."""

    hangs_on: ClassVar[str] = "measure"
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="budget")
    kind = CodeField(vocabulary="budget_kind")
    year = models.PositiveSmallIntegerField()
    amount = models.DecimalField(max_digits=18, decimal_places=2, validators=[MinValueValidator(0)])
    currency = models.CharField(max_length=3, validators=[RegexValidator("^[A-Z]{3}$")])
    source = models.CharField(max_length=300, blank=True)

    objects = BudgetLineQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Hanging.Meta):
        ordering = ["measure_id", "year", "kind", "currency", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="budget_line_not_below_zero"),
        ]

    def __str__(self) -> str:
        return f"budget line {self.pk}"

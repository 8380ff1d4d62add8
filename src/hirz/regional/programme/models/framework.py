from __future__ import annotations

import uuid
from decimal import Decimal
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from hirz.foundation.accounts.models import User
from hirz.foundation.vocabularies.fields import CodeField
from hirz.regional.organisations.layered import Layered
from hirz.regional.programme.dimensions import overlapping
from hirz.regional.programme.models.rows import EnteredRow, ExactField, LanguageField, PlanQuerySet
from hirz.rules.disaggregation import Breakdown, Disaggregated, Kind


class CycleQuerySet(PlanQuerySet["Cycle"]):
    pass


class ResultQuerySet(PlanQuerySet["Result"]):
    pass


class Cycle(EnteredRow):
    """A period of programming with its set of thematic priorities."""

    pillar_set = CodeField(vocabulary="pillar_set")
    from_date = models.DateField()
    until_date = models.DateField()

    objects = CycleQuerySet.as_manager()

    class Meta:
        ordering = ["-from_date", "id"]
        constraints = [
            models.UniqueConstraint(fields=["pillar_set", "from_date"], name="programme_cycle_is_one"),
            models.CheckConstraint(condition=Q(until_date__gte=F("from_date")), name="programme_cycle_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.pillar_set} {self.from_date}"


class Result(EnteredRow):
    """What is to be different (outcome), or what is to be there (output), under one priority of a cycle."""

    class Kind(models.TextChoices):
        OUTCOME = "OUTCOME", pgettext_lazy("kind of a result", "Outcome")
        OUTPUT = "OUTPUT", pgettext_lazy("kind of a result", "Output")

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="results")
    pillar = CodeField(vocabulary="pillar")
    kind = models.CharField(max_length=8, choices=Kind)
    title = models.CharField(max_length=300)
    language = LanguageField(default="en")
    spotlights = ArrayField(CodeField(vocabulary="spotlight"), default=list, blank=True)

    objects = ResultQuerySet.as_manager()

    class Meta:
        ordering = ["cycle", "pillar", "kind", "entered_at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="programme_result_has_title")]

    def __str__(self) -> str:
        return self.title


class Indicator(Layered):
    """How it is seen whether a result came about, in one State or in none in particular. Its numbers are exact."""

    class Measure(models.TextChoices):
        """Counts may add up; rates are never added (``hirz.rules.disaggregation.Kind``)."""

        COUNT = Kind.COUNT.value, pgettext_lazy("measure of an indicator", "A number of people or things")
        RATE = Kind.RATE.value, pgettext_lazy("measure of an indicator", "A percentage")

    result = models.ForeignKey(Result, on_delete=models.PROTECT, related_name="indicators")
    title = models.CharField(max_length=300)
    language = LanguageField(default="en")
    definition = models.TextField(max_length=2000, blank=True, help_text="what is counted, and what is not")
    kind = CodeField(vocabulary="indicator_type", blank=True)
    measure = models.CharField(max_length=8, choices=Measure)
    baseline = ExactField(null=True, blank=True)
    baseline_date = models.DateField(null=True, blank=True)
    target = ExactField(null=True, blank=True)
    target_date = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300, help_text="where the values come from")

    class Meta(Layered.Meta):
        ordering = ["result", "state_code", "entered_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="programme_indicator_has_title"),
            models.CheckConstraint(
                condition=Q(baseline__isnull=True) | Q(baseline_date__isnull=False), name="programme_baseline_has_day"
            ),
            models.CheckConstraint(
                condition=Q(target__isnull=True) | Q(target_date__isnull=False), name="programme_target_has_day"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class IndicatorValueQuerySet(models.QuerySet["IndicatorValue"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(indicator__in=Indicator.objects.visible_to(user))


class IndicatorValue(EnteredRow):
    """What an indicator was over a period, both days included. A period without a value has no row: nobody reported."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="values")
    from_date = models.DateField()
    until_date = models.DateField()
    number = ExactField()
    note = models.CharField(max_length=300, blank=True)

    objects = IndicatorValueQuerySet.as_manager()

    class Meta:
        ordering = ["indicator", "from_date", "until_date"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "from_date", "until_date"], name="programme_indicator_value_is_one"
            ),
            models.CheckConstraint(
                condition=Q(until_date__gte=F("from_date")), name="programme_indicator_value_in_order"
            ),
            models.CheckConstraint(condition=Q(number__gte=0), name="programme_indicator_value_not_below_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.from_date} {self.until_date}"

    @property
    def disaggregated(self) -> Disaggregated:
        """The value with whatever divides it. Asks for the parts: prefetch them where there are many values."""
        by_dimension: dict[str, dict[str, Decimal]] = {}
        for part in self.parts.all():
            by_dimension.setdefault(part.dimension, {})[part.part] = part.number
        divided = tuple(Breakdown(name, parts, name in overlapping()) for name, parts in sorted(by_dimension.items()))
        return Disaggregated(self.number, divided, Kind(self.indicator.measure))


class ValuePartQuerySet(models.QuerySet["ValuePart"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(value__indicator__in=Indicator.objects.visible_to(user))


class ValuePart(EnteredRow):
    """A part of a value by one dimension."""

    value = models.ForeignKey(IndicatorValue, on_delete=models.CASCADE, related_name="parts")
    dimension = CodeField(vocabulary="disaggregation_dimension")
    part = CodeField(vocabulary="disaggregation_category")
    number = ExactField()

    objects = ValuePartQuerySet.as_manager()

    class Meta:
        ordering = ["value", "dimension", "part"]
        constraints = [
            models.UniqueConstraint(fields=["value", "dimension", "part"], name="programme_value_part_is_one"),
            models.CheckConstraint(condition=Q(number__gte=0), name="programme_value_part_not_below_zero"),
        ]

    def __str__(self) -> str:
        return str(self.part)


class PrincipleCheckQuerySet(models.QuerySet["PrincipleCheck"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(indicator__in=Indicator.objects.visible_to(user))


class PrincipleCheck(models.Model):
    """What somebody found when they held an indicator against one principle, with their reason."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="checks")
    principle = CodeField(vocabulary="data_principle")
    is_met = models.BooleanField()
    reason = models.TextField(max_length=2000)
    checked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(default=timezone.now)

    objects = PrincipleCheckQuerySet.as_manager()

    class Meta:
        ordering = ["indicator", "checked_at"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "principle"], name="programme_principle_is_checked_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="programme_principle_check_has_reason"),
        ]

    def __str__(self) -> str:
        return str(self.principle)

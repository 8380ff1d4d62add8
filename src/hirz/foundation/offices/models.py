from __future__ import annotations

import uuid
from calendar import isleap
from datetime import date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from hirz.foundation.vocabularies.languages import language_of
from hirz.rules.calendar import WorkingCalendar

LEAP_DAY: Final = "02-29"


class OfficeQuerySet(models.QuerySet["Office"]):
    def covering(self, state_code: str) -> OfficeQuerySet:
        return self.filter(states__contains=[state_code])


class Office(models.Model):
    """An office, presence or team: the compartment in which cases live."""

    class Kind(models.TextChoices):
        HEADQUARTERS = "HEADQUARTERS", _("Headquarters team")
        REGIONAL = "REGIONAL", _("Regional office")
        PRESENCE = "PRESENCE", _("Field presence")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=32, unique=True)
    names = models.JSONField(help_text="name by language code")
    kind = models.CharField(max_length=16, choices=Kind)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="below")
    states = ArrayField(models.CharField(max_length=2), default=list, help_text="codes of the States it covers")
    languages = ArrayField(models.CharField(max_length=8), default=list)
    time_zone = models.CharField(max_length=64)
    weekend = ArrayField(models.PositiveSmallIntegerField(), default=list, help_text="0 is Monday")
    fixed_holidays = ArrayField(models.CharField(max_length=5), default=list, help_text="MM-DD, every year")
    holidays = ArrayField(models.DateField(), default=list, help_text="movable ones, entered each year")
    day_starts = models.TimeField(default=time(9))
    day_ends = models.TimeField(default=time(17))

    objects = OfficeQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=Q(day_starts__lt=models.F("day_ends")), name="office_day_has_length"),
            models.CheckConstraint(condition=~Q(id=models.F("parent")), name="office_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return str(self.names[language_of(translation.get_language())])

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def today(self) -> date:
        """The day on the wall of the office, whatever day it is where the page is made or read."""
        return self.local_date(timezone.now())

    def local_date(self, moment: datetime) -> date:
        return timezone.localdate(moment, self.zone)

    @property
    def calendar(self) -> WorkingCalendar:
        return WorkingCalendar(
            time_zone=self.zone,
            weekend=frozenset(self.weekend),
            holidays=frozenset(self.holidays) | self._fixed_holidays(),
            day_starts=self.day_starts,
            day_ends=self.day_ends,
        )

    def _fixed_holidays(self) -> frozenset[date]:
        """Of the years in which a clock of today can begin or end."""
        this_year = timezone.now().year
        years = range(this_year - 10, this_year + 3)
        return frozenset(
            date.fromisoformat(f"{year}-{day}") for year in years for day in self.fixed_holidays if _falls_in(year, day)
        )


def _falls_in(year: int, day: str) -> bool:
    """29 February is kept in leap years, and in others on no other day."""
    return day != LEAP_DAY or isleap(year)

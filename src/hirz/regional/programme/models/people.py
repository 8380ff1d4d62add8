from __future__ import annotations

from django.db import models
from django.db.models import Q

from hirz.foundation.keys.sealed import SealedJSONField, SealedTextField
from hirz.regional.organisations.layered import Internal
from hirz.regional.programme.models.activities import Activity
from hirz.regional.programme.models.rows import ExactField
from hirz.rules.programme_results import FOLLOW_UP_MONTHS, CountedGroup, Score


class Participant(Internal):
    """Somebody who took part and agreed to be kept, with what they said of themselves. Their key is theirs alone.

    ``said_of_self``: dimension → parts, only where the person chose. Erased, the row stays and counts; nothing in it
    can be read any more.
    """

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="participants")
    name = SealedTextField(unit="id", max_length=200, blank=True)
    contact = SealedTextField(unit="id", max_length=300, blank=True)
    said_of_self = SealedJSONField(unit="id", default=dict, blank=True)
    agreed_date = models.DateField(help_text="the day on which the person agreed to be kept")
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta(Internal.Meta):
        ordering = ["activity", "entered_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(erased_at__isnull=True) & ~Q(name="")) | Q(erased_at__isnull=False, name="", contact=""),
                name="programme_participant_has_name_or_is_erased",
            )
        ]

    def __str__(self) -> str:
        return f"participant {self.pk}"


class CountedParticipants(Internal):
    """People who took part and of whom only numbers are kept. ``parts``: dimension → part → how many said so."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="counted")
    total = models.PositiveIntegerField()
    parts = models.JSONField(default=dict, blank=True)
    source = models.CharField(max_length=300, help_text="how they were counted")

    class Meta(Internal.Meta):
        ordering = ["activity", "entered_at", "id"]
        constraints = [models.CheckConstraint(condition=Q(total__gt=0), name="programme_counted_participants_are_some")]

    def __str__(self) -> str:
        return str(self.total)

    @property
    def as_group(self) -> CountedGroup:
        return CountedGroup(self.total, self.parts)


class PairedScore(Internal):
    """What somebody reached before and after, under a number that leads to no name."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="scores")
    number = models.PositiveSmallIntegerField()
    before = ExactField(null=True, blank=True)
    after = ExactField(null=True, blank=True)

    class Meta(Internal.Meta):
        ordering = ["activity", "number"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "number"], name="programme_test_number_is_one"),
            models.CheckConstraint(
                condition=Q(before__isnull=False) | Q(after__isnull=False), name="programme_test_score_says_something"
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)

    @property
    def as_score(self) -> Score:
        return Score(self.before, self.after)


class ActivityFollowUp(Internal):
    """What was asked some months later, how many answered, and how many of those applied what they learned."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="follow_ups")
    months = models.PositiveSmallIntegerField(choices=[(months, str(months)) for months in FOLLOW_UP_MONTHS])
    on_date = models.DateField()
    asked = models.PositiveIntegerField()
    answered = models.PositiveIntegerField()
    applied = models.PositiveIntegerField()
    text = SealedTextField(unit="id", max_length=20_000, blank=True, help_text="what was applied")

    class Meta(Internal.Meta):
        ordering = ["activity", "months"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "months"], name="programme_follow_up_is_one"),
            models.CheckConstraint(condition=Q(months__in=FOLLOW_UP_MONTHS), name="programme_follow_up_months_known"),
            models.CheckConstraint(
                condition=Q(applied__lte=models.F("answered"), answered__lte=models.F("asked")),
                name="programme_follow_up_numbers_fit",
            ),
        ]

    def __str__(self) -> str:
        return str(self.months)

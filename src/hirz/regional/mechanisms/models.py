"""What States did under the treaties, what happened before the mechanisms, and words against a rule.

All of it is public, or about what is public, and in clear. What follows is computed (``hirz.rules``), not stored.
"""

from __future__ import annotations

import uuid
from typing import ClassVar, Final, Self, TypeVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hirz.foundation.accounts.models import User
from hirz.foundation.vocabularies.fields import CodeField
from hirz.regional.organisations.models import Organisation
from hirz.regional.organisations.viewpoints import in_their_part
from hirz.rules.mechanism_facts import EventKind
from hirz.rules.treaty_status import Precision

RowT = TypeVar("RowT", bound=models.Model)
LETTERS: Final = (EventKind.COMMUNICATION_SENT, EventKind.COMMUNICATION_ANSWERED)
"""Events of a correspondence that is nobody's but the mandates' and the State's until it is published."""


class DayPrecision(models.TextChoices):
    """How well a day is known (``hirz.rules.treaty_status.Precision``)."""

    DAY = Precision.DAY.value, _("The day is known")
    YEAR = Precision.YEAR.value, _("Only the year is known")
    BY = Precision.BY.value, pgettext_lazy("precision of a day", "Some day until then")


class OfStaffQuerySet(models.QuerySet[RowT]):
    """Work of the office about facts of States: contributors, who read the facts, read none of it."""

    def visible_to(self, user: User) -> Self:
        return self.all() if user.is_active and not user.is_contributor else self.none()


class OfStatesQuerySet(models.QuerySet[RowT]):
    """Facts of States are public: the staff read those of all, a contributor those of the State in their part.

    ``state`` is the way from a row to the code of its State.
    """

    state: ClassVar[str] = "state_code"

    def visible_to(self, user: User) -> Self:
        if user.is_contributor:
            return self.filter(in_their_part(user, self.state))
        return self.all() if user.is_active else self.none()


class TreatyActionQuerySet(OfStatesQuerySet["TreatyAction"]):
    pass


class MechanismEventQuerySet(OfStatesQuerySet["MechanismEvent"]):
    def visible_to(self, user: User) -> Self:
        """Letters of special procedures are no business of contributors here: published ones stand with the reviews."""
        rows = super().visible_to(user)
        return rows.exclude(kind__in=LETTERS) if user.is_contributor else rows


class ObligationOverrideQuerySet(OfStaffQuerySet["ObligationOverride"]):
    pass


class OfState(models.Model):
    """Something on record of one State, with where it is known from and who entered it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    state_code = models.CharField(max_length=2, help_text="ISO 3166-1 alpha-2")
    source = models.CharField(max_length=300)
    entered_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True


class TreatyAction(OfState):
    """One act of a State under a treaty. ``on_date`` is the last day on which it can have happened."""

    treaty = CodeField(vocabulary="treaty")
    kind = CodeField(vocabulary="treaty_action")
    on_date = models.DateField()
    precision = models.CharField(max_length=4, choices=DayPrecision, default=DayPrecision.DAY)
    article = models.CharField(max_length=64, blank=True)
    text = models.TextField(blank=True, help_text="of a reservation or declaration, as the depositary published it")
    withdraws = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="withdrawals")
    until_date = models.DateField(null=True, blank=True, help_text="end of a postponement")

    objects = TreatyActionQuerySet.as_manager()

    class Meta:
        ordering = ["state_code", "on_date", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["state_code", "treaty", "kind", "on_date", "article"], name="treaty_action_is_one"
            ),
            models.CheckConstraint(
                condition=Q(kind="withdrawal_of_reservation", withdraws__isnull=False)
                | (~Q(kind="withdrawal_of_reservation") & Q(withdraws__isnull=True)),
                name="treaty_action_withdraws_as_withdrawal",
            ),
            models.CheckConstraint(
                condition=Q(until_date__isnull=True) | Q(kind="prevention_postponed"),
                name="treaty_action_until_as_postponement",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="treaty_action_has_source"),
        ]

    def __str__(self) -> str:
        return f"{self.state_code} {self.treaty} {self.kind} {self.on_date}"


class MechanismEvent(OfState):
    """Something that happened before a mechanism: from it an obligation starts, or by it one is fulfilled.

    ``next_date`` and ``follow_up_date`` are days that the mechanism named.
    """

    kind = CodeField(vocabulary="mechanism_event")
    treaty = CodeField(vocabulary="treaty", blank=True)
    on_date = models.DateField()
    next_date = models.DateField(null=True, blank=True)
    follow_up_date = models.DateField(null=True, blank=True)
    session = models.PositiveSmallIntegerField(null=True, blank=True, help_text="of the Working Group of the review")
    reference = models.CharField(max_length=64, blank=True, help_text="symbol of a document, reference of a letter")
    institution = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="of a decision on accreditation: on which national institution, where it was said",
    )  # fmt: skip

    objects = MechanismEventQuerySet.as_manager()

    class Meta:
        ordering = ["state_code", "on_date", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["state_code", "kind", "treaty", "on_date", "reference", "institution"],
                name="mechanism_event_is_one",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(next_date__isnull=True) | Q(next_date__gte=models.F("on_date")),
                name="mechanism_event_names_a_later_day",
            ),
            models.CheckConstraint(
                condition=Q(follow_up_date__isnull=True) | Q(follow_up_date__gte=models.F("on_date")),
                name="mechanism_event_names_a_later_follow_up",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="mechanism_event_has_source"),
        ]

    def __str__(self) -> str:
        return f"{self.state_code} {self.kind} {self.on_date}"


class ObligationOverride(models.Model):
    """A person's word against a rule, with its reason. Never changed: a later word on the same obligation follows it.

    With another day, or with nothing owed; with neither, the obligation returns to its rule.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    state_code = models.CharField(max_length=2)
    key = models.CharField(max_length=200)
    due_date = models.DateField(null=True, blank=True)
    is_owed = models.BooleanField(default=True)
    reason = models.TextField(max_length=2000)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now)

    objects = ObligationOverrideQuerySet.as_manager()

    class Meta:
        ordering = ["decided_at", "id"]
        indexes = [models.Index(fields=["state_code", "key"], name="override_of_obligation")]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="obligation_override_has_reason"),
            models.CheckConstraint(
                condition=Q(is_owed=True) | Q(due_date__isnull=True), name="obligation_override_says_one_thing"
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def returns_to_rule(self) -> bool:
        return self.is_owed and self.due_date is None

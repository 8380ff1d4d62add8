from __future__ import annotations

from typing import Self, TypeVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from hirz.foundation.accounts.models import User
from hirz.foundation.keys.querysets import SealedQuerySet
from hirz.foundation.keys.sealed import SealedTextField
from hirz.foundation.vocabularies.fields import CodeField
from hirz.regional.organisations.layered import Internal, Layered
from hirz.regional.organisations.models import Organisation
from hirz.regional.programme.models.framework import Result
from hirz.regional.programme.models.rows import EnteredRow, ExactField, LanguageField
from hirz.regional.recommendations.models import Recommendation
from hirz.rules.programme_results import Amounts

RowT = TypeVar("RowT", bound=models.Model)


class Activity(Layered):
    """Something that the office does towards a result: where, when, by whom, with whom."""

    class State(models.TextChoices):
        PLANNED = "PLANNED", pgettext_lazy("state of an activity", "Planned")
        UNDER_WAY = "UNDER_WAY", pgettext_lazy("state of an activity", "Under way")
        DONE = "DONE", pgettext_lazy("state of an activity", "Done")
        CANCELLED = "CANCELLED", pgettext_lazy("state of an activity", "Cancelled")

    result = models.ForeignKey(Result, on_delete=models.PROTECT, related_name="activities")
    kind = CodeField(vocabulary="activity_kind")
    title = models.CharField(max_length=300)
    language = LanguageField(default="en")
    purpose = models.TextField(max_length=4000, help_text="what it is for, in words that may be published")
    place = models.CharField(max_length=200, blank=True)
    from_date = models.DateField()
    until_date = models.DateField()
    state = models.CharField(max_length=16, choices=State, default=State.PLANNED)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    test_maximum = ExactField(null=True, blank=True, help_text="highest score of the tests before and after")
    changed_at = models.DateTimeField(auto_now=True)
    recommendations = models.ManyToManyField(Recommendation, through="ServedRecommendation", related_name="activities")

    class Meta(Layered.Meta):
        ordering = ["-from_date", "-id"]
        indexes = [
            models.Index(fields=["-from_date", "-id"], name="programme_activity_in_order"),
            models.Index(fields=["state_code", "from_date"], name="programme_activity_of_state"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(title="") & ~Q(purpose=""), name="programme_activity_says_what_for"),
            models.CheckConstraint(
                condition=Q(until_date__gte=F("from_date")), name="programme_activity_in_order_of_days"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class OfActivityQuerySet(SealedQuerySet[RowT]):
    def visible_to(self, user: User) -> Self:
        return self.filter(activity__in=Activity.objects.visible_to(user))


class ServedRecommendationQuerySet(OfActivityQuerySet["ServedRecommendation"]):
    pass


class ActivityPartnerQuerySet(OfActivityQuerySet["ActivityPartner"]):
    def visible_to(self, user: User) -> Self:
        """That an organisation works with the office is told to those who see both."""
        return super().visible_to(user).filter(organisation__in=Organisation.objects.visible_to(user))


class BudgetLineQuerySet(OfActivityQuerySet["BudgetLine"]):
    pass


class ActivityDocumentQuerySet(OfActivityQuerySet["ActivityDocument"]):
    pass


class ServedRecommendation(EnteredRow):
    """That an activity serves a recommendation."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="served")
    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="+")

    objects = ServedRecommendationQuerySet.as_manager()

    class Meta:
        ordering = ["activity", "entered_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "recommendation"], name="programme_recommendation_served_once")
        ]

    def __str__(self) -> str:
        return f"served {self.pk}"


class ActivityPartner(EnteredRow):
    """An organisation that takes part in an activity, and in which role."""

    class Role(models.TextChoices):
        """The roles of the aid transparency standard, by its codes."""

        FUNDING = "1", pgettext_lazy("role of a partner", "Pays for it")
        ACCOUNTABLE = "2", pgettext_lazy("role of a partner", "Answers for it")
        IMPLEMENTING = "4", pgettext_lazy("role of a partner", "Carries it out")

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=1, choices=Role)

    objects = ActivityPartnerQuerySet.as_manager()

    class Meta:
        ordering = ["activity", "role", "entered_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "organisation", "role"], name="programme_partner_has_role_once")
        ]

    def __str__(self) -> str:
        return f"partner {self.pk}"


class BudgetLine(EnteredRow):
    """Money for one thing in one currency over at most a year: planned, promised, spent."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="budget_lines")
    title = models.CharField(max_length=200)
    currency = models.CharField(max_length=3, help_text="ISO 4217")
    from_date = models.DateField()
    until_date = models.DateField()
    planned = ExactField(default=0)
    committed = ExactField(default=0)
    spent = ExactField(default=0)

    objects = BudgetLineQuerySet.as_manager()

    class Meta:
        ordering = ["activity", "currency", "entered_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(until_date__gte=F("from_date")), name="programme_budget_line_in_order"),
            models.CheckConstraint(
                condition=Q(planned__gte=0, committed__gte=0, spent__gte=0), name="programme_budget_line_not_below_zero"
            ),
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$"), name="programme_budget_line_has_currency"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def amounts(self) -> Amounts:
        return Amounts(self.planned, self.committed, self.spent)


class ActivityDocument(EnteredRow):
    """A published document about an activity, where anybody finds it."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="documents")
    title = models.CharField(max_length=300)
    language = LanguageField(default="en")
    url = models.URLField(max_length=500)

    objects = ActivityDocumentQuerySet.as_manager()

    class Meta:
        ordering = ["activity", "entered_at", "id"]

    def __str__(self) -> str:
        return self.title


class ActivityNote(Internal):
    """What somebody of the office noted about an activity. It stays in the office, whatever the activity's layer."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="notes")
    text = SealedTextField(unit="id", max_length=20_000)

    class Meta(Internal.Meta):
        ordering = ["activity", "entered_at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="programme_activity_note_says_something")]

    def __str__(self) -> str:
        return f"note {self.pk}"

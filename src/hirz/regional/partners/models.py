"""Work with partners: who they are, what was agreed and promised, who does what where, and voices carried to others.

Titles, days, places and what the United Nations plans in public stand in clear. What people said or agreed, who they
are and how they are reached is sealed. Contacts, requests and voices are the office's own business and no one else's.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from hirz.foundation.accounts.models import User
from hirz.foundation.keys.querysets import SealedModel
from hirz.foundation.keys.sealed import SealedTextField
from hirz.foundation.vocabularies.fields import CodeField
from hirz.regional.organisations.layered import Internal, Layered
from hirz.regional.organisations.models import Organisation
from hirz.regional.recommendations.models import Recommendation
from hirz.rules.conveying import VoiceAnswer, VoiceAnswerState
from hirz.rules.promises import PromiseFacts, PromiseOutcome

LONGEST: Final = 10_000


class PartnerContact(Internal):
    """A person at an organisation, and how they are reached."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="contacts")
    name = SealedTextField(unit="id", max_length=200)
    function = SealedTextField(unit="id", max_length=200, blank=True)
    reached = SealedTextField(unit="id", max_length=1000, blank=True, help_text="telephone, address, what is safe")
    until_date = models.DateField(null=True, blank=True, help_text="since when they are no contact any more")

    class Meta(Internal.Meta):
        ordering = ["entered_at", "id"]

    def __str__(self) -> str:
        return f"contact {self.pk}"


class PartnerMeeting(Layered):
    """A meeting with partners: its agenda, who was there, what was decided."""

    on_date = models.DateField()
    subject = models.CharField(max_length=300)
    place = models.CharField(max_length=200, blank=True)
    agenda = SealedTextField(unit="id", max_length=LONGEST, blank=True)
    participants = SealedTextField(unit="id", max_length=LONGEST, blank=True)
    decisions = SealedTextField(unit="id", max_length=LONGEST, blank=True)

    class Meta(Layered.Meta):
        ordering = ["-on_date", "id"]

    def __str__(self) -> str:
        return f"meeting {self.pk}"


class MeetingParty(SealedModel):
    """An organisation that took part in a meeting."""

    meeting = models.ForeignKey(PartnerMeeting, on_delete=models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="meetings")

    class Meta(SealedModel.Meta):
        ordering = ["meeting", "id"]
        constraints = [models.UniqueConstraint(fields=["meeting", "organisation"], name="meeting_party_is_one")]

    def __str__(self) -> str:
        return f"party {self.pk}"


class PartnerPromise(Layered):
    """What one promised another, by when, and what became of it. An empty side is the office itself."""

    class Outcome(models.TextChoices):
        KEPT = PromiseOutcome.KEPT.value, pgettext_lazy("promise", "Kept")
        BROKEN = PromiseOutcome.BROKEN.value, pgettext_lazy("promise", "Broken")
        RELEASED = PromiseOutcome.RELEASED.value, pgettext_lazy("promise", "No longer held to it")

    meeting = models.ForeignKey(
        PartnerMeeting, null=True, blank=True, on_delete=models.PROTECT, related_name="promises"
    )
    promised_by = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="promises_made"
    )
    promised_to = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="promises_received"
    )
    text = SealedTextField(unit="id", max_length=LONGEST)
    made_date = models.DateField()
    due_date = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=16, choices=Outcome, blank=True)
    outcome_date = models.DateField(null=True, blank=True)
    outcome_note = SealedTextField(unit="id", max_length=LONGEST, blank=True)

    class Meta(Layered.Meta):
        ordering = ["made_date", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", outcome_date__isnull=True) | (~Q(outcome="") & Q(outcome_date__isnull=False)),
                name="promise_outcome_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(due_date__isnull=True) | Q(due_date__gte=F("made_date")), name="promise_due_after_made"
            ),
        ]
        indexes = [models.Index(fields=["outcome", "due_date"], name="promise_waiting")]

    def __str__(self) -> str:
        return f"promise {self.pk}"

    @property
    def facts(self) -> PromiseFacts:
        return PromiseFacts(
            made_date=self.made_date,
            due_date=self.due_date,
            outcome=PromiseOutcome(self.outcome) if self.outcome else None,
            outcome_date=self.outcome_date,
        )


class JointPlan(Layered):
    """What several organisations mean to do together."""

    title = models.CharField(max_length=300)
    from_date = models.DateField()
    until_date = models.DateField()

    class Meta(Layered.Meta):
        ordering = ["-from_date", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(until_date__gte=F("from_date")), name="joint_plan_ends_after_it_began")
        ]

    def __str__(self) -> str:
        return f"plan {self.pk}"


class PlannedAction(SealedModel):
    """One action of a joint plan, with the organisation that leads it: none is the office itself."""

    class State(models.TextChoices):
        PLANNED = "PLANNED", pgettext_lazy("action of a plan", "Planned")
        UNDER_WAY = "UNDER_WAY", pgettext_lazy("action of a plan", "Under way")
        DONE = "DONE", pgettext_lazy("action of a plan", "Done")
        DROPPED = "DROPPED", pgettext_lazy("action of a plan", "Dropped")

    plan = models.ForeignKey(JointPlan, on_delete=models.CASCADE, related_name="actions")
    lead = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    text = SealedTextField(unit="id", max_length=2000)
    from_date = models.DateField(null=True, blank=True)
    until_date = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=16, choices=State, default=State.PLANNED)

    class Meta(SealedModel.Meta):
        ordering = ["plan", "until_date", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_date__isnull=True) | Q(from_date__isnull=True) | Q(until_date__gte=F("from_date")),
                name="planned_action_ends_after_it_began",
            )
        ]

    def __str__(self) -> str:
        return f"action {self.pk}"

    @property
    def office_id(self) -> UUID:
        return self.plan.office_id


class Framework(Layered):
    """A cooperation framework of the United Nations with a State, as it was signed."""

    title = models.CharField(max_length=300)
    from_year = models.PositiveSmallIntegerField()
    until_year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=300)

    class Meta(Layered.Meta):
        ordering = ["-from_year", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(until_year__gte=F("from_year")), name="framework_ends_after_it_began"),
            models.CheckConstraint(condition=~Q(source=""), name="framework_has_source"),
        ]

    def __str__(self) -> str:
        return f"framework {self.pk}"


class FrameworkResult(SealedModel):
    """An outcome of a framework, or an output under one, with the targets that it serves."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="results")
    outcome = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="outputs")
    number = models.CharField(max_length=16)
    text = models.TextField(max_length=LONGEST)
    sdg_targets = ArrayField(models.CharField(max_length=64), default=list, blank=True)

    class Meta(SealedModel.Meta):
        ordering = ["framework", "number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "number"], name="framework_result_has_its_number"),
            models.CheckConstraint(condition=~Q(text=""), name="framework_result_says_something"),
        ]

    def __str__(self) -> str:
        return self.number


class ResultRecommendation(SealedModel):
    """That a result of a framework answers a recommendation."""

    result = models.ForeignKey(FrameworkResult, on_delete=models.CASCADE, related_name="recommendations")
    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="+")

    class Meta(SealedModel.Meta):
        ordering = ["result", "id"]
        constraints = [models.UniqueConstraint(fields=["result", "recommendation"], name="result_answers_once")]

    def __str__(self) -> str:
        return f"answer {self.pk}"


class UnActivity(Layered):
    """What an entity of the United Nations does: where, when, about what, for which outcome of the framework."""

    title = models.CharField(max_length=300)
    entity = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="un_activities")
    area = models.CharField(max_length=200, blank=True, help_text="region or province of the State")
    town = models.CharField(max_length=200, blank=True)
    from_date = models.DateField()
    until_date = models.DateField()
    themes = ArrayField(CodeField(vocabulary="theme"), default=list, blank=True)
    result = models.ForeignKey(
        FrameworkResult, null=True, blank=True, on_delete=models.PROTECT, related_name="activities"
    )

    class Meta(Layered.Meta):
        ordering = ["-from_date", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(until_date__gte=F("from_date")), name="un_activity_ends_after_it_began")
        ]
        indexes = [models.Index(fields=["state_code", "-from_date"], name="un_activity_of_state")]

    def __str__(self) -> str:
        return f"activity {self.pk}"


class ActivityRecommendation(SealedModel):
    """That an activity works on a recommendation."""

    activity = models.ForeignKey(UnActivity, on_delete=models.CASCADE, related_name="recommendations")
    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="+")

    class Meta(SealedModel.Meta):
        ordering = ["activity", "id"]
        constraints = [models.UniqueConstraint(fields=["activity", "recommendation"], name="activity_works_on_once")]

    def __str__(self) -> str:
        return f"work {self.pk}"


class ExpertiseRequest(Internal):
    """Somebody asks for the office's expertise; one person answers for it by a day. Answers are looked up again."""

    asked_by = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="expertise_requests")
    subject = models.CharField(max_length=300)
    question = SealedTextField(unit="id", max_length=LONGEST)
    asked_date = models.DateField()
    due_date = models.DateField()
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="expertise_requests")
    answer = SealedTextField(unit="id", max_length=LONGEST * 3, blank=True)
    answered_date = models.DateField(null=True, blank=True)

    class Meta(Internal.Meta):
        ordering = ["due_date", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(due_date__gte=F("asked_date")), name="expertise_due_after_asked"),
        ]

    def __str__(self) -> str:
        return f"request {self.pk}"


class Voice(Internal):
    """What somebody said to the office, to be carried further or not. Who it was may stay unknown."""

    heard_date = models.DateField()
    said = SealedTextField(unit="id", max_length=LONGEST)
    circumstances = SealedTextField(unit="id", max_length=LONGEST, blank=True)
    speaker = SealedTextField(unit="id", max_length=1000, blank=True, help_text="every spelling, one a line; or empty")
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta(Internal.Meta):
        ordering = ["-heard_date", "id"]

    def __str__(self) -> str:
        return f"voice {self.pk}"

    @property
    def spellings(self) -> frozenset[str]:
        return frozenset(line.strip() for line in self.speaker.splitlines() if line.strip())


class VoiceConsent(SealedModel):
    """What the person answered about carrying it to one recipient; a no may be to everybody. Written once."""

    class State(models.TextChoices):
        GIVEN = VoiceAnswerState.GIVEN.value, pgettext_lazy("consent to convey", "Yes")
        REFUSED = VoiceAnswerState.REFUSED.value, pgettext_lazy("consent to convey", "No")
        WITHDRAWN = VoiceAnswerState.WITHDRAWN.value, pgettext_lazy("consent to convey", "Withdrawn")

    voice = models.ForeignKey(Voice, on_delete=models.PROTECT, related_name="consents")
    recipient = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=16, choices=State)
    with_name = models.BooleanField(default=False)
    valid_until_date = models.DateField(null=True, blank=True)
    how = SealedTextField(unit="voice_id", max_length=1000, blank=True, help_text="how it was asked and answered")
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(default=timezone.now)

    class Meta(SealedModel.Meta):
        ordering = ["answered_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="GIVEN") | Q(recipient__isnull=False), name="voice_consent_names_its_recipient"
            )
        ]

    def __str__(self) -> str:
        return f"consent {self.pk}"

    @property
    def fact(self) -> VoiceAnswer:
        return VoiceAnswer(
            id=str(self.pk),
            state=VoiceAnswerState(self.state),
            answered_at=self.answered_at,
            recipient=str(self.recipient_id) if self.recipient_id else None,
            with_name=self.with_name,
            valid_until=self.valid_until_date,
        )


class Conveyance(SealedModel):
    """That a voice was carried to a recipient: in which words, on which consent, and what came back."""

    voice = models.ForeignKey(Voice, on_delete=models.PROTECT, related_name="conveyances")
    recipient = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    consent = models.ForeignKey(VoiceConsent, on_delete=models.PROTECT, related_name="conveyances")
    text = SealedTextField(unit="voice_id", max_length=LONGEST)
    with_name = models.BooleanField(default=False)
    conveyed_at = models.DateTimeField(default=timezone.now)
    conveyed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    answer = SealedTextField(unit="voice_id", max_length=LONGEST, blank=True)
    answered_date = models.DateField(null=True, blank=True)

    class Meta(SealedModel.Meta):
        ordering = ["conveyed_at", "id"]

    def __str__(self) -> str:
        return f"conveyance {self.pk}"

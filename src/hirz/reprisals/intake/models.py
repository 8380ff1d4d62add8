from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hirz.foundation.accounts.access import offices_with
from hirz.foundation.accounts.models import User
from hirz.foundation.keys.querysets import SealedModel, SealedQuerySet
from hirz.foundation.keys.sealed import SealedJSONField, SealedTextField
from hirz.foundation.offices.models import Office
from hirz.foundation.vocabularies.fields import CodeField
from hirz.reprisals.cases.models import Case, MissedClock, RunningClock
from hirz.reprisals.intake.permissions import IntakePermission


class Draft(SealedModel):
    """What somebody has typed so far: found and opened only with the token their browser holds; forgotten in days.

    Until it is sent its key is wrapped for that token and for nobody else. What is never sent, nobody ever reads.
    """

    token_sha256 = models.CharField(max_length=64, unique=True)
    unit_id = models.UUIDField(default=uuid.uuid4, unique=True)
    wrapped = models.BinaryField(help_text="the key of the unit, for the token")
    language = models.CharField(max_length=8)
    answers = SealedJSONField(unit="unit_id", default=dict)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["expires_at"], name="draft_expiry")]

    def __str__(self) -> str:
        return f"draft {self.pk}"


class SubmissionQuerySet(SealedQuerySet["Submission"]):
    def visible_to(self, user: User) -> SubmissionQuerySet:
        """Those of the person's offices, and those that are part of a case they may read."""
        part = Submission.cases.through.objects.filter(
            submission_id=OuterRef("pk"), case__in=Case.objects.visible_to(user).values("pk")
        )
        return self.filter(Q(office__in=offices_with(user, IntakePermission.SUBMISSION_VIEW)) | Exists(part))

    def waiting(self) -> SubmissionQuerySet:
        return self.filter(state=Submission.State.RECEIVED)


class Submission(SealedModel):
    """What arrived, exactly as it arrived. Never edited; it becomes part of one or more cases."""

    class State(models.TextChoices):
        RECEIVED = "RECEIVED", _("Received")
        IN_REVIEW = "IN_REVIEW", _("In review")
        ACTION_TAKEN = "ACTION_TAKEN", _("Action taken")
        CLOSED = "CLOSED", _("Closed")

    reference = models.CharField(max_length=16, unique=True)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="submissions")
    channel = CodeField(vocabulary="channel")
    language = models.CharField(max_length=8)
    state_concerned = models.CharField(max_length=2, blank=True)
    relation = CodeField(vocabulary="relation_to_victim")
    stay_confidential = models.BooleanField(default=True)
    life_at_risk = models.BooleanField(default=False, help_text="whether the submitter says so")
    unit_id = models.UUIDField(unique=True, help_text="that of the draft, with whose key its files are sealed")
    answers = SealedJSONField(unit="unit_id", help_text="every answer, as it was given")
    arrived_at = models.DateTimeField(default=timezone.now)
    received_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    idempotency_sha256 = models.CharField(max_length=64, unique=True)
    locator = models.CharField(max_length=8, unique=True)
    secret_hash = models.CharField(max_length=200)
    receipt_sha256 = models.CharField(max_length=64, blank=True, help_text="empty where nobody holds a receipt")
    inbox_id = models.UUIDField(default=uuid.uuid4, unique=True, help_text="the unit of the messages")
    inbox_wrapped = models.BinaryField(blank=True, help_text="its key for the receipt; empty where nobody holds one")
    inbox_until = models.DateTimeField()
    state = models.CharField(max_length=16, choices=State, default=State.RECEIVED)
    triaged_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    triaged_at = models.DateTimeField(null=True, blank=True)
    cases = models.ManyToManyField(Case, related_name="submissions", blank=True)

    objects = SubmissionQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["-arrived_at", "-id"]
        indexes = [models.Index(fields=["office", "state", "-arrived_at"], name="submission_queue")]

    def __str__(self) -> str:
        return self.reference


class SubmissionDeadline(RunningClock):
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="deadlines")

    class Meta:
        ordering = ["due_at", "id"]
        constraints = [models.UniqueConstraint(fields=["submission", "kind"], name="one_submission_clock_a_kind")]
        indexes = [
            models.Index(fields=["due_at"], name="submission_clock_due"),
            models.Index(fields=["head_at"], name="submission_clock_for_head"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.due_at:%Y-%m-%d %H:%M}"


class SubmissionEscalation(MissedClock):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="escalations")

    class Meta:
        ordering = ["-raised_at", "id"]
        indexes = [
            models.Index(
                fields=["level", "due_at"], condition=Q(taken_at__isnull=True), name="submission_miss_not_taken"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "kind", "due_at", "level"], name="submission_escalated_once_a_level"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.level}"


class ArrivedFile(SealedModel):
    """A file of a draft or a submission: the original, whole, in the blob store; its name as a person may see it."""

    unit_id = models.UUIDField(help_text="that of the draft, which the submission takes over")
    draft = models.ForeignKey(Draft, null=True, blank=True, on_delete=models.SET_NULL, related_name="files")
    submission = models.ForeignKey(Submission, null=True, blank=True, on_delete=models.PROTECT, related_name="files")
    name = SealedTextField(unit="unit_id", max_length=255)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    opens_with = SealedTextField(unit="unit_id", max_length=64, help_text="the private key of both blobs, in base 64")
    sha256 = SealedTextField(unit="unit_id", max_length=64, help_text="of the original, before it was sealed")
    blob_id = models.UUIDField()
    working_copy_id = models.UUIDField(null=True, blank=True)
    working_copy_sha256 = SealedTextField(
        unit="unit_id", max_length=64, blank=True, help_text="empty where there is no copy, or none was taken of it"
    )
    warnings = SealedJSONField(unit="unit_id", default=list)
    arrived_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["arrived_at", "id"]

    def __str__(self) -> str:
        return f"file {self.pk}"


class SubmissionConsent(models.Model):
    """The submitter's answer about one use, as given on the form or later in the inbox. Append-only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="consents")
    scope = CodeField(vocabulary="consent_scope")
    state = CodeField(vocabulary="consent_state")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.scope} {self.state}"


class Untaken(models.Model):
    """What arrived, or was taken back in the inbox, and has had no consequences yet: no clocks, nothing frozen.

    The public process cannot read what they would be: it leaves this, and the staff process takes it in before anything
    else.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="untaken")
    answer = models.OneToOneField(
        SubmissionConsent, null=True, blank=True, on_delete=models.PROTECT, related_name="untaken"
    )

    def __str__(self) -> str:
        return f"untaken {self.pk}"


class Message(SealedModel):
    """One message between us and the person who wrote, through the inbox."""

    class Direction(models.TextChoices):
        TO_US = "TO_US"
        TO_SUBMITTER = "TO_SUBMITTER"

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="messages")
    direction = models.CharField(max_length=16, choices=Direction)
    body = SealedTextField(unit="submission.inbox_id")
    sent_at = models.DateTimeField(default=timezone.now)
    sent_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField(null=True, blank=True)
    idempotency_key = models.CharField(max_length=64, null=True, blank=True, unique=True)

    class Meta:
        ordering = ["sent_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(direction="TO_US", sent_by__isnull=True)
                | Q(direction="TO_SUBMITTER", sent_by__isnull=False),
                name="message_author_matches_direction",
            ),
            models.CheckConstraint(condition=~Q(body=""), name="message_not_empty"),
        ]

    def __str__(self) -> str:
        return f"message {self.pk}"

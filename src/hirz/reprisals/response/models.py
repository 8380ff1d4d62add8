from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hirz.foundation.accounts.models import User
from hirz.foundation.keys.querysets import SealedModel, SealedQuerySet
from hirz.foundation.keys.sealed import SealedTextField
from hirz.foundation.vocabularies.fields import CodeField
from hirz.reprisals.cases.models import Case
from hirz.reprisals.cases.precise_dates import PreciseDateField
from hirz.reprisals.people.models import Disclosure
from hirz.rules.promises import PromiseOutcome


class Response(SealedModel):
    """A step by a United Nations actor other than a letter to a Government: planned, due, done, with its result.

    ``lacking`` is what consent lacked for it when it was weighed last: while it is planned at every change of consent,
    and at last when it was done. What was done although something was lacking is a breach.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="responses")
    kind = CodeField(vocabulary="response_type")
    actor = CodeField(vocabulary="entity")
    planned_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField(default=timezone.now)
    done_date = PreciseDateField(blank=True)
    result = SealedTextField(unit="case_id", blank=True)
    named = models.BooleanField(default=False, help_text="whether the step names the alleged victim")
    lacking = models.JSONField(default=list, blank=True, help_text="missing consents: person, scope, reason")
    breach_at = models.DateTimeField(null=True, blank=True)
    breach_reviewed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    breach_reviewed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["planned_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(breach_at__isnull=True) | ~Q(done_date="") & ~Q(lacking=[]), name="breach_is_something_done"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class CommunicationQuerySet(SealedQuerySet["Communication"]):
    def visible_to(self, user: User) -> CommunicationQuerySet:
        return self.filter(case__in=Case.objects.visible_to(user))

    def not_sent(self) -> CommunicationQuerySet:
        return self.filter(state__in=[Communication.State.PLANNED, Communication.State.DRAFTED])


class Communication(SealedModel):
    """A letter to a State: planned, checked against consent, drafted, sent, answered; frozen when consent goes."""

    class State(models.TextChoices):
        PLANNED = "PLANNED", _("Planned")
        DRAFTED = "DRAFTED", _("Drafted")
        SENT = "SENT", _("Sent")
        FROZEN = "FROZEN", _("Frozen")
        CANCELLED = "CANCELLED", _("Cancelled")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="communications")
    kind = CodeField(vocabulary="communication_type")
    recipient_state = models.CharField(max_length=2)
    sender = CodeField(vocabulary="entity")
    named = models.BooleanField(default=False, help_text="whether the letter names the alleged victim")
    state = models.CharField(max_length=16, choices=State, default=State.PLANNED)
    language = models.CharField(max_length=8, default="en")
    subject = SealedTextField(unit="case_id", max_length=300, blank=True)
    body = SealedTextField(unit="case_id", blank=True)
    reference = models.CharField(max_length=32, null=True, blank=True, unique=True)
    planned_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField(default=timezone.now)
    drafted_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)
    disclosure = models.ForeignKey(Disclosure, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    pdf_blob_id = models.UUIDField(null=True, blank=True)
    docx_blob_id = models.UUIDField(null=True, blank=True)
    opens_with = SealedTextField(
        unit="case_id", max_length=64, blank=True,
        help_text="the private key of both files, in base 64; empty where they are sealed to the desk still",
    )  # fmt: skip
    no_reply_logged_at = models.DateTimeField(null=True, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)
    frozen_because = models.JSONField(default=list, blank=True, help_text="missing consents: person, scope, reason")

    objects = CommunicationQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["-planned_at", "-id"]
        indexes = [models.Index(fields=["case", "-planned_at"], name="communication_of_case")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="SENT") | Q(sent_at__isnull=False, sent_by__isnull=False, disclosure__isnull=False),
                name="sent_means_disclosed",
            ),
            models.CheckConstraint(condition=~Q(state="FROZEN") | Q(frozen_at__isnull=False), name="frozen_has_moment"),
        ]

    def __str__(self) -> str:
        return self.reference or f"communication {self.pk}"


class PromiseBecame(models.TextChoices):
    """What became of a promise of a State, as somebody found."""

    KEPT = PromiseOutcome.KEPT.value, pgettext_lazy("promise of a State", "Kept")
    BROKEN = PromiseOutcome.BROKEN.value, pgettext_lazy("promise of a State", "Not kept")
    RELEASED = PromiseOutcome.RELEASED.value, pgettext_lazy("promise of a State", "No longer waited for")


class Reply(SealedModel):
    """What the State answered, on a scale, with our assessment and the promises made."""

    communication = models.ForeignKey(Communication, on_delete=models.PROTECT, related_name="replies")
    received_date = models.DateField()
    text = SealedTextField(unit="communication.case_id", blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    kind = CodeField(vocabulary="reply_kind", null=True, blank=True)
    substantive = models.BooleanField(null=True, blank=True)
    assessment = SealedTextField(unit="communication.case_id", blank=True)
    promises = SealedTextField(unit="communication.case_id", blank=True)
    promise_due_date = models.DateField(null=True, blank=True)
    promise_outcome = models.CharField(max_length=16, choices=PromiseBecame, blank=True)
    promise_settled_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    promise_settled_at = models.DateTimeField(null=True, blank=True)
    assessed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    assessed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["received_date", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(assessed_at__isnull=True)
                | Q(kind__isnull=False, substantive__isnull=False, assessed_by__isnull=False),
                name="assessment_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(promise_outcome="", promise_settled_at__isnull=True, promise_settled_by__isnull=True)
                | ~Q(promise_outcome="") & Q(promise_settled_at__isnull=False, promise_settled_by__isnull=False),
                name="end_of_promise_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"reply {self.pk}"


class CaseExport(models.Model):
    """That a case left as a package, for whom and under which disclosure."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="exports")
    disclosure = models.ForeignKey(Disclosure, on_delete=models.PROTECT, related_name="+")
    fields = ArrayField(models.CharField(max_length=64), default=list)
    exported_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    exported_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"export {self.pk}"

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hirz.foundation.accounts.access import offices_with
from hirz.foundation.accounts.models import User
from hirz.foundation.keys.querysets import SealedModel, SealedQuerySet
from hirz.foundation.keys.sealed import UNREADABLE, SealedJSONField, SealedTextField, UnreadableRecord
from hirz.foundation.offices.models import Office
from hirz.foundation.vocabularies.fields import CodeField
from hirz.foundation.vocabularies.languages import between_sentences
from hirz.reprisals.cases.models import Case
from hirz.reprisals.people.models import Disclosure
from hirz.reprisals.reporting.permissions import ReportPermission


class EditionQuerySet(SealedQuerySet["Edition"]):
    def visible_to(self, user: User) -> EditionQuerySet:
        return self.filter(office__in=offices_with(user, ReportPermission.REPORT_VIEW))


class Edition(models.Model):
    """The report of one year: symbol, reporting period, word limit, cut-off, languages."""

    class State(models.TextChoices):
        OPEN = "OPEN", _("In preparation")
        PUBLISHED = "PUBLISHED", _("Published")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="editions")
    year = models.PositiveSmallIntegerField(unique=True)
    symbol = models.CharField(max_length=32, blank=True)
    period_start = models.DateField()
    period_end = models.DateField()
    cut_off_date = models.DateField()
    comment_days = models.PositiveSmallIntegerField(default=21, help_text="days a State has to comment on its extract")
    word_limit = models.PositiveIntegerField(default=10700)
    languages = ArrayField(models.CharField(max_length=8), default=list)
    state = models.CharField(max_length=16, choices=State, default=State.OPEN)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(condition=Q(period_start__lt=F("period_end")), name="edition_period_in_order")
        ]

    def __str__(self) -> str:
        return str(self.year)


class ReportEntryQuerySet(SealedQuerySet["ReportEntry"]):
    def visible_to(self, user: User) -> ReportEntryQuerySet:
        return self.filter(edition__in=Edition.objects.visible_to(user), case__in=Case.objects.visible_to(user))


class ReportEntry(SealedModel):
    """A case in the report of a year: annex, decision and reason, paragraphs, clearance."""

    class Annex(models.TextChoices):
        I = "I", _("Annex I")  # noqa: E741
        II = "II", _("Annex II")

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="entries")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="report_entries")
    annex = models.CharField(max_length=2, choices=Annex, default=Annex.I)
    decision = CodeField(vocabulary="report_decision", null=True, blank=True)
    reason = SealedTextField(unit="case_id", blank=True)
    track = CodeField(vocabulary="report_track", default="CANDIDATE")
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    drafted_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(null=True, blank=True)
    comment_sent_at = models.DateTimeField(null=True, blank=True)
    comment_due_date = models.DateField(null=True, blank=True)
    comment_received_at = models.DateTimeField(null=True, blank=True)
    comment = SealedTextField(unit="case_id", blank=True, help_text="what the State answered to the extract")
    returned_reason = SealedTextField(
        unit="case_id", blank=True, help_text="why the paragraph went back to drafting the last time"
    )
    comment_waived_reason = SealedTextField(
        unit="case_id", blank=True, help_text="why the State was not asked, for example consent"
    )
    cleared_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    cleared_at = models.DateTimeField(null=True, blank=True)
    named = models.BooleanField(default=False)
    frozen_at = models.DateTimeField(null=True, blank=True)
    frozen_because = models.JSONField(default=list, blank=True)

    objects = ReportEntryQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["annex", "id"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "case"], name="entry_once_an_edition"),
            models.CheckConstraint(
                condition=Q(decision__isnull=True) | ~Q(reason=""), name="report_decision_has_reason"
            ),
            models.CheckConstraint(condition=~Q(cleared_by=F("drafted_by")), name="cleared_by_another"),
        ]

    def __str__(self) -> str:
        return f"entry {self.pk}"


class Paragraph(SealedModel):
    """The text of an entry in one language. Each sentence remembers the fact it rests on, and how that fact read."""

    entry = models.ForeignKey(ReportEntry, on_delete=models.CASCADE, related_name="paragraphs")
    language = models.CharField(max_length=8)
    sentences = SealedJSONField(unit="entry.case_id", help_text="list of {text, fact, digest}")
    edited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    edited_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["language"]
        constraints = [models.UniqueConstraint(fields=["entry", "language"], name="paragraph_once_a_language")]

    def __str__(self) -> str:
        return f"paragraph {self.pk}"

    @property
    def text(self) -> str:
        if isinstance(self.sentences, UnreadableRecord):
            return UNREADABLE
        return between_sentences(self.language).join(sentence["text"] for sentence in self.sentences)


class StateExtract(SealedModel):
    """An extract as it went to the State concerned, and the disclosure it left under; the latest first."""

    entry = models.ForeignKey(ReportEntry, on_delete=models.PROTECT, related_name="extracts")
    language = models.CharField(max_length=8)
    blob_id = models.UUIDField()
    opens_with = SealedTextField(
        unit="entry.case_id", max_length=64, blank=True,
        help_text="the private key of the file, in base 64; empty where it is sealed to the desk still",
    )  # fmt: skip
    sha256 = models.CharField(max_length=64)
    disclosure = models.ForeignKey(Disclosure, on_delete=models.PROTECT, related_name="+")
    due_date = models.DateField()
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-sent_at", "-id"]

    def __str__(self) -> str:
        return f"extract {self.pk}"


class EditionFile(models.Model):
    """A published rendering, and the disclosure it left under. It belongs to no unit: what is public stays so."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="files")
    language = models.CharField(max_length=8)
    file_format = models.CharField(max_length=8)
    blob_id = models.UUIDField()
    sha256 = models.CharField(max_length=64)
    disclosure = models.ForeignKey(Disclosure, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["language", "file_format"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "language", "file_format"], name="one_file_a_rendering")
        ]

    def __str__(self) -> str:
        return f"{self.language}.{self.file_format}"

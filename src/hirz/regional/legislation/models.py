"""Laws and drafts of laws in versions, advice on them comment by comment, and what became of each comment.

That a law exists, its title, number and stage stand in clear: a State publishes them, or says them in public. Texts
that a Government gave to the office, what it asked, and everything the office wrote about them are sealed: texts and
files under the key of the law, advice under a key of its own. Until advice is sent, nobody outside the office sees it.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Final, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from hirz.engines.statutes.uptake import Outcome
from hirz.foundation.accounts.models import User
from hirz.foundation.keys.querysets import SealedModel, SealedQuerySet
from hirz.foundation.keys.sealed import SealedJSONField, SealedTextField
from hirz.foundation.vocabularies.fields import CodeField
from hirz.foundation.vocabularies.registry import page_language
from hirz.regional.organisations.layered import Layered, LayeredQuerySet
from hirz.regional.organisations.models import Organisation
from hirz.regional.recommendations.models import Recommendation

DOCUMENT_LANGUAGES: Final = ("ar", "en", "ru")


class AdviceRequestQuerySet(LayeredQuerySet["AdviceRequest"]):
    pass


class AdviceRequest(Layered):
    """Somebody asks the office for advice on a law: who, on what, until when, and who answers for it here."""

    requested_by = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=300)
    details = SealedTextField(unit="id", max_length=20_000, blank=True)
    received_date = models.DateField()
    due_date = models.DateField(null=True, blank=True)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = AdviceRequestQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Layered.Meta):
        ordering = ["-received_date", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(subject=""), name="advice_request_has_subject"),
            models.CheckConstraint(
                condition=Q(due_date__isnull=True) | Q(due_date__gte=F("received_date")),
                name="advice_request_due_after_received",
            ),
        ]

    def __str__(self) -> str:
        return f"advice request {self.pk}"


class LawQuerySet(LayeredQuerySet["Law"]):
    pass


class Law(Layered):
    """One law of a State through all its versions, from the first draft to what is in force."""

    names = models.JSONField(default=dict, help_text="title by language code")
    kind = CodeField(vocabulary="law_kind")
    number = models.CharField(max_length=100, blank=True)
    origin = SealedTextField(unit="id", max_length=2000, blank=True, help_text="how it reached the office")

    objects = LawQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Layered.Meta):
        ordering = ["state_code", "entered_at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(names={}), name="law_has_title")]

    def __str__(self) -> str:
        return f"law {self.pk}"

    @property
    def title_language(self) -> str:
        """That of the page where there is a title in it, else English, else the first."""
        for language in (page_language(), "en", *self.names):
            if language in self.names:
                return str(language)
        return ""

    @property
    def title(self) -> str:
        return str(self.names.get(self.title_language, ""))


class VersionQuerySet(SealedQuerySet["Version"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(law__in=Law.objects.visible_to(user))


class Version(SealedModel):
    """The text of a law at one time, in one language, as a file gave it; never changed afterwards."""

    law = models.ForeignKey(Law, on_delete=models.PROTECT, related_name="versions")
    order = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=8)
    stage = CodeField(vocabulary="law_stage")
    on_date = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300)
    file_name = SealedTextField(unit="law_id", max_length=255)
    file_kind = models.CharField(max_length=8)
    file_size = models.PositiveIntegerField()
    sha256 = SealedTextField(unit="law_id", max_length=64)
    opens_with = SealedTextField(unit="law_id", max_length=64, help_text="the private key of the file, base 64")
    blob_id = models.UUIDField()
    remarks = models.JSONField(default=list, help_text="what reading noticed: codes, numbers of articles and pages")
    entered_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(default=timezone.now)

    objects = VersionQuerySet.as_manager()  # type: ignore[misc]

    class Meta(SealedModel.Meta):
        ordering = ["law", "order"]
        constraints = [
            models.UniqueConstraint(fields=["law", "order"], name="version_has_its_place"),
            models.CheckConstraint(condition=~Q(source=""), name="version_has_source"),
        ]

    def __str__(self) -> str:
        return f"version {self.pk}"


class ProvisionQuerySet(SealedQuerySet["Provision"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(version__in=Version.objects.visible_to(user))


class Provision(SealedModel):
    """A stretch of a version: what stands before the first article, a division, an article, an annex.

    All of them in order are the whole text. ``key`` is how comments point at it: the number of an article, or a place.
    """

    class Kind(models.TextChoices):
        PREAMBLE = "PREAMBLE", pgettext_lazy("kind of a provision", "Before the first article")
        DIVISION = "DIVISION", pgettext_lazy("kind of a provision", "Part or chapter")
        ARTICLE = "ARTICLE", pgettext_lazy("kind of a provision", "Article")
        ANNEX = "ANNEX", pgettext_lazy("kind of a provision", "Annex")

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="provisions")
    order = models.PositiveIntegerField()
    kind = models.CharField(max_length=16, choices=Kind)
    key = models.CharField(max_length=64)
    text = SealedTextField(unit="version.law_id")

    objects = ProvisionQuerySet.as_manager()  # type: ignore[misc]

    class Meta(SealedModel.Meta):
        ordering = ["version", "order"]
        constraints = [
            models.UniqueConstraint(fields=["version", "order"], name="provision_has_its_place"),
            models.UniqueConstraint(fields=["version", "key"], name="provision_has_its_key"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class AdviceQuerySet(LayeredQuerySet["Advice"]):
    pass


class Advice(Layered):
    """What the office says about one version: comments, cleared by a second person, sent, and frozen from then on.

    Where it stands follows from its stamps. ``introduced_by`` wrote last what stands before the comments.
    """

    class State(models.TextChoices):
        DRAFTING = "DRAFTING", pgettext_lazy("state of advice", "In drafting")
        IN_CLEARANCE = "IN_CLEARANCE", pgettext_lazy("state of advice", "In clearance")
        CLEARED = "CLEARED", pgettext_lazy("state of advice", "Cleared")
        SENT = "SENT", pgettext_lazy("state of advice", "Sent")

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="advice")
    request = models.ForeignKey(AdviceRequest, null=True, blank=True, on_delete=models.PROTECT, related_name="advice")
    language = models.CharField(max_length=2, choices=[(code, code) for code in DOCUMENT_LANGUAGES])
    introduction = SealedJSONField(unit="id", default=dict, blank=True, help_text="text by language code")
    introduced_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    submitted_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    returned_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_reason = SealedTextField(unit="id", max_length=5000, blank=True)
    cleared_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    cleared_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = AdviceQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Layered.Meta):
        ordering = ["version", "entered_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(cleared_at__isnull=True, cleared_by__isnull=True)
                | Q(cleared_at__isnull=False, cleared_by__isnull=False, submitted_at__isnull=False),
                name="advice_cleared_after_submitted",
            ),
            models.CheckConstraint(
                condition=Q(cleared_by__isnull=True) | ~Q(cleared_by=F("submitted_by")),
                name="advice_cleared_by_another",
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(cleared_at__isnull=False), name="advice_sent_after_cleared"
            ),
            models.CheckConstraint(
                condition=Q(layer="INTERNAL") | Q(sent_at__isnull=False), name="advice_shared_after_sent"
            ),
        ]

    def __str__(self) -> str:
        return f"advice {self.pk}"

    def is_by(self, user: User, comments: Iterable[LawComment]) -> bool:
        """Whether the person submitted it or wrote in it, its ``comments`` included: they do not clear it."""
        return user.pk in {self.submitted_by_id, self.introduced_by_id, *(row.entered_by_id for row in comments)}

    @property
    def state(self) -> State:
        if self.sent_at:
            return self.State.SENT
        if self.cleared_at:
            return self.State.CLEARED
        return self.State.IN_CLEARANCE if self.submitted_at else self.State.DRAFTING


class LawCommentQuerySet(SealedQuerySet["LawComment"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(advice__in=Advice.objects.visible_to(user))


class LawComment(SealedModel):
    """One thing that advice asks of one provision, or, with no ``key``, of the law as a whole."""

    class Ask(models.TextChoices):
        DELETE = "DELETE", pgettext_lazy("what a comment asks for", "Delete")
        REPLACE = "REPLACE", pgettext_lazy("what a comment asks for", "Replace by other words")
        ADD = "ADD", pgettext_lazy("what a comment asks for", "Add words or an article")
        CLARIFY = "CLARIFY", pgettext_lazy("what a comment asks for", "Make clearer")
        KEEP = "KEEP", pgettext_lazy("what a comment asks for", "Keep as it is")

    advice = models.ForeignKey(Advice, on_delete=models.PROTECT, related_name="comments")
    order = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=64, blank=True)
    ask = models.CharField(max_length=16, choices=Ask)
    passage = SealedTextField(unit="advice_id", max_length=5000, blank=True)
    wording = SealedTextField(unit="advice_id", max_length=10_000, blank=True)
    reasons = SealedJSONField(unit="advice_id", default=dict, help_text="why, by language code")
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(default=timezone.now)

    objects = LawCommentQuerySet.as_manager()  # type: ignore[misc]

    class Meta(SealedModel.Meta):
        ordering = ["advice", "order"]
        constraints = [models.UniqueConstraint(fields=["advice", "order"], name="comment_has_its_place")]

    def __str__(self) -> str:
        return f"comment {self.pk}"


class CitationQuerySet(models.QuerySet["Citation"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(comment__in=LawComment.objects.visible_to(user))


class Citation(models.Model):
    """What a comment rests on: an article of a treaty, a general comment, a recommendation, or a General Observation.

    All of these are public documents, and named in clear.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    comment = models.ForeignKey(LawComment, on_delete=models.CASCADE, related_name="citations")
    treaty = CodeField(vocabulary="treaty", blank=True)
    committee = CodeField(vocabulary="committee", blank=True)
    number = models.CharField(max_length=40, blank=True, help_text="of the article, or of the general comment")
    recommendation = models.ForeignKey(
        Recommendation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    general_observation = CodeField(vocabulary="general_observation", blank=True)

    objects = CitationQuerySet.as_manager()

    class Meta:
        ordering = ["comment", "treaty", "committee", "number", "id"]
        constraints = [
            models.CheckConstraint(
                condition=(~Q(treaty="") & Q(committee="", recommendation__isnull=True, general_observation=""))
                | (~Q(committee="") & ~Q(number="") & Q(treaty="", recommendation__isnull=True, general_observation=""))
                | Q(recommendation__isnull=False, treaty="", committee="", number="", general_observation="")
                | (~Q(general_observation="") & Q(treaty="", committee="", number="", recommendation__isnull=True)),
                name="citation_is_of_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"citation {self.pk}"


class AdviceFile(SealedModel):
    """Advice as it was sent, in one language and format."""

    advice = models.ForeignKey(Advice, on_delete=models.PROTECT, related_name="files")
    language = models.CharField(max_length=2)
    file_format = models.CharField(max_length=8)
    blob_id = models.UUIDField()
    sha256 = models.CharField(max_length=64)
    opens_with = SealedTextField(unit="advice_id", max_length=64)

    class Meta(SealedModel.Meta):
        ordering = ["language", "file_format"]
        constraints = [models.UniqueConstraint(fields=["advice", "language", "file_format"], name="one_file_of_advice")]

    def __str__(self) -> str:
        return f"{self.language}.{self.file_format}"


class CommentUptakeQuerySet(SealedQuerySet["CommentUptake"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(comment__in=LawComment.objects.visible_to(user))


class CommentUptake(SealedModel):
    """What became of a comment in a later version: as it was computed, and, beside it, what a person says.

    Computing again changes the first and never the second.
    """

    class Outcome(models.TextChoices):
        TAKEN = Outcome.TAKEN.value, pgettext_lazy("what became of a comment", "Taken up")
        PARTLY = Outcome.PARTLY.value, pgettext_lazy("what became of a comment", "Taken up in part")
        NOT_TAKEN = Outcome.NOT_TAKEN.value, pgettext_lazy("what became of a comment", "Not taken up")
        ARTICLE_GONE = Outcome.ARTICLE_GONE.value, pgettext_lazy("what became of a comment", "The article is gone")
        CANNOT_TELL = Outcome.CANNOT_TELL.value, pgettext_lazy("what became of a comment", "Cannot be told")

    comment = models.ForeignKey(LawComment, on_delete=models.PROTECT, related_name="uptakes")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    computed = models.CharField(max_length=16, choices=Outcome)
    because = models.CharField(max_length=32, help_text="a reason of engines.statutes.uptake")
    share = models.PositiveSmallIntegerField(null=True, blank=True, help_text="what was measured, in per cent")
    keys = ArrayField(models.CharField(max_length=64), default=list, blank=True)
    shown = SealedJSONField(unit="comment.advice_id", default=dict, help_text="stretches that went, and that came")
    computed_at = models.DateTimeField(default=timezone.now)
    decided = models.CharField(max_length=16, choices=Outcome, blank=True)
    decided_why = SealedTextField(unit="comment.advice_id", max_length=5000, blank=True)
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = CommentUptakeQuerySet.as_manager()  # type: ignore[misc]

    class Meta(SealedModel.Meta):
        ordering = ["comment", "version"]
        constraints = [
            models.UniqueConstraint(fields=["comment", "version"], name="uptake_once_a_version"),
            models.CheckConstraint(
                condition=Q(decided="", decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(decided="") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="uptake_decided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"uptake {self.pk}"

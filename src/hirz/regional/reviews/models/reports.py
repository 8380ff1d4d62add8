"""Alternative reports, written together by several organisations. All that is written is sealed, one key a report.

A report is there for the organisations of its coalition and for the office that runs the system; for others only as far
as the coalition shares it, and for a Government not before it is public.
"""

from __future__ import annotations

from typing import Final, Self
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from hirz.foundation.accounts.models import User
from hirz.foundation.keys.querysets import SealedModel, SealedQuerySet
from hirz.foundation.keys.sealed import SealedTextField
from hirz.foundation.vocabularies.fields import CodeField
from hirz.regional.organisations.layered import Layered, LayeredQuerySet
from hirz.regional.organisations.models import Organisation
from hirz.regional.organisations.viewpoints import covered_from, seen_from, viewpoint_of
from hirz.regional.reviews.models.reviews import Review
from hirz.rules.layers import Layer, Side
from hirz.rules.word_limits import Length

UNIT: Final = "alternative"
"""What the key of a report is called among the keys of units."""
NEVER_FOR_A_GOVERNMENT: Final = (Layer.INTERNAL.value, Layer.PARTNERS.value, Layer.PUBLIC.value)


class Answer(models.TextChoices):
    """What an organisation answered to the invitation to write along."""

    INVITED = "INVITED", pgettext_lazy("answer to an invitation to a coalition", "Invited")
    ACCEPTED = "ACCEPTED", pgettext_lazy("answer to an invitation to a coalition", "Writes along")
    DECLINED = "DECLINED", pgettext_lazy("answer to an invitation to a coalition", "Declined")


class AlternativeReportQuerySet(LayeredQuerySet["AlternativeReport"]):
    def visible_to(self, user: User) -> Self:
        """What is shared with the person, and what their organisation leads, writes along or is invited to."""
        viewpoint = viewpoint_of(user)
        shared = seen_from(viewpoint)
        if viewpoint is None or viewpoint.side is Side.OFFICE:
            return self.filter(shared)
        if viewpoint.side is Side.GOVERNMENT:
            return self.filter(layer=Layer.PUBLIC)
        asked = CoAuthor.objects.of(viewpoint.organisation, Answer.INVITED, Answer.ACCEPTED)
        return self.filter(shared | Q(pk__in=asked.values("report")))

    def written_by(self, organisation: UUID | None) -> Self:
        """Those that an organisation leads or writes along: there it is inside, and sees what the coalition sees."""
        if organisation is None:
            return self.none()
        joined = CoAuthor.objects.of(organisation, Answer.ACCEPTED)
        return self.filter(Q(contributed_by=organisation) | Q(pk__in=joined.values("report")))


class AlternativeReport(Layered):
    """A report to a review by a coalition: ``contributed_by`` leads it. The stamp of its submission freezes it."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="alternative_reports")
    kind = CodeField(vocabulary="submission_kind")
    title = SealedTextField(unit="id", max_length=300)
    lead_name = SealedTextField(unit="id", max_length=300, blank=True, help_text="of who leads, as the report names it")
    language = CodeField(vocabulary="language_name")
    own_limit = models.PositiveIntegerField(null=True, blank=True, help_text="words; where the kind has no limit")
    own_limit_source = models.CharField(max_length=300, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    submitted_words = models.PositiveIntegerField(null=True, blank=True)
    submitted_characters = models.PositiveIntegerField(null=True, blank=True)
    submitted_digest = SealedTextField(unit="id", max_length=64, blank=True, help_text="SHA-256 of the whole text")

    objects = AlternativeReportQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Layered.Meta):
        ordering = ["-entered_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(layer__in=NEVER_FOR_A_GOVERNMENT), name="report_not_for_a_government"),
            models.CheckConstraint(
                condition=Q(own_limit__isnull=True, own_limit_source="")
                | (Q(own_limit__gt=0) & ~Q(own_limit_source="")),
                name="own_limit_has_source",
            ),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True, submitted_by__isnull=True, submitted_words__isnull=True)
                | Q(submitted_at__isnull=False, submitted_by__isnull=False, submitted_words__isnull=False),
                name="submission_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(layer=Layer.PUBLIC.value) | Q(submitted_at__isnull=False), name="public_after_submission"
            ),
        ]

    def __str__(self) -> str:
        return f"alternative report {self.pk}"

    @property
    def is_frozen(self) -> bool:
        return self.submitted_at is not None

    @property
    def submitted_length(self) -> Length:
        return Length(self.submitted_words or 0, self.submitted_characters or 0)


class CoAuthorQuerySet(SealedQuerySet["CoAuthor"]):
    def of(self, organisation: UUID | None, *answers: Answer) -> Self:
        return self.filter(organisation=organisation, answer__in=answers)

    def visible_to(self, user: User) -> Self:
        """The coalition to who writes along and to the office; to who is only asked, their own invitation."""
        viewpoint = viewpoint_of(user)
        if viewpoint is None or viewpoint.side is Side.OFFICE:
            return self.filter(covered_from(viewpoint, "report__state_code"))
        asked = Q(organisation=viewpoint.organisation, answer=Answer.INVITED)
        return self.filter(asked | Q(report__in=AlternativeReport.objects.written_by(viewpoint.organisation)))


class CoAuthor(SealedModel):
    """An organisation asked to write along, what it is called in the report, and what it answered.

    Who declined is shown nothing any more.
    """

    report = models.ForeignKey(AlternativeReport, on_delete=models.PROTECT, related_name="coauthors")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = SealedTextField(unit="report_id", max_length=300)
    answer = models.CharField(max_length=16, choices=Answer, default=Answer.INVITED)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = CoAuthorQuerySet.as_manager()  # type: ignore[misc]

    class Meta(SealedModel.Meta):
        ordering = ["report", "invited_at", "id"]
        constraints = [models.UniqueConstraint(fields=["report", "organisation"], name="coauthor_asked_once")]

    def __str__(self) -> str:
        return f"{self.answer} {self.pk}"


def inside(user: User, report: str = "report") -> Q:
    """Of rows of a report: that the person is of its coalition, or of the office that follows its State."""
    viewpoint = viewpoint_of(user)
    if viewpoint is None or viewpoint.side is Side.OFFICE:
        return covered_from(viewpoint, f"{report}__state_code")
    if viewpoint.side is Side.GOVERNMENT:
        return Q(pk__in=())
    return Q(**{f"{report}__in": AlternativeReport.objects.written_by(viewpoint.organisation)})


class SectionQuerySet(SealedQuerySet["Section"]):
    def visible_to(self, user: User) -> Self:
        """All to who is inside; to others what is shared with them, of a report that is theirs to see."""
        viewpoint = viewpoint_of(user)
        shared = Q(layer=Layer.PUBLIC)
        if viewpoint is not None and viewpoint.side is Side.PARTNERS:
            shared |= Q(layer=Layer.PARTNERS, report__state_code__in=viewpoint.states)
        seen = AlternativeReport.objects.visible_to(user)
        return self.filter(inside(user) | shared, report__in=seen)


class Section(SealedModel):
    """One section, by one organisation of the coalition (none: by the office). INTERNAL: for the coalition alone."""

    report = models.ForeignKey(AlternativeReport, on_delete=models.PROTECT, related_name="sections")
    place = models.PositiveSmallIntegerField()
    heading = SealedTextField(unit="report_id", max_length=300)
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    layer = models.CharField(max_length=16, default=Layer.INTERNAL.value)

    objects = SectionQuerySet.as_manager()  # type: ignore[misc]

    class Meta(SealedModel.Meta):
        ordering = ["report", "place", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(layer__in=NEVER_FOR_A_GOVERNMENT), name="section_not_for_a_government"),
        ]

    def __str__(self) -> str:
        return f"section {self.pk}"


class SectionVersionQuerySet(SealedQuerySet["SectionVersion"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(section__in=Section.objects.visible_to(user))


class SectionVersion(SealedModel):
    """What somebody saved for a section. Never changed, never lost; ``follows`` are the versions it goes on from."""

    report = models.ForeignKey(AlternativeReport, on_delete=models.PROTECT, related_name="+")
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="versions")
    text = SealedTextField(unit="report_id", blank=True, max_length=200_000)
    follows = ArrayField(models.UUIDField(), default=list, blank=True)
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(default=timezone.now)

    objects = SectionVersionQuerySet.as_manager()  # type: ignore[misc]

    class Meta(SealedModel.Meta):
        ordering = ["section", "saved_at", "id"]

    def __str__(self) -> str:
        return f"version {self.pk}"


class CommentQuerySet(SealedQuerySet["Comment"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(inside(user))


class Comment(SealedModel):
    """What somebody of the coalition, or of the office, said about a section, until it is settled."""

    report = models.ForeignKey(AlternativeReport, on_delete=models.PROTECT, related_name="+")
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="comments")
    text = SealedTextField(unit="report_id", max_length=5_000)
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    said_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = CommentQuerySet.as_manager()  # type: ignore[misc]

    class Meta(SealedModel.Meta):
        ordering = ["section", "said_at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="comment_says_something")]

    def __str__(self) -> str:
        return f"comment {self.pk}"

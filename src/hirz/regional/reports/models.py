"""Reports that are drafted from what is on record, and issued.

What kind a report is, about which review, for whom and when it was issued stand in clear, behind its layer. Title,
headings and texts are sealed, one key a report: that civil society writes an alternative report is theirs to tell.
"""

from __future__ import annotations

from typing import ClassVar, Final

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from hirz.foundation.accounts.models import User
from hirz.foundation.keys.sealed import SealedTextField
from hirz.foundation.vocabularies.fields import CodeField
from hirz.regional.implementation.models import Evidence
from hirz.regional.implementation.rows import Hanging, HangingQuerySet
from hirz.regional.organisations.layered import Layered, LayeredQuerySet, SharedWith
from hirz.regional.recommendations.models import Recommendation
from hirz.regional.reports.material import Scope
from hirz.rules.layers import Layer

WORDS: Final = 60_000
LANGUAGES: Final = ("ar", "en", "fr", "ru")
"""Languages in which reports are drafted: those whose sentences exist."""


class ReportKind(models.TextChoices):
    STATE_REPORT = "STATE_REPORT", pgettext_lazy("kind of a report", "State report")
    MID_TERM = "MID_TERM", pgettext_lazy("kind of a report", "Mid-term report on the universal periodic review")
    FOLLOW_UP = "FOLLOW_UP", pgettext_lazy("kind of a report", "Follow-up report")
    ALTERNATIVE = "ALTERNATIVE", pgettext_lazy("kind of a report", "Alternative report")


class ReportQuerySet(LayeredQuerySet["Report"]):
    pass


class SectionQuerySet(HangingQuerySet["ReportSection"]):
    pass


class SectionTextQuerySet(HangingQuerySet["SectionText"]):
    pass


class SourceQuerySet(HangingQuerySet["Source"]):
    pass


class Report(Layered):
    """One report in one language about one review. Whoever contributed it writes it; issued, it never changes.

    ``audience`` is for whom it is written: nothing goes into it that is not shared with them. Issuing it makes that its
    ``layer``.
    """

    kind = models.CharField(max_length=16, choices=ReportKind)
    title = SealedTextField(unit="id", max_length=300)
    language = models.CharField(max_length=2)
    audience = models.CharField(max_length=16, choices=SharedWith)
    mechanism = CodeField(vocabulary="mechanism")
    cycle = CodeField(vocabulary="upr_cycle", blank=True)
    symbol = models.CharField(max_length=64, blank=True)
    as_of_date = models.DateField(default=timezone.localdate)
    words_at_most = models.PositiveIntegerField(null=True, blank=True)
    issued_at = models.DateTimeField(null=True, blank=True)
    issued_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = ReportQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Layered.Meta):
        ordering = ["-entered_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(language__in=LANGUAGES), name="report_in_language_told"),
            models.CheckConstraint(condition=Q(words_at_most__gte=1), name="report_limit_above_nought"),
            models.CheckConstraint(
                condition=Q(issued_at__isnull=True, issued_by__isnull=True, layer=Layer.INTERNAL.value)
                | Q(issued_at__isnull=False, issued_by__isnull=False, layer=models.F("audience")),
                name="report_is_shared_when_issued",
            ),
        ]

    def __str__(self) -> str:
        return f"report {self.pk}"

    @property
    def scope(self) -> Scope:
        return Scope(
            state_code=self.state_code, mechanism=self.mechanism, cycle=self.cycle, symbol=self.symbol,
            as_of_date=self.as_of_date, audience=Layer(self.audience), issuer=self.contributed_by_id,
        )  # fmt: skip

    @property
    def is_issued(self) -> bool:
        return self.issued_at is not None


class ReportSection(Hanging):
    """A part of a report: of its own, or about one recommendation. ``drawn_from`` are the rows its draft rests on."""

    hangs_on: ClassVar[str] = "report"
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="sections")
    order = models.PositiveSmallIntegerField()
    heading = SealedTextField(unit="report_id", max_length=300)
    recommendation = models.ForeignKey(
        Recommendation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    drawn_from = ArrayField(models.UUIDField(), default=list, blank=True)

    objects = SectionQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Hanging.Meta):
        ordering = ["report", "order"]
        constraints = [models.UniqueConstraint(fields=["report", "order"], name="section_has_its_place")]

    def __str__(self) -> str:
        return f"section {self.pk}"


class SectionText(Hanging):
    """What a section said, from when on. Never changed: the next text follows it."""

    hangs_on: ClassVar[str] = "section"
    section = models.ForeignKey(ReportSection, on_delete=models.CASCADE, related_name="texts")
    number = models.PositiveIntegerField()
    body = SealedTextField(unit="section.report_id", blank=True, max_length=WORDS)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    objects = SectionTextQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Hanging.Meta):
        ordering = ["section", "-number"]
        constraints = [models.UniqueConstraint(fields=["section", "number"], name="text_of_section_in_order")]

    def __str__(self) -> str:
        return f"text {self.number} of section {self.section_id}"


class Source(Hanging):
    """What a report cites under a number that never changes: an entry of evidence, or a recommendation."""

    hangs_on: ClassVar[str] = "report"
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="sources")
    number = models.PositiveSmallIntegerField()
    evidence = models.ForeignKey(Evidence, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recommendation = models.ForeignKey(
        Recommendation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = SourceQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Hanging.Meta):
        ordering = ["report", "number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="source_has_its_number"),
            models.UniqueConstraint(fields=["report", "evidence"], name="source_of_evidence_is_one"),
            models.UniqueConstraint(fields=["report", "recommendation"], name="source_of_recommendation_is_one"),
            models.CheckConstraint(
                condition=Q(evidence__isnull=True, recommendation__isnull=False)
                | Q(evidence__isnull=False, recommendation__isnull=True),
                name="source_is_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"source {self.number} of report {self.report_id}"

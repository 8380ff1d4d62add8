"""What is reported on measures, on what it rests, and what several sources say of a recommendation.

Where an update stands, its days, numbers and steps are in clear, behind its layer. What people write is sealed: the
words of an update and of an assessment, why an update was returned, and all of evidence but its kind, day and language.
"""

from __future__ import annotations

from datetime import datetime, time
from typing import ClassVar, Final

from django.db import models
from django.db.models import Q
from django.utils import timezone

from hirz.foundation.accounts.models import User
from hirz.foundation.keys.sealed import SealedTextField
from hirz.foundation.vocabularies.fields import CodeField
from hirz.regional.implementation.models_of_plans import (
    WORDS,
    BudgetLine,
    Measure,
    MeasureIndicator,
    Plan,
    Responsibility,
    Tie,
    exact_number,
)
from hirz.regional.implementation.rows import (
    CitationQuerySet,
    Hanging,
    HangingQuerySet,
    OnTheWayQuerySet,
    RemindedQuerySet,
)
from hirz.regional.organisations.files import FileColumns
from hirz.regional.organisations.layered import Layered, LayeredQuerySet
from hirz.regional.organisations.models import Organisation
from hirz.regional.recommendations.models import Part, Recommendation
from hirz.rules.assessments import Degree, Source, degree_of_grade
from hirz.rules.follow_up import UpdateState

__all__ = [
    "Assessment",
    "AssessmentCitation",
    "BudgetLine",
    "Evidence",
    "Measure",
    "MeasureIndicator",
    "Plan",
    "Reminder",
    "ReportedPart",
    "ReportedValue",
    "Responsibility",
    "Stamp",
    "Tie",
    "Update",
    "UpdateCitation",
]  # fmt: skip

OPEN: Final = (UpdateState.DRAFT, UpdateState.RETURNED)


class EvidenceQuerySet(LayeredQuerySet["Evidence"]):
    pass


class AssessmentQuerySet(LayeredQuerySet["Assessment"]):
    pass


class UpdateQuerySet(OnTheWayQuerySet["Update"]):
    pass


class StampQuerySet(HangingQuerySet["Stamp"]):
    pass


class ReportedValueQuerySet(HangingQuerySet["ReportedValue"]):
    pass


class ReportedPartQuerySet(HangingQuerySet["ReportedPart"]):
    pass


class UpdateCitationQuerySet(CitationQuerySet["UpdateCitation"]):
    pass


class AssessmentCitationQuerySet(CitationQuerySet["AssessmentCitation"]):
    pass


class ReminderQuerySet(RemindedQuerySet["Reminder"]):
    pass


class Update(Layered):
    """How a measure stands as of a day, in the word of one organisation or the office. Validated, it never changes."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="updates")
    for_date = models.DateField()
    progress = CodeField(vocabulary="implementation_progress", blank=True)
    words = SealedTextField(unit="id", blank=True, max_length=WORDS)
    state = CodeField(vocabulary="update_state", default=UpdateState.DRAFT.value)

    objects = UpdateQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Layered.Meta):
        ordering = ["measure_id", "-for_date", "-entered_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "contributed_by"], condition=Q(state__in=OPEN), nulls_distinct=False,
                name="one_update_is_written_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state=UpdateState.DRAFT) | ~Q(progress=""), name="update_says_how_it_stands"
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["state", "state_code"], name="update_waiting")]

    def __str__(self) -> str:
        return f"update {self.pk}"

    @property
    def stands(self) -> bool:
        return bool(self.state == UpdateState.VALIDATED)


class Stamp(Hanging):
    """Who took which step with an update, and when: for whom, and why it was returned. Written once."""

    hangs_on: ClassVar[str] = "update"
    update = models.ForeignKey(Update, on_delete=models.PROTECT, related_name="stamps")
    step = CodeField(vocabulary="update_step")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    for_organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="empty: the office"
    )
    at = models.DateTimeField(default=timezone.now)
    reason = SealedTextField(unit="update_id", blank=True, max_length=2000)

    objects = StampQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Hanging.Meta):
        ordering = ["update_id", "at", "id"]

    def __str__(self) -> str:
        return f"{self.step} {self.pk}"


class ReportedValue(Hanging):
    """The value of an indicator for a period, as an update reports it. Where nobody reported there is no row."""

    hangs_on: ClassVar[str] = "update"
    update = models.ForeignKey(Update, on_delete=models.CASCADE, related_name="values")
    indicator = models.ForeignKey(MeasureIndicator, on_delete=models.PROTECT, related_name="values")
    starts_date = models.DateField()
    ends_date = models.DateField()
    value = exact_number()

    objects = ReportedValueQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Hanging.Meta):
        ordering = ["indicator_id", "ends_date", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["update", "indicator", "starts_date", "ends_date"], name="value_of_period_is_one"
            ),
            models.CheckConstraint(
                condition=Q(ends_date__gte=models.F("starts_date")), name="value_of_period_in_order"
            ),
            models.CheckConstraint(condition=Q(value__gte=0), name="value_not_below_zero"),
        ]

    def __str__(self) -> str:
        return f"value {self.pk}"


class ReportedPart(Hanging):
    """One part of a value, by one dimension."""

    hangs_on: ClassVar[str] = "value"
    value = models.ForeignKey(ReportedValue, on_delete=models.CASCADE, related_name="parts")
    category = CodeField(vocabulary="disaggregation_category")
    number = exact_number()

    objects = ReportedPartQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Hanging.Meta):
        ordering = ["value_id", "category"]
        constraints = [
            models.UniqueConstraint(fields=["value", "category"], name="part_of_value_is_one"),
            models.CheckConstraint(condition=Q(number__gte=0), name="part_of_value_not_below_zero"),
        ]

    def __str__(self) -> str:
        return f"part of a value {self.pk}"


class Evidence(Layered, FileColumns):
    """Something that shows what was done: entered once, cited wherever it serves. With a file, an address, or neither.

    ``fingerprint`` tells that the same file is there already, to whoever contributed it and to nobody else.
    """

    kind = CodeField(vocabulary="evidence_kind")
    title = SealedTextField(unit="id", max_length=300)
    source = SealedTextField(unit="id", blank=True, max_length=300)
    on_date = models.DateField(null=True, blank=True)
    language = CodeField(vocabulary="language_name", blank=True)
    address = SealedTextField(unit="id", blank=True, max_length=500)
    fingerprint = models.CharField(max_length=64, blank=True, editable=False)

    objects = EvidenceQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Layered.Meta):
        ordering = ["-on_date", "-entered_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["state_code", "contributed_by", "fingerprint"], condition=~Q(fingerprint=""),
                nulls_distinct=False, name="evidence_of_file_is_one",
            ),
            models.CheckConstraint(
                condition=Q(blob_id__isnull=True, fingerprint="") | (Q(blob_id__isnull=False) & ~Q(fingerprint="")),
                name="evidence_file_has_fingerprint",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"evidence {self.pk}"


class Assessment(Layered):
    """How far a recommendation, or a part of it, is carried out, in the word of one source. Never changed afterwards.

    A committee gives a grade of its scale, which ``grade`` names with its edition; the others a degree. ``author`` is
    empty for a committee, and for the office itself.
    """

    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="+")
    part = models.ForeignKey(Part, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    said_by = CodeField(vocabulary="assessment_source")
    author = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    degree = CodeField(vocabulary="implementation_degree", blank=True)
    grade = CodeField(vocabulary="follow_up_grade", blank=True)
    on_date = models.DateField()
    words = SealedTextField(unit="id", blank=True, max_length=WORDS)

    objects = AssessmentQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Layered.Meta):
        ordering = ["recommendation_id", "-on_date", "-entered_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(said_by=Source.COMMITTEE, degree="", author__isnull=True) & ~Q(grade=""))
                | (~Q(said_by=Source.COMMITTEE) & Q(grade="") & ~Q(degree="")),
                name="committee_grades_and_others_say",
            ),
            models.CheckConstraint(
                condition=Q(said_by__in=(Source.COMMITTEE, Source.UN)) | Q(author__isnull=False),
                name="assessment_has_author",
            ),
        ]

    def __str__(self) -> str:
        return f"assessment {self.pk}"

    @property
    def read_as(self) -> Degree:
        """The step on the way that the word is, or is taken for."""
        return degree_of_grade(self.grade) if self.grade else Degree(self.degree)


class Citation(Hanging):
    """That something rests on an entry of evidence, and on which place in it."""

    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=100, blank=True, help_text="page, paragraph, minute")

    class Meta(Hanging.Meta):
        abstract = True


class UpdateCitation(Citation):
    hangs_on: ClassVar[str] = "update"
    update = models.ForeignKey(Update, on_delete=models.CASCADE, related_name="citations")

    objects = UpdateCitationQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Citation.Meta):
        constraints = [models.UniqueConstraint(fields=["update", "evidence"], name="update_cites_once")]

    def __str__(self) -> str:
        return f"citation {self.pk}"


class AssessmentCitation(Citation):
    hangs_on: ClassVar[str] = "assessment"
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="citations")

    objects = AssessmentCitationQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Citation.Meta):
        constraints = [models.UniqueConstraint(fields=["assessment", "evidence"], name="assessment_cites_once")]

    def __str__(self) -> str:
        return f"citation {self.pk}"


class Reminder(Hanging):
    """That somebody was reminded of an update their organisation owes; nobody in particular: the office was told."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="reminders")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    for_date = models.DateField()
    level = CodeField(vocabulary="reminder_level")
    to = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    on_date = models.DateField()

    objects = ReminderQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Hanging.Meta):
        ordering = ["-on_date", "id"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "organisation", "on_date"], name="reminded_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"reminder {self.pk}"

    @property
    def at(self) -> datetime:
        """Midnight of its day."""
        return timezone.make_aware(datetime.combine(self.on_date, time.min))

"""Recommendations of the mechanisms, as their sources give them, and what people here made of them.

All of it is public, and in clear. What a source gives stays in its own words (``*_given``) and belongs to the source:
a later import may change it. Parts, positions recorded by hand and mappings of terms belong to people: no import
touches them.
"""

from __future__ import annotations

import re
import uuid
from typing import Final

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from hirz.foundation.accounts.models import User
from hirz.foundation.many import one_of
from hirz.foundation.vocabularies.fields import CodeField
from hirz.regional.mechanisms.models import OfStaffQuerySet, OfState, OfStatesQuerySet
from hirz.regional.recommendations.reading.said import Format

WORDS_ASKED: Final = 8
RARE: Final = 1000
"""Words in no more texts than this are looked up in the index."""
LANGUAGES: Final = ("en", "ar", "fr", "ru", "es", "zh")
OF_RECOMMENDATION: Final = "recommendation__state_code"


def _saying(asked: str) -> list[uuid.UUID]:
    """The ids of those that say it, as far as there are not too many."""
    with connection.cursor() as cursor:
        cursor.execute("select hirz_recommendations_saying(to_tsquery('simple', %s)) limit %s", [asked, RARE + 1])
        return [pk for (pk,) in cursor.fetchall()]


class ImportedFileQuerySet(OfStaffQuerySet["ImportedFile"]):
    pass


class RecommendationQuerySet(OfStatesQuerySet["Recommendation"]):
    def saying(self, words: str) -> RecommendationQuerySet:
        """Those with a text in which each of these words begins a word; nothing that could be a word finds nothing.

        Words are not brought to their stems, so that it is the same in every language. Rare words are looked up first;
        of common ones the index would name most of the table, and rows are read in their order until a page is full.
        """
        asked = " & ".join(f"'{word}':*" for word in re.findall(r"\w+", words)[:WORDS_ASKED])
        if not asked:
            return self.none()
        found = _saying(asked)
        if len(found) <= RARE:
            return self.filter(pk__in=one_of(found))
        says = RawSQL(
            "(select bool_or(said.words @@ to_tsquery('simple', %s)) from recommendations_recommendationtext said"
            " where said.recommendation_id = recommendations_recommendation.id)",
            [asked],
            output_field=models.BooleanField(),
        )
        return self.filter(says)


class RecommendationTextQuerySet(OfStatesQuerySet["RecommendationText"]):
    state = OF_RECOMMENDATION


class PartQuerySet(OfStatesQuerySet["Part"]):
    state = OF_RECOMMENDATION


class PositionQuerySet(OfStatesQuerySet["Position"]):
    state = OF_RECOMMENDATION


class GivenTermQuerySet(OfStaffQuerySet["GivenTerm"]):
    pass


class FileFormat(models.TextChoices):
    """Shapes of files (``hirz.regional.recommendations.reading``)."""

    UPR_INFO = Format.UPR_INFO.value, "UPR Info"
    UHRI = Format.UHRI.value, pgettext_lazy("format of a file", "Universal Human Rights Index")
    OHCHR_THEMATIC = Format.OHCHR_THEMATIC.value, pgettext_lazy("format of a file", "OHCHR thematic list")
    HIRZ = Format.HIRZ.value, pgettext_lazy("format of a file", "Our own table")


class ImportedFile(models.Model):
    """A file that was taken in: which, when, by whom, and what came of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sha256 = models.CharField(max_length=64)
    read_count = models.PositiveIntegerField()
    created_count = models.PositiveIntegerField()
    updated_count = models.PositiveIntegerField()
    imported_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    imported_at = models.DateTimeField(default=timezone.now)

    objects = ImportedFileQuerySet.as_manager()

    class Meta:
        ordering = ["-imported_at", "id"]

    def __str__(self) -> str:
        return self.sha256


class Recommendation(OfState):
    """One recommendation to one State. ``identity`` tells it from all others, ``place`` puts it in order."""

    identity = models.CharField(max_length=64, unique=True)
    place = models.CharField(max_length=200)
    mechanism = CodeField(vocabulary="mechanism")
    committee = CodeField(vocabulary="committee", blank=True)
    procedure = CodeField(vocabulary="special_procedure", blank=True)
    body_given = models.CharField(max_length=200, blank=True, help_text="as the source writes the body")
    symbol = models.CharField(max_length=64, blank=True)
    paragraph = models.CharField(max_length=64, blank=True)
    on_date = models.DateField(null=True, blank=True)
    cycle = CodeField(vocabulary="upr_cycle", blank=True)
    session = models.PositiveSmallIntegerField(null=True, blank=True, help_text="of the Working Group of the review")
    source_id = models.CharField(max_length=200, blank=True, help_text="id that the source gave, after its name")
    content_hash = models.CharField(max_length=64, help_text="SHA-256 of the original text, spaces evened out")
    action = CodeField(vocabulary="recommendation_action", blank=True)
    themes = ArrayField(CodeField(vocabulary="theme"), default=list, blank=True)
    groups = ArrayField(CodeField(vocabulary="affected_group"), default=list, blank=True)
    sdgs = ArrayField(models.CharField(max_length=64), default=list, blank=True, help_text="goals and targets")
    recommending_states = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    themes_given = ArrayField(models.CharField(max_length=300), default=list, blank=True)
    groups_given = ArrayField(models.CharField(max_length=300), default=list, blank=True)
    sdgs_given = ArrayField(models.CharField(max_length=300), default=list, blank=True)
    recommending_given = ArrayField(models.CharField(max_length=300), default=list, blank=True)
    file = models.ForeignKey(ImportedFile, on_delete=models.PROTECT, related_name="+")

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        ordering = ["state_code", "place", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["source_id", "state_code"], condition=~Q(source_id=""), name="recommendation_has_own_source_id"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="recommendation_has_source"),
        ]
        indexes = [models.Index(fields=["state_code", "place", "id"], name="recommendation_in_order")]

    def __str__(self) -> str:
        return self.identity


class RecommendationText(models.Model):
    """The text of a recommendation in one language, word for word."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=2)
    text = models.TextField()
    is_original = models.BooleanField(help_text="the language in which it was first taken in")

    objects = RecommendationTextQuerySet.as_manager()

    class Meta:
        ordering = ["recommendation", "-is_original", "language"]
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "language"], name="recommendation_text_is_one"),
            models.UniqueConstraint(
                fields=["recommendation"], condition=Q(is_original=True), name="recommendation_has_one_original"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="recommendation_text_says_something"),
            models.CheckConstraint(condition=Q(language__in=LANGUAGES), name="recommendation_text_in_un_language"),
        ]

    def __str__(self) -> str:
        return self.language


class Part(models.Model):
    """One thing that a recommendation asks for. People divide; an import never does."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="parts")
    order = models.PositiveSmallIntegerField()
    text = models.TextField(max_length=5000)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ["recommendation", "order"]
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "order"], name="part_has_its_place"),
            models.CheckConstraint(condition=~Q(text=""), name="part_says_something"),
        ]

    def __str__(self) -> str:
        return str(self.order)


class Position(models.Model):
    """What the State answered, to the whole recommendation or to a part of it, according to one source.

    ``file`` is there for what an import brought: that one belongs to its source. The others were recorded by people.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="positions")
    part = models.ForeignKey(Part, null=True, blank=True, on_delete=models.PROTECT, related_name="positions")
    position = CodeField(vocabulary="recommendation_position")
    own_words = models.TextField(max_length=5000, blank=True)
    source = models.CharField(max_length=300)
    on_date = models.DateField(null=True, blank=True)
    file = models.ForeignKey(ImportedFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = PositionQuerySet.as_manager()

    class Meta:
        ordering = ["recommendation", "recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation"], condition=Q(file__isnull=False), name="position_of_source_is_one"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="position_has_source"),
            models.CheckConstraint(
                condition=Q(file__isnull=True) | Q(part__isnull=True), name="position_of_source_is_of_the_whole"
            ),
        ]
        indexes = [models.Index(fields=["position", "recommendation"], name="position_of_recommendation")]

    def __str__(self) -> str:
        return str(self.position)


class GivenTerm(models.Model):
    """A word of an import that no vocabulary knows, and the codes that a person found for it: none, one or several."""

    class Kind(models.TextChoices):
        THEME = "theme", pgettext_lazy("kind of a term of an import", "Theme")
        GROUP = "affected_group", pgettext_lazy("kind of a term of an import", "Group")
        SDG = "sdg_goal", pgettext_lazy("kind of a term of an import", "Sustainable Development Goal")
        STATE = "state", pgettext_lazy("kind of a term of an import", "Recommending State")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=16, choices=Kind)
    wording = models.CharField(max_length=300)
    codes = ArrayField(models.CharField(max_length=64), default=list, blank=True)
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = GivenTermQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "wording"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "wording"], name="given_term_is_one"),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=False) | Q(codes=[]), name="given_term_has_codes_by_decision"
            ),
        ]

    def __str__(self) -> str:
        return self.wording


# Django finds the models of an app by importing this module.
from hirz.regional.recommendations.models_of_imports import ImportedChange, ImportUndo  # noqa: E402
from hirz.regional.recommendations.models_of_meaning import (  # noqa: E402
    Cluster,
    ClusterChange,
    ClusterMember,
    Kinship,
    Lineage,
    SuggestedState,
    TextVector,
)

__all__ = [
    "LANGUAGES",
    "Cluster",
    "ClusterChange",
    "ClusterMember",
    "FileFormat",
    "GivenTerm",
    "ImportUndo",
    "ImportedChange",
    "ImportedFile",
    "Kinship",
    "Lineage",
    "Part",
    "Position",
    "Recommendation",
    "RecommendationQuerySet",
    "RecommendationText",
    "SuggestedState",
    "TextVector",
]

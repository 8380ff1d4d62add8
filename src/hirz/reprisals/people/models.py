from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils import timezone

from hirz.foundation.accounts.access import offices_with
from hirz.foundation.accounts.models import User
from hirz.foundation.keys.querysets import ModelT, SealedModel, SealedQuerySet
from hirz.foundation.keys.sealed import SealedJSONField, SealedTextField
from hirz.foundation.offices.models import Office
from hirz.foundation.vocabularies.fields import CodeField
from hirz.reprisals.people.permissions import PeoplePermission
from hirz.rules import consent as law
from hirz.rules import merging

CHILD: Final = "child"
OVERRIDE_LIFE: Final = timedelta(hours=72)
"""As long as its review may take: an exception that nobody looks at again does not go on."""


class PersonQuerySet(SealedQuerySet["Person"]):
    def visible_to(self, user: User) -> PersonQuerySet:
        return self.filter(office__in=offices_with(user, PeoplePermission.PERSON_VIEW))


class Person(SealedModel):
    """An individual, a group or an organisation, with as many names as sources have given."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="people")
    kind = CodeField(vocabulary="person_kind", default="individual")
    gender = CodeField(vocabulary="gender", default="unknown")
    age_group = CodeField(vocabulary="age_group", default="unknown")
    profiles = ArrayField(CodeField(vocabulary="victim_profile"), default=list, blank=True)
    public_descriptions = SealedJSONField(
        unit="id", default=dict, blank=True, help_text="how to speak of them, by language"
    )
    born = SealedTextField(unit="id", max_length=64, blank=True, help_text="as precise as it is known, in EDTF")
    safe_contact = SealedTextField(unit="id", blank=True)
    note = SealedTextField(unit="id", blank=True)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(default=timezone.now)
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = PersonQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["-entered_at", "-id"]
        indexes = [models.Index(fields=["office", "-entered_at", "-id"], name="people_of_office")]

    def __str__(self) -> str:
        return f"person {self.pk}"

    @property
    def is_child(self) -> bool:
        return str(self.age_group) == CHILD


class PersonName(SealedModel):
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="names")
    text = SealedTextField(unit="person_id", max_length=400)
    kind = CodeField(vocabulary="name_kind", default="full")
    script = CodeField(vocabulary="script")
    language = models.CharField(max_length=8, blank=True)
    position = models.PositiveIntegerField(default=0, help_text="the order in which the names were given")

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="name_not_empty")]

    def __str__(self) -> str:
        return f"name {self.pk}"


class NameKeys(models.Model):
    """The blind keys under which a name can be looked for. Other names share each of them; they tell nothing without
    the ring. ``bits`` says how long they are cut, ``rules`` by which rules they were made."""

    name = models.OneToOneField(PersonName, on_delete=models.CASCADE, primary_key=True, related_name="keys")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, db_index=False, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, db_index=False, related_name="+")
    bits = models.PositiveSmallIntegerField()
    rules = models.IntegerField()
    keys = ArrayField(models.IntegerField())

    class Meta:
        indexes = [GinIndex(fields=["keys"], name="name_by_keys", fastupdate=False)]

    def __str__(self) -> str:
        return f"keys of name {self.name_id}"


class NameIndex(models.Model):
    """How long the keys of the names of an office are cut. ``former_bits`` is there while they are being cut anew."""

    office = models.OneToOneField(Office, on_delete=models.CASCADE, primary_key=True, related_name="name_index")
    bits = models.PositiveSmallIntegerField()
    former_bits = models.PositiveSmallIntegerField(null=True, blank=True)

    def __str__(self) -> str:
        return f"index of names of {self.office_id}"


class ConsentDecision(SealedModel):
    """One answer about one use. Append-only: the database refuses to change or delete it."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="decisions")
    scope = CodeField(vocabulary="consent_scope")
    recipient = CodeField(vocabulary="entity", null=True, blank=True)
    state = CodeField(vocabulary="consent_state")
    given_by = CodeField(vocabulary="consent_given_by")
    how = SealedTextField(unit="person_id", max_length=200, blank=True)
    risks_explained = SealedTextField(unit="person_id", blank=True)
    best_interest = models.BooleanField(default=False)
    decided_at = models.DateTimeField()
    valid_until = models.DateField(null=True, blank=True)
    settles = ArrayField(models.UUIDField(), default=list, blank=True)
    arrived_with = models.UUIDField(null=True, blank=True, help_text="the submission that brought it")
    recorded_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["decided_at", "id"]
        indexes = [models.Index(fields=["person", "scope"], name="decision_of_person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(recorded_by__isnull=False) | Q(arrived_with__isnull=False), name="decision_has_origin"
            )
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.state}"

    def as_rule(self) -> law.Decision:
        return law.Decision(
            id=str(self.id),
            person=str(self.person_id),
            scope=law.Scope(self.scope),
            state=law.ConsentState(self.state),
            given_by=law.GivenBy(self.given_by.upper()),
            decided_at=self.decided_at,
            recipient=self.recipient,
            valid_until=self.valid_until,
            best_interest=self.best_interest,
            settles=frozenset(str(i) for i in self.settles),
        )


class PairQuerySet(SealedQuerySet[ModelT]):
    """Rows about two files, ``first`` and ``second``, in the order of their ids."""

    def visible_to(self, user: User) -> Self:
        """Those of which the person sees both files: whoever sees one learns nothing of the other."""
        seen = offices_with(user, PeoplePermission.PERSON_VIEW)
        return self.filter(first__office__in=seen, second__office__in=seen)

    def among(self, people: Iterable[uuid.UUID]) -> Self:
        """Those of which both files are among these."""
        files = list(people)
        return self.filter(first__in=files, second__in=files)


class MergeQuerySet(PairQuerySet["Merge"]):
    def in_force(self) -> Self:
        return self.filter(undone_at__isnull=True)


class Merge(SealedModel):
    """Two files held to be about one human being, until it is undone. Neither of them is changed by it.

    What was written about it has a key of its own, which goes with either of the two when it is erased.
    """

    first = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = SealedTextField(unit="id")
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    undone_reason = SealedTextField(unit="id", blank=True)
    undone_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = MergeQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["-made_at", "id"]
        indexes = [models.Index(fields=["second"], name="merge_by_second", condition=Q(undone_at=None))]
        constraints = [
            models.CheckConstraint(condition=Q(first__lt=models.F("second")), name="merge_of_two_in_order"),
            models.CheckConstraint(condition=~Q(reason=""), name="merge_has_reason"),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True, undone_reason="")
                | (Q(undone_at__isnull=False, undone_by__isnull=False) & ~Q(undone_reason="")),
                name="merge_undoing_whole",
            ),
            models.UniqueConstraint(fields=["first", "second"], condition=Q(undone_at=None), name="merged_once"),
        ]

    def __str__(self) -> str:
        return f"merge {self.pk}"

    @property
    def office_id(self) -> uuid.UUID:
        """Where its key lives."""
        return self.first.office_id


class Settlement(SealedModel):
    """Whose answers count for one use where files on one person differ: decided by a person, never changed."""

    scope = CodeField(vocabulary="consent_scope")
    file = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = SealedTextField(unit="id")
    files = ArrayField(models.UUIDField())
    merges = ArrayField(models.UUIDField(), help_text="those that held the files together then")
    weighed = ArrayField(models.UUIDField(), default=list, blank=True, help_text="the decisions that were seen")
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["decided_at", "id"]
        indexes = [models.Index(fields=["file", "scope"], name="settlement_of_file")]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="settlement_has_reason")]

    def __str__(self) -> str:
        return f"settlement {self.pk}"

    @property
    def office_id(self) -> uuid.UUID:
        """Where its key lives."""
        return self.file.office_id

    def as_rule(self) -> merging.Settlement:
        return merging.Settlement(
            scope=law.Scope(self.scope),
            file=str(self.file_id),
            files=frozenset(map(str, self.files)),
            weighed=frozenset(map(str, self.weighed)),
        )


class Disclosure(models.Model):
    """What left, or was refused: purpose, recipient, people, the decisions relied upon. Never the content.

    A ``breach`` was not allowed, and was made all the same, by ways outside of the system.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    purpose = models.CharField(max_length=32, choices=[(p.value, p.value) for p in law.Purpose])
    recipient = models.CharField(max_length=64)
    case_id = models.UUIDField(null=True, blank=True)
    what = models.CharField(max_length=64, help_text="kind of document, a code")
    allowed = models.BooleanField()
    breach = models.BooleanField(default=False)
    people = models.ManyToManyField(Person, related_name="disclosures")
    decisions = ArrayField(models.UUIDField(), default=list)
    missing = models.JSONField(default=list, blank=True)
    content_sha256 = models.CharField(max_length=64)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-decided_at", "id"]
        indexes = [models.Index(fields=["case_id", "-decided_at"], name="disclosure_of_case")]
        constraints = [
            models.CheckConstraint(condition=Q(breach=False) | Q(allowed=False), name="breach_was_not_allowed")
        ]

    def __str__(self) -> str:
        return f"{self.purpose} to {self.recipient}"


class ConsentOverride(SealedModel):
    """Life at stake and nobody reachable: asked by one person, approved by another, reviewed within 72 hours."""

    case_id = models.UUIDField()
    reason = SealedTextField(unit="case_id")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    approved_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(approved_by=models.F("asked_by")), name="override_second_approver"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True, approved_at__isnull=True)
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="override_approval_whole",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="override_has_reason"),
        ]

    def __str__(self) -> str:
        return f"override {self.pk}"

    @property
    def ends_at(self) -> datetime | None:
        """When it ends by itself; nothing while nobody has approved it."""
        return self.approved_at + OVERRIDE_LIFE if self.approved_at else None

    def is_in_force(self, now: datetime) -> bool:
        return self.ends_at is not None and now < self.ends_at and self.reviewed_at is None

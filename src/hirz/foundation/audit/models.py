from __future__ import annotations

from django.db import models
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from hirz.engines.ledger import HASH_BYTES, SALT_BYTES
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.verbs import READING, label_of
from hirz.foundation.offices.models import Office


def _has_bytes(field: str, count: int) -> models.Q:
    length = models.Func(models.F(field), function="octet_length", output_field=models.IntegerField())
    return models.Q(Exact(length, count))


class Entry(models.Model):
    """One act, written in the transaction that did it. Holds ids and codes, never content; never changed.

    ``leaf_hash`` is what stands for it in the ledger. To shred an entry is to destroy its salt and its detail: nobody
    can then guess from the hash what it said, and the hash still counts.
    """

    class Actor(models.TextChoices):
        STAFF = "STAFF", _("staff")
        SUBMITTER = "SUBMITTER", _("the person who wrote to us")
        SYSTEM = "SYSTEM", _("the system")

    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=16, choices=Actor)
    actor = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="acts")
    office = models.ForeignKey(Office, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    verb = models.CharField(max_length=64)
    subject_type = models.CharField(max_length=64)
    subject_id = models.UUIDField()
    case_id = models.UUIDField(null=True, blank=True)
    detail = models.JSONField(default=dict)
    salt = models.BinaryField(null=True, max_length=SALT_BYTES)
    leaf_hash = models.BinaryField(max_length=HASH_BYTES)
    reading = models.GeneratedField(
        expression=models.Q(verb__startswith=READING),  # type: ignore[arg-type]
        output_field=models.BooleanField(),
        db_persist=True,
    )

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["case_id", "reading", "-id"], name="entry_of_case"),
            models.Index(fields=["subject_id", "reading", "-id"], name="entry_of_subject"),
        ]
        constraints = [
            models.CheckConstraint(condition=_has_bytes("leaf_hash", HASH_BYTES), name="entry_leaf_hash_is_whole"),
            models.CheckConstraint(
                condition=models.Q(salt__isnull=True) | _has_bytes("salt", SALT_BYTES), name="entry_salt_is_whole"
            ),
            models.CheckConstraint(
                condition=models.Q(actor_kind="STAFF", actor__isnull=False)
                | (~models.Q(actor_kind="STAFF") & models.Q(actor__isnull=True)),
                name="entry_actor_matches_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_type} {self.subject_id}"

    @property
    def verb_label(self) -> str:
        return label_of(self.verb)


class LedgerLeaf(models.Model):
    """The place of an entry in the ledger: given out once the entry is committed, one after the other, without gaps."""

    index = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="leaf")
    hash = models.BinaryField(max_length=HASH_BYTES)

    def __str__(self) -> str:
        return f"{self.index}"


class LedgerNode(models.Model):
    """The hash of a perfect subtree of the ledger, on the levels that are kept (``tree.py``)."""

    pk = models.CompositePrimaryKey("level", "position")
    level = models.SmallIntegerField()
    position = models.BigIntegerField()
    hash = models.BinaryField(max_length=HASH_BYTES)

    def __str__(self) -> str:
        return f"{self.level}/{self.position}"


class LedgerCheckpoint(models.Model):
    """The size and the root of the ledger at one moment, as a note signed with the key of this installation."""

    size = models.BigIntegerField(unique=True)
    note = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["size"]

    def __str__(self) -> str:
        return f"{self.size}"


class LedgerCosignature(models.Model):
    """The line with which a witness elsewhere confirmed a checkpoint."""

    checkpoint = models.ForeignKey(LedgerCheckpoint, on_delete=models.PROTECT, related_name="cosignatures")
    line = models.TextField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["checkpoint", "line"], name="cosignature_is_one")]

    def __str__(self) -> str:
        return f"{self.checkpoint_id}"

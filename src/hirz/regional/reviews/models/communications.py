"""Communications of special procedures to a State: codes, days and counts. No alleged victim has a place here.

Until it is published a communication is between the mandates and the Government, and stays with the office.
"""

from __future__ import annotations

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from hirz.foundation.accounts.models import User
from hirz.foundation.keys.querysets import SealedModel, SealedQuerySet
from hirz.foundation.vocabularies.fields import CodeField
from hirz.regional.organisations.layered import Layered
from hirz.rules.layers import Layer
from hirz.rules.sp_communications import Letter, LetterKind


class Communication(Layered):
    """One letter. Its reference is the public one; ``persons`` counts alleged victims, where it is known how many."""

    kind = CodeField(vocabulary="sp_communication")
    reference = models.CharField(max_length=24)
    procedures = ArrayField(CodeField(vocabulary="special_procedure"))
    themes = ArrayField(CodeField(vocabulary="theme"), default=list, blank=True)
    persons = models.PositiveIntegerField(null=True, blank=True)
    sent_date = models.DateField()
    asked_date = models.DateField(null=True, blank=True, help_text="day that the letter itself names for the reply")
    published_date = models.DateField(null=True, blank=True)
    address = models.URLField(max_length=500, blank=True)

    class Meta(Layered.Meta):
        ordering = ["-sent_date", "id"]
        constraints = [
            models.UniqueConstraint(fields=["state_code", "reference"], name="communication_has_own_reference"),
            models.CheckConstraint(condition=~Q(procedures=[]), name="communication_has_a_mandate"),
            models.CheckConstraint(
                condition=Q(published_date__isnull=True, layer=Layer.INTERNAL.value)
                | Q(published_date__isnull=False, layer=Layer.PUBLIC.value),
                name="communication_public_as_published",
            ),
            models.CheckConstraint(
                condition=Q(published_date__isnull=True) | Q(published_date__gte=models.F("sent_date")),
                name="communication_published_after_it_was_sent",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def letter(self) -> Letter:
        """What the rules read. Asks for the replies, once where they were fetched before."""
        days = sorted(reply.on_date for reply in self.replies.all())
        return Letter(
            kind=LetterKind(self.kind), sent_date=self.sent_date, asked_date=self.asked_date,
            replied_date=days[0] if days else None, published_date=self.published_date,
        )  # fmt: skip


class ReplyQuerySet(SealedQuerySet["Reply"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(communication__in=Communication.objects.visible_to(user))


class Reply(SealedModel):
    """A reply of the State: when, and what it comes to on the scale of replies."""

    communication = models.ForeignKey(Communication, on_delete=models.PROTECT, related_name="replies")
    on_date = models.DateField()
    kinds = ArrayField(CodeField(vocabulary="reply_kind"))
    address = models.URLField(max_length=500, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = ReplyQuerySet.as_manager()  # type: ignore[misc]

    class Meta(SealedModel.Meta):
        ordering = ["communication", "on_date", "id"]
        constraints = [models.CheckConstraint(condition=~Q(kinds=[]), name="reply_says_what_it_comes_to")]

    def __str__(self) -> str:
        return f"reply {self.pk}"

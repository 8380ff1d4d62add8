from __future__ import annotations

from django.db import models
from django.db.models import Q

from hirz.foundation.accounts.models import User
from hirz.foundation.keys.sealed import SealedTextField
from hirz.foundation.vocabularies.fields import CodeField
from hirz.regional.organisations.layered import Internal
from hirz.regional.programme.models.activities import Activity


class ProgrammeRisk(Internal):
    """What could go wrong with an activity, for it or for those who take part, and what is done against it."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="risks")
    text = SealedTextField(unit="id", max_length=4000)
    answer = SealedTextField(unit="id", max_length=4000, blank=True, help_text="what is done against it")
    level = CodeField(vocabulary="risk_level")
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    ended_date = models.DateField(null=True, blank=True)

    class Meta(Internal.Meta):
        ordering = ["activity", "entered_at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="programme_risk_says_something")]

    def __str__(self) -> str:
        return f"risk {self.pk}"

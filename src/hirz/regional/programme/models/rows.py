"""What several models of the programme share: numbers kept exactly, and rows that everybody on the staff reads."""

from __future__ import annotations

import uuid
from typing import Any, Final, Self, TypeVar

from django.db import models
from django.utils import timezone

from hirz.foundation.accounts.models import User
from hirz.rules.disaggregation import DECIMALS, DIGITS

RowT = TypeVar("RowT", bound=models.Model)
LANGUAGES: Final = ("en", "ar", "fr", "ru", "es", "zh")


class ExactField(models.DecimalField):  # type: ignore[type-arg]
    """A number with as many digits as the rules keep (``hirz.rules.disaggregation``)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "max_digits": DIGITS, "decimal_places": DECIMALS})


class LanguageField(models.CharField):  # type: ignore[type-arg]
    """In which language people wrote the text beside it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "max_length": 2})


class PlanQuerySet(models.QuerySet[RowT]):
    """Cycles and results are the published plan: everybody on the staff reads them, and nobody else does here."""

    def visible_to(self, user: User) -> Self:
        return self.all() if user.is_active and not user.is_contributor else self.none()


class EnteredRow(models.Model):
    """A row that somebody entered: of the plan, or hanging on another, seen and written where that one is."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entered_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True

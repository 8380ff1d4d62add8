"""Dates with their precision, stored as canonical EDTF text."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from hirz.rules.dates import BadDate, EdtfDate

EXPLANATION = _("This date could not be read. Write 2026-05-14, or 2026-05, or 2026; add ? when unsure.")


def validate_date(text: str) -> None:
    try:
        EdtfDate.parse(text)
    except BadDate as error:
        raise ValidationError(EXPLANATION, code=error.code) from error


class PreciseDateField(models.CharField):  # type: ignore[type-arg]  # not subscriptable at run time
    """A day, a month, a year, an interval, certain or not. Digits of any script are accepted and stored as 0-9."""

    default_validators = [validate_date]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 64)
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return text
        try:
            return str(EdtfDate.parse(text))
        except BadDate:
            return text

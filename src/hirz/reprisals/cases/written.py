"""Everything that is written in words on a case, column by column: what a search opens, and what erasing has to reach.

Narrower apps add what they keep under the key of the case through :func:`also_written`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast
from uuid import UUID

from django.apps import apps
from django.db.models import Model, QuerySet

from hirz.foundation.keys.sealed import Sealed, SealedField
from hirz.reprisals.cases.models import (
    Act,
    Case,
    CaseGrant,
    CasePerson,
    CourseDecision,
    Development,
    Engagement,
    LinkAssessment,
    RiskAssessment,
    Source,
    Verification,
)
from hirz.reprisals.people.models import ConsentOverride

OF_CASE: Final = ("summary", "wishes", "scope_reason", "referral")
OF_RECORDS: Final[Mapping[type[Model], Sequence[str]]] = {
    Engagement: ("note", "place"),
    Act: ("note", "place", "legal_basis"),
    LinkAssessment: ("note", "reasoning"),
    Development: ("note", "text"),
    RiskAssessment: ("note",),
    Verification: ("standard", "basis", "decision_note"),
    CasePerson: ("note",),
    Source: ("note",),
    CourseDecision: ("note",),
}
"""Records with a column ``case_id``."""
Columns = Mapping[type[Model], Sequence[str]]
_also: dict[type[Model], Sequence[str]] = {}


def also_written(columns: Columns) -> None:
    """Register texts that an app keeps under the key of a case: for each model the names of their columns."""
    _also.update(columns)


def written_columns() -> Columns:
    """Every text that is written on a case, also those that nobody searches."""
    return {Case: OF_CASE, **OF_RECORDS, **_also}


# They speak of what colleagues may do.
also_written({CaseGrant: ("purpose",), ConsentOverride: ("reason",)})


@dataclass(frozen=True, slots=True)
class Text:
    """One text of one row."""

    row: Model
    column: str

    def __str__(self) -> str:
        return str(getattr(self.row, self.column))

    @property
    def is_filled(self) -> bool:
        return bool(getattr(self.row, self.column))

    def as_data(self) -> dict[str, str]:
        """Ids and codes only: what can be kept of it in clear."""
        return {
            "record": self.row._meta.label_lower, "id": str(self.row.pk), "column": self.column, "sealed": self._hash(),
        }  # fmt: skip

    @classmethod
    def from_data(cls, data: Mapping[str, str]) -> Text:
        model = apps.get_model(data["record"])
        return cls(model._base_manager.get(pk=UUID(data["id"])), data["column"])

    def lies_as_in(self, data: Mapping[str, str]) -> bool:
        """Whether it was left alone since."""
        return data["sealed"] == self._hash()

    def replace(self, text: str) -> None:
        """Raises ``ValidationError`` where the column may not say that. What is the same already is left alone."""
        if str(self) == text:
            return
        setattr(self.row, self.column, text)
        self.row.clean_fields(exclude=[f.name for f in self.row._meta.fields if f.name != self.column])
        self.row.validate_constraints()
        self.row.save(update_fields=[self.column])

    def _hash(self) -> str:
        rows = cast("QuerySet[Any]", type(self.row)._base_manager.filter(pk=self.row.pk))
        lies: Sealed = rows.values_list(self.column, flat=True).get()
        return hashlib.sha256(lies.envelope).hexdigest()


def texts_of(case: Case) -> Iterator[Text]:
    """Those that are filled."""
    for model, columns in written_columns().items():
        for row in model._base_manager.filter(**{_path_to_case(model, columns[0]): case.pk}):
            yield from (text for column in columns if (text := Text(row, column)).is_filled)


def _path_to_case(model: type[Model], column: str) -> str:
    """The way from a row to the unit of its texts, as a query goes it."""
    field = cast(SealedField, model._meta.get_field(column))
    return field.unit.replace(".", "__")

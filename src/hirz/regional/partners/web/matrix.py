"""The matrix of who does what where, as a page shows it: rows, columns, cells with their activities, and gaps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from hirz.foundation.accounts.models import User
from hirz.foundation.questions import state_name
from hirz.foundation.vocabularies.collation import sort_for_people
from hirz.foundation.vocabularies.registry import label, page_language, vocabulary
from hirz.regional.organisations.models import Organisation
from hirz.regional.partners.actions.coordination import ENTITY
from hirz.regional.partners.doing import OFFICE, Done, done_in
from hirz.regional.partners.models import Framework, FrameworkResult
from hirz.regional.partners.web.forms import MatrixForm
from hirz.regional.partners.web.gathering import names_of
from hirz.rules.coverage import Doing, coverage

Named = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class MatrixLine:
    name: str
    cells: Sequence[Sequence[Done] | None]


def matrix_page(user: User, *, state: str, year: int | None, rows: str, columns: str) -> dict[str, Any]:
    found = done_in(user, state=state, year=year)
    by_id = {one.id: one for one in found}
    names = names_of([UUID(one.who) if one.who != OFFICE else None for one in found], user)
    down, across = _rows(user, found, rows, names), _columns(user, state, found, columns)
    doings = [Doing(id=one.id, rows=frozenset({_row(one, rows)}), columns=_column(one, columns)) for one in found]
    told = coverage(doings, rows=[code for code, _name in down], columns=[code for code, _name in across])
    titles = dict(across)
    row_names = dict(down)
    return {
        "heads": [name for _code, name in across],
        "lines": [
            MatrixLine(row_names[row], [[by_id[one] for one in cell] if cell else None for cell in cells])
            for row, cells in told.lines
        ],
        "gaps": [titles[code] for code in told.gaps],
        "placeless": [by_id[one] for one in told.placeless],
        "count": told.count,
        "activities": [(one, state_name(one.state_code), names[UUID(one.who) if one.who != OFFICE else None])
                       for one in found],
    }  # fmt: skip


def _row(one: Done, rows: str) -> str:
    return one.who if rows == MatrixForm.ENTITY else one.state_code


def _column(one: Done, columns: str) -> frozenset[str]:
    if columns == MatrixForm.THEME:
        return one.themes
    return frozenset({one.outcome}) if one.outcome else frozenset()


def _rows(user: User, found: Sequence[Done], rows: str, names: Mapping[UUID | None, str]) -> Named:
    """Entities, those that do nothing too; or the States in which something is done."""
    if rows == MatrixForm.PLACE:
        return _sorted({one.state_code: state_name(one.state_code) for one in found})
    entities = {str(one.pk): one.name for one in Organisation.objects.visible_to(user).filter(kind=ENTITY)}
    doing = {one.who: names[UUID(one.who) if one.who != OFFICE else None] for one in found}
    return _sorted({OFFICE: names[None], **entities, **doing})


def _columns(user: User, state: str, found: Sequence[Done], columns: str) -> Named:
    """Themes on which somebody works; or every outcome of the frameworks of that State, worked on or not."""
    if columns == MatrixForm.THEME:
        used = {theme for one in found for theme in one.themes}
        return [(term.code, label("theme", term.code)) for term in vocabulary("theme").terms if term.code in used]
    frameworks = Framework.objects.visible_to(user)
    frameworks = frameworks.filter(state_code=state) if state else frameworks
    outcomes = FrameworkResult.objects.filter(framework__in=frameworks, outcome__isnull=True).select_related(
        "framework"
    )
    return [(str(one.pk), f"{one.number} {one.text}") for one in outcomes]


def _sorted(names: Mapping[str, str]) -> Named:
    return sort_for_people(list(names.items()), lambda pair: pair[1], page_language())

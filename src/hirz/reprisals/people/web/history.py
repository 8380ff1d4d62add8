"""Consent of one person as a page shows it: every answer ever given, and the one that holds for each use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeAlias

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hirz.foundation.vocabularies.registry import label
from hirz.reprisals.people.models import ConsentDecision
from hirz.rules import consent as law

Standing: TypeAlias = tuple[law.ConsentState, law.Decision | None]
ANYBODY: Final = ""
"""The recipient of whom no decision was taken in particular."""


@dataclass(frozen=True)
class HeldAnswer:
    """One decision beside the person it is about."""

    decision: ConsentDecision

    @property
    def recipient(self) -> str:
        code = self.decision.recipient
        return label("entity", code) if code else pgettext("recipient of information", "Anybody")

    @property
    def in_words(self) -> str:
        return _("%(use)s: %(answer)s (%(giver)s)") % {
            "use": self.decision.get_scope_display(),  # type: ignore[attr-defined]
            "answer": self.decision.get_state_display(),  # type: ignore[attr-defined]
            "giver": self.decision.get_given_by_display(),  # type: ignore[attr-defined]
        }


@dataclass(frozen=True)
class Cell:
    state: str
    note: str


@dataclass(frozen=True)
class Row:
    scope: str
    cells: Sequence[Cell]


@dataclass(frozen=True)
class Matrix:
    """What holds now: a row for each use, a column for anybody and for each recipient named in a decision."""

    recipients: Sequence[str]
    rows: Sequence[Row]
    given: Sequence[law.Scope]


def matrix(held: Sequence[HeldAnswer], *, person: str, now: datetime) -> Matrix:
    decisions = [answer.decision.as_rule() for answer in held]
    particular = sorted({d.recipient for d in decisions if d.recipient})
    columns = [ANYBODY, *particular]
    standings = {
        scope: [law.standing(decisions, person=person, scope=scope, recipient=column, now=now) for column in columns]
        for scope in law.Scope
    }
    return Matrix(
        recipients=[pgettext("recipient of information", "Anybody"), *(label("entity", code) for code in particular)],
        rows=[_row(scope, cells) for scope, cells in standings.items()],
        given=[
            scope for scope, cells in standings.items() if any(state is law.ConsentState.GIVEN for state, _by in cells)
        ],
    )


def open_refusals(held: Iterable[HeldAnswer]) -> list[HeldAnswer]:
    """Answers that close a use and that no later one has settled."""
    answers = list(held)
    settled = {pk for answer in answers for pk in answer.decision.settles}
    return [a for a in answers if law.ConsentState(a.decision.state) in law.CLOSING and a.decision.pk not in settled]


def _row(scope: law.Scope, found: Iterable[Standing]) -> Row:
    return Row(label("consent_scope", scope), [_cell(state, decision) for state, decision in found])


def _cell(state: law.ConsentState, decision: law.Decision | None) -> Cell:
    return Cell(state.value, label("consent_given_by", decision.given_by.lower()) if decision else "")

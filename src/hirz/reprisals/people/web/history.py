"""Consent of one person as a page shows it: every answer ever given, and the one that holds for each use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hirz.foundation.vocabularies.registry import label, vocabulary
from hirz.reprisals.people.actions import INBOX
from hirz.reprisals.people.answers import ANYBODY, Answers
from hirz.reprisals.people.models import ConsentDecision
from hirz.rules import consent as law

Standing: TypeAlias = tuple[law.ConsentState, law.Decision | None]


@dataclass(frozen=True)
class HeldAnswer:
    """One decision beside the person it is about."""

    decision: ConsentDecision

    @property
    def recipient(self) -> str:
        code = self.decision.recipient
        return label("entity", code) if code else pgettext("recipient of information", "Anybody")

    @property
    def way(self) -> str:
        """How it was given: the words of whoever recorded it, or the way by which it came with a submission."""
        how = self.decision.how
        if how == INBOX:
            return pgettext("how consent was given", "Through the inbox")
        return label("channel", how) if how in vocabulary("channel") else how

    @property
    def in_words(self) -> str:
        return _("%(use)s: %(answer)s (%(giver)s)") % {
            "use": self.decision.get_scope_display(),  # type: ignore[attr-defined]
            "answer": self.decision.get_state_display(),  # type: ignore[attr-defined]
            "giver": self.decision.get_given_by_display(),  # type: ignore[attr-defined]
        }


@dataclass(frozen=True)
class Occasion:
    """What somebody answered at one time and in one way: the same answer for one or several uses."""

    first: HeldAnswer
    uses: Sequence[str]


@dataclass(frozen=True)
class Cell:
    """What holds for one use: a code and its words, who said it, and for which recipient when not for anybody."""

    state: str
    words: str
    note: str
    recipient: str = ""


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


def matrix(person: UUID, answers: Answers, *, now: datetime) -> Matrix:
    particular = sorted(answers.recipients())
    columns = [ANYBODY, *particular]
    standings = {
        scope: [answers.standing(person, scope=scope, recipient=column, now=now) for column in columns]
        for scope in law.Scope
    }
    return Matrix(
        recipients=[pgettext("recipient of information", "Anybody"), *(label("entity", code) for code in particular)],
        rows=[_row(scope, columns, cells) for scope, cells in standings.items()],
        given=[
            scope for scope, cells in standings.items() if any(state is law.ConsentState.GIVEN for state, _by in cells)
        ],
    )


def occasions(held: Sequence[HeldAnswer]) -> list[Occasion]:
    """Every answer, latest first, told together where only the use differs."""
    together: dict[tuple[object, ...], list[HeldAnswer]] = {}
    for answer in reversed(held):
        together.setdefault(_circumstances(answer.decision), []).append(answer)
    return [Occasion(same[0], [_use(answer) for answer in reversed(same)]) for same in together.values()]


def _circumstances(decision: ConsentDecision) -> tuple[object, ...]:
    told = (decision.given_by, decision.how, decision.risks_explained, decision.best_interest, decision.valid_until)
    return (decision.decided_at, decision.recorded_by_id, decision.state, decision.recipient, *told)


def _use(answer: HeldAnswer) -> str:
    return label("consent_scope", answer.decision.scope)


def open_refusals(held: Iterable[HeldAnswer]) -> list[HeldAnswer]:
    """Answers that close a use and that no later one has settled."""
    answers = list(held)
    settled = {pk for answer in answers for pk in answer.decision.settles}
    return [a for a in answers if law.ConsentState(a.decision.state) in law.CLOSING and a.decision.pk not in settled]


def _row(scope: law.Scope, columns: Sequence[str], found: Sequence[Standing]) -> Row:
    return Row(label("consent_scope", scope), [_cell(*pair) for pair in zip(columns, found, strict=True)])


def _cell(column: str, standing: Standing) -> Cell:
    state, decision = standing
    return Cell(
        state=state.value,
        words=label("consent_state", state),
        note=label("consent_given_by", decision.given_by.lower()) if decision else "",
        recipient=label("entity", column) if column else "",
    )

"""Recommendations in from files: `hirz import recommendations`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
from rich.console import Console

from hirz.faces.cli.acting import acting
from hirz.faces.cli.progress import tracked
from hirz.faces.cli.starting import start_django

if TYPE_CHECKING:
    from hirz.foundation.audit.history import Actor
    from hirz.regional.recommendations.importing import Plan
    from hirz.regional.recommendations.reading import Format, RowProblem
    from hirz.regional.recommendations.taking import Planned

FORMATS: Final = ("upr-info", "uhri", "ohchr-thematic", "hirz")
LONG: Final = 2000
"""From how many changes on the progress of an import is shown."""


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--format", "shape", type=click.Choice(FORMATS), help="Refuse any other shape; else the file tells.")
@click.option("--dry-run", is_flag=True, help="Say what would happen, row by row, and stop.")
@click.option("--skip-bad-rows", is_flag=True, help="Take the rows that can be read, and name the others.")
@click.option("--as", "email", envvar="HIRZ_AS", help="Act as this member of staff; otherwise as the system.")
@click.option("--json", "as_json", is_flag=True, help="Answer with one line of JSON.")
def recommendations(
    file: Path, shape: str | None, dry_run: bool, skip_bad_rows: bool, email: str | None, as_json: bool
) -> None:
    """Take in recommendations of the mechanisms (docs/how-to/import-recommendations.md). All rows, or none.

    Example: hirz import recommendations thematic_list.docx --dry-run
    """
    start_django()
    from hirz.foundation.audit.history import SYSTEM
    from hirz.regional.recommendations.importing import RecommendationsNotImported
    from hirz.regional.recommendations.reading import Format

    by, expected = acting(email) if email else SYSTEM, Format(shape) if shape else None
    plan = _carry_out(file.read_bytes(), by, expected, dry_run, skip_bad_rows)
    done = not plan.problems or (skip_bad_rows and bool(plan.planned))
    if as_json:
        click.echo(json.dumps(_as_data(plan, done), ensure_ascii=False))
    else:
        _say(plan, dry_run, done)
    if not done:
        raise RecommendationsNotImported(plan)


def _carry_out(data: bytes, by: Actor, expected: Format | None, dry_run: bool, skip_bad_rows: bool) -> Plan:
    """What the file would do, or, unless this is a dry run, what it did or could not do."""
    from hirz.regional.recommendations.importing import (
        RecommendationsNotImported,
        import_recommendations,
        plan_import,
    )

    if dry_run:
        return plan_import(data, by=by, expected=expected)
    try:
        return import_recommendations(
            data=data, by=by, expected=expected, skip_bad_rows=skip_bad_rows, each=_with_progress
        )
    except RecommendationsNotImported as refusal:
        return refusal.plan


def _with_progress(changes: Sequence[Planned]) -> Iterator[Planned]:
    if len(changes) < LONG:
        return iter(changes)
    console = Console(stderr=True, highlight=False)
    return tracked(changes, of=len(changes), doing="Recommendations", console=console)


def _as_data(plan: Plan, done: bool) -> dict[str, Any]:
    from hirz.regional.mechanisms.importing import Change

    counted = {change.value.lower(): plan.count(change) if done else 0 for change in Change}
    errors = [{"row": problem.row, "message": _words(problem)} for problem in plan.problems]
    return {"read": plan.read, **counted, "errors": errors}


def _say(plan: Plan, dry_run: bool, done: bool) -> None:
    from hirz.regional.mechanisms.importing import Change

    for problem in plan.problems:
        click.echo(f"row {problem.row}: {_words(problem)}", err=True)
    if plan.left_out:
        click.echo(f"{plan.left_out} rows are no recommendations and were left out.", err=True)
    if not done:
        click.echo("Nothing was imported.", err=True)
        return
    for one in plan.changes if dry_run else ():
        click.echo(_line(one))
    new, other, same = (plan.count(change) for change in Change)
    verb = "would be" if dry_run else "were"
    click.echo(f"{new} {verb} recorded, {other} {verb} changed, {same} are on record already.")


def _line(one: Planned) -> str:
    where = " ".join(
        filter(None, (one.told.state_code, str(one.told.owned["symbol"]), str(one.told.owned["paragraph"])))
    )
    if one.stored is None:
        return f"+ row {one.told.row}: {where}"
    return f"~ row {one.told.row}: {where} ({', '.join(name for name, _before, _after in one.differences)})"


def _words(problem: RowProblem) -> str:
    from django.utils import translation

    from hirz.faces.cli.wording import terminal_language
    from hirz.regional.recommendations.wording import words_for_problem

    with translation.override(terminal_language()):
        return words_for_problem(problem)

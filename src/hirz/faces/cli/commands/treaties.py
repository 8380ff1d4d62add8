"""Facts about treaties in, the calendar of obligations out: `hirz import treaties`, `hirz export calendar`."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hirz.faces.cli.acting import acting
from hirz.faces.cli.starting import start_django

if TYPE_CHECKING:
    from hirz.regional.mechanisms.importing import Plan
    from hirz.regional.mechanisms.shapes import RowProblem


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Day of a table of status; else the file name tells.")
@click.option("--dry-run", is_flag=True, help="Say what would happen, row by row, and stop.")
@click.option("--as", "email", envvar="HIRZ_AS", help="Act as this member of staff; otherwise as the system.")
@click.option("--json", "as_json", is_flag=True, help="Answer with one line of JSON.")
def treaties(file: Path, as_of: datetime | None, dry_run: bool, email: str | None, as_json: bool) -> None:
    """Take in treaty actions and events from a CSV table (docs/how-to/treaties.md). All rows, or none.

    Example: hirz import treaties treaty_status_2022-08.csv --dry-run
    """
    start_django()
    from hirz.foundation.audit.history import SYSTEM
    from hirz.regional.mechanisms.importing import TreatiesNotImported, day_of_name, import_treaties, plan_import

    by = acting(email) if email else SYSTEM
    day = as_of.date() if as_of else day_of_name(file.name)
    plan = plan_import(file.read_bytes(), as_of=day, by=by)
    if not dry_run and not plan.problems:
        import_treaties(plan=plan, by=by)
    if as_json:
        click.echo(json.dumps(_as_data(plan), ensure_ascii=False))
    else:
        _say(plan, dry_run)
    if plan.problems:
        raise TreatiesNotImported(plan.problems)


@click.command("calendar")
@click.argument("state_codes", nargs=-1, required=True)
@click.option("--as", "email", envvar="HIRZ_AS", required=True, help="The member of staff who asks.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="File to write, not standard output.")
def calendar(state_codes: tuple[str, ...], email: str, out: Path | None) -> None:
    """Write the calendar of what States owe to the mechanisms, as iCalendar. It holds public facts only.

    Example: hirz export calendar KZ KG TJ TM UZ --as officer@office.example --out obligations.ics
    """
    start_django()
    from django.utils import timezone, translation

    from hirz.faces.cli.wording import terminal_language
    from hirz.foundation.vocabularies.registry import state
    from hirz.foundation.walls.standing import acting_as
    from hirz.regional.mechanisms.feed import feed_of

    by = acting(email)
    known = [state(code.upper()).alpha_2 for code in state_codes]
    with acting_as(by), translation.override(terminal_language()):
        content = feed_of(known, user=by, now=timezone.now())
    if out is None:
        click.echo(content.decode(), nl=False)
    else:
        out.write_bytes(content)


def _as_data(plan: Plan) -> dict[str, Any]:
    from hirz.regional.mechanisms.importing import Change

    counted = {change.value.lower(): 0 if plan.problems else plan.count(change) for change in Change}
    errors = [{"row": problem.row, "message": _words(problem)} for problem in plan.problems]
    return {"read": plan.read, **counted, "errors": errors}


def _say(plan: Plan, dry_run: bool) -> None:
    from hirz.regional.mechanisms.importing import Change

    for problem in plan.problems:
        click.echo(f"row {problem.row}: {_words(problem)}", err=True)
    if plan.problems:
        click.echo("Nothing was imported.", err=True)
        return
    for one in plan.changes if dry_run else ():
        mark = "+" if one.change is Change.CREATED else "~"
        before = f" (on record: {one.row.on_date})" if one.row else ""
        kind = getattr(one.said, "kind", "")
        click.echo(
            f"{mark} row {one.said.row}: {one.said.state_code} {one.said.treaty} {kind} {one.said.on_date}{before}"
        )
    new, better, same = (plan.count(change) for change in Change)
    verb = "would be" if dry_run else "were"
    click.echo(f"{new} {verb} recorded, {better} {verb} made more exact, {same} are on record already.")


def _words(problem: RowProblem) -> str:
    from django.utils import translation

    from hirz.faces.cli.wording import terminal_language
    from hirz.regional.mechanisms.wording import words_for_problem

    with translation.override(terminal_language()):
        return words_for_problem(problem.code)

"""What comes in from files and leaves as files: `hirz import`, `hirz export`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console

from hirz.faces.cli.acting import acting
from hirz.faces.cli.commands.laws import law
from hirz.faces.cli.commands.programme import iati
from hirz.faces.cli.commands.recommendations import recommendations
from hirz.faces.cli.commands.treaties import calendar, treaties
from hirz.faces.cli.progress import tracked
from hirz.faces.cli.starting import start_django
from hirz.foundation.owner_only import owner_only

if TYPE_CHECKING:
    from hirz.reprisals.intake.importing import Line, LineProblem, Plan

LONG = 100
"""From how many submissions on the progress of an import is shown."""


@click.group("import")
def import_group() -> None:
    """Take in what others send as files."""


@click.group("export")
def export_group() -> None:
    """Let something leave, if consent allows it."""


import_group.add_command(treaties)
import_group.add_command(law)
import_group.add_command(recommendations)
export_group.add_command(calendar)
export_group.add_command(iati)


@import_group.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would happen, and stop.")
@click.option("--as", "email", envvar="HIRZ_AS", help="Act as this member of staff; otherwise as the system.")
@click.option("--json", "as_json", is_flag=True, help="Answer with one line of JSON.")
def submissions(file: Path, dry_run: bool, email: str | None, as_json: bool) -> None:
    """Receive submissions, one JSON object a line (docs/reference/submission.schema.json). All lines, or none.

    Example: hirz import submissions new.jsonl --dry-run
    """
    start_django()
    from hirz.foundation.audit.history import SYSTEM
    from hirz.reprisals.intake.importing import NotImported, import_submissions, lines_of, plan_import

    by = acting(email) if email else SYSTEM
    with file.open("rb") as stream:
        plan = plan_import(lines_of(stream))
    each = _with_progress if plan.new >= LONG else iter
    created = 0 if dry_run or plan.problems else import_submissions(plan=plan, by=by, each=each)
    if as_json:
        click.echo(json.dumps(_as_data(plan, created), ensure_ascii=False))
    else:
        _say(plan, created, dry_run)
    if plan.problems:
        raise NotImported(plan.problems)


@export_group.command("case")
@click.argument("reference")
@click.option("--for", "purpose", required=True, help="Purpose, such as SHARE_MECHANISM.")
@click.option("--to", "recipient", help="Recipient, a code of the vocabulary entity, such as special_procedures.")
@click.option("--named", is_flag=True, help="With the names of the people concerned, if they agreed to that.")
@click.option("--as", "email", envvar="HIRZ_AS", required=True, help="The member of staff who lets it leave.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="File to write, not standard output.")
def export_case(reference: str, purpose: str, recipient: str | None, named: bool, email: str, out: Path | None) -> None:
    """Export a case as a package for one purpose, or refuse and say whose consent is missing.

    Example: hirz export case C-4TR9WM --for SHARE_MECHANISM --to special_procedures --as lead@office.example
    """
    start_django()
    from hirz.foundation.accounts.access import AccessDenied
    from hirz.foundation.walls.standing import acting_as
    from hirz.reprisals.cases.models import Case
    from hirz.reprisals.people.disclosing import ConsentRefused
    from hirz.reprisals.response import export
    from hirz.rules.consent import Purpose

    by = acting(email)
    wanted = _one_of(Purpose, purpose)
    to = recipient or export.only_recipient(wanted)
    with acting_as(by):
        case = Case.objects.visible_to(by).filter(reference=reference).first()
        if case is None:
            raise AccessDenied
        try:
            cleared = export.export_case(case=case, purpose=wanted, recipient=to, by=by, named=named)
        except ConsentRefused as refused:
            for missing in refused.missing:
                click.echo(f"{missing.reason}: {missing.scope or '-'} ({missing.person or '-'})", err=True)
            raise
    package = export.render_package(cleared)
    if out is None:
        click.echo(package.decode())
    else:
        with open(out, "wb", opener=owner_only) as target:
            target.write(package)


def _one_of(purposes: Any, given: str) -> Any:
    try:
        return purposes(given.upper())
    except ValueError:
        raise click.BadParameter(f"one of {', '.join(purposes)}", param_hint="--for") from None


def _with_progress(lines: Sequence[Line]) -> Iterator[Line]:
    return tracked(lines, of=len(lines), doing="Submissions", console=Console(stderr=True, highlight=False))


def _as_data(plan: Plan, created: int) -> dict[str, Any]:
    return {
        "read": plan.read,
        "created": created,
        "known": plan.known,
        "errors": [{"line": p.line, "path": p.path, "message": _words(p)} for p in plan.problems],
    }


def _say(plan: Plan, created: int, dry_run: bool) -> None:
    for problem in plan.problems:
        place = f" {problem.path}" if problem.path else ""
        click.echo(f"line {problem.line}{place}: {_words(problem)}", err=True)
    if plan.problems:
        click.echo("Nothing was imported.", err=True)
    elif dry_run:
        click.echo(f"{plan.new} would be received, {plan.known} are known already. Nothing was changed.")
    else:
        click.echo(f"{created} received, {plan.known} were known already.")


def _words(problem: LineProblem) -> str:
    from django.utils import translation

    from hirz.faces.cli.wording import terminal_language
    from hirz.reprisals.intake.wording import words_for_problem

    with translation.override(terminal_language()):
        return words_for_problem(problem.code)

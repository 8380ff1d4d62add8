"""Public activities out, for the aid transparency standard: `hirz export iati`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hirz.faces.cli.acting import acting
from hirz.faces.cli.starting import start_django

if TYPE_CHECKING:
    from hirz.regional.programme.aid import AidFile


@click.command()
@click.option(
    "--state", "state_codes", multiple=True, required=True, help="Code of a State, such as KG; may be repeated."
)
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="File to write.")
@click.option("--as", "email", envvar="HIRZ_AS", required=True, help="The member of staff who lets it leave.")
@click.option(
    "--reporter", envvar="HIRZ_IATI_REPORTER", default="", help="As whom: identifier, code of the type, name."
)
@click.option("--json", "as_json", is_flag=True, help="Answer with one line of JSON.")
def iati(state_codes: tuple[str, ...], out: Path, email: str, reporter: str, as_json: bool) -> None:
    """Write the public activities in these States as IATI 2.03. No participant is in it.

    The file is written only when it keeps the rules of the standard; otherwise the broken rules are told.

    Example: hirz export iati --state KG --out activities.xml --as officer@office.example
    """
    start_django()
    from hirz.foundation.vocabularies.registry import state
    from hirz.foundation.walls.standing import acting_as
    from hirz.regional.programme import aid

    by = acting(email)
    known = [state(code.upper()).code for code in state_codes]
    with acting_as(by):
        file = aid.aid_file(known, by=by, as_reporter=aid.reporter(reporter))
        _say(file, out, as_json)
        out.write_bytes(aid.let_leave(file, known, by=by))


def _say(file: AidFile, out: Path, as_json: bool) -> None:
    broken = [{"activity": one.activity, "rule": one.rule.value, "element": one.element} for one in file.broken]
    if as_json:
        told = {"activities": file.activities, "written": bool(file.activities) and not broken, "broken": broken}
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    for one in file.broken:
        click.echo(f"activity {one.activity}: {one.rule.value} ({one.element})", err=True)
    if file.activities and not broken:
        click.echo(f"{file.activities} public activities go into {out.name}.")

"""The demonstration: a fictional world, the main job run through it, both sites served."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar

import click
from django.utils.translation import gettext_lazy as _
from rich.console import Console

from hirz.config.environment import PROJECT_DIR
from hirz.faces.cli.commands.serve import DEFAULT_PORTS, run_together
from hirz.faces.cli.starting import PASSING, SERVED, start_demonstration
from hirz.foundation.wording import register_words
from hirz.rules.errors import SystemFault


class DemonstrationBroke(SystemFault):
    """A step of the demonstration did not hold; the summary says which."""

    code: ClassVar[str] = "demonstration_broke"


register_words({DemonstrationBroke.code: _("A step of the demonstration did not hold; the summary says which.")})


@click.command()
@click.option("--no-serve", is_flag=True, help="Run the main job in a database made anew, write the files, and exit.")
@click.option("--out", type=click.Path(path_type=Path), help="Where the documents and summary.json go.")
@click.option("--fresh", is_flag=True, help="Throw the earlier demonstration away first.")
@click.option(
    "--cases",
    type=click.IntRange(0, 340),
    default=150,
    show_default=True,
    help="How many cases the fictional world has.",
)
@click.option("--json", "as_json", is_flag=True, help="Answer with the summary as one line of JSON.")
def demo(no_serve: bool, out: Path | None, fresh: bool, cases: int, as_json: bool) -> None:
    """Show Hirz at work in invented States.

    Example: hirz demo --no-serve --out out
    """
    console = Console(stderr=as_json, highlight=False)
    folder = (out or PROJECT_DIR / "out").resolve()
    start_demonstration(PASSING if no_serve else SERVED, fresh=fresh or no_serve)
    summary = _prepare(folder, console, cases)
    if as_json:
        click.echo(json.dumps(summary, ensure_ascii=False))
    if summary is not None and not all(step["ok"] for step in summary["steps"]):
        raise DemonstrationBroke
    if not no_serve:
        _serve(console)


def _prepare(folder: Path, console: Console, cases: int) -> dict[str, Any] | None:
    """Build the world and tell the story, once a database; None when it was told before."""
    from django.conf import settings
    from django.core.management import call_command

    from hirz.faces.cli.demonstration import cast, region, running, world
    from hirz.foundation.keys.rings import KeysThere, make_keys
    from hirz.foundation.offices.loading import load_offices
    from hirz.foundation.walls.standing import WORKER, become

    with suppress(KeysThere):
        make_keys(Path(settings.HIRZ_KEYS_DIR))
    console.print("Preparing the database …")
    call_command("migrate", interactive=False, verbosity=0)
    become(WORKER)
    load_offices()
    world.place_invented_states()
    people = cast.engage()
    if running.was_told():
        console.print("The demonstration is here already; --fresh makes it anew.")
        return None
    region.build(people)
    world.build(people, console, cases=cases)
    return running.run(people, folder, console)


def _serve(console: Console) -> None:
    public, staff = (f"http://127.0.0.1:{DEFAULT_PORTS[face]}/" for face in ("public", "staff"))
    console.print(f"\nPublic face: {public}\nStaff face:  {staff}")
    console.print(f"Sign in with one click as anybody of the cast: {staff}sign-in/demo/")
    console.print("Everybody and everything in it is invented. Stop with Ctrl-C.\n")
    run_together([["serve", "public"], ["serve", "staff"], ["worker"]])

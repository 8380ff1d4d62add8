"""Commands an operator runs: migrate, check, new-secret."""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict

import click

from hirz.faces.cli.starting import OWNER, start_django


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Answer with one line of JSON.")
def migrate(as_json: bool) -> None:
    """Bring the database to this version and load the offices.

    Example: hirz migrate
    """
    start_django(role=OWNER)
    from django.core.management import call_command

    from hirz.foundation.offices.loading import load_offices

    call_command("migrate", interactive=False, verbosity=0 if as_json else 1)
    offices = load_offices()
    names = _index_names()
    if as_json:
        click.echo(json.dumps({"offices": offices, "names": names}))
    else:
        click.echo(f"{offices} offices are in place." + (f" {names} names can be found again." if names else ""))


def _index_names() -> int:
    """Names that an earlier version kept under other keys get theirs, before anybody looks for one in vain."""
    from rich.console import Console

    from hirz.faces.cli.progress import tracked
    from hirz.foundation.walls.standing import WORKER, become
    from hirz.reprisals.people.name_index import names_to_cut, rebuild

    console = Console(stderr=True, highlight=False)
    become(WORKER)
    try:
        return sum(1 for _ in tracked(rebuild(only_outgrown=True), of=names_to_cut(), doing="Names", console=console))
    finally:
        become("none")


@click.command()
@click.option("--deploy", is_flag=True, help="Also check what matters only in real use, and say each thing in words.")
@click.option("--json", "as_json", is_flag=True, help="Answer with one line of JSON. With --deploy.")
def check(deploy: bool, as_json: bool) -> None:
    """Check the configuration, the vocabularies and the roles.

    Example: hirz check --deploy
    """
    start_django(role=OWNER)
    from django.core.management import call_command

    if not deploy:
        call_command("check")
        return
    from hirz.faces.cli.deployment import NotFit, findings

    found = findings()
    if as_json:
        click.echo(json.dumps([asdict(finding) for finding in found]))
    else:
        for finding in found:
            click.echo(f"{'✓' if finding.fits else '✗'} {finding.words}")
    if not all(finding.fits for finding in found):
        raise NotFit


@click.command("new-secret")
def new_secret() -> None:
    """Print a fresh secret for HIRZ_SECRET_KEY.

    Example: HIRZ_SECRET_KEY=$(hirz new-secret) hirz serve all
    """
    click.echo(secrets.token_urlsafe(64))

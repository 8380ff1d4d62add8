"""The blind index of names: `hirz names index status | rebuild`."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from hirz.faces.cli.starting import start_django

_json = click.option("--json", "as_json", is_flag=True, help="Answer with one line of JSON.")


@click.group()
def index() -> None:
    """Look at, and write anew, the keyed hashes by which sealed names are found."""


@index.command()
@_json
def status(as_json: bool) -> None:
    """Say for each office how many names it has, how many can be found, and how long their keys are.

    Example: hirz names index status
    """
    start_django()
    from hirz.reprisals.people.name_index import standing

    offices = standing()
    if as_json:
        whole = all(office.is_whole for office in offices)
        click.echo(json.dumps({"whole": whole, "offices": [asdict(office) for office in offices]}))
        return
    for office in offices:
        words = "whole" if office.is_whole else "to be rebuilt: hirz names index rebuild"
        click.echo(f"{office.office}: {office.indexed} of {office.names} names, {office.bits} bits; {words}")


@index.command("rebuild")
@_json
def rebuild_index(as_json: bool) -> None:
    """Write keys for names that have none, and cut all anew where their number asks for another length.

    Nobody has to stop working meanwhile. Stopped anywhere, it goes on from there when it is called again.

    Example: hirz names index rebuild
    """
    start_django()
    from rich.console import Console

    from hirz.faces.cli.progress import tracked
    from hirz.foundation.keys.refusals import key_problems_in_words
    from hirz.reprisals.people.name_index import names_to_cut, rebuild

    console = Console(stderr=True, highlight=False)
    with key_problems_in_words():
        seen = sum(1 for _ in tracked(rebuild(), of=names_to_cut(), doing="Names", console=console))
    click.echo(json.dumps({"names": seen}) if as_json else f"{seen} names have keys.")

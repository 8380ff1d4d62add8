"""Commands an operator runs: migrate, check, new-secret."""

from __future__ import annotations

import secrets

import click

from hirz.faces.cli.starting import start_django


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Answer with one line of JSON.")
def migrate(as_json: bool) -> None:
    """Bring the database to this version and load the offices.

    Example: hirz migrate
    """
    start_django()
    from django.core.management import call_command

    from hirz.foundation.offices.loading import load_offices

    call_command("migrate", interactive=False, verbosity=0 if as_json else 1)
    offices = load_offices()
    click.echo(f'{{"offices": {offices}}}' if as_json else f"{offices} offices are in place.")


@click.command()
@click.option("--deploy", is_flag=True, help="Also check what matters only in real use.")
def check(deploy: bool) -> None:
    """Check the configuration, the vocabularies and the roles.

    Example: hirz check --deploy
    """
    start_django()
    from django.core.management import call_command

    call_command("check", deploy=deploy)


@click.command("new-secret")
def new_secret() -> None:
    """Print a fresh secret for HIRZ_SECRET_KEY.

    Example: HIRZ_SECRET_KEY=$(hirz new-secret) hirz serve all
    """
    click.echo(secrets.token_urlsafe(64))

"""Accounts, by the administrator of the system: `hirz staff`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from hirz.faces.cli.starting import start_django

if TYPE_CHECKING:
    from hirz.foundation.accounts.models import User
    from hirz.foundation.offices.models import Office


@click.group()
def staff() -> None:
    """Make accounts, give roles, end sessions, close accounts."""


@staff.command()
@click.argument("email")
@click.option("--name", required=True, help="Name as colleagues see it.")
@click.option("--office", "office_code", required=True, help="Code of the office, as in offices.yaml.")
@click.option("--role", required=True, help="Role, as in roles.yaml.")
@click.option("--with-offices-below", is_flag=True, help="The role holds in the offices below as well.")
def add(email: str, name: str, office_code: str, role: str, with_offices_below: bool) -> None:
    """Make an account and print the path, good for three days and once, where the person sets a password.

    Example: hirz staff add desk@office.example --name "Desk officer" --office bishkek --role desk
    """
    start_django()
    from django.contrib.auth.tokens import default_token_generator
    from django.urls import reverse

    from hirz.foundation.audit.history import SYSTEM
    from hirz.foundation.staffing import actions as staffing

    office = _office(office_code)
    user = staffing.engage(
        email=email, name=name, office=office, role=role, with_offices_below=with_offices_below, by=SYSTEM
    )
    path = reverse("first_password", args=[user.pk, default_token_generator.make_token(user)])
    click.echo(f"Account made. To set a password, open on the staff face: {path}")


@staff.command()
@click.argument("email")
def end(email: str) -> None:
    """Close an account. From the next request on it opens nothing.

    Example: hirz staff end desk@office.example
    """
    start_django()
    from hirz.foundation.audit.history import SYSTEM
    from hirz.foundation.staffing import actions as staffing

    staffing.end(user=_user(email), by=SYSTEM)
    click.echo("Account closed.")


@staff.command("sign-out")
@click.argument("email")
def sign_out(email: str) -> None:
    """End every session of a person, for the day on which a laptop is gone. The account stays open.

    Example: hirz staff sign-out desk@office.example
    """
    start_django()
    from hirz.foundation.audit.history import SYSTEM
    from hirz.foundation.staffing import actions as staffing

    staffing.sign_out_everywhere(user=_user(email), by=SYSTEM)
    click.echo("Signed out everywhere.")


def _user(email: str) -> User:
    from hirz.foundation.accounts.models import User

    user = User.objects.with_address(email)
    if user is None:
        raise click.BadParameter("nobody has this address", param_hint="EMAIL")
    return user


def _office(code: str) -> Office:
    from hirz.foundation.offices.models import Office

    office = Office.objects.filter(code=code).first()
    if office is None:
        raise click.BadParameter("no office has this code", param_hint="--office")
    return office

"""The keys of the installation: `hirz keys`."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

import click
from rich.console import Console

from hirz.faces.cli.progress import tracked
from hirz.faces.cli.starting import start_django


@click.group()
def keys() -> None:
    """Make, look at, renew and recover the keys that everything is sealed under."""


@keys.command()
@click.option("--shares", default=5, show_default=True, help="Into how many shares the recovery key is split.")
@click.option("--needed", default=3, show_default=True, help="How many of them bring it back.")
@click.option("--locked", is_flag=True, help="Lock the ring with a passphrase; give it later in HIRZ_RING_PASSPHRASE.")
def init(shares: int, needed: int, locked: bool) -> None:
    """Make the keys, and print the shares of the recovery key. They are printed once, and kept nowhere.

    Example: hirz keys init --shares 5 --needed 3 --locked
    """
    start_django()
    from hirz.engines.sealing import split_secret
    from hirz.foundation.keys import rings
    from hirz.foundation.keys.refusals import key_problems_in_words

    passphrase = click.prompt("Passphrase", hide_input=True, confirmation_prompt=True) if locked else ""
    with key_problems_in_words():
        recovery = rings.make_keys(_folder(), passphrase=passphrase)
        parts = split_secret(recovery.private, needed=needed, shares=shares)
    click.echo(f"Keys made in {_folder()}. Give each share to another person, on paper, and keep no copy:", err=True)
    for number, share in enumerate(parts, start=1):
        click.echo(f"{number}  {share.text()}")


@keys.command()
@click.option("--json", "as_json", is_flag=True, help="Answer with one line of JSON.")
def status(as_json: bool) -> None:
    """Say which version of the ring is active and what still lies under an older one.

    Example: hirz keys status --json
    """
    start_django()
    from hirz.foundation.keys.actions import standing
    from hirz.foundation.keys.refusals import key_problems_in_words

    with key_problems_in_words():
        now = standing()
    data = {"active_version": now.active_version, "versions": list(now.versions), "behind": now.behind}
    if as_json:
        click.echo(json.dumps(data))
    else:
        click.echo(f"Active version {now.active_version}; versions {', '.join(map(str, now.versions))}.")
        click.echo("Under an older version: " + ", ".join(f"{count} {kind}" for kind, count in now.behind.items()))


@keys.command()
@click.option("--resume", is_flag=True, help="Go on with a rotation that stopped, without a new version.")
@click.option("--json", "as_json", is_flag=True, help="Answer with one line of JSON.")
def rotate(resume: bool, as_json: bool) -> None:
    """Make a new version of the ring and wrap every key under it. It can stop anywhere and goes on with --resume.

    Example: hirz keys rotate
    """
    start_django()
    from hirz.foundation.keys import actions
    from hirz.foundation.keys.refusals import key_problems_in_words

    with key_problems_in_words():
        if not resume:
            actions.add_ring_version()
        of = sum(actions.standing().behind.values())
        console = Console(stderr=True, highlight=False)
        moved = Counter(tracked(actions.rotate(), of=of, doing="Keys", console=console))
    click.echo(json.dumps(moved) if as_json else f"{moved.total()} keys are under the new version.")


@keys.command()
@click.option("--locked", is_flag=True, help="Lock the ring with a passphrase again.")
def recover(locked: bool) -> None:
    """Bring the ring back from shares of the recovery key, read from standard input, one a line.

    Example: hirz keys recover < shares.txt
    """
    start_django()
    from hirz.engines.sealing import KeyPair, Share, join_shares
    from hirz.foundation.keys import rings
    from hirz.foundation.keys.refusals import key_problems_in_words

    given = [line.split()[-1] for line in sys.stdin.read().splitlines() if line.strip()]
    passphrase = click.prompt("Passphrase", hide_input=True, confirmation_prompt=True) if locked else ""
    with key_problems_in_words():
        recovery = KeyPair(join_shares([Share.from_text(text) for text in given]))
        rings.recover(_folder(), recovery, passphrase)
    click.echo("The ring is back.")


def _folder() -> Path:
    from django.conf import settings

    return Path(settings.HIRZ_KEYS_DIR)

"""Backups and their return: `hirz backup`, `hirz restore`."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hirz.faces.cli.starting import OWNER, start_django

if TYPE_CHECKING:
    from hirz.foundation.backup.restoring import Restored


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Answer with one line of JSON.")
def backup(folder: Path, as_json: bool) -> None:
    """Write two sealed archives into FOLDER: the data, and the keys. Keep them apart, and the keys for less long.

    Example: hirz backup /backups
    """
    start_django()
    from hirz.foundation.backup.writing import write_backup

    written = write_backup(folder)
    if as_json:
        click.echo(json.dumps({"data": str(written.data), "keys": str(written.keys), "blobs": written.blobs}))
    else:
        click.echo(f"{written.data}\n{written.keys}\n{written.blobs} files. Only the recovery key opens them.")


@click.command()
@click.argument("data", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("keys", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--ledger-key", help="What `hirz ledger key` printed: restore only what is signed with it.")
@click.option("--json", "as_json", is_flag=True, help="Answer with one line of JSON.")
def restore(data: Path, keys: Path, ledger_key: str | None, as_json: bool) -> None:
    """Bring a backup back into an empty database, with shares of the recovery key from standard input, one a line.

    Ends with code 1 when the history in it does not verify; it is restored all the same.

    Example: hirz restore hirz-20260101T000000Z.data hirz-20260101T000000Z.keys < shares.txt
    """
    start_django(role=OWNER)
    from hirz.engines.ledger import Verifier
    from hirz.engines.sealing import KeyPair, Share, join_shares
    from hirz.foundation.audit.refusals import ledger_problems_in_words
    from hirz.foundation.backup import restoring
    from hirz.foundation.keys.refusals import key_problems_in_words

    given = [line.split()[-1] for line in sys.stdin.read().splitlines() if line.strip()]
    with key_problems_in_words(), ledger_problems_in_words():
        pair = KeyPair(join_shares([Share.from_text(text) for text in given]))
        signed_by = Verifier.from_encoded(ledger_key) if ledger_key else None
        restored = restoring.restore(data, keys, pair=pair, ledger_key=signed_by)
    click.echo(json.dumps(asdict(restored)) if as_json else _in_words(restored))
    if restored.ledger_fails_at is not None:
        sys.exit(1)


def _in_words(restored: Restored) -> str:
    fails = restored.ledger_fails_at
    history = (
        f"all {restored.entries} entries verify" if fails is None else f"it does NOT verify, from entry {fails} on"
    )
    return (
        f"Restored as of {restored.made_at}: {restored.blobs} files, each as it was written.\n"
        f"{restored.shredded} erased units came back with the backup and are erased again.\n"
        f"The history: {history}."
    )

"""Backups and their return: `hirz backup`, `hirz restore`."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from hirz.faces.cli.starting import start_django


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
@click.option("--json", "as_json", is_flag=True, help="Answer with one line of JSON.")
def restore(data: Path, keys: Path, as_json: bool) -> None:
    """Bring a backup back into an empty database, with shares of the recovery key from standard input, one a line.

    Example: hirz restore hirz-20260101T000000Z.data hirz-20260101T000000Z.keys < shares.txt
    """
    start_django()
    from hirz.engines.sealing import KeyPair, Share, join_shares
    from hirz.foundation.backup import restoring
    from hirz.foundation.keys.refusals import key_problems_in_words

    given = [line.split()[-1] for line in sys.stdin.read().splitlines() if line.strip()]
    with key_problems_in_words():
        pair = KeyPair(join_shares([Share.from_text(text) for text in given]))
        restored = restoring.restore(data, keys, pair=pair)
    if as_json:
        click.echo(json.dumps(asdict(restored)))
    else:
        click.echo(f"Restored as of {restored.made_at}: {restored.blobs} files.")
        click.echo(f"{restored.shredded} erased units came back with the backup and are erased again.")

"""The ledger over the history: `hirz ledger`."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console

from hirz.faces.cli.commands.witness import witness
from hirz.faces.cli.progress import tracked
from hirz.faces.cli.starting import start_django

if TYPE_CHECKING:
    from hirz.foundation.audit.proving import ProofOfEntry
    from hirz.foundation.audit.recounting import Recounted, Row

LONG = 5
"""From how many batches on the progress of a recount is shown."""
_json = click.option("--json", "as_json", is_flag=True, help="Answer with one line of JSON.")
_file = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def ledger() -> None:
    """Show that the history is what was recorded: recount it, prove from it, sign it, have it witnessed."""


ledger.add_command(witness)


@ledger.command()
@click.option(
    "--against", type=_file, multiple=True, help="A checkpoint that was kept elsewhere, to hold it against; repeatable."
)
@_json
def verify(against: tuple[Path, ...], as_json: bool) -> None:
    """Recount every entry, hash, checkpoint and cosignature. What does not hold is named by the index of the entry.

    Example: hirz ledger verify --against /media/stick/checkpoint.txt
    """
    start_django()
    from hirz.engines.ledger import Note
    from hirz.foundation.audit.recounting import recount
    from hirz.foundation.audit.refusals import LedgerFails, ledger_problems_in_words

    with ledger_problems_in_words():
        notes = [Note.parse(path.read_text("utf-8")) for path in against]
    try:
        found = recount(kept_elsewhere=notes, each=_with_progress())
    except LedgerFails as failed:
        _say_where(failed.reason, failed.first, failed.last, as_json)
        raise
    _say_holds(found, as_json)


@ledger.command()
@click.argument("entry", type=int)
def prove(entry: int) -> None:
    """Print, as JSON, the proof that an entry of the history (its id) is in the newest checkpoint.

    Example: hirz ledger prove 1204 > proof.json
    """
    start_django()
    from hirz.foundation.audit.proving import prove_entry
    from hirz.foundation.audit.refusals import ledger_problems_in_words

    with ledger_problems_in_words():
        proven = prove_entry(entry)
    click.echo(json.dumps(_as_data(proven), ensure_ascii=False))


@ledger.command()
@click.argument("old", type=click.IntRange(min=0))
@click.argument("new", type=click.IntRange(min=0))
def consistency(old: int, new: int) -> None:
    """Print, as JSON, the proof that the ledger of NEW entries begins with that of OLD entries.

    Example: hirz ledger consistency 1000 1500 > growth.json
    """
    start_django()
    from hirz.foundation.audit.proving import prove_growth
    from hirz.foundation.audit.refusals import ledger_problems_in_words

    with ledger_problems_in_words():
        proof, before, after = prove_growth(old, new)
    click.echo(json.dumps({**proof.as_json(), "old_root": _text(before.root), "new_root": _text(after.root)}))


@ledger.command()
@click.option("--cosigned", type=_file, help="Take in the cosignatures on a checkpoint that came back from a witness.")
@_json
def checkpoint(cosigned: Path | None, as_json: bool) -> None:
    """Sign the ledger as it stands and print the note; the last one again when nothing was added since.

    Example: hirz ledger checkpoint > checkpoint.txt
    """
    start_django()
    from hirz.engines.ledger import Note
    from hirz.foundation.audit.checkpoints import make_checkpoint, take_cosignatures, whole_note
    from hirz.foundation.audit.refusals import ledger_problems_in_words

    with ledger_problems_in_words():
        if cosigned is not None:
            _say_cosigned(take_cosignatures(cosigned.read_text("utf-8")), as_json)
            return
        row = make_checkpoint()
        note: Note = whole_note(row)
    if as_json:
        click.echo(json.dumps({"size": row.size, "note": note.encoded()}, ensure_ascii=False))
    else:
        click.echo(note.encoded(), nl=False)


@ledger.command()
def key() -> None:
    """Print the public key of the ledger. Hand it to every witness, by a way nobody can change.

    Example: hirz ledger key
    """
    start_django()
    from hirz.foundation.audit.checkpoints import log_key

    click.echo(log_key().encoded)


def _with_progress() -> Any:
    from hirz.foundation.audit.recounting import batches_to_recount

    def each(batches: Iterable[Sequence[Row]]) -> Iterable[Sequence[Row]]:
        console, of = Console(stderr=True, highlight=False), batches_to_recount()
        return batches if of < LONG else tracked(batches, of=of, doing="Batches of entries", console=console)

    return each


def _say_where(reason: str, first: int, last: int, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({"holds": False, "reason": reason, "first": first, "last": last}))
    else:
        click.echo(f"Entry {first}:" if first == last else f"Entries {first} to {last}:", err=True)


def _say_holds(found: Recounted, as_json: bool) -> None:
    counted = {
        "entries": found.entries,
        "checkpoints": found.checkpoints,
        "cosignatures": found.cosignatures,
        "shredded": found.shredded,
    }
    if as_json:
        click.echo(json.dumps({"holds": True, **counted, "root": _text(found.root)}))
    else:
        click.echo("The ledger holds: " + ", ".join(f"{number} {what}" for what, number in counted.items()) + ".")
        click.echo(f"Root: {_text(found.root)}")


def _say_cosigned(witnesses: Sequence[str], as_json: bool) -> None:
    click.echo(json.dumps({"witnesses": list(witnesses)}) if as_json else f"Cosigned by {', '.join(witnesses)}.")


def _as_data(proven: ProofOfEntry) -> dict[str, Any]:
    from hirz.foundation.audit.leaves import as_object

    return {
        "entry": as_object(proven.entry) if proven.entry else None,
        "salt": _text(proven.salt) if proven.salt else None,
        "leaf_hash": _text(proven.leaf_hash),
        "proof": proven.proof.as_json(),
        "checkpoint": proven.checkpoint.encoded(),
    }


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")

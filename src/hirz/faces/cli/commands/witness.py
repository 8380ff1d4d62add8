"""The part of a witness: somebody elsewhere, with a folder and no database, who confirms that the ledger only grows.

This needs nothing of an installation: no settings, no secret, no connection. The folder holds the witness's own key,
the public key of the log, and the last checkpoint that was cosigned.
"""

from __future__ import annotations

import json
import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NoReturn

import click

from hirz.engines.canonical import Json
from hirz.engines.ledger import (
    HASH_BYTES,
    Checkpoint,
    ConsistencyProof,
    LedgerError,
    Note,
    ProofInvalid,
    SignatureType,
    Signer,
    Verifier,
    cosign,
    empty_checkpoint,
    open_checkpoint,
)
from hirz.foundation.owner_only import owner_only

_KEY: Final = "witness.key"
_LOG: Final = "log"
_SEEN: Final = "seen"
_folder = click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
_file = click.Path(exists=True, dir_okay=False, path_type=Path)


@dataclass(frozen=True, slots=True)
class Witness:
    """What the folder holds."""

    signer: Signer
    log: Verifier
    seen: Checkpoint

    @classmethod
    def of(cls, folder: Path) -> Witness:
        name, seed = (folder / _KEY).read_text("utf-8").split()
        log = Verifier.from_encoded((folder / _LOG).read_text("utf-8"))
        signer = Signer(name, bytes.fromhex(seed), SignatureType.COSIGNATURE)
        if not (folder / _SEEN).exists():
            return cls(signer, log, empty_checkpoint(log.name))
        seen = Note.parse((folder / _SEEN).read_text("utf-8"))
        return cls(signer, log, open_checkpoint(seen, log=log, origin=log.name))


@click.group()
def witness() -> None:
    """Be a witness of somebody else's ledger: remember its checkpoints, cosign those that follow, refuse a fork."""


@witness.command()
@_folder
@click.option("--name", required=True, help="The name of the witness, without spaces, such as witness.example/desk.")
@click.option("--log", required=True, help="The public key of the ledger, as `hirz ledger key` prints it.")
def init(folder: Path, name: str, log: str) -> None:
    """Make a folder for a witness, and print the public key under which its cosignatures are known.

    Example: hirz ledger witness init ~/witness --name witness.example/desk --log "$LEDGER_KEY"
    """
    with _words():
        verifier = Verifier.from_encoded(log)
        signer = Signer(name, secrets.token_bytes(HASH_BYTES), SignatureType.COSIGNATURE)
    if (folder / _KEY).exists():
        _refuse("There is a witness in this folder already. Its key is never written over.")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _write(folder / _LOG, verifier.encoded + "\n")
    _write(folder / _KEY, f"{signer.name} {signer.seed.hex()}\n")
    click.echo(signer.verifier.encoded)


@witness.command()
@_folder
@click.argument("checkpoint", type=_file)
@click.option(
    "--proof", type=_file, help="What `hirz ledger consistency` printed; not needed for the first checkpoint."
)
def sign(folder: Path, checkpoint: Path, proof: Path | None) -> None:
    """Cosign a checkpoint that continues what was seen before, print it, and remember it. A fork is refused.

    Example: hirz ledger witness sign ~/witness checkpoint.txt --proof growth.json > cosigned.txt
    """
    with _words():
        own, note = Witness.of(folder), Note.parse(checkpoint.read_text("utf-8"))
        shown = open_checkpoint(note, log=own.log, origin=own.seen.origin)
        given = _proof(proof, own.seen, shown)
        signed = cosign(note, log=own.log, seen=own.seen, proof=given, witness=own.signer, at=datetime.now(UTC))
    # Remembered before it is handed out: what was cosigned once is never forgotten.
    _write(folder / _SEEN, signed.encoded())
    click.echo(signed.encoded(), nl=False)


@witness.command()
@_folder
def seen(folder: Path) -> None:
    """Print the last checkpoint that was cosigned; its second line is the OLD for `hirz ledger consistency`.

    Example: hirz ledger witness seen ~/witness
    """
    last = folder / _SEEN
    click.echo(
        last.read_text("utf-8") if last.exists() else empty_checkpoint(Witness.of(folder).log.name).text(), nl=False
    )


def _proof(path: Path | None, seen: Checkpoint, shown: Checkpoint) -> ConsistencyProof:
    if path is not None:
        return ConsistencyProof.from_json(_json(path))
    if seen.size and seen.size != shown.size:
        raise ProofInvalid("the proof is missing")
    return ConsistencyProof(seen.size, shown.size, ())


def _json(path: Path) -> Json:
    try:
        described: Json = json.loads(path.read_text("utf-8"))
    except ValueError:
        raise ProofInvalid("this is no proof") from None
    return described


@contextmanager
def _words() -> Iterator[None]:
    """A witness stands outside every installation, so its words are here, in one language."""
    try:
        yield
    except ProofInvalid:
        _refuse(
            "REFUSED: this checkpoint does not continue what was seen before. Keep both files, tell other witnesses."
        )
    except LedgerError as error:
        _refuse(f"Refused: {error}.")


def _refuse(words: str) -> NoReturn:
    click.echo(words, err=True)
    sys.exit(1)


def _write(path: Path, text: str) -> None:
    """Whole or not at all, for its owner alone."""
    arriving = path.with_suffix(".arriving")
    with open(arriving, "w", encoding="utf-8", opener=owner_only) as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    arriving.replace(path)

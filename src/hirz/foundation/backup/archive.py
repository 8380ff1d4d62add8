"""An archive of pieces, streamed through a sealed container: what is written never lies anywhere in clear.

A piece is a member of a tar; something long is cut into several. The manifest comes last and names the SHA-256 of
every piece, so that a whole archive proves itself. Anybody can seal to a public key: that the archive is ours is said
by a note over the manifest, signed with the key of the ledger.
"""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, BinaryIO, ClassVar, Final

from hirz.engines.ledger import Note, Signer
from hirz.engines.sealing import ContainerReader, ContainerWriter, KeyPair, PublicKey
from hirz.foundation.owner_only import owner_only
from hirz.rules.errors import BadInput

PIECE_BYTES: Final = 8 * 1024 * 1024
_MANIFEST: Final = "manifest.json"
_SIGNED: Final = "manifest.note"
_PURPOSE: Final = "hirz backup 1"


class ArchiveDamaged(BadInput):
    """A piece is missing, or is not what the manifest says."""

    code: ClassVar[str] = "backup_damaged"


@dataclass(frozen=True)
class Piece:
    name: str
    content: bytes


class ArchiveWriter:
    """Seals pieces to ``recipients`` as they come. Only :meth:`finish` makes an archive of it."""

    def __init__(self, target: BinaryIO, recipients: list[PublicKey]) -> None:
        self._container = ContainerWriter(target, recipients)
        # It is closed by finish(), and an archive that was not finished is none.
        self._tar = tarfile.open(mode="w|", fileobj=_Sink(self._container), format=tarfile.PAX_FORMAT)  # noqa: SIM115
        self._hashes: dict[str, str] = {}

    def add(self, name: str, content: bytes) -> None:
        self._hashes[name] = hashlib.sha256(content).hexdigest()
        self._put(name, content)

    def add_stream(self, name: str, source: IO[bytes]) -> None:
        """Something whose length nobody knows yet, as pieces ``name/000001`` and on."""
        number = 0
        while content := _read_full(source):
            number += 1
            self.add(f"{name}/{number:06}", content)

    def finish(self, signer: Signer, **facts: Any) -> None:
        """Write the manifest, with what else is to be remembered of the moment, and sign it."""
        manifest = json.dumps({"pieces": self._hashes, **facts}, sort_keys=True).encode()
        self._put(_MANIFEST, manifest)
        self._put(_SIGNED, Note(_note_text(manifest)).signed_by(signer).encoded().encode())
        self._tar.close()
        self._container.finish()

    def _put(self, name: str, content: bytes) -> None:
        member = tarfile.TarInfo(name)
        member.size = len(content)
        self._tar.addfile(member, io.BytesIO(content))


class ArchiveReader:
    """Hands out the pieces of an archive in their order; at the end it has proven that they are all."""

    def __init__(self, source: BinaryIO, pair: KeyPair) -> None:
        self._source = source
        self._pair = pair
        self.manifest: dict[str, Any] = {}
        self.note: Note | None = None

    def pieces(self) -> Iterator[Piece]:
        """Raises :class:`ArchiveDamaged`, and a ``SealingError`` for a container that is not whole."""
        seen: dict[str, str] = {}
        written = signed = b""
        for piece in self._members():
            if piece.name == _MANIFEST:
                written = piece.content
            elif piece.name == _SIGNED:
                signed = piece.content
            elif piece.name in seen:
                raise ArchiveDamaged
            else:
                seen[piece.name] = hashlib.sha256(piece.content).hexdigest()
                yield piece
        self._conclude(written, signed, seen)

    def _conclude(self, written: bytes, signed: bytes, seen: dict[str, str]) -> None:
        self.manifest = json.loads(written or b"{}")
        if self.manifest.get("pieces") != seen:
            raise ArchiveDamaged
        # An archive of the first version carries none.
        self.note = Note.parse(signed.decode()) if signed else None
        if self.note is not None and self.note.text != _note_text(written):
            raise ArchiveDamaged

    def _members(self) -> Iterator[Piece]:
        stream = _Stream(ContainerReader(self._source, self._pair).chunks())
        with tarfile.open(mode="r|", fileobj=stream) as tar:
            for member in tar:
                content = tar.extractfile(member)
                yield Piece(member.name, content.read() if content else b"")
        while stream.read(PIECE_BYTES):
            pass  # to the end, so that the container proves that it is whole


def _note_text(manifest: bytes) -> str:
    return f"{_PURPOSE}\n{hashlib.sha256(manifest).hexdigest()}\n"


class _Sink(io.RawIOBase):
    def __init__(self, container: ContainerWriter) -> None:
        self._container = container

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        return self._container.write(data)


class _Stream(io.RawIOBase):
    """The content of a container as a file to be read from the front."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._waiting = b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        parts = [self._waiting]
        length = len(self._waiting)
        while size < 0 or length < size:
            chunk = next(self._chunks, b"")
            if not chunk:
                break
            parts.append(chunk)
            length += len(chunk)
        joined = b"".join(parts)
        taken = joined if size < 0 else joined[:size]
        self._waiting = joined[len(taken) :]
        return taken


def _read_full(source: IO[bytes]) -> bytes:
    parts, missing = [], PIECE_BYTES
    while missing and (part := source.read(missing)):
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)


def open_new(path: Path) -> BinaryIO:
    """A file that was not there, for its owner alone."""
    return open(path, "xb", opener=owner_only)

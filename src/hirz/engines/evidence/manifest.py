"""The two documents of a custody bundle: what is in it, and how the ledger stands for it.

``manifest.json`` lists the files with their hashes and the lines of custody by their digests. The last lines of every
item, by which its files left in this bundle, commit to the hash of the manifest; so they stand in ``ledger.json``, with
every other line, its entry of the ledger, the proof that the entry is in a checkpoint, and the checkpoint.
Both are canonical JSON. Shapes: docs/reference/formats.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from hirz.engines.canonical import Json, canonical_json, parsed_json
from hirz.engines.evidence.lines import SALT_BYTES, Line, Opening, encoded
from hirz.engines.evidence.shapes import (
    Misshapen,
    count_in,
    data_in,
    list_in,
    mapping_in,
    one_of_keys,
    text_in,
    text_or_none_in,
)
from hirz.engines.ledger import InclusionProof

MANIFEST: Final = "manifest.json"
LEDGER: Final = "ledger.json"
_MANIFEST_FORMAT: Final = "hirz-custody-bundle"
_LEDGER_FORMAT: Final = "hirz-custody-ledger"
_VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class BundledFile:
    """A file of the bundle. ``copy`` is None for an original; ``size`` is in bytes, ``sha256`` in hexadecimal."""

    path: str
    item: str
    copy: str | None
    media_type: str
    size: int
    sha256: str

    def as_json(self) -> dict[str, Json]:
        return {
            "copy": self.copy,
            "item": self.item,
            "media_type": self.media_type,
            "path": self.path,
            "sha256": self.sha256,
            "size": self.size,
        }

    @classmethod
    def from_json(cls, value: Json) -> BundledFile:
        told = mapping_in(value)
        one_of_keys(told, {"copy", "item", "media_type", "path", "sha256", "size"})
        return cls(
            path=text_in(told, "path"),
            item=text_in(told, "item"),
            copy=text_or_none_in(told, "copy"),
            media_type=text_in(told, "media_type"),
            size=count_in(told, "size"),
            sha256=text_in(told, "sha256"),
        )


@dataclass(frozen=True, slots=True)
class BundledItem:
    """An item of evidence: when it was obtained (EDTF, or empty) and the digests of its lines before this export."""

    id: str
    obtained: str
    custody: tuple[str, ...]

    def as_json(self) -> dict[str, Json]:
        return {"custody": list(self.custody), "id": self.id, "obtained": self.obtained}

    @classmethod
    def from_json(cls, value: Json) -> BundledItem:
        told = mapping_in(value)
        one_of_keys(told, {"custody", "id", "obtained"})
        digests = list_in(told, "custody")
        if not all(isinstance(digest, str) for digest in digests):
            raise Misshapen("a digest is missing")
        return cls(text_in(told, "id"), text_in(told, "obtained"), tuple(str(digest) for digest in digests))


@dataclass(frozen=True, slots=True)
class Manifest:
    """``made_at`` is ISO 8601; ``purpose`` and ``recipient`` are codes; ``log`` is the origin of the ledger."""

    disclosure: str
    made_at: str
    purpose: str
    recipient: str
    log: str
    note: str
    items: tuple[BundledItem, ...]
    files: tuple[BundledFile, ...]

    def encoded(self) -> bytes:
        told: dict[str, Json] = {
            "disclosure": self.disclosure,
            "files": [file.as_json() for file in self.files],
            "format": _MANIFEST_FORMAT,
            "items": [item.as_json() for item in self.items],
            "log": self.log,
            "made_at": self.made_at,
            "note": self.note,
            "purpose": self.purpose,
            "recipient": self.recipient,
            "version": _VERSION,
        }
        return canonical_json(told)

    @classmethod
    def parse(cls, data: bytes) -> Manifest:
        """Raises ``Misshapen`` or ``NotCanonical`` for anything but what :meth:`encoded` gives."""
        told = mapping_in(parsed_json(data))
        texts = ("disclosure", "log", "made_at", "note", "purpose", "recipient")
        one_of_keys(told, {*texts, "files", "format", "items", "version"})
        if (told["format"], told["version"]) != (_MANIFEST_FORMAT, _VERSION):
            raise Misshapen("this is no manifest of a kind that is known")
        return cls(
            **{name: text_in(told, name) for name in texts},
            items=tuple(BundledItem.from_json(item) for item in list_in(told, "items")),
            files=tuple(BundledFile.from_json(file) for file in list_in(told, "files")),
        )


@dataclass(frozen=True, slots=True)
class ProvenLine:
    """A line, what of it is opened, and why it is believed: its entry, the entry's salt (32 bytes) and the proof."""

    line: Line
    sha256: Opening | None
    reason: Opening | None
    entry: Json
    salt: bytes
    proof: InclusionProof

    def as_json(self) -> dict[str, Json]:
        return {
            "entry": self.entry,
            "line": self.line.as_json(),
            "proof": self.proof.as_json(),
            "reason": self.reason.as_json() if self.reason else None,
            "salt": encoded(self.salt),
            "sha256": self.sha256.as_json() if self.sha256 else None,
        }

    @classmethod
    def from_json(cls, value: Json) -> ProvenLine:
        told = mapping_in(value)
        one_of_keys(told, {"entry", "line", "proof", "reason", "salt", "sha256"})
        return cls(
            line=Line.from_json(told["line"]),
            sha256=Opening.from_json(told["sha256"]),
            reason=Opening.from_json(told["reason"]),
            entry=told["entry"],
            salt=data_in(told, "salt", SALT_BYTES),
            proof=_proof_in(told),
        )


def _proof_in(told: Mapping[str, Json]) -> InclusionProof:
    """Base 64 can say the same in several ways; here only one of them is taken."""
    proof = InclusionProof.from_json(told["proof"])
    if proof.as_json() != told["proof"]:
        raise Misshapen("a proof is not in its one form")
    return proof


@dataclass(frozen=True, slots=True)
class LedgerPart:
    """``checkpoint`` is a signed note, ``key`` the public key of the log as one word, in the form of the engine."""

    checkpoint: str
    key: str
    lines: Sequence[ProvenLine]

    def encoded(self) -> bytes:
        told: dict[str, Json] = {
            "checkpoint": self.checkpoint,
            "format": _LEDGER_FORMAT,
            "key": self.key,
            "lines": [line.as_json() for line in self.lines],
            "version": _VERSION,
        }
        return canonical_json(told)

    @classmethod
    def parse(cls, data: bytes) -> LedgerPart:
        """Raises ``Misshapen``, ``NotCanonical`` or ``ProofInvalid`` for anything but what :meth:`encoded` gives."""
        told = mapping_in(parsed_json(data))
        one_of_keys(told, {"checkpoint", "format", "key", "lines", "version"})
        if (told["format"], told["version"]) != (_LEDGER_FORMAT, _VERSION):
            raise Misshapen("this is no part of a ledger of a kind that is known")
        lines = tuple(ProvenLine.from_json(line) for line in list_in(told, "lines"))
        return cls(text_in(told, "checkpoint"), text_in(told, "key"), lines)


__all__ = ["LEDGER", "MANIFEST", "BundledFile", "BundledItem", "LedgerPart", "Manifest", "ProvenLine"]

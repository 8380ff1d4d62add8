"""Checking a custody bundle with nothing but the bundle, and at best the public key of the ledger it rests on.

Every byte counts. Of the archive only one form is accepted, and both documents are canonical JSON. The files are bound
by their hashes to the manifest; the manifest, by its hash, to the line by which each file left; every line to an entry,
every entry to the signed checkpoint. What is left are signatures of witnesses under the checkpoint: one of a key that
is not given is not believed, so changing it changes nothing that was claimed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import BinaryIO, Final

from hirz.engines.canonical import NotCanonical
from hirz.engines.evidence.archive import Place, content, places
from hirz.engines.evidence.lines import Event
from hirz.engines.evidence.manifest import LEDGER, MANIFEST, BundledFile, BundledItem, LedgerPart, Manifest, ProvenLine
from hirz.engines.evidence.problems import Code, Found, Problem
from hirz.engines.evidence.shapes import Misshapen
from hirz.engines.ledger import (
    Note,
    NoteMalformed,
    NotSigned,
    OtherLog,
    ProofInvalid,
    TreeHead,
    Verifier,
    entry_bytes,
    hash_entry,
    open_checkpoint,
    verify_inclusion,
)

MAX_DOCUMENT: Final = 64 * 2**20


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found. ``key`` is the one the checkpoint was checked with, as one word; empty when none was reached.

    ``key_was_given``: by whoever checks, and not only by the bundle itself, which proves no more than that it is of
    one piece.
    """

    problems: tuple[Problem, ...]
    manifest: Manifest | None = None
    key: str = ""
    key_was_given: bool = False
    lines: int = 0

    @property
    def holds(self) -> bool:
        return not self.problems


def verify(bundle: BinaryIO, key: Verifier | None = None) -> Verdict:
    """Check a bundle, given as a seekable stream. Nothing of it is unpacked anywhere; it is read in pieces of 64 KiB.

    Nothing raises for a bundle that is bad: every problem is in the verdict. Source: design, "Evidence".
    """
    try:
        found = {place.name: place for place in places(bundle)}
        manifest = _manifest(bundle, found)
        ledger = _ledger(bundle, found)
    except Found as stopped:
        return Verdict((stopped.problem,), key_was_given=key is not None)
    problems = (
        *_order_problems(found, manifest),
        *_file_problems(bundle, found, manifest),
        *_custody_problems(manifest, ledger, _hash_of(bundle, found[MANIFEST])),
        *_ledger_problems(manifest, ledger, key),
    )
    return Verdict(problems, manifest, ledger.key, key is not None, len(ledger.lines))


def _manifest(bundle: BinaryIO, found: Mapping[str, Place]) -> Manifest:
    try:
        return Manifest.parse(_document(bundle, found, MANIFEST))
    except (Misshapen, NotCanonical):
        raise Found(Code.MANIFEST_MALFORMED, MANIFEST) from None


def _ledger(bundle: BinaryIO, found: Mapping[str, Place]) -> LedgerPart:
    try:
        return LedgerPart.parse(_document(bundle, found, LEDGER))
    except (Misshapen, NotCanonical, ProofInvalid):
        raise Found(Code.LEDGER_MALFORMED, LEDGER) from None


def _document(bundle: BinaryIO, found: Mapping[str, Place], name: str) -> bytes:
    if name not in found:
        raise Found(Code.FILE_MISSING, name)
    if found[name].size > MAX_DOCUMENT:
        raise Found(Code.NOT_A_BUNDLE, name)
    return b"".join(content(bundle, found[name]))


def _hash_of(bundle: BinaryIO, place: Place) -> str:
    hashed = sha256()
    for piece in content(bundle, place):
        hashed.update(piece)
    return hashed.hexdigest()


def _order_problems(found: Mapping[str, Place], manifest: Manifest) -> Iterator[Problem]:
    """The documents at both ends, the files between them in the order of the manifest: the one form, again."""
    paths = [file.path for file in manifest.files]
    if sorted(found) == sorted({MANIFEST, LEDGER, *paths}) and list(found) != [MANIFEST, *paths, LEDGER]:
        yield Problem(Code.CONTAINER_ALTERED)


def _file_problems(bundle: BinaryIO, found: Mapping[str, Place], manifest: Manifest) -> Iterator[Problem]:
    for extra in sorted(found.keys() - {MANIFEST, LEDGER} - {file.path for file in manifest.files}):
        yield Problem(Code.FILE_EXTRA, extra)
    for file in manifest.files:
        if file.path not in found:
            yield Problem(Code.FILE_MISSING, file.path)
        elif not _is_unchanged(bundle, found[file.path], file):
            yield Problem(Code.FILE_CHANGED, file.path)


def _is_unchanged(bundle: BinaryIO, place: Place, file: BundledFile) -> bool:
    try:
        return place.size == file.size and _hash_of(bundle, place) == file.sha256
    except Found:
        return False


def _custody_problems(manifest: Manifest, ledger: LedgerPart, manifest_sha256: str) -> Iterator[Problem]:
    """The lines are those that the manifest lists, in their order, and one more for each file: this very export."""
    known = {item.id for item in manifest.items}
    for number, proven in enumerate(ledger.lines, start=1):
        if proven.line.item not in known:
            yield Problem(Code.LINE_EXTRA, str(number))
    for item in manifest.items:
        lines = [proven for proven in ledger.lines if proven.line.item == item.id]
        yield from _chain_problems(item, lines, manifest, manifest_sha256)
    for file in manifest.files:
        if not any(_stands_for(proven, file) for proven in ledger.lines):
            yield Problem(Code.FILE_NOT_IN_CUSTODY, file.path)


def _chain_problems(
    item: BundledItem, lines: Sequence[ProvenLine], manifest: Manifest, manifest_sha256: str
) -> Iterator[Problem]:
    files = [file.copy for file in manifest.files if file.item == item.id]
    surplus = len(lines) - len(item.custody) - len(files)
    before, left = lines[: len(item.custody)], lines[len(item.custody) :]
    if surplus:
        yield Problem(Code.LINE_EXTRA if surplus > 0 else Code.LINE_MISSING, item.id)
    elif [proven.line.digest() for proven in before] != list(item.custody) or not _left_as(left, files):
        yield Problem(Code.LINE_CHANGED, item.id)
    elif any(proven.sha256 is None or proven.sha256.text != manifest_sha256 for proven in left):
        yield Problem(Code.MANIFEST_CHANGED, MANIFEST)


def _left_as(lines: Sequence[ProvenLine], files: Sequence[str | None]) -> bool:
    told = [(proven.line.event, proven.line.copy) for proven in lines]
    return told == [(Event.EXPORTED.value, copy) for copy in files]


def _stands_for(proven: ProvenLine, file: BundledFile) -> bool:
    line = proven.line
    told = proven.sha256.text if proven.sha256 else ""
    return (line.item, line.copy, told) == (file.item, file.copy, file.sha256) and line.event != Event.EXPORTED


def _ledger_problems(manifest: Manifest, ledger: LedgerPart, key: Verifier | None) -> Iterator[Problem]:
    try:
        head = _head(ledger, manifest.log, key)
    except Found as stopped:
        yield stopped.problem
        return
    for number, proven in enumerate(ledger.lines, start=1):
        if not _is_whole(proven):
            yield Problem(Code.LINE_CHANGED, str(number))
        elif not _is_proven(proven, head):
            yield Problem(Code.PROOF_WRONG, str(number))


def _head(ledger: LedgerPart, origin: str, key: Verifier | None) -> TreeHead:
    if key is not None and key.encoded != ledger.key:
        raise Found(Code.OTHER_KEY, LEDGER)
    try:
        log = key or Verifier.from_encoded(ledger.key)
        return open_checkpoint(Note.parse(ledger.checkpoint), log=log, origin=origin).head
    except NotSigned:
        raise Found(Code.CHECKPOINT_NOT_SIGNED, LEDGER) from None
    except OtherLog:
        raise Found(Code.OTHER_LOG, LEDGER) from None
    except NoteMalformed:
        raise Found(Code.CHECKPOINT_MALFORMED, LEDGER) from None


def _is_whole(proven: ProvenLine) -> bool:
    """Whether the entry speaks of this line, and what is opened of the line is what it committed to."""
    line, entry = proven.line, proven.entry
    if not isinstance(entry, Mapping) or not isinstance(detail := entry.get("detail"), Mapping):
        return False
    opened = ((proven.sha256, line.sha256), (proven.reason, line.reason))
    return detail.get("line") == line.digest() and all(
        opening is None or opening.commitment() == committed for opening, committed in opened
    )


def _is_proven(proven: ProvenLine, head: TreeHead) -> bool:
    try:
        verify_inclusion(proven.proof, hash_entry(entry_bytes(proven.entry), proven.salt), head)
    except ProofInvalid:
        return False
    return True


__all__ = ["Verdict", "verify"]

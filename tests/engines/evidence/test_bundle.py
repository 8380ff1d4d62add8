"""A whole bundle holds; each way in which it may be wrong is named."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest

from hirz.engines.evidence import (
    LEDGER,
    MANIFEST,
    BundledFile,
    Code,
    Event,
    LedgerPart,
    Manifest,
    Problem,
    member_of,
    verify,
    written,
)
from hirz.engines.ledger import InclusionProof, Signer
from tests.engines.evidence.bundles import (
    ITEMS,
    LOG,
    ORIGIN,
    ORIGINAL,
    REDACTED,
    TOLD,
    archived,
    bundle,
    ledger,
    left_in,
    manifest,
    stream,
)
from tests.engines.evidence.published import BUNDLE, NOTES, notes

STRANGER = Signer(ORIGIN, sha256(b"stranger").digest())


def problems(data: bytes) -> set[Problem]:
    return set(verify(stream(data), LOG.verifier).problems)


def test_whole_bundle_holds_under_the_key_that_was_given() -> None:
    verdict = verify(stream(bundle()), LOG.verifier)
    assert verdict.holds
    assert verdict.key_was_given
    assert verdict.lines == len(TOLD) + len(ITEMS)


def test_without_a_key_the_bundle_s_own_is_used_and_said_to_be() -> None:
    verdict = verify(stream(bundle()))
    assert verdict.holds
    assert not verdict.key_was_given
    assert verdict.key == LOG.verifier.encoded


def test_published_bundle_is_what_the_code_makes() -> None:
    assert BUNDLE.read_bytes() == bundle()
    assert json.loads(NOTES.read_text(encoding="utf-8")) == notes()


def test_any_program_that_reads_zip_opens_it() -> None:
    with zipfile.ZipFile(io.BytesIO(bundle())) as opened:
        assert opened.testzip() is None
        assert opened.read("files/0001.txt") == ORIGINAL
        assert opened.namelist() == ["manifest.json", "files/0001.txt", "files/0002.png", "ledger.json"]


def test_hash_of_the_original_is_not_told_with_its_redacted_copy() -> None:
    hidden = TOLD[1].sha256
    assert hidden.encode() not in bundle()


def test_reasons_are_not_told_unless_opened() -> None:
    assert TOLD[2].reason.encode() not in bundle()


CHANGED = b"a letter, as it was forged  \n"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ([("files/0001.txt", CHANGED), ("files/0002.png", REDACTED)], Problem(Code.FILE_CHANGED, "files/0001.txt")),
        ([("files/0002.png", REDACTED)], Problem(Code.FILE_MISSING, "files/0001.txt")),
        (
            [("files/0001.txt", ORIGINAL), ("files/0002.png", REDACTED), ("files/0003.txt", b"?")],
            Problem(Code.FILE_EXTRA, "files/0003.txt"),
        ),
        ([("files/0002.png", REDACTED), ("files/0001.txt", ORIGINAL)], Problem(Code.CONTAINER_ALTERED)),
    ],
)
def test_files_that_are_not_those_of_the_manifest_are_named(files: list[tuple[str, bytes]], expected: Problem) -> None:
    whole = manifest()
    assert problems(archived(whole, ledger(whole), files)) == {expected}


def test_manifest_rewritten_for_a_forged_file_is_found_by_the_line_of_the_export() -> None:
    whole = manifest()
    forged = replace(whole.files[0], size=len(CHANGED), sha256=sha256(CHANGED).hexdigest())
    data = archived(
        replace(whole, files=(forged, whole.files[1])),
        ledger(whole),
        [("files/0001.txt", CHANGED), ("files/0002.png", REDACTED)],
    )
    assert problems(data) == {
        Problem(Code.MANIFEST_CHANGED, "manifest.json"),
        Problem(Code.FILE_NOT_IN_CUSTODY, "files/0001.txt"),
    }


def test_file_that_no_line_of_custody_speaks_of_is_named_although_it_was_exported() -> None:
    whole = manifest()
    slipped_in = BundledFile("files/0003.txt", ITEMS[0], None, "text/plain", 1, sha256(b"?").hexdigest())
    whole = replace(whole, files=(*whole.files, slipped_in))
    files = [("files/0001.txt", ORIGINAL), ("files/0002.png", REDACTED), ("files/0003.txt", b"?")]
    assert problems(archived(whole, ledger(whole), files)) == {Problem(Code.FILE_NOT_IN_CUSTODY, "files/0003.txt")}


def test_line_left_out_is_named_by_its_item() -> None:
    whole = manifest()
    without = ledger(whole, [told for told in TOLD if told.copy is None])
    found = problems(archived(whole, without))
    assert Problem(Code.LINE_MISSING, ITEMS[1]) in found


def test_line_slipped_in_is_named_by_its_item() -> None:
    whole = manifest()
    more = ledger(whole, [*TOLD, replace(TOLD[0], reason="again")])
    assert problems(archived(whole, more)) == {Problem(Code.LINE_EXTRA, ITEMS[0])}


@pytest.mark.parametrize("change", [{"copy": None}, {"event": Event.SAVED}])
def test_line_of_the_export_that_speaks_of_something_else_is_named(change: dict[str, Any]) -> None:
    whole = manifest()
    first, second = left_in(whole)
    assert problems(archived(whole, ledger(whole, left=[first, replace(second, **change)]))) == {
        Problem(Code.LINE_CHANGED, ITEMS[1])
    }


def test_lines_in_another_order_are_named() -> None:
    whole = manifest()
    turned = ledger(whole, [TOLD[0], TOLD[2], TOLD[1]])
    assert problems(archived(whole, turned)) == {Problem(Code.LINE_CHANGED, ITEMS[1])}


Change = Callable[[Manifest, LedgerPart], LedgerPart]


def first(part: LedgerPart, **changes: object) -> LedgerPart:
    return replace(part, lines=[replace(part.lines[0], **changes), *part.lines[1:]])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda m, p: first(p, salt=bytes(32)), Problem(Code.PROOF_WRONG, "1")),
        (lambda m, p: first(p, proof=p.lines[1].proof), Problem(Code.PROOF_WRONG, "1")),
        (lambda m, p: first(p, proof=InclusionProof(4, 8, p.lines[0].proof.hashes)), Problem(Code.PROOF_WRONG, "1")),
        (
            lambda m, p: first(p, entry={**p.lines[0].entry, "actor": "user-2"}),
            Problem(Code.PROOF_WRONG, "1"),
        ),
        (lambda m, p: first(p, entry=p.lines[1].entry), Problem(Code.LINE_CHANGED, "1")),
        (lambda m, p: first(p, entry=None), Problem(Code.LINE_CHANGED, "1")),
        (lambda m, p: ledger(m, signer=STRANGER), Problem(Code.OTHER_KEY, "ledger.json")),
        (
            lambda m, p: replace(p, checkpoint=ledger(m, signer=STRANGER).checkpoint),
            Problem(Code.CHECKPOINT_NOT_SIGNED, "ledger.json"),
        ),
        (
            lambda m, p: replace(p, checkpoint=p.checkpoint.replace("\n9\n", "\n8\n")),
            Problem(Code.CHECKPOINT_NOT_SIGNED, "ledger.json"),
        ),
        (lambda m, p: replace(p, checkpoint="no note"), Problem(Code.CHECKPOINT_MALFORMED, "ledger.json")),
    ],
)
def test_proof_entry_or_checkpoint_that_is_another_is_named(change: Change, expected: Problem) -> None:
    whole = manifest()
    assert problems(archived(whole, change(whole, ledger(whole)))) == {expected}


def test_bundle_signed_by_a_stranger_holds_only_for_who_gives_no_key() -> None:
    whole = manifest()
    data = archived(whole, ledger(whole, signer=STRANGER))
    assert verify(stream(data)).holds
    assert problems(data) == {Problem(Code.OTHER_KEY, "ledger.json")}


def test_line_of_the_export_forged_for_another_manifest_does_not_fit_its_entry() -> None:
    """The entries, salts and proofs are the genuine ones; everything that is bound by the line is forged to fit."""
    whole = manifest()
    genuine = ledger(whole)
    other = replace(whole, note="Three files.")
    forged = ledger(other)
    lines = [
        replace(line, entry=true.entry, salt=true.salt, proof=true.proof)
        for line, true in zip(forged.lines, genuine.lines, strict=True)
    ]
    found = problems(archived(other, replace(genuine, lines=lines)))
    assert found == {Problem(Code.LINE_CHANGED, "4"), Problem(Code.LINE_CHANGED, "5")}


def test_opening_that_was_rewritten_is_named() -> None:
    whole = manifest()
    part = ledger(whole)
    told = part.lines[0].sha256
    assert told is not None
    found = problems(archived(whole, first(part, sha256=replace(told, text="0" * 64))))
    assert Problem(Code.LINE_CHANGED, "1") in found


def test_checkpoint_of_another_log_is_named() -> None:
    whole = replace(manifest(), log="ledger.example/other")
    assert problems(archived(whole, ledger(whole))) == {Problem(Code.OTHER_LOG, "ledger.json")}


@pytest.mark.parametrize(
    ("find", "put", "expected"),
    [
        (b'"version":1}', b'"version":2}', Problem(Code.MANIFEST_MALFORMED, "manifest.json")),
        (b'"note":"Two files."', b'"note":null        ', Problem(Code.MANIFEST_MALFORMED, "manifest.json")),
    ],
)
def test_manifest_of_another_shape_is_refused(find: bytes, put: bytes, expected: Problem) -> None:
    whole = manifest()
    document = whole.encoded().replace(find, put, 1)
    assert document != whole.encoded()
    members = [(MANIFEST, document), (LEDGER, ledger(whole).encoded())]
    assert problems(b"".join(written(member_of(name, data) for name, data in members))) == {expected}

"""Signed notes as C2SP writes them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirz.engines.ledger import LedgerError, Note, NoteMalformed, NotSigned, Signature, SignatureType, Signer, Verifier

# The key and the note that the reference implementation (golang.org/x/mod/sumdb/note) tests itself with.
KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
LINE = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
LOG, OTHER = Signer("ledger.example/hirz", b"a" * 32), Signer("other.example", b"b" * 32)


def test_known_note_is_signed_by_its_key() -> None:
    note = Note.parse(f"{TEXT}\n{LINE}")
    note.require_signature(Verifier.from_encoded(KEY))
    assert note.text == TEXT
    assert note.encoded() == f"{TEXT}\n{LINE}"


def test_known_key_comes_back_as_it_was() -> None:
    assert Verifier.from_encoded(KEY).encoded == KEY
    assert Verifier.from_encoded(KEY).key_id.hex() == "c74f20a3"


@given(lines=st.lists(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=20), min_size=1, max_size=5))
def test_note_of_any_text_comes_back_signed(lines: list[str]) -> None:
    note = Note("\n".join(lines) + "\n").signed_by(LOG)
    parsed = Note.parse(note.encoded())
    assert parsed == note
    parsed.require_signature(LOG.verifier)


def test_signature_of_one_key_is_not_that_of_another() -> None:
    note = Note(TEXT).signed_by(LOG)
    for verifier in (OTHER.verifier, Verifier.from_encoded(KEY), replace(LOG.verifier, name="another.example")):
        with pytest.raises(NotSigned):
            note.require_signature(verifier)


def test_signatures_of_unknown_keys_are_ignored() -> None:
    note = Note(TEXT).signed_by(OTHER).signed_by(LOG).with_signature(Signature(LOG.name, b"\0\0\0\0", b"?"))
    note.require_signature(LOG.verifier)


def test_second_signature_of_a_known_key_that_is_wrong_spoils_the_note() -> None:
    note = Note(TEXT).signed_by(LOG).with_signature(Signature(LOG.name, LOG.verifier.key_id, bytes(64)))
    with pytest.raises(NotSigned):
        note.require_signature(LOG.verifier)


def test_every_changed_character_of_the_text_is_noticed() -> None:
    encoded = Note("ledger\n12\n").signed_by(LOG).encoded()
    for position in range(len("ledger\n12\n")):
        with pytest.raises(LedgerError):
            Note.parse(encoded[:position] + "x" + encoded[position + 1 :]).require_signature(LOG.verifier)


def test_every_flipped_bit_of_a_signature_is_noticed() -> None:
    note = Note(TEXT).signed_by(LOG)
    value = note.signatures[0].value
    for position in range(len(value) * 8):
        altered = bytearray(value)
        altered[position // 8] ^= 1 << position % 8
        with pytest.raises(NotSigned):
            Note(TEXT, (replace(note.signatures[0], value=bytes(altered)),)).require_signature(LOG.verifier)


@pytest.mark.parametrize(
    "encoded",
    [
        "",
        "\n",
        TEXT,
        f"{TEXT}\n",
        f"{TEXT}{LINE}",
        f"{TEXT}\n{LINE[:-1]}",
        f"{TEXT}\n{LINE}\n",
        f"{TEXT}\nno signature\n",
        f"{TEXT}\n— \n",
        f"{TEXT}\n— PeterNeumann\n",
        f"{TEXT}\n— PeterNeumann AAAA\n",
        f"{TEXT}\n— PeterNeumann !!!!\n",
        f"{TEXT}\n— Peter+Neumann x08go/ZJkuA=\n",
        f"{TEXT}\n- PeterNeumann x08go/ZJkuA=\n",
        f"tab\there\n\n{LINE}",
        f"{TEXT}\n{LINE * 65}",
        f"{'x' * 70_000}\n\n{LINE}",
    ],
)
def test_text_that_is_no_note_is_refused(encoded: str) -> None:
    with pytest.raises(NoteMalformed):
        Note.parse(encoded)


@pytest.mark.parametrize(
    "encoded",
    [
        "",
        "PeterNeumann",
        KEY[:-1],
        KEY.replace("c74f20a3", "c74f20a4"),
        KEY.replace("Peter", "Pater"),
        KEY.replace("+ARpc", "+AxpR"),
        KEY.replace("+ARpc", "+ARpd"),
        KEY + "AAAA",
    ],
)
def test_word_that_is_no_key_is_refused(encoded: str) -> None:
    with pytest.raises(NoteMalformed):
        Verifier.from_encoded(encoded)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\u2003b", "a\nb"])
def test_name_with_spaces_or_plus_signs_is_refused(name: str) -> None:
    with pytest.raises(NoteMalformed):
        Signer(name, bytes(32))


def test_witness_key_does_not_pass_for_a_log_key() -> None:
    witness = replace(LOG, type=SignatureType.COSIGNATURE)
    assert witness.verifier.key_id != LOG.verifier.key_id
    with pytest.raises(NotSigned):
        Note(TEXT).signed_by(witness).require_signature(witness.verifier)


def test_seed_does_not_show() -> None:
    assert "seed" not in repr(LOG)

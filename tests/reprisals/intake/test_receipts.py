"""The receipt: digits of any script find and open an inbox, and nothing else does."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hirz.reprisals.intake import receipts
from hirz.reprisals.intake.receipts import BadReceipt, Receipt, derivations, derive, keep, opens, parse

TOKEN = "the token of a browser"
ZEROS = {
    "latin": "0", "arabic": "٠", "persian": "۰", "devanagari": "०", "bengali": "০", "thai": "๐", "khmer": "០",
    "fullwidth": "０", "mathematical": "𝟎", "tibetan": "༠",
}  # fmt: skip
tokens = st.text(alphabet=st.characters(codec="utf-8"), max_size=60)
separators = st.text(alphabet=" -–./\t\n\u00a0\u200e\u200f\u202b\u2066،", max_size=3)


def in_digits(receipt: Receipt, zero: str) -> str:
    return receipt.grouped().translate({ord("0") + n: chr(ord(zero) + n) for n in range(10)})


@settings(deadline=None)
@given(tokens)
def test_receipt_of_a_token_is_always_the_same_thirty_six_digits(token: str) -> None:
    receipt = derive(token)
    assert derive(token) == receipt
    assert (len(receipt.locator), len(receipt.secret)) == (8, 28)
    assert (receipt.locator + receipt.secret).isascii()
    assert (receipt.locator + receipt.secret).isdigit()


def test_secret_holds_at_least_ninety_bits() -> None:
    assert 10**receipts.SECRET_DIGITS >= 2**90


def test_neighbouring_tokens_have_nothing_in_common() -> None:
    made = [derive(f"{TOKEN}{number}") for number in range(300)]
    assert len({r.secret for r in made}) == 300
    for position in range(receipts.SECRET_DIGITS):
        assert len({r.secret[position] for r in made}) == 10
    assert all(r.locator not in r.secret for r in made)


def test_token_cannot_be_found_by_its_fingerprint() -> None:
    receipt = derive(TOKEN)
    assert receipt.locator not in receipts.fingerprint(TOKEN)
    assert TOKEN not in receipts.fingerprint(TOKEN)


def test_receipt_is_shown_in_nine_groups_of_four() -> None:
    groups = derive(TOKEN).grouped().split(" ")
    assert [len(group) for group in groups] == [4] * 9


@pytest.mark.parametrize("zero", ZEROS.values(), ids=ZEROS.keys())
def test_digits_of_any_script_are_read(zero: str) -> None:
    assert parse(in_digits(derive(TOKEN), zero)) == derive(TOKEN)


@settings(deadline=None)
@given(st.sampled_from(sorted(ZEROS.values())), st.lists(separators, min_size=36, max_size=36))
def test_any_grouping_and_invisible_marks_are_read(zero: str, between: list[str]) -> None:
    digits = in_digits(derive(TOKEN), zero).replace(" ", "")
    assert parse("".join(d + gap for d, gap in zip(digits, between, strict=True))) == derive(TOKEN)


@settings(deadline=None)
@given(st.lists(st.sampled_from(sorted(ZEROS.values())), min_size=36, max_size=36))
def test_scripts_may_be_mixed(zeros: list[str]) -> None:
    plain = derive(TOKEN).locator + derive(TOKEN).secret
    mixed = "".join(chr(ord(zero) + int(digit)) for zero, digit in zip(zeros, plain, strict=True))
    assert parse(mixed) == derive(TOKEN)


@pytest.mark.parametrize(
    "typed", ["", " ", "1234", "1" * 35, "1" * 37, "1" * 36 + "x", "一" * 36, "½" * 36, "O" + "1" * 35, "1" * 100_000]
)
def test_what_is_no_receipt_is_refused(typed: str) -> None:
    with pytest.raises(BadReceipt):
        parse(typed)


@settings(deadline=None)
@given(st.text(alphabet=st.characters(codec=None)))
def test_anything_typed_is_read_or_refused(typed: str) -> None:
    with contextlib.suppress(BadReceipt):
        assert len(parse(typed).secret) == receipts.SECRET_DIGITS


def test_only_the_right_secret_opens() -> None:
    receipt = derive(TOKEN)
    kept = keep(receipt)
    assert opens(receipt, kept)
    assert not opens(Receipt(receipt.locator, derive("another").secret), kept)
    assert not opens(receipt, None)


def test_nothing_opens_what_nobody_holds_a_receipt_of() -> None:
    assert not opens(derive(TOKEN), receipts.NOT_GIVEN_OUT)
    assert not opens(Receipt("00000000", ""), receipts.NOT_GIVEN_OUT)


@pytest.mark.parametrize("kept", [None, receipts.NOT_GIVEN_OUT])
def test_secret_that_stands_in_for_an_absent_one_opens_nothing(kept: str | None) -> None:
    assert opens(Receipt("00000000", "nobody"), receipts._NOBODY)
    assert not opens(Receipt("00000000", "nobody"), kept)


def test_same_work_is_done_whether_there_is_an_inbox_or_not(monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[str] = []
    slow = receipts._HASHER

    class Counting:
        def verify(self, kept: str, secret: str) -> bool:
            checked.append(kept.split("$")[1])
            return slow.verify(kept, secret)

    kept = keep(derive(TOKEN))
    monkeypatch.setattr(receipts, "_HASHER", Counting())
    for hashed in (kept, None, receipts.NOT_GIVEN_OUT):
        opens(derive("another"), hashed)
    assert checked == ["argon2id"] * 3


def test_database_keeps_a_salted_hash_and_never_the_digits() -> None:
    receipt = derive(TOKEN)
    first, second = keep(receipt), keep(receipt)
    assert first != second
    assert first.startswith("$argon2id$")
    assert receipt.secret not in first


def test_digits_do_not_stand_in_a_log() -> None:
    receipt = derive(TOKEN)
    for said in (repr(receipt), str(receipt)):
        assert receipt.secret not in said
        assert receipt.locator not in said


def test_receipts_that_stand_in_for_a_taken_one_all_differ() -> None:
    made = list(derivations(TOKEN))
    assert made[0] == derive(TOKEN)
    assert len({r.locator for r in made}) == len({r.secret for r in made}) == len(made) > 10

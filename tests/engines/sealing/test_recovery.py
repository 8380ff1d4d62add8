"""Any k shares bring the secret back; fewer, mixed, mistyped or forged ones are refused, each for its own reason."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirz.engines.sealing import (
    Entropy,
    KeyNotUsable,
    Share,
    ShareDamaged,
    SharesForged,
    SharesMixed,
    SharesRepeated,
    TooFewShares,
    UnknownSuite,
    join_shares,
    split_secret,
)

SECRET = bytes(range(32))
SHARES = split_secret(SECRET, needed=3, shares=5)


@given(secret=st.binary(min_size=1, max_size=64), data=st.data())
def test_any_sufficient_shares_in_any_order_give_the_secret(secret: bytes, data: st.DataObject) -> None:
    needed = data.draw(st.integers(2, 6))
    shares = split_secret(secret, needed=needed, shares=data.draw(st.integers(needed, 9)))
    order = data.draw(st.permutations(shares))
    assert join_shares(order[: data.draw(st.integers(needed, len(shares)))]) == secret


def test_every_choice_of_shares_gives_the_secret() -> None:
    for count in (3, 4, 5):
        for chosen in combinations(SHARES, count):
            assert join_shares(chosen) == SECRET


def test_one_share_too_few_is_refused() -> None:
    for chosen in combinations(SHARES, 2):
        with pytest.raises(TooFewShares):
            join_shares(chosen)
    with pytest.raises(TooFewShares):
        join_shares([])


@pytest.mark.parametrize("byte", [0x00, 0xA7])
def test_one_share_too_few_says_nothing_about_the_secret(byte: int) -> None:
    """Over all polynomials of degree two, two shares take every pair of values exactly once, whatever the secret."""
    seen: set[tuple[int, int]] = set()
    for batch in range(64):
        low = bytes(batch * 4 + number // 256 for number in range(1024))
        first, second, _ = split_secret(bytes([byte]) * 1024, needed=3, shares=3, entropy=chosen(low))
        seen.update(zip(first.values[:1024], second.values[:1024], strict=True))
    assert len(seen) == 256 * 256


def chosen(low: bytes) -> Entropy:
    """Entropy that gives the set its id, then ``low`` and every byte in turn as coefficients."""
    gifts = iter((bytes(8), low + bytes(16), bytes(range(256)) * 4 + bytes(16)))
    return Entropy(lambda _: next(gifts))


def test_share_survives_being_written_down() -> None:
    for share in SHARES:
        text = share.text()
        assert Share.from_text(text) == share
        assert Share.from_text(f"  {text.lower().replace('-', ' ')}\n") == share


def test_every_mistyped_letter_is_noticed() -> None:
    text = SHARES[0].text()
    for position, letter in enumerate(text):
        if letter != "-":
            other = "A" if letter != "A" else "B"
            with pytest.raises(ShareDamaged):
                Share.from_text(text[:position] + other + text[position + 1 :])


@pytest.mark.parametrize("text", ["", "AAAA", "1111-1111", "سر", SHARES[0].text()[:-5], SHARES[0].text() + "-AAAA"])
def test_text_that_is_no_share_is_refused(text: str) -> None:
    with pytest.raises(ShareDamaged):
        Share.from_text(text)


def test_shares_of_two_sets_are_refused() -> None:
    other = split_secret(SECRET, needed=3, shares=5)
    with pytest.raises(SharesMixed):
        join_shares([*SHARES[:2], other[2]])


def test_share_given_twice_is_refused() -> None:
    with pytest.raises(SharesRepeated):
        join_shares([SHARES[0], SHARES[1], SHARES[0]])


def test_forged_share_is_noticed_at_any_place() -> None:
    for position in range(len(SHARES[0].values)):
        values = bytearray(SHARES[1].values)
        values[position] ^= 1
        forged = replace(SHARES[1], values=bytes(values))
        with pytest.raises(SharesForged):
            join_shares([SHARES[0], forged, SHARES[2]])
        with pytest.raises(SharesForged):
            join_shares([SHARES[0], SHARES[2], SHARES[3], forged])


def test_share_at_another_point_is_noticed() -> None:
    with pytest.raises(SharesForged):
        join_shares([SHARES[0], SHARES[1], replace(SHARES[2], index=9)])


def test_fewer_shares_than_agreed_cannot_be_pretended() -> None:
    pretended = [replace(share, needed=2) for share in SHARES[:2]]
    with pytest.raises(SharesForged):
        join_shares(pretended)


@pytest.mark.parametrize(("needed", "shares"), [(1, 3), (0, 0), (4, 3), (2, 256)])
def test_senseless_numbers_are_refused(needed: int, shares: int) -> None:
    with pytest.raises(KeyNotUsable):
        split_secret(SECRET, needed=needed, shares=shares)


def test_share_of_the_secret_itself_does_not_exist() -> None:
    with pytest.raises(ShareDamaged):
        replace(SHARES[0], index=0)


def test_share_of_another_kind_is_told() -> None:
    body = b"\x02" + SHARES[0].set_id + b"\x03\x01" + SHARES[0].values
    check = hashlib.sha256(b"hirz share\x00" + body).digest()[:5]
    with pytest.raises(UnknownSuite):
        Share.from_text(base64.b32encode(body + check).decode().rstrip("="))


def test_secret_does_not_show() -> None:
    assert "values" not in repr(SHARES[0])

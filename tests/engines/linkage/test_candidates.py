"""No pair that could be linked is left out, and large blocks do not change that where dates are known."""

from __future__ import annotations

import numpy as np
import pytest

from hirz.engines.linkage import Record, candidates
from hirz.engines.linkage.evidence import Birth, Event, evidence_of_pairs, facts_of, levels_of_pairs
from hirz.engines.linkage.keyindex import KeyIndex, key_index
from hirz.engines.linkage.model import Model, read_model
from hirz.engines.linkage.records import Columns, columns

GIVEN = ["Нурлан", "Ali", "محمد", "Dinara", "Азамат", "Omar"]
FAMILY = ["Абдыкадыров", "Haddad", "القاضي", "Isaev", "Каримов"]


def crowd(size: int) -> list[Record]:
    draw = np.random.default_rng(5)
    return [
        Record(
            str(number),
            (f"{draw.choice(GIVEN)} {draw.choice(FAMILY)}",),
            birth=str(draw.choice(["", "1985-03-12", "1990-12-03", "1985"])),
            gender=str(draw.choice(["", "M", "F"])),
            place=str(draw.choice(["", "Osh", "Amman"])),
            event=f"2021-{draw.integers(1, 13):02}-{draw.integers(1, 29):02}",
        )
        for number in range(size)
    ]


@pytest.fixture
def known() -> tuple[KeyIndex, Columns, Model]:
    records = crowd(160)
    return key_index([record.names for record in records]), columns(records), read_model("default")


def found(index: KeyIndex, facts: Columns, model: Model, least: float) -> set[int]:
    records = len(facts.year)
    return set(candidates.candidates(index, facts, model.evidence(), model.reach(records, least)).tolist())


def by_hand(index: KeyIndex, facts: Columns, model: Model, least: float) -> set[int]:
    left, right = (side.astype(np.int32) for side in np.triu_indices(len(facts.year), 1))
    rarity = candidates.rarities(index, left, right)
    reach = model.reach(len(facts.year), least)
    bits = reach.prior + evidence_of_pairs(facts_of(facts), model.evidence(), left, right)
    kept = (rarity > 0) & (bits + np.minimum(reach.beyond + rarity, reach.most) >= least)
    return set(((left[kept].astype(np.int64) << 32) | right[kept]).tolist())


@pytest.mark.parametrize("least", [-6.0, -1.0, 4.0])
def test_all_pairs_within_reach_are_found(known: tuple[KeyIndex, Columns, Model], least: float) -> None:
    wanted = by_hand(*known, least)
    assert wanted
    assert found(*known, least) == wanted


def test_pairs_of_large_blocks_are_found_by_two_keys_or_by_dates(
    known: tuple[KeyIndex, Columns, Model], monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = by_hand(*known, 4.0)
    monkeypatch.setattr(candidates, "FULL_BLOCK", 12)
    few = found(*known, 4.0)
    pairs = np.array(sorted(wanted))
    told = levels_of_pairs(facts_of(known[1]), (pairs >> 32).astype(np.int32), (pairs & 0xFFFFFFFF).astype(np.int32))
    dated = ((told[:, 3] > 0) & (told[:, 3] <= Event.WITHIN_MONTH)) | (told[:, 0] == Birth.SAME_DAY)
    assert few <= wanted
    assert set(pairs[dated].tolist()) <= few


def test_rarer_names_share_more_bits() -> None:
    index = key_index([("Ali Karimov",), ("Ali Karimov",), ("Ali Haddad",), ("Ali Omarov",), ("Salim Qabbani",)])
    left, right = np.array([0, 0, 0], np.int32), np.array([1, 2, 4], np.int32)
    whole, given, nothing = candidates.rarities(index, left, right).tolist()
    assert whole > given > nothing == 0


def test_pairs_to_learn_from_are_chosen_by_names_alone() -> None:
    index = key_index([("Ali Karimov",), ("Али Каримов",), *[(f"Ali {name}",) for name in FAMILY[:4]]])
    assert candidates.pairs_of_rare_keys(index, 3, 1.0).tolist() == [1]

"""Odds of letters come from a table of sounds and move with the pairs they are shown."""

from __future__ import annotations

import numpy as np
import pytest

from hirz.engines.names.errors import WeightsDoNotFit
from hirz.engines.names.learning import learn_odds, rarities, rule_odds
from hirz.engines.names.packing import pack
from hirz.engines.names.parsing import parse
from hirz.engines.names.scripts import Script
from hirz.engines.names.units import alphabet, units_of
from hirz.engines.names.weights import weights


def unit(script: Script, text: str) -> int:
    return alphabet().numbers[script, text]


def test_table_of_sounds_alone_prefers_letters_that_sound_alike() -> None:
    pair = rule_odds().pair
    kaf = unit(Script.ARABIC, "ك")
    assert pair[kaf, unit(Script.LATIN, "k")] > pair[kaf, unit(Script.LATIN, "g")] > pair[kaf, unit(Script.LATIN, "m")]


def test_odds_are_symmetric() -> None:
    odds = learn_odds([(units_of("калим", Script.CYRILLIC), units_of("qalim", Script.LATIN))])
    assert np.array_equal(odds.pair, odds.pair.T)


def test_odds_of_letters_seen_together_rise() -> None:
    words = [(units_of("цалим", Script.CYRILLIC), units_of("malim", Script.LATIN))] * 200
    here = unit(Script.CYRILLIC, "ц"), unit(Script.LATIN, "m")
    assert learn_odds(words).pair[here] > rule_odds().pair[here] + 2


def test_common_names_are_less_rare() -> None:
    names = [parse(f"Mohammed {family}") for family in ("Bakri", "Salem", "Tarzi", "Wardak", "Nuri", "Zaman")]
    rarity = rarities(pack(names))
    cells = pack([parse("Mohammed Bakri")]).cell
    assert rarity[cells[0]] < rarity[cells[1]]


def test_weights_hold_no_name_and_are_small() -> None:
    trained = weights()
    assert sum(array.nbytes for part in (trained.odds, trained.trees) for array in part) + trained.rarity.nbytes < 8e6
    assert all(array.dtype.kind in "fi" for part in (trained.odds, trained.trees) for array in part)


def test_weights_of_another_table_of_letters_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hirz.engines.names.weights.table_mark", lambda: "another table")
    weights.cache_clear()
    with pytest.raises(WeightsDoNotFit):
        weights()
    weights.cache_clear()

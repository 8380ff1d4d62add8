"""The trained part of the engine: `data/weights.npz`, made by `scripts/train_names.py`."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hirz.engines.names.alignment import Odds
from hirz.engines.names.errors import WeightsDoNotFit
from hirz.engines.names.trees import Trees
from hirz.engines.names.units import alphabet

_FILE: Final = "data/weights.npz"


class Weights(NamedTuple):
    """Odds of letters, how rare names are (nats, by cell of a hashed table that holds no name), and the trees."""

    odds: Odds
    rarity: NDArray[np.float32]
    trees: Trees


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The weights that come with the package. Raises `WeightsDoNotFit` if the table of letters has changed since."""
    with (files("hirz.engines.names") / _FILE).open("rb") as stream, np.load(stream, allow_pickle=False) as stored:
        arrays = {name: np.ascontiguousarray(stored[name]) for name in stored.files}
    if arrays.pop("letters") != table_mark():
        raise WeightsDoNotFit
    odds = Odds(*(arrays[f"odds_{field}"] for field in Odds._fields))
    return Weights(odds, arrays["rarity"], Trees(*(arrays[f"trees_{field}"] for field in Trees._fields)))


def table_mark() -> str:
    """What the weights must have been trained with: the units of every script, in order."""
    letters = alphabet()
    return " ".join(f"{script:d}{text}" for script, text in zip(letters.scripts, letters.texts, strict=True))


def save(trained: Weights, path: Path) -> None:
    """Write weights as plain arrays, without pickle; the same weights give the same bytes."""
    arrays: dict[str, NDArray[np.generic]] = {"letters": np.array(table_mark()), "rarity": trained.rarity}
    arrays |= {f"odds_{field}": array for field, array in trained.odds._asdict().items()}
    arrays |= {f"trees_{field}": array for field, array in trained.trees._asdict().items()}
    np.savez_compressed(path, allow_pickle=False, **arrays)

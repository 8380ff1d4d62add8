"""From pairs of names marked same or different to the weights of the engine.

Needs CatBoost, which nothing else here does. The trees see features made with odds and rarities learnt on other people
(cross-fitting by entity), and the calibration comes from scores of trees that had not seen the pair, so that what the
weights promise holds for names they never met.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from hirz.engines.names.alignment import Odds
from hirz.engines.names.augmenting import Example, augmented
from hirz.engines.names.features import FEATURES
from hirz.engines.names.learning import learn_odds, rarities, rule_odds
from hirz.engines.names.matched import matched_words
from hirz.engines.names.packing import pack
from hirz.engines.names.scoring import RAREST_SHARED, measured
from hirz.engines.names.trees import DEPTH, Trees, totals
from hirz.engines.names.weights import Weights

PARTS: Final = 4
TREES: Final = 400
RISES: Final = frozenset(
    (
        "worst", "second_worst", "third_worst", "mean", "best", "odds_matched", "rarity_matched", "odds_worst",
        "odds_second", "mean_all", "matched_share", "breaks_worst", "breaks_second", "initial_worst",
    )
)  # fmt: skip
"""Features that can only speak for one person, the more the better; `FALLS` only against."""
FALLS: Final = frozenset(("rarity_left_fewer", "rarity_left_more", "rarest_left_fewer", "rarest_left_more"))
SETTINGS: Final = {
    "iterations": TREES,
    "depth": DEPTH,
    "learning_rate": 0.08,
    "l2_leaf_reg": 3.0,
    "loss_function": "Logloss",
    "random_seed": 4,
    "thread_count": 1,
    "ignored_features": [RAREST_SHARED],
    "monotone_constraints": [(name in RISES) - (name in FALLS) for name in FEATURES],
    "verbose": 0,
    "allow_writing_files": False,
}


def train(examples: Sequence[Example]) -> Weights:
    """Weights from examples. The same examples give the same weights.

    Raises ModuleNotFoundError without CatBoost, before anything is worked out.
    """
    import catboost  # type: ignore[import-untyped, unused-ignore]  # noqa: F401

    corpus = Corpus(augmented(examples))
    real = np.arange(len(examples))
    parts = split_by_entity(corpus.examples, PARTS, seed=1)
    rows = np.zeros((len(parts), len(FEATURES)), np.float32)
    for part in range(PARTS):
        others = real[(parts[real] != part).all(axis=1)]
        inside = np.flatnonzero(parts[:, 0] == part)
        odds, rarity = corpus.learn(others)
        rows[inside] = corpus.measure(inside, odds, rarity)
    calibration = _platt(_unseen(rows, corpus, parts[:, 0])[real], corpus.same[real], corpus.weight[real])
    odds, rarity = corpus.learn(real)
    return Weights(odds, rarity, _boost(rows, corpus, np.arange(len(rows)))._replace(calibration=calibration))


def split_by_entity(examples: Sequence[Example], parts: int, seed: int) -> NDArray[np.int64]:
    """Parts [examples, 2] of the two entities of each example: all names of an entity, and all entities that share a
    spelling, fall into one part."""
    root: dict[str, str] = {}

    def find(item: str) -> str:
        while root.setdefault(item, item) != item:
            root[item] = root[root[item]]
            item = root[item]
        return item

    for example in examples:
        if example.same:
            for name in (example.a, example.b):
                root[find(f"name {name}")] = find(f"entity {example.entity_a}")
    both = [(find(f"entity {example.entity_a}"), find(f"entity {example.entity_b}")) for example in examples]
    groups = sorted({group for pair in both for group in pair})
    drawn = dict(zip(groups, np.random.default_rng(seed).integers(0, parts, len(groups)), strict=True))
    return np.array([(drawn[a], drawn[b]) for a, b in both], np.int64)


class Corpus:
    """Examples, packed once."""

    def __init__(self, examples: Sequence[Example]) -> None:
        self.examples = examples
        known: dict[str, int] = {}
        self.pairs = np.array([[known.setdefault(name, len(known)) for name in (e.a, e.b)] for e in examples], np.int64)
        self.names = list(known)
        self.packed = pack(self.names)
        self.same = np.array([example.same for example in examples])
        self.weight = np.array([example.weight for example in examples])

    def learn(self, places: NDArray[np.int64]) -> tuple[Odds, NDArray[np.float32]]:
        """Odds and rarities from some of the examples: pair words by the rules, learn, pair them anew, learn."""
        alike = self.pairs[places[self.same[places]]]
        odds = rule_odds()
        for _ in range(2):
            odds = learn_odds(matched_words(self.packed, alike, odds))
        return odds, rarities(pack([self.names[name] for name in np.unique(self.pairs[places]).tolist()]))

    def measure(self, places: NDArray[np.int64], odds: Odds, rarity: NDArray[np.float32]) -> NDArray[np.float32]:
        return measured(self.packed, np.ascontiguousarray(self.pairs[places]), odds, rarity)


def _boost(rows: NDArray[np.float32], corpus: Corpus, places: NDArray[np.int64]) -> Trees:
    """Oblivious trees that CatBoost grows on some of the examples, not calibrated."""
    from catboost import CatBoostClassifier  # type: ignore[import-untyped, unused-ignore]

    grown = CatBoostClassifier(**SETTINGS)
    grown.fit(rows[places], corpus.same[places].astype(int), sample_weight=corpus.weight[places])
    with TemporaryDirectory() as folder:
        file = Path(folder) / "model.json"
        grown.save_model(str(file), format="json")
        model: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return _flat(model)


def _unseen(rows: NDArray[np.float32], corpus: Corpus, parts: NDArray[np.int64]) -> NDArray[np.float64]:
    """For each example the sum of the leaves of trees grown without its part."""
    scores = np.zeros(len(rows))
    for part in range(PARTS):
        grown = _boost(rows, corpus, np.flatnonzero(parts != part))
        scores[parts == part] = totals(rows[parts == part], grown)
    return scores


def _platt(scores: NDArray[np.float64], same: NDArray[np.bool_], weight: NDArray[np.float64]) -> NDArray[np.float64]:
    """Slope and offset that make scores log-odds (Platt 1999), by Newton's method; what costs more to mistake counts
    more here as well."""
    fitted = np.array([1.0, 0.0])
    columns = np.column_stack([scores, np.ones_like(scores)])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-columns @ fitted))
        slope = columns.T @ (weight * (same - chance))
        curve = (columns * (weight * chance * (1 - chance))[:, None]).T @ columns + 1e-6 * np.eye(2)
        fitted += np.linalg.solve(curve, slope)
    return fitted


def _flat(model: dict[str, Any]) -> Trees:
    """The trees of a CatBoost model, written as JSON, as arrays; a tree that is less deep asks a question nothing
    passes on its last levels. The bias goes into the first tree."""
    scale, (bias,) = model["scale_and_bias"]
    trees = model["oblivious_trees"]
    feature = np.zeros((len(trees), DEPTH), np.int16)
    bound = np.full((len(trees), DEPTH), np.inf, np.float32)
    leaf = np.zeros((len(trees), 1 << DEPTH), np.float32)
    for place, tree in enumerate(trees):
        for level, split in enumerate(tree["splits"] or []):
            feature[place, level], bound[place, level] = split["float_feature_index"], split["border"]
        leaf[place, : len(tree["leaf_values"])] = np.array(tree["leaf_values"]) * scale
    leaf[0] += bias
    return Trees(feature, bound, leaf, np.array([1.0, 0.0]))

"""What others would say of the same pairs. Each gives scores in [0, 1] for two lists of names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np

from benchmarks.names.measures import Scores

Peer = Callable[[Sequence[str], Sequence[str]], Scores]


def rapidfuzz_over_anyascii(left: Sequence[str], right: Sequence[str]) -> Scores:
    from anyascii import anyascii
    from rapidfuzz import fuzz, process

    plain = [[anyascii(name).lower() for name in side] for side in (left, right)]
    return np.asarray(process.cpdist(*plain, scorer=fuzz.token_sort_ratio), np.float64) / 100


def nomenklatura_logic_v2(left: Sequence[str], right: Sequence[str]) -> Scores:
    from followthemoney import model
    from nomenklatura.matching import LogicV2

    settings = LogicV2.default_config()

    def score(place: int) -> float:
        one, other = (
            # It remembers what it saw of an entity by its id, so that each name needs one of its own.
            model.get_proxy({"id": f"{side}{place}", "schema": "Person", "properties": {"name": [names[place]]}})
            for side, names in (("left", left), ("right", right))
        )
        return float(LogicV2.compare(one, other, settings).score)

    return np.array([score(place) for place in range(len(left))])


def splink_over_anyascii(left: Sequence[str], right: Sequence[str]) -> Scores:
    """Plain Splink on DuckDB: Jaro-Winkler levels on the words in order of the alphabet, weights by its own EM."""
    import pandas as pd  # type: ignore[import-untyped, unused-ignore]
    import splink.comparison_library as compare
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    tables = [
        pd.DataFrame({"unique_id": range(len(side)), "pair": range(len(side)), **_columns(side)})
        for side in (left, right)
    ]
    settings = SettingsCreator(
        link_type="link_only",
        comparisons=[compare.JaroWinklerAtThresholds(column, [0.95, 0.9, 0.8, 0.7]) for column in ("name", "longest")],
        blocking_rules_to_generate_predictions=[block_on("pair")],
        probability_two_random_records_match=0.2,
    )
    database = DuckDBAPI()
    linker = Linker([database.register(table) for table in tables], settings)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("pair"))
    found = linker.inference.predict().as_pandas_dataframe()  # type: ignore[no-untyped-call, unused-ignore]
    scores = np.zeros(len(left))
    scores[found["unique_id_l"].to_numpy(int)] = found["match_probability"]
    return scores


def _columns(names: Sequence[str]) -> dict[str, list[str]]:
    from anyascii import anyascii

    words = [sorted(anyascii(name).lower().split()) or [""] for name in names]
    return {"name": [" ".join(parts) for parts in words], "longest": [max(parts, key=len) for parts in words]}


PEERS: Final[dict[str, Peer]] = {
    "rapidfuzz over anyascii": rapidfuzz_over_anyascii,
    "nomenklatura logic-v2": nomenklatura_logic_v2,
    "Splink over anyascii": splink_over_anyascii,
}

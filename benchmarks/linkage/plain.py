"""Plain Splink on transliterated names, as its tutorial would have it: what the engine is measured beside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from hirz.engines.linkage import Record


def clusters_of_plain_splink(records: Sequence[Record]) -> list[list[str]]:
    """Jaro-Winkler levels on the transliterated words in order of the alphabet, dates and places as they stand; weights
    by its own expectation maximisation; clusters are connected components."""
    import pyarrow as pa
    import splink.comparison_library as compare
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            compare.JaroWinklerAtThresholds("name", [0.95, 0.9, 0.8, 0.7]),
            compare.LevenshteinAtThresholds("birth", [1, 2]),
            compare.ExactMatch("gender"),
            compare.ExactMatch("place"),
            compare.ExactMatch("event"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("name"),
            block_on("birth"),
            block_on("event"),
            block_on("begin", "place"),
        ],
    )
    table = DuckDBAPI().register(pa.table(_columns(records)))
    linker = Linker(table, settings, log_level=None)
    linker.training.estimate_probability_two_random_records_match([block_on("name", "birth")], recall=0.3)
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    for rule in (block_on("name"), block_on("birth")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    found = linker.inference.predict(threshold_match_probability=0.5)
    joined = linker.clustering.cluster_pairwise_predictions_at_threshold(found, 0.5)
    table = joined.as_pyarrow_table()  # type: ignore[no-untyped-call, unused-ignore]
    members: defaultdict[str, list[str]] = defaultdict(list)
    for cluster, record in zip(
        table.column("cluster_id").to_pylist(), table.column("unique_id").to_pylist(), strict=True
    ):
        members[str(cluster)].append(record)
    return list(members.values())


def _columns(records: Sequence[Record]) -> dict[str, list[str | None]]:
    from anyascii import anyascii

    words = [sorted(anyascii(record.names[0]).lower().replace(",", " ").split()) or [""] for record in records]
    columns: dict[str, list[str | None]] = {
        "unique_id": [record.id for record in records],
        "name": [" ".join(parts) for parts in words],
        "longest": [max(parts, key=len) for parts in words],
        "begin": [max(parts, key=len)[:4] for parts in words],
    }
    for fact in ("birth", "gender", "place", "event"):
        columns[fact] = [anyascii(getattr(record, fact)).lower() or None for record in records]
    return columns

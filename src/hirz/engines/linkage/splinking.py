"""The linkage model in Splink's terms, and Splink itself: the one module that speaks to it.

A pair of records is two rows that share the number of the pair, so that the pairs Splink sees are exactly the
candidates; the level of their names stands on both rows. On DuckDB everything is in memory: the database has no file,
no folder for what does not fit, no extensions and no way to the disk.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from hirz.engines.linkage.evidence import MONTH, SEASON, WEEK
from hirz.engines.linkage.model import LEVELS, Model
from hirz.engines.linkage.records import Columns

if TYPE_CHECKING:
    import pyarrow as pa
    from splink.internals.splink_dataframe import SplinkDataFrame

THREADS: Final = 2
LEAST_SHARE: Final = 1e-4
_RANDOM_PAIRS: Final = 2_000_000
_SEED: Final = 20
_GAP: Final = "greatest(event_first_l - event_last_r, event_first_r - event_last_l)"
_EXACT: Final = "event_first_l = event_last_l and event_first_r = event_last_r"
_SAME_YEAR: Final = "year_l = year_r"
_TOWNS: Final = "place_l is not null and place_r is not null"
_CONDITIONS: Final[Mapping[str, tuple[str, Mapping[str, str]]]] = {
    "name": ("name_l is null", {level: f"name_l = {number}" for number, level in enumerate(LEVELS["name"])}),
    "birth": (
        "year_l is null or year_r is null",
        {
            "SAME_DAY": f"{_SAME_YEAR} and month_l = month_r and day_l = day_r",
            "DAY_AND_MONTH_SWAPPED": f"{_SAME_YEAR} and month_l = day_r and day_l = month_r",
            "SAME_MONTH": f"{_SAME_YEAR} and month_l = month_r and day_l <> day_r",
            "YEAR_SLIPPED": "abs(year_l - year_r) in (1, 10) and month_l = month_r and day_l = day_r",
            "SAME_YEAR_REST_UNKNOWN": f"{_SAME_YEAR} and (day_l is null or day_r is null)"
            " and (month_l is null or month_r is null or month_l = month_r)",
            "SAME_YEAR": _SAME_YEAR,
            "NEXT_YEAR": "abs(year_l - year_r) = 1",
        },
    ),
    "gender": ("gender_l is null or gender_r is null", {"SAME": "gender_l = gender_r"}),
    "place": (
        "(place_l is null or place_r is null) and (country_l is null or country_r is null)",
        {
            "SAME_TOWN": "place_l = place_r",
            "SAME_COUNTRY": f"country_l = country_r and not ({_TOWNS})",
            "OTHER_TOWN": f"{_TOWNS} and (country_l is null or country_r is null or country_l = country_r)",
        },
    ),
    "event": (
        "event_first_l is null or event_first_r is null",
        {
            "SAME_DAY": f"{_EXACT} and event_first_l = event_first_r",
            "WITHIN_WEEK": f"{_EXACT} and {_GAP} <= {WEEK}",
            "WITHIN_MONTH": f"{_GAP} <= {MONTH}",
            "WITHIN_SEASON": f"{_GAP} <= {SEASON}",
        },
    ),
    "body": ("body_l is null or body_r is null", {"SAME": "body_l = body_r"}),
}
"""For each comparison when it is unknown, and its levels as SQL that DuckDB and Spark both read; the last level of
`LEVELS` is everything else."""


class Scored(NamedTuple):
    """What Splink says of pairs, in their order: ``bits`` float64 [pairs], the logarithm to the base 2 of the odds;
    ``steps`` float32 [pairs, comparisons], what each comparison of `LEVELS` adds to the prior."""

    bits: NDArray[np.float64]
    steps: NDArray[np.float32]


class Backend(Protocol):
    """A database that Splink runs on."""

    def register(self, table: pa.Table, /) -> SplinkDataFrame: ...


def duckdb_in_memory(threads: int = THREADS) -> Backend:
    """A DuckDB that writes nothing and reads nothing outside of this process."""
    import duckdb
    from splink import DuckDBAPI

    connection = duckdb.connect(
        ":memory:",
        config={
            "threads": str(threads),
            "temp_directory": "",
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        },
    )
    connection.execute("set enable_external_access = false")
    backend: Backend = DuckDBAPI(connection=connection)
    return backend


def score(
    backend: Backend,
    model: Model,
    records: int,
    facts: Columns,
    left: NDArray[np.int32],
    right: NDArray[np.int32],
    names: NDArray[np.int8],
) -> Scored:
    """Splink's weights of pairs ``left[k]``, ``right[k]`` among so many records, their names being at level
    ``names[k]``."""
    from splink import Linker

    count = len(left)
    result = Scored(np.zeros(count), np.zeros((count, len(LEVELS)), np.float32))
    if not count:
        return result
    given = backend.register(_rows(facts, left, right, names))
    linker = Linker(given, _settings(model, model.prior(records)), log_level=None)
    found = linker.inference.predict(warning_mode="never")
    table = found.as_pyarrow_table()  # type: ignore[no-untyped-call, unused-ignore]
    place = table.column("pair_l").to_numpy()
    result.bits[place] = table.column("match_weight").to_numpy()
    for number, name in enumerate(LEVELS):
        result.steps[place, number] = table.column(f"mw_{name}").to_numpy()
    linker.table_management.delete_tables_created_by_splink_from_db()  # type: ignore[no-untyped-call, unused-ignore]
    return result


def trained(
    backend: Backend,
    model: Model,
    facts: Columns,
    left: NDArray[np.int32],
    right: NDArray[np.int32],
) -> Model:
    """The model with shares that Splink learns from these records: u by random pairs, m by expectation maximisation.

    The pairs must have been chosen by their names alone, and names are not looked at again: what the model says of
    them stays.
    """
    from splink import Linker, block_on

    logging.getLogger("splink").setLevel(logging.ERROR)  # levels that no pair shows are as they should be
    everyone = np.arange(len(facts.year), dtype=np.int32)
    settings = _settings(model, 0.5)
    chance = Linker(backend.register(_side(facts, everyone, everyone.astype(np.int64), None)), settings, log_level=None)
    chance.training.estimate_u_using_random_sampling(max_pairs=_RANDOM_PAIRS, seed=_SEED, min_count_per_level=None)
    by_chance = _learned(chance.misc.save_model_to_json(), model, "u")
    settings = _settings(by_chance, 0.1)
    linker = Linker(backend.register(_rows(facts, left, right, None)), settings, log_level=None)
    linker.training.estimate_parameters_using_expectation_maximisation(
        block_on("pair"), estimate_without_term_frequencies=True
    )
    return _learned(linker.misc.save_model_to_json(), by_chance, "m")


def _learned(settings: Mapping[str, Sequence[Mapping[str, object]]], model: Model, share: str) -> Model:
    """The model with shares m or u of Splink's settings; a level that was hardly met keeps a little."""
    for comparison in settings["comparisons"]:
        name = str(comparison["output_column_name"])
        found = _found(comparison["comparison_levels"], f"{share}_probability")
        if name == "name" or not any(found):
            continue
        sure = [max(value, LEAST_SHARE) for value in found]
        old, whole = model.odds[name], sum(sure) + LEAST_SHARE
        model = model.with_odds(
            name,
            [replace(odds, **{share: value / whole}) for odds, value in zip(old, sure, strict=True)],
        )
    return model


def _found(levels: object, share: str) -> list[float]:
    if not isinstance(levels, list):
        return []
    told = [level.get(share) for level in levels if not level.get("is_null_level")]
    return [value if isinstance(value, float) else 0.0 for value in told]


def _rows(
    facts: Columns, left: NDArray[np.int32], right: NDArray[np.int32], names: NDArray[np.int8] | None
) -> pa.Table:
    import pyarrow as pa

    number = np.arange(len(left))
    return pa.concat_tables([_side(facts, left, 2 * number, names), _side(facts, right, 2 * number + 1, names)])


def _side(
    facts: Columns,
    places: NDArray[np.int32],
    ids: NDArray[np.int64] | NDArray[np.int32],
    names: NDArray[np.int8] | None,
) -> pa.Table:
    import pyarrow as pa

    columns = {"unique_id": pa.array(ids, pa.int64()), "pair": pa.array(ids // 2, pa.int64())}
    columns["name"] = pa.nulls(len(places), pa.int8()) if names is None else pa.array(names)
    for name, values in facts._asdict().items():
        here = values[places]
        columns[name] = pa.array(here, mask=here == 0)
    return pa.table(columns)


def _settings(model: Model, prior: float) -> dict[str, object]:
    return {
        "link_type": "dedupe_only",
        "probability_two_random_records_match": prior,
        "blocking_rules_to_generate_predictions": ["l.pair = r.pair"],
        "comparisons": [_comparison(name, model) for name in LEVELS],
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": True,
        "additional_columns_to_retain": ["pair"],
        "max_iterations": 50,
    }


def _comparison(name: str, model: Model) -> dict[str, object]:
    unknown, conditions = _CONDITIONS[name]
    levels: list[dict[str, object]] = [{"sql_condition": unknown, "label_for_charts": "UNKNOWN", "is_null_level": True}]
    for level, odds in zip(LEVELS[name], model.odds[name], strict=True):
        levels.append(
            {
                "sql_condition": conditions.get(level, "ELSE"),
                "label_for_charts": level,
                "m_probability": odds.m,
                "u_probability": odds.u,
            }
        )
    return {"output_column_name": name, "comparison_levels": levels}

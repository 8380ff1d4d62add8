"""Spark and DuckDB give the same clusters with the same model."""

from __future__ import annotations

import shutil
from importlib.util import find_spec

import pytest
from benchmarks.linkage.persons import rows

from hirz.engines.linkage import EngineMissing, Record, link
from hirz.engines.linkage.sparking import spark_session

NEEDED = "needs Java and the extra hirz[spark], some 450 MB"


def records(count: int) -> list[Record]:
    return [
        Record(
            row["id"], (row["name"],), birth=row["birth"], gender=row["gender"], place=row["place"], event=row["event"]
        )
        for row in rows(count, seed=4)
    ]


@pytest.mark.filterwarnings("default")
@pytest.mark.skipif(find_spec("pyspark") is None or shutil.which("java") is None, reason=NEEDED)
def test_clusters_are_those_of_duckdb() -> None:
    people = records(2_000)
    with spark_session() as backend:
        assert link(people, backend=backend).clusters == link(people).clusters


def test_spark_that_is_not_there_is_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(EngineMissing), spark_session():
        pass

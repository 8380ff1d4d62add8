"""What Splink learns from the records themselves."""

from __future__ import annotations

import random

from hirz.engines.linkage import Record, link, read_model
from hirz.engines.linkage.keyindex import key_index
from hirz.engines.linkage.learning import learned
from hirz.engines.linkage.records import columns
from hirz.engines.linkage.splinking import duckdb_in_memory
from hirz.engines.linkage.weighing import Given, Nowhere

CONSONANTS = "бдгзклмнрст"


def reported_twice(people: int) -> list[Record]:
    """Every person by two reports; the gender in the second is drawn by lot."""
    draw = random.Random(8)  # noqa: S311
    records = []
    for number in range(people):
        name = " ".join("".join(draw.choice(CONSONANTS) + draw.choice("аио") for _ in range(4)).title() for _ in "12")
        birth = f"{draw.randint(1950, 2005)}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
        event = f"2021-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
        for report in "ab":
            gender = draw.choice("MF")
            records.append(Record(f"{number}{report}", (name,), birth=birth, gender=gender, event=event))
    return records


def test_comparison_that_tells_nothing_loses_its_weight() -> None:
    records = reported_twice(600)
    spellings = [record.names for record in records]
    model = read_model("default")
    given = Given(
        spellings,
        columns(records),
        key_index(spellings),
        model,
        duckdb_in_memory(1),
        lambda doing, done, of: None,
        Nowhere(),
    )
    found = learned(given)
    assert model.odds["gender"][1].bits < -4
    assert abs(found.odds["gender"][1].bits) < 1
    assert found.odds["birth"][0].bits > 8
    assert found.odds["name"] == model.odds["name"]


def test_too_few_pairs_teach_nothing(people: list[Record]) -> None:
    assert link(people, learn=True) == link(people)

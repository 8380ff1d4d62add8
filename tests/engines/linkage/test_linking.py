"""Who is put together, who never is, and that the reasons add up."""

from __future__ import annotations

import math
import random
from dataclasses import replace

import pytest

from hirz.engines.linkage import (
    Decision,
    DecisionsContradict,
    Record,
    RecordRefused,
    UnknownRecord,
    Verdict,
    link,
    read_model,
)
from hirz.engines.linkage.splinking import duckdb_in_memory


def clusters_of_several(found: object) -> set[frozenset[str]]:
    return {frozenset(cluster) for cluster in found.clusters if len(cluster) > 1}  # type: ignore[attr-defined]


def test_records_of_one_person_meet_across_scripts(people: list[Record]) -> None:
    found = link(people)
    assert clusters_of_several(found) == {frozenset({"n1", "n2", "n3"}), frozenset({"l1", "l2"})}


def test_every_record_is_in_one_cluster(people: list[Record]) -> None:
    found = link(people)
    assert sorted(record for cluster in found.clusters for record in cluster) == sorted(record.id for record in people)


def test_order_of_records_does_not_matter(people: list[Record]) -> None:
    shuffled = random.Random(3).sample(people, len(people))  # noqa: S311
    assert clusters_of_several(link(shuffled)) == clusters_of_several(link(people))


def test_nobody_gives_nothing() -> None:
    assert link([]).clusters == ()


def test_one_record_stands_alone(people: list[Record]) -> None:
    assert link(people[:1]).clusters == (("n1",),)


def test_steps_add_up_to_the_odds(people: list[Record]) -> None:
    found = link(people)
    assert found.links
    for pair in found.links:
        assert math.isclose(sum(step.bits for step in pair.steps), pair.bits, abs_tol=0.01)
        assert math.isclose(pair.probability, 1 / (1 + 2**-pair.bits))


def test_links_not_put_together_are_told_from_review_on(people: list[Record]) -> None:
    apart = link(people, decisions=[Decision("l1", "l2", Verdict.DIFFERENT)])
    told = {(pair.a, pair.b): pair.together for pair in apart.links}
    assert told["l1", "l2"] is False
    assert told["n1", "n2"] is True


def test_decision_that_two_differ_is_not_overruled_through_a_third(people: list[Record]) -> None:
    found = link(people, decisions=[Decision("n1", "n2", Verdict.DIFFERENT)])
    assert not any({"n1", "n2"} <= cluster for cluster in clusters_of_several(found))


def test_decision_that_two_are_one_is_not_overruled(people: list[Record]) -> None:
    found = link(people, decisions=[Decision("o2", "o3", Verdict.SAME)])
    assert frozenset({"o2", "o3"}) in clusters_of_several(found)


def test_decisions_that_contradict_are_refused(people: list[Record]) -> None:
    told = [
        Decision("n1", "l1", Verdict.SAME),
        Decision("l1", "o2", Verdict.SAME),
        Decision("o2", "n1", Verdict.DIFFERENT),
    ]
    with pytest.raises(DecisionsContradict) as refused:
        link(people, decisions=told)
    assert refused.value.place == 2


def test_decision_about_nobody_is_refused(people: list[Record]) -> None:
    with pytest.raises(UnknownRecord):
        link(people, decisions=[Decision("n1", "nobody", Verdict.SAME)])


def test_records_of_one_source_are_never_one_person(people: list[Record]) -> None:
    marked = [replace(record, source="list A") if record.id in ("l1", "l2") else record for record in people]
    assert frozenset({"l1", "l2"}) not in clusters_of_several(link(marked))


def test_full_birth_dates_years_apart_keep_apart() -> None:
    twice = [
        Record("1", ("Leila Haddad",), birth="1990-07-01", place="Beirut", event="2022-02-02"),
        Record("2", ("Leila Haddad",), birth="1961-11-23", place="Beirut", event="2022-02-02"),
        Record("3", ("Leila Haddad",), place="Beirut", event="2022-02-02"),
    ]
    together = clusters_of_several(link(twice))
    assert len(together) == 1
    assert not any({"1", "2"} <= cluster for cluster in together)


def test_brother_is_not_the_person() -> None:
    brothers = [
        Record("1", ("Абдыкадыров Нурлан Бакытович",), place="Ош", gender="M", event="2021-05-04"),
        Record("2", ("Абдыкадыров Азамат Бакытович",), place="Ош", gender="M", event="2021-05-04"),
    ]
    assert link(brothers).clusters == (("1",), ("2",))


@pytest.mark.parametrize(
    ("record", "field"),
    [
        (Record("", ("Ali",)), "id"),
        (Record("2", (" ",)), "name"),
        (Record("2", ("Ali",), birth="1990-02-30"), "birth"),
        (Record("2", ("Ali",), event="yesterday"), "event"),
    ],
)
def test_record_that_cannot_be_read_is_named_by_its_place(record: Record, field: str) -> None:
    with pytest.raises(RecordRefused) as refused:
        link([Record("1", ("Omar",)), record])
    assert (refused.value.place, refused.value.field) == (1, field)


def test_second_record_of_an_id_is_refused(people: list[Record]) -> None:
    with pytest.raises(RecordRefused):
        link([people[0], people[0]])


def test_prior_falls_with_the_number_of_records() -> None:
    model = read_model("default")
    assert model.prior(10) == model.prior(1_000) > model.prior(10_000) > model.prior(1_000_000)


def test_prior_moves_to_what_the_records_show(people: list[Record]) -> None:
    often = [replace(record, id=f"{record.id}-{report}") for record in people for report in range(60)]
    few, many = (link(records).links[0].steps[0].bits for records in (people, often))
    assert many > few + 1


def test_models_of_the_package_tell_the_same_kind_of_thing() -> None:
    for name in ("default", "synthetic"):
        bits = read_model(name).bits("name")
        assert bits[0] < 0 < bits[-1]


def test_database_can_reach_nothing_outside(tmp_path: object) -> None:
    connection = duckdb_in_memory().duckdb_con  # type: ignore[attr-defined]
    temporary = connection.execute("select current_setting('temp_directory')").fetchone()[0]
    assert not temporary
    with pytest.raises(Exception, match="disabled"):
        connection.execute(f"copy (select 1) to '{tmp_path}/spill.csv'")

"""The vocabularies of the mechanisms hold together, and hold what the reference table of the domain lists."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hirz.foundation.vocabularies import registry
from hirz.rules.vocabulary import UN_LANGUAGES, Vocabulary

# The reference data lies beside a working checkout and is no part of the product.
REFERENCE = Path(__file__).parents[2].parent / "shared" / "data"


def reference() -> list[dict[str, Any]]:
    return [json.loads(path.read_text(encoding="utf-8")) for path in REFERENCE.glob("domain_vocab.json")]


def english(name: str) -> set[str]:
    return {term.labels["en"] for term in registry.vocabulary(name)}


def facts(name: str, fact: str) -> dict[str, Any]:
    return {term.code: term.facts[fact] for term in registry.vocabulary(name) if fact in term.facts}


def family_of(name: str, code: str) -> str | None:
    return registry.vocabulary(name).term(code).family


def test_nine_core_treaties_have_nine_protocols() -> None:
    treaties = registry.vocabulary("treaty")
    core = [term for term in treaties if term.family is None]
    protocols = [term for term in treaties if term.family is not None]
    assert (len(core), len(protocols)) == (9, 9)


def test_treaty_came_into_force_after_it_was_adopted() -> None:
    adopted, in_force = facts("treaty", "adopted"), facts("treaty", "in_force")
    assert len(adopted) == len(in_force) == 18
    assert all(adopted[code] < in_force[code] for code in adopted)


@pytest.mark.parametrize(
    ("name", "fact", "other"), [("treaty", "committee", "committee"), ("committee", "treaty", "treaty")]
)
def test_fact_that_names_a_code_names_one_that_exists(name: str, fact: str, other: str) -> None:
    assert set(facts(name, fact).values()) <= set(registry.vocabulary(other).codes)


def test_procedures_of_treaties_exist() -> None:
    named = {one for several in facts("treaty", "procedures").values() for one in several}
    assert named == set(registry.vocabulary("treaty_procedure").codes)


def test_every_session_lies_in_the_cycle_that_counts_it() -> None:
    first, last = facts("upr_cycle", "first_session"), facts("upr_cycle", "last_session")
    for code, number in facts("upr_session", "number").items():
        cycle = str(family_of("upr_session", code))
        assert first[cycle] <= number <= last[cycle]


def test_sessions_follow_one_another_and_their_days_are_to_be_verified() -> None:
    starts, ends = facts("upr_session", "starts"), facts("upr_session", "ends")
    assert all(starts[code] < ends[code] for code in starts)
    assert sorted(starts.values()) == list(starts.values())
    assert all({"starts", "ends"} <= term.verify for term in registry.vocabulary("upr_session"))


def test_every_grade_belongs_to_a_scale_with_its_edition() -> None:
    scales: Vocabulary = registry.vocabulary("follow_up_scale")
    graded = {term.family for term in registry.vocabulary("follow_up_grade")}
    assert set(scales.codes) - graded == {"crc_none", "spt_none"}


def test_every_goal_has_targets_and_there_are_169() -> None:
    targets = registry.vocabulary("sdg_target")
    assert len(targets.codes) == 169
    assert set(targets.languages) == set(UN_LANGUAGES)
    assert all(set(term.labels) == set(UN_LANGUAGES) for term in targets)
    assert all(text.startswith(f"{term.facts['number']} ") for term in targets for text in term.labels.values())
    assert {term.family for term in targets} == set(registry.vocabulary("sdg_goal").codes)


def test_observation_says_its_edition() -> None:
    numbered = {(term.family, term.facts["number"]) for term in registry.vocabulary("general_observation")}
    assert len(numbered) == len(registry.vocabulary("general_observation").codes)


def test_themes_and_groups_are_those_of_the_exports() -> None:
    for table in reference():
        assert english("theme") == set(table["uhri"]["themes_seen_cycle4"])
        assert english("affected_group") == set(table["uhri"]["groups_seen_cycle4"])


def test_treaties_are_those_of_the_reference() -> None:
    year = {symbol: facts("treaty", "adopted")[code].year for code, symbol in facts("treaty", "symbol").items()}
    for table in reference():
        assert year == {item["acronym"]: item["adopted"] for item in table["instruments"]["items"]}


def test_general_observations_are_those_of_the_reference() -> None:
    of_2018 = {t.facts["number"] for t in registry.vocabulary("general_observation") if t.family == "edition_2018"}
    for table in reference():
        assert of_2018 == set(table["ganhri"]["general_observations_2018"]["items"])


def test_sessions_fall_into_the_months_of_the_reference() -> None:
    starts = facts("upr_session", "starts")
    for table in reference():
        for reviews in table["upr"]["schedule"].values():
            for _cycle, session, when in reviews:
                day: date = starts[f"session_{session}"]
                assert when.startswith((f"{day:%Y-%m}", f"{day.year}-{day.month + 1:02}")), session


def test_what_the_reference_marks_for_verification_is_marked_here() -> None:
    for name in ("special_procedure", "general_observation", "visit_state", "nmirf_type"):
        assert all(term.is_unverified for term in registry.vocabulary(name)), name
    assert all(
        term.is_unverified for term in registry.vocabulary("follow_up_scale") if term.code[:5] in ("cedaw", "cescr")
    )

from collections.abc import Callable
from copy import deepcopy
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirz.rules.vocabulary import UN_LANGUAGES, MalformedVocabulary, MissingLabel, UnknownCode, Vocabulary, parse

Damage = Callable[[dict[str, Any]], object]


def in_all_languages(text: str) -> dict[str, str]:
    return {language: f"{text} {language}" for language in UN_LANGUAGES}


def tree() -> dict[str, Any]:
    return {
        "name": "tree",
        "title": in_all_languages("Trees"),
        "edition": date(2026, 1, 1),
        "source": "A forest",
        "terms": [
            {"code": "conifer", "status": "seen", "labels": in_all_languages("Conifer")},
            {"code": "pine", "family": "conifer", "status": "general", "labels": in_all_languages("Pine")},
            {"code": "oak", "status": "design", "labels": in_all_languages("Oak"), "withdrawn": date(2026, 2, 1)},
        ],
    }


def test_vocabulary_keeps_the_order_of_its_file() -> None:
    assert parse(tree()).codes == ("conifer", "pine", "oak")


def test_children_are_the_terms_of_a_family() -> None:
    assert [term.code for term in parse(tree()).children("conifer")] == ["pine"]


@pytest.mark.parametrize("language", UN_LANGUAGES)
def test_label_is_given_in_the_language_asked_for(language: str) -> None:
    assert parse(tree()).label("pine", language) == f"Pine {language}"


def test_label_in_an_absent_language_is_refused_and_never_replaced() -> None:
    with pytest.raises(MissingLabel):
        parse(tree()).label("pine", "ky")


def test_unknown_code_is_refused_without_repeating_it() -> None:
    with pytest.raises(UnknownCode) as refusal:
        parse(tree()).label("somebody typed this", "en")
    assert "somebody" not in str(refusal.value)


def test_withdrawn_term_can_still_be_read() -> None:
    assert parse(tree()).term("oak").withdrawn_date == date(2026, 2, 1)


def test_families_of_another_vocabulary_are_left_to_whoever_has_both() -> None:
    mapping = tree() | {"family_vocabulary": "wood"}
    mapping["terms"][1]["family"] = "softwood"
    assert parse(mapping).term("pine").family == "softwood"


DAMAGES: list[tuple[str, Damage]] = [
    ("name", lambda v: v.update(name="Tree of life")),
    ("name", lambda v: v.pop("name")),
    ("title.zh", lambda v: v["title"].pop("zh")),
    ("edition", lambda v: v.update(edition="2026-01-01")),
    ("edition", lambda v: v.update(edition=datetime(2026, 1, 1))),  # noqa: DTZ001
    ("source", lambda v: v.update(source="")),
    ("source", lambda v: v.update(source=" A forest")),
    ("*", lambda v: v.update(colour="green")),
    ("terms", lambda v: v.update(terms=[])),
    ("terms", lambda v: v.update(terms="pine")),
    ("terms[0]", lambda v: v.update(terms=["pine"])),
    ("terms[1].*", lambda v: v["terms"][1].update(height=3)),
    ("terms[1].code", lambda v: v["terms"][1].update(code="Scots pine")),
    ("terms[1].code", lambda v: v["terms"][1].update(code="conifer")),
    ("terms[1].family", lambda v: v["terms"][1].update(family="grass")),
    ("terms[1].family", lambda v: v["terms"][1].update(family="pine")),
    ("terms[1].status", lambda v: v["terms"][1].update(status="rumour")),
    ("terms[1].labels.fr", lambda v: v["terms"][1]["labels"].pop("fr")),
    ("terms[1].labels.ru", lambda v: v["terms"][1]["labels"].update(ru="  ")),
    ("terms[1].labels.es", lambda v: v["terms"][1]["labels"].update(es=False)),
    ("terms[1].labels.*", lambda v: v["terms"][1]["labels"].update({"EN-GB": "Pine"})),
    ("terms[1].labels", lambda v: v["terms"][1].update(labels="Pine")),
    ("terms[1].drafts", lambda v: v["terms"][1].update(drafts=["Pine"])),
    ("terms[1].provenance.ar", lambda v: v["terms"][1].update(provenance={"ar": "heard"})),
    ("terms[2].withdrawn", lambda v: v["terms"][2].update(withdrawn="last year")),
]


@pytest.mark.parametrize(("field_path", "damage"), DAMAGES)
def test_malformed_vocabulary_is_refused_with_file_and_field(field_path: str, damage: Damage) -> None:
    mapping = deepcopy(tree())
    damage(mapping)
    with pytest.raises(MalformedVocabulary) as refusal:
        parse(mapping, file="tree.yaml")
    assert (refusal.value.file, refusal.value.field_path) == ("tree.yaml", field_path)
    assert str(refusal.value).startswith(f"vocabulary_malformed: tree.yaml: {field_path}: ")


SCALARS = st.none() | st.booleans() | st.integers() | st.text() | st.dates() | st.floats(allow_nan=False)
ANYTHING = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text() | st.integers(), inner, max_size=4)
)
FIELDS = st.sampled_from(["name", "title", "edition", "source", "family_vocabulary", "terms"])
TERM_FIELDS = st.sampled_from(
    ["code", "family", "status", "labels", "definition", "notes", "provenance", "drafts", "withdrawn"]
)


def reads_or_refuses(mapping: object) -> Vocabulary | None:
    try:
        return parse(mapping)
    except MalformedVocabulary:
        return None


@given(ANYTHING)
def test_whatever_is_not_a_vocabulary_is_refused_in_one_way(mapping: object) -> None:
    assert reads_or_refuses(mapping) is None


@given(FIELDS, ANYTHING)
def test_any_value_of_a_field_is_read_or_refused(name: str, value: object) -> None:
    found = reads_or_refuses(tree() | {name: value})
    assert found is None or set(found.title) >= set(UN_LANGUAGES)


@given(TERM_FIELDS, ANYTHING)
def test_any_value_of_a_term_is_read_or_refused(name: str, value: object) -> None:
    mapping = tree()
    mapping["terms"][1][name] = value
    found = reads_or_refuses(mapping)
    assert found is None or all(set(term.labels) >= set(UN_LANGUAGES) for term in found)

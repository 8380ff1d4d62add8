"""The list of countries is generated; these tests read what the generator writes."""

import runpy
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from hirz.rules.vocabulary import State, parse_states

PROJECT = Path(__file__).parents[2]
# The reference data lies beside a working checkout and is no part of the product.
REFERENCE = PROJECT.parent / "shared" / "data"
COLUMNS = "iso3,iso2,m49," + ",".join(
    f"{language}_{form}" for language in ("en", "fr", "es", "ru", "ar", "zh") for form in ("short", "formal")
)
BAHAMAS = (
    "BHS,BS,44,Bahamas (the),the Commonwealth of the Bahamas,Bahamas (les),le Commonwealth des Bahamas,Bahamas (las),"
    "el Commonwealth de las Bahamas,Багамские Острова,Содружество Багамских Островов,جزر البهاما,كمنولث جزر البهاما,"
    "巴哈马,巴哈马国"
)
HOLY_SEE = (
    "VAT,VA,336,Holy See (the) *,the Holy See *,Saint-Siège (le) *,le Saint-Siège *,Santa Sede (la) *,la Santa Sede *,"
    "Святой Престол *,Святой Престол *,الكرسي الرسولي *,الكرسي الرسولي *,罗马教廷 *,罗马教廷 *"
)
ARUBA = "ABW,AW,533" + "," * 12


@pytest.fixture
def build() -> Callable[[Path, Path], None]:
    made: Callable[[Path, Path], None] = runpy.run_path(str(PROJECT / "scripts" / "build_countries.py"))["main"]
    return made


@pytest.fixture
def states(tmp_path: Path, build: Callable[[Path, Path], None]) -> dict[str, State]:
    table, target = tmp_path / "table.csv", tmp_path / "countries.yaml"
    table.write_text("\n".join([COLUMNS, BAHAMAS, HOLY_SEE, ARUBA]), encoding="utf-8")
    build(table, target)
    written = parse_states(yaml.safe_load(target.read_text(encoding="utf-8")))
    return {state.alpha_3: state for state in written}


def test_article_is_parted_from_the_short_name(states: dict[str, State]) -> None:
    name = states["BHS"].name("fr")
    assert (name.short, name.article, name.formal) == ("Bahamas", "les", "le Commonwealth des Bahamas")


def test_footnote_marks_are_taken_off(states: dict[str, State]) -> None:
    assert states["VAT"].name("zh").short == "罗马教廷"


def test_number_has_three_digits(states: dict[str, State]) -> None:
    assert states["BHS"].m49 == "044"


def test_territory_without_names_is_left_out(states: dict[str, State]) -> None:
    assert "ABW" not in states


def test_kept_list_is_what_the_generator_writes(tmp_path: Path, build: Callable[[Path, Path], None]) -> None:
    kept = (PROJECT / "vocabularies" / "countries.yaml").read_bytes()
    for table in REFERENCE.glob("countries_un_languages.csv"):
        build(table, tmp_path / "countries.yaml")
        assert (tmp_path / "countries.yaml").read_bytes() == kept

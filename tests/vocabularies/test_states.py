import re
from typing import Any

import pytest
from babel import Locale

from hirz.foundation.vocabularies import registry
from hirz.rules.vocabulary import UN_LANGUAGES, MalformedVocabulary, MissingLabel, State, UnknownCode, parse_states

REAL = registry.states(include_demonstration=False)
INVENTED = tuple(state for state in registry.states(include_demonstration=True) if state.demonstration)
LOCALES = {"zh": "zh_Hans"}


def territories(language: str) -> dict[str, str]:
    return {code: str(name) for code, name in Locale.parse(LOCALES.get(language, language)).territories.items()}


def test_all_members_and_observers_are_there() -> None:
    assert len(REAL) == 197
    assert {"CI", "TR", "PS", "VA", "KG", "KZ", "TJ", "TM", "UZ"} <= {state.alpha_2 for state in REAL}


def test_no_real_state_is_marked_as_invented() -> None:
    assert not any(state.demonstration for state in REAL)


def test_twelve_invented_states_are_marked() -> None:
    assert len(INVENTED) == 12


@pytest.mark.parametrize("state", INVENTED, ids=lambda state: str(state.code))
def test_invented_state_has_codes_left_to_users(state: State) -> None:
    assert re.fullmatch(r"Q[M-Z]|X[A-Z]", state.alpha_2)
    assert re.fullmatch(r"AA[A-Z]|Q[M-Z][A-Z]|X[A-Z][A-Z]|ZZ[A-Z]", state.alpha_3)
    assert state.alpha_2 not in territories("en")


@pytest.mark.parametrize("language", UN_LANGUAGES)
def test_invented_names_are_names_of_no_real_state_or_territory(language: str) -> None:
    real = {state.name(language).short for state in REAL} | set(territories(language).values())
    taken = {name.casefold() for name in real}
    assert [s.code for s in INVENTED if s.name(language).short.casefold() in taken] == []


@pytest.mark.parametrize("language", UN_LANGUAGES)
def test_every_state_has_a_name_of_its_own(language: str) -> None:
    listed = [state.name(language).short for state in (*REAL, *INVENTED)]
    assert len(set(listed)) == len(listed)


@pytest.mark.parametrize("language", UN_LANGUAGES)
def test_names_carry_no_article_and_no_footnote_mark(language: str) -> None:
    unclean = re.compile(r"\*|\((?:the|l’|le|la|les|el|los|las)\)|  ")
    assert [
        s.code for s in (*REAL, *INVENTED) if unclean.search(f"{s.name(language).short} {s.name(language).formal}")
    ] == []


@pytest.mark.parametrize("state", INVENTED, ids=lambda state: str(state.code))
def test_invented_state_has_a_capital_in_every_language(state: State) -> None:
    assert all(state.name(language).capital for language in UN_LANGUAGES)


@pytest.mark.parametrize(
    ("code", "language", "words"),
    [
        ("BHS", "en", "the Bahamas"),
        ("CU", "fr", "Cuba"),
        ("AF", "fr", "l’Afghanistan"),
        ("AR", "es", "la Argentina"),
        ("VE", "en", "the Bolivarian Republic of Venezuela"),
        ("DZ", "ar", "الجزائر"),
        ("FR", "zh", "法国"),
    ],
)
def test_name_in_a_sentence_takes_its_article(code: str, language: str, words: str) -> None:
    assert registry.state(code).name(language).in_sentence == words


def test_state_is_found_by_either_code() -> None:
    assert registry.state("KG") == registry.state("KGZ")


def test_unknown_state_is_refused() -> None:
    with pytest.raises(UnknownCode):
        registry.state("ZZ")


def test_name_in_an_absent_language_is_refused() -> None:
    with pytest.raises(MissingLabel):
        registry.state("KG").name("ky")


def listed(**changes: Any) -> dict[str, Any]:
    name = {"short": "Nowhere", "formal": "the Republic of Nowhere"}
    state = {"alpha_2": "XQ", "alpha_3": "XQQ", "demonstration": True, "names": dict.fromkeys(UN_LANGUAGES, name)}
    return {"states": [state | changes]}


@pytest.mark.parametrize(
    ("changes", "field_path"),
    [
        ({"alpha_2": "FR", "alpha_3": "FRA"}, "states[0].demonstration"),
        ({"alpha_2": "XK"}, "states[0].demonstration"),
        ({"alpha_3": "FRA"}, "states[0].demonstration"),
        ({"demonstration": False}, "states[0].demonstration"),
        ({"alpha_2": "xq"}, "states[0].alpha_2"),
        ({"m49": "4"}, "states[0].m49"),
        ({"anthem": "la la"}, "states[0].*"),
        ({"names": {"en": {"short": "Nowhere", "formal": "Nowhere"}}}, "states[0].names.ar"),
        ({"names": {language: {"short": "Nowhere"} for language in UN_LANGUAGES}}, "states[0].names.ar.formal"),
    ],
)
def test_malformed_state_is_refused_with_its_field(changes: dict[str, Any], field_path: str) -> None:
    with pytest.raises(MalformedVocabulary) as refusal:
        parse_states(listed(**changes), file="states.yaml")
    assert refusal.value.field_path == field_path


def test_code_listed_twice_is_refused() -> None:
    twice = listed()["states"] * 2
    with pytest.raises(MalformedVocabulary):
        parse_states({"states": twice})

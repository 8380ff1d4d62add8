from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirz.engines.meaning import bridged
from hirz.engines.meaning.bridging import _rows, _stem
from hirz.engines.meaning.letters import LANGUAGES, may_be


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("Мамлекеттердин милдеттенмелери", "ky", ["State", "obligation"]),
        ("Мемлекеттердің міндеттемелері", "kk", ["State", "obligation"]),
        ("Davlatlarning majburiyatlari", "uz", ["State", "obligation"]),
        ("Давлатларнинг мажбуриятлари", "uz", ["State", "obligation"]),
        ("Уҳдадориҳои давлатҳо", "tg", ["obligation", "State"]),
        ("Döwletleriň borçnamalary", "tk", ["State", "obligation"]),
        ("Дөвлетлериң борчнамалары", "tk", ["State", "obligation"]),
    ],
)
def test_inflected_words_are_found_by_their_stem_in_both_scripts(text: str, language: str, said: list[str]) -> None:
    found = bridged(text)
    assert found is not None
    assert found.language == language
    assert all(word in found.gloss for word in said)
    assert found.gloss.index(said[0]) < found.gloss.index(said[1])


def test_phrase_of_two_words_is_not_taken_word_by_word() -> None:
    found = bridged("эл аралык укук")
    assert found is not None
    assert "international" in found.gloss
    assert "people" not in found.gloss


@pytest.mark.parametrize(
    "text",
    [
        "Every State reports to the committee.",
        "Chaque État fait rapport au comité.",
        "Каждое государство представляет доклад комитету.",
        "تقدم كل دولة تقريرها إلى اللجنة.",
        "各国向委员会提交报告。",
        "Her devlet komiteye rapor sunar.",
        "",
        "12/2",
    ],
)
def test_text_in_another_language_has_no_bridge(text: str) -> None:
    assert bridged(text) is None


@given(st.text())
def test_any_text_is_taken(text: str) -> None:
    found = bridged(text)
    assert found is None or (found.language in LANGUAGES and 0 < found.known <= 1)


def test_dictionary_is_whole_and_each_stem_can_be_met() -> None:
    for row in _rows():
        for language in LANGUAGES:
            for stem in filter(None, row[language].split(",")):
                assert stem == stem.strip() == stem.lower(), row
                assert may_be(stem, language), (language, stem)
                assert 1 <= len(_stem(stem, language).split()) <= 2, (language, stem)

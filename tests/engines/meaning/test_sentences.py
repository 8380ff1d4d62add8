"""The same said in eleven languages is found by what it means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

from hirz.engines.meaning import SentenceEncoder, Vectors, match

UN = ("ar", "es", "fr", "ru", "zh")
CENTRAL_ASIAN = ("ky", "kk", "uz", "tg", "tk")


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return SentenceEncoder()


@pytest.fixture(scope="module")
def passages() -> Mapping[str, Sequence[str]]:
    lines = Path(__file__).with_name("passages.tsv").read_text(encoding="utf-8").splitlines()
    languages, *rows = [line.split("\t") for line in lines]
    return {language: [row[place] for row in rows] for place, language in enumerate(languages)}


@pytest.fixture(scope="module")
def english(encoder: SentenceEncoder, passages: Mapping[str, Sequence[str]]) -> Vectors:
    return encoder.encode(passages["en"])


@pytest.mark.parametrize("language", UN)
def test_passage_in_another_language_of_the_united_nations_comes_first(
    language: str, encoder: SentenceEncoder, passages: Mapping[str, Sequence[str]], english: Vectors
) -> None:
    first = [found.right for found in match(encoder.encode(passages[language]), english, 1)]
    assert first == list(range(len(english)))


@pytest.mark.parametrize("language", CENTRAL_ASIAN)
def test_passage_in_a_language_of_central_asia_is_among_the_first_three(
    language: str, encoder: SentenceEncoder, passages: Mapping[str, Sequence[str]], english: Vectors
) -> None:
    found = {pair.left for pair in match(encoder.encode(passages[language]), english, 3) if pair.left == pair.right}
    assert len(found) >= len(english) - 1


def test_vectors_have_unit_length_and_one_row_for_each_text(encoder: SentenceEncoder) -> None:
    vectors = encoder.encode(["a report", "билдирүү", "تقرير"])
    assert vectors.shape == (3, encoder.dimension)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)


@pytest.mark.parametrize("nothing", ["", "   ", "…", "\u202e", "—"])
def test_text_without_a_word_means_nothing(nothing: str, encoder: SentenceEncoder) -> None:
    assert not encoder.encode([nothing]).any()
    assert encoder.encode([nothing, "a word"])[1].any()


def test_no_text_gives_no_vector(encoder: SentenceEncoder) -> None:
    assert encoder.encode([]).shape == (0, encoder.dimension)


def test_vector_does_not_depend_on_its_neighbours(encoder: SentenceEncoder) -> None:
    alone, beside = encoder.encode(["the right to water"])[0], encoder.encode(["x" * 500, "the right to water"])[1]
    assert np.allclose(alone, beside, atol=1e-4)

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hirz.foundation.vocabularies import registry
from hirz.foundation.vocabularies.collation import sort_for_people
from hirz.rules.vocabulary import UN_LANGUAGES


def states_in_order(language: str) -> list[str]:
    listed = sort_for_people(registry.states(include_demonstration=False), lambda s: s.name(language).short, language)
    return [state.name(language).short for state in listed]


def in_order(words: list[str], language: str) -> list[str]:
    return sort_for_people(words, str, language)


@pytest.mark.parametrize(
    ("language", "run"),
    [
        ("ar", ["الاتحاد الروسي", "إثيوبيا", "أذربيجان", "الأرجنتين", "الأردن", "أرمينيا"]),
        ("ar", ["جامايكا", "الجبل الأسود", "الجزائر", "جزر البهاما", "جزر سليمان", "جزر القمر"]),
        ("ar", ["سري لانكا", "السلفادور", "سلوفاكيا"]),
        ("en", ["Costa Rica", "Côte d’Ivoire", "Croatia"]),
        ("en", ["Tunisia", "Türkiye", "Turkmenistan"]),
        ("fr", ["Dominique", "Égypte", "El Salvador", "Émirats arabes unis", "Équateur", "Érythrée", "Espagne"]),
        ("ru", ["Италия", "Йемен", "Кабо-Верде"]),
        ("es", ["Bélgica", "Belice", "Benin"]),
        ("zh", ["菲律宾", "斐济", "芬兰"]),
        ("zh", ["比利时", "秘鲁", "冰岛"]),
        ("zh", ["中非共和国", "中国"]),
    ],
)
def test_states_follow_the_order_of_the_language(language: str, run: list[str]) -> None:
    states = states_in_order(language)
    start = states.index(run[0])
    assert states[start : start + len(run)] == run


def test_arabic_article_inside_a_word_is_counted() -> None:
    assert in_order(["بالاو", "باكستان"], "ar") == ["باكستان", "بالاو"]


def test_russian_yo_stands_with_ye_and_short_i_after_i() -> None:
    assert in_order(["йод", "ель", "ёж", "жук", "иск"], "ru") == ["ёж", "ель", "жук", "иск", "йод"]


def test_spanish_enye_is_a_letter_after_n() -> None:
    assert in_order(["caña", "cantor", "canzón", "cao"], "es") == ["cantor", "canzón", "caña", "cao"]


def test_chinese_shorter_name_stands_before_the_longer_that_begins_with_it() -> None:
    assert in_order(["几内亚比绍", "几内亚"], "zh") == ["几内亚", "几内亚比绍"]


def test_items_are_sorted_by_the_text_of_their_key() -> None:
    assert sort_for_people([("b", 1), ("a", 2)], lambda pair: pair[0], "en") == [("a", 2), ("b", 1)]


WORDS = st.lists(st.text(max_size=12), max_size=12)
WORDS_AND_SHUFFLED = WORDS.flatmap(lambda words: st.tuples(st.just(words), st.permutations(words)))


@given(WORDS_AND_SHUFFLED, st.sampled_from(UN_LANGUAGES))
def test_order_does_not_depend_on_how_the_list_came(both: tuple[list[str], list[str]], language: str) -> None:
    words, shuffled = both
    assert in_order(shuffled, language) == in_order(words, language)


@given(st.text(alphabet="ابتأإآلمنء", min_size=3, max_size=8))
def test_arabic_article_never_moves_a_word(word: str) -> None:
    assume(not word.startswith("ال"))  # where the letters of the article may be the word's own, nobody can tell
    neighbours = ["ت" * 3, word, f"ال{word}"]
    ordered = in_order(neighbours, "ar")
    assert abs(ordered.index(word) - ordered.index(f"ال{word}")) == 1

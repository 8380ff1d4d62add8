from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirz.engines.statutes.normal import normal_lines
from hirz.engines.statutes.remarks import Noticed
from hirz.engines.statutes.structure import Annex, Division, Statute, recognise
from tests.engines.statutes.laws import HELD_OUT, TUNED, text_of

HEADS = {
    "en": ("Part I. Rights", "Article 1. Purpose", "Article 2 bis. Scope", "Article 3A. Name"),
    "fr": ("Titre I. Des droits", "Article premier", "Article 2 bis. Champ", "Art. 3. Nom"),
    "ru": ("РАЗДЕЛ I. ПРАВА", "Статья 1. Цель", "Статья 2-1. Сфера", "Статья 3¹. Имя"),
    "ar": ("الباب الأول", "المادة الأولى", "المادة (٢) مكرر", "مادة ٣ -"),
    "ky": ("I бөлүм. Укуктар", "1-берене. Максат", "2-1-берене. Чөйрө", "3-берене. Ат"),
    "kk": ("1-бөлім. Құқықтар", "1-бап. Мақсат", "2-1-бап. Аясы", "3-бап. Атау"),
    "uz": ("I bo‘lim. Huquqlar", "1-modda. Maqsad", "2-1-modda. Doira", "3-модда. Ном"),
    "tg": ("Қисми I. Ҳуқуқҳо", "Моддаи 1. Мақсад", "Моддаи 2¹. Доира", "Моддаи 3. Ном"),
    "tk": ("I bölüm. Hukuklar", "1-nji madda. Maksat", "2-nji madda. Çäk", "3-nji madda. At"),
}


def noticed(statute: Statute) -> dict[Noticed, str]:
    return {remark.noticed: remark.where for remark in statute.remarks}


@pytest.mark.parametrize("language", HEADS)
def test_articles_are_recognised_under_their_division(language: str) -> None:
    division, *articles = HEADS[language]
    statute = recognise([division, *(line for head in articles for line in (head, "Zafir moon."))])
    assert isinstance(statute.blocks[0], Division)
    assert [article.number.value[0] for article in statute.articles] == [1, 2, 3]
    assert {article.path for article in statute.articles} == {(division,)}
    assert statute.preamble == ()


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("المادة الحادية والعشرون", (21,)), ("المادة التاسعة والتسعين", (99,)), ("المادة الثانية عشرة", (12,)),
        ("المادة الخامسة بعد المائة", (105,)), ("المادّة الأُولى:", (1,)), ("المادة ١٤ مكرراً (٢)", (14, 2)),
        ("Статья 12.3. Имя", (12, 3)), ("Статья 5⁴. Имя", (5, 4)), ("Article XIV", (14,)), ("ARTICLE 7", (7,)),
        ("Article 4 quater. Of it", (4, 3)), ("5–1-бап. Атау", (5, 1)),
    ],
)  # fmt: skip
def test_numbers_are_read_in_figures_roman_and_words(written: str, value: tuple[int, ...]) -> None:
    (article,) = recognise([written, "Zafir."]).articles
    assert article.number.value == value


@pytest.mark.parametrize(
    "line",
    [
        "Article 1 of this Law applies.", "Article 1, paragraph 2, applies.", "Статья 1 настоящего Закона применяется.",
        "المادة 1 من هذا القانون تطبق على الجميع", "1-бапта көрсетілген", "1-берененин талаптары",
        "Article 1(2) applies",
    ],
)  # fmt: skip
def test_line_that_refers_to_an_article_is_text(line: str) -> None:
    heads = ["Article 1. Purpose", "Zafir.", line, "Article 2. Scope", "Moon."]
    statute = recognise(heads)
    assert [article.key for article in statute.articles] == ["1", "2"]
    assert line in statute.articles[0].lines


def test_reference_at_the_start_of_a_line_is_remarked() -> None:
    statute = recognise(["Статья 1. Цель", "Статья 7 настоящего Закона не применяется."])
    assert noticed(statute)[Noticed.REFERENCE_AT_START] == "7"


def test_arabic_article_without_punctuation_is_a_head_where_its_number_is_the_next() -> None:
    statute = recognise(["المادة 1: الغرض", "المادة 2 يجوز للجميع", "المادة 9 يجوز للجميع"])
    assert [article.key for article in statute.articles] == ["1", "2"]
    assert noticed(statute)[Noticed.REFERENCE_AT_START] == "9"


def test_section_is_an_article_only_where_nothing_else_is() -> None:
    alone = recognise(["Section 1. Purpose", "Zafir.", "Section 2. Scope", "Moon."])
    assert [article.key for article in alone.articles] == ["1", "2"]
    below = recognise(["Section 1. Rights", "Article 1. Purpose", "Zafir.", "Section 2. Duties", "Article 2. Scope"])
    assert [article.path for article in below.articles] == [("Section 1. Rights",), ("Section 2. Duties",)]


def test_bap_is_an_article_in_kazakh_and_a_chapter_in_kyrgyz() -> None:
    kazakh = recognise(["1-тарау. Ереже", "1-бап. Мақсат", "Ай."])
    assert [article.path for article in kazakh.articles] == [("1-тарау. Ереже",)]
    kyrgyz = recognise(["1-бап. Жобо", "1-берене. Максат", "Ай."])
    assert [article.path for article in kyrgyz.articles] == [("1-бап. Жобо",)]


def test_gap_repeated_backward_and_empty_numbers_are_remarked() -> None:
    lines = "Article 1. A|x.|Article 2. B|x.|Article 5. C|x.|Article 5. D|x.|Article 4. E|x.|Article 7"
    told = noticed(recognise(lines.split("|")))
    assert told[Noticed.REPEATED] == "5"
    assert told[Noticed.OUT_OF_ORDER] == "4"
    assert told[Noticed.EMPTY_ARTICLE] == "7"
    gaps = [one.where for one in recognise(lines.split("|")).remarks if one.noticed is Noticed.GAP]
    assert gaps == ["3–4", "5–6"]


def test_repeated_number_keeps_a_key_of_its_own() -> None:
    statute = recognise(["Article 1. A", "x.", "Article 1. B", "y."])
    assert [article.key for article in statute.articles] == ["1", "1#2"]


def test_annex_counts_its_articles_anew() -> None:
    statute = recognise(["Статья 1. Цель", "Ай.", "Приложение", "Положение о комиссии", "Статья 1. Цель", "Ай."])
    assert [article.key for article in statute.articles] == ["1", "annex-1/1"]
    assert [type(block) for block in statute.blocks].count(Annex) == 1
    assert Noticed.REPEATED not in noticed(statute)


def test_numbered_lines_are_articles_where_no_line_names_one_and_that_is_said() -> None:
    statute = recognise(["Strategy", "1. Everybody may meet.", "2. Nobody asks why.", "more", "3. It begins."])
    assert [article.lines for article in statute.articles][1] == ("2. Nobody asks why.", "more")
    assert Noticed.NUMBERED_LINES in noticed(statute)


def test_text_without_articles_is_kept_whole_and_that_is_said() -> None:
    statute = recognise(["A letter.", "It has two lines."])
    assert statute.preamble == ("A letter.", "It has two lines.")
    assert Noticed.NO_ARTICLES in noticed(statute)


@pytest.mark.parametrize("language", [*TUNED, *HELD_OUT])
def test_whole_laws_lose_nothing(language: str) -> None:
    for version in ("before", "after"):
        text = text_of(language, version)
        assert recognise(text.splitlines()).lines() == normal_lines(text.splitlines())


_LINES = st.lists(
    st.one_of(
        st.text(max_size=60),
        st.sampled_from([head for heads in HEADS.values() for head in heads]),
        st.sampled_from(["Annex", "Приложение 1", "الملحق", "1. one", "2) two", "Section 1", "1-бап", "Глава II"]),
    ),
    max_size=40,
)


@given(_LINES)
def test_joined_again_it_is_the_normal_text_whatever_the_lines(lines: list[str]) -> None:
    statute = recognise(lines)
    assert statute.lines() == normal_lines(lines)
    keys = [article.key for article in statute.articles]
    assert len(set(keys)) == len(keys)


@given(
    st.integers(1, 60), st.sampled_from(["Article {}. Zafir", "Статья {}. Зафир", "المادة ({}): زفير", "{}-бап. Ай"])
)
def test_numbers_stay_in_order(count: int, form: str) -> None:
    lines = [line for number in range(1, count + 1) for line in (form.format(number), "moon.")]
    statute = recognise(lines)
    assert [article.number.value for article in statute.articles] == [(number,) for number in range(1, count + 1)]
    assert {remark.noticed for remark in statute.remarks} <= {Noticed.BEFORE_FIRST_ARTICLE}


@given(_LINES)
def test_recognising_what_was_recognised_gives_the_same_keys(lines: list[str]) -> None:
    once = recognise(lines)
    assert [one.key for one in recognise(once.lines()).articles] == [one.key for one in once.articles]


@pytest.mark.parametrize(
    "line", [f"Article {'9' * 5000}. Moon", f"Article 1{'-1' * 5000}. Moon", f"مادة ٣ مكرر {'٩' * 5000}"]
)
def test_figures_without_an_end_are_no_fault(line: str) -> None:
    statute = recognise(["Article 1. Zafir", "Moon.", line, "Article 2. Zafir", "Moon."])
    assert statute.lines() == normal_lines(["Article 1. Zafir", "Moon.", line, "Article 2. Zafir", "Moon."])
    assert all(len(article.key) <= 64 for article in statute.articles)


@given(
    st.lists(st.from_regex(r"(Annex [0-9.-]{0,30}|Article [0-9.-]{1,40}(bis|A)?[.] Moon)", fullmatch=True), max_size=12)
)
def test_keys_are_short_and_no_two_alike(lines: list[str]) -> None:
    keys = [article.key for article in recognise(lines).articles]
    assert len(set(keys)) == len(keys)
    assert all(len(key) <= 64 for key in keys)

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hirz.rules.assessments import (
    GRADES,
    Agreement,
    Degree,
    GradeNotKnown,
    Index,
    Source,
    Word,
    degree_of_grade,
    index_of,
    latest_words,
)

DAY = date(2026, 3, 1)
STEPS = [degree for degree in Degree if degree.rank is not None]
WORDS = st.builds(
    Word,
    source=st.sampled_from(Source),
    author=st.sampled_from(["one", "other"]),
    degree=st.sampled_from(Degree),
    on_date=st.dates(DAY, DAY + timedelta(days=5)),
)


def word(source: Source, degree: Degree, author: str = "one", day: date = DAY) -> Word:
    return Word(source=source, author=author, degree=degree, on_date=day)


@given(st.lists(WORDS), st.randoms())
def test_order_and_repetition_change_nothing(words: list[Word], random: object) -> None:
    shuffled = words + words[:2]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert index_of(shuffled) == index_of(words)


@given(st.lists(WORDS))
def test_index_lies_within_its_range_and_between_nothing_and_all(words: list[Word]) -> None:
    index = index_of(words)
    if index.value is not None:
        assert index.lowest is not None
        assert index.highest is not None
        low, high = ((degree.rank or 0) for degree in (index.lowest, index.highest))
        assert Fraction(max(0, low), 4) <= index.value <= Fraction(max(0, high), 4)


@given(st.lists(WORDS), st.sampled_from([Degree.NO_RESPONSE, Degree.NOT_KNOWN]), st.sampled_from(Source))
def test_silence_and_ignorance_never_move_the_index(words: list[Word], degree: Degree, source: Source) -> None:
    before, after = index_of(words), index_of([*words, word(source, degree, author="silent")])
    assert after.value == before.value
    assert (after.lowest, after.highest, after.counted) == (before.lowest, before.highest, before.counted)
    assert source in (after.silent if degree is Degree.NO_RESPONSE else after.unknown)


@given(st.lists(WORDS))
def test_index_is_there_exactly_when_something_is_counted_and_nobody_disagrees(words: list[Word]) -> None:
    index = index_of(words)
    ranks = [one.degree.rank for one in latest_words(words) if one.degree.rank is not None]
    disagree = bool(ranks) and max(ranks) - min(ranks) >= 2
    assert (index.agreement is Agreement.DISAGREE) == disagree
    assert (index.value is None) == (disagree or not ranks)


@given(st.lists(WORDS, min_size=1), st.sampled_from(STEPS))
def test_better_word_of_one_author_never_lowers_the_index(words: list[Word], better: Degree) -> None:
    counted = latest_words(words)[0]
    assume(counted.degree.rank is not None)
    assume((better.rank or 0) >= (counted.degree.rank or 0))
    later = Word(source=counted.source, author=counted.author, degree=better, on_date=DAY + timedelta(days=9))
    before, after = index_of(words), index_of([*words, later])
    if before.value is not None and after.value is not None:
        assert after.value >= before.value


@given(st.lists(WORDS), WORDS)
def test_older_word_of_an_author_does_not_count(words: list[Word], newer: Word) -> None:
    older = word(newer.source, Degree.FULL, author=newer.author, day=DAY - timedelta(days=1))
    assert index_of([*words, newer, older]) == index_of([*words, newer])


def test_many_authors_of_one_kind_do_not_outweigh_another_kind() -> None:
    reports = [word(Source.CIVIL_SOCIETY, Degree.FIRST_STEPS, author=str(number)) for number in range(10)]
    assert index_of([*reports, word(Source.COMMITTEE, Degree.PARTIAL)]).value == Fraction(3, 8)
    assert index_of([reports[0], word(Source.COMMITTEE, Degree.PARTIAL)]).value == Fraction(3, 8)


def test_authors_of_one_kind_are_averaged_before_the_kinds_are() -> None:
    index = index_of(
        [
            word(Source.NHRI, Degree.PARTIAL),
            word(Source.CIVIL_SOCIETY, Degree.FIRST_STEPS, "a"),
            word(Source.CIVIL_SOCIETY, Degree.PARTIAL, "b"),
        ]
    )
    assert index.value == (Fraction(2, 4) + Fraction(3, 8)) / 2
    assert index.agreement is Agreement.DIFFER


def test_where_sources_disagree_there_is_a_range_and_no_number() -> None:
    index = index_of([word(Source.STATE, Degree.FULL), word(Source.CIVIL_SOCIETY, Degree.NONE)])
    assert index == Index(
        agreement=Agreement.DISAGREE, lowest=Degree.NONE, highest=Degree.FULL,
        counted=frozenset({Source.STATE, Source.CIVIL_SOCIETY}),
    )  # fmt: skip


def test_sources_of_one_kind_can_disagree_too() -> None:
    words = [word(Source.UN, Degree.NONE, "a"), word(Source.UN, Degree.PARTIAL, "b")]
    assert index_of(words).agreement is Agreement.DISAGREE


def test_without_any_word_nothing_is_said() -> None:
    assert index_of([]) == Index(agreement=Agreement.NO_WORD)


def test_silence_alone_is_no_response_and_not_zero() -> None:
    index = index_of([word(Source.COMMITTEE, Degree.NO_RESPONSE)])
    assert (index.agreement, index.value) == (Agreement.NO_RESPONSE, None)
    assert index.silent == {Source.COMMITTEE}


def test_nothing_done_is_zero_when_somebody_says_so() -> None:
    index = index_of([word(Source.NHRI, Degree.NONE)])
    assert (index.agreement, index.value) == (Agreement.ONE_WORD, Fraction(0))


def test_going_against_counts_as_nothing_done_and_is_named() -> None:
    index = index_of([word(Source.NHRI, Degree.AGAINST), word(Source.STATE, Degree.NONE)])
    assert (index.agreement, index.value) == (Agreement.DIFFER, Fraction(0))
    assert index.against == {Source.NHRI}


def test_later_word_replaces_the_earlier_of_the_same_author_only() -> None:
    words = [
        word(Source.STATE, Degree.FULL),
        word(Source.STATE, Degree.PARTIAL, day=DAY + timedelta(days=1)),
        word(Source.STATE, Degree.PARTIAL, author="other ministry"),
    ]
    assert index_of(words).value == Fraction(1, 2)


@pytest.mark.parametrize(
    ("said", "counts"),
    [
        ((Degree.FULL, Degree.PARTIAL), Degree.PARTIAL),
        ((Degree.NONE, Degree.AGAINST), Degree.AGAINST),
        ((Degree.AGAINST, Degree.NOT_KNOWN), Degree.NOT_KNOWN),
        ((Degree.NOT_KNOWN, Degree.NO_RESPONSE), Degree.NO_RESPONSE),
    ],
)
def test_of_two_words_on_one_day_the_more_cautious_counts(said: tuple[Degree, Degree], counts: Degree) -> None:
    for pair in (said, said[::-1]):
        assert [one.degree for one in latest_words(word(Source.UN, degree) for degree in pair)] == [counts]


def test_words_stand_in_the_order_of_the_kinds_of_sources() -> None:
    words = [word(source, Degree.NONE) for source in reversed(Source)]
    assert [one.source for one in latest_words(words)] == list(Source)


def test_no_cooperation_with_a_committee_is_no_response() -> None:
    assert degree_of_grade("ccpr_2017_d") is Degree.NO_RESPONSE
    assert {code for code, degree in GRADES.items() if degree is Degree.NONE and code.endswith("_d")} == set()


def test_grade_that_nobody_has_read_is_refused() -> None:
    with pytest.raises(GradeNotKnown):
        degree_of_grade("ccpr_1999_a")

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirz.rules.dates import BadDate, DateImpossible, DateMissing, EdtfDate, IntervalReversed, Precision

READABLE = [
    ("2024", Precision.YEAR, date(2024, 1, 1), date(2024, 12, 31)),
    ("2024-05", Precision.MONTH, date(2024, 5, 1), date(2024, 5, 31)),
    ("0001", Precision.YEAR, date(1, 1, 1), date(1, 12, 31)),
    ("2024-02", Precision.MONTH, date(2024, 2, 1), date(2024, 2, 29)),
    ("2023-02", Precision.MONTH, date(2023, 2, 1), date(2023, 2, 28)),
    ("2024-05-12", Precision.DAY, date(2024, 5, 12), date(2024, 5, 12)),
    ("202X", Precision.DECADE, date(2020, 1, 1), date(2029, 12, 31)),
    ("19XX", Precision.CENTURY, date(1900, 1, 1), date(1999, 12, 31)),
    ("2024-XX", Precision.YEAR, date(2024, 1, 1), date(2024, 12, 31)),
    ("2024-XX-XX", Precision.YEAR, date(2024, 1, 1), date(2024, 12, 31)),
    ("2024-05-XX", Precision.MONTH, date(2024, 5, 1), date(2024, 5, 31)),
    ("2024-05/2024-07", Precision.INTERVAL, date(2024, 5, 1), date(2024, 7, 31)),
    ("2024-06-15/2024-06", Precision.INTERVAL, date(2024, 6, 15), date(2024, 6, 30)),
    ("2024/..", Precision.INTERVAL, date(2024, 1, 1), date.max),
    ("2024/", Precision.INTERVAL, date(2024, 1, 1), date.max),
    ("../2024", Precision.INTERVAL, date.min, date(2024, 12, 31)),
    ("/2024", Precision.INTERVAL, date.min, date(2024, 12, 31)),
]


@pytest.mark.parametrize(("text", "precision", "earliest", "latest"), READABLE)
def test_date_says_how_closely_it_is_known(text: str, precision: Precision, earliest: date, latest: date) -> None:
    day = EdtfDate.parse(text)
    assert (day.precision, day.earliest, day.latest, str(day)) == (precision, earliest, latest, text)


@pytest.mark.parametrize(
    ("mark", "uncertain", "approximate"),
    [("", False, False), ("?", True, False), ("~", False, True), ("%", True, True)],
)
@pytest.mark.parametrize("text", ["2024", "2024-05", "2024-05-12", "202X", "2024-XX", "../2024-05", "2023/2024-05"])
def test_mark_at_the_end_says_what_is_doubted(text: str, mark: str, uncertain: bool, approximate: bool) -> None:
    day = EdtfDate.parse(text + mark)
    assert (day.uncertain, day.approximate, str(day)) == (uncertain, approximate, text + mark)


def test_interval_is_in_doubt_when_either_end_is() -> None:
    day = EdtfDate.parse("2024-05?/2024-07~")
    assert (day.uncertain, day.approximate) == (True, True)
    assert (str(day.start), str(day.end)) == ("2024-05?", "2024-07~")


def test_open_end_of_interval_is_no_date() -> None:
    day = EdtfDate.parse("2024-05/..")
    assert (str(day.start), day.end) == ("2024-05", None)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("٢٠٢٤-٠٥-١٢", "2024-05-12"),
        ("۲۰۲۴-۰۵", "2024-05"),
        ("２０２４－０５", "2024-05"),
        ("२०२४", "2024"),
        ("٢٠24-٠5", "2024-05"),
        ("2024-5-1", "2024-05-01"),
        ("  2024-05 ", "2024-05"),
        ("2024-05 / 2024-07", "2024-05/2024-07"),
        ("\u200f٢٠٢٤‏؟", "2024?"),
        ("\u202e2024-05\u202c", "2024-05"),
        ("2024‐05–12", "2024-05-12"),
        ("202x", "202X"),
        ("202х", "202X"),
        ("2024٪", "2024%"),
        ("2024／2025", "2024/2025"),
        ("2024～", "2024~"),
    ],
)
def test_ways_of_writing_have_one_canonical_form(text: str, canonical: str) -> None:
    assert str(EdtfDate.parse(text)) == canonical


@pytest.mark.parametrize("text", ["", "   ", "\u200f"])
def test_nothing_written_is_missing(text: str) -> None:
    with pytest.raises(DateMissing):
        EdtfDate.parse(text)


@pytest.mark.parametrize("text", ["2023-02-29", "2024-02-30", "2024-13", "2024-00", "2024-04-31", "0000", "2024-05-0"])
def test_day_of_no_calendar_is_impossible(text: str) -> None:
    with pytest.raises(DateImpossible):
        EdtfDate.parse(text)


@pytest.mark.parametrize("text", ["2024-07/2024-05", "2025/2024", "2024-05-02/2024-05-01"])
def test_interval_that_ends_before_it_starts_is_reversed(text: str) -> None:
    with pytest.raises(IntervalReversed):
        EdtfDate.parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "yesterday", "12/05/2024", "20240512", "2024 05 12", "24-05", "2024-", "2024-05-12-01", "2024-05-12T10:00",
        "2024-XX-12", "202X-05", "20X4", "2X24", "../..", "/", "2024/2025/2026", "2024??", "?2024", "-2024", "²024",
        "2024-05" + " " * 60,
    ],
)  # fmt: skip
def test_text_that_is_no_date_is_not_understood(text: str) -> None:
    with pytest.raises(BadDate) as refusal:
        EdtfDate.parse(text)
    assert refusal.value.code == "date_not_understood"


def test_text_is_read_up_to_sixty_four_characters() -> None:
    assert str(EdtfDate.parse("2024".ljust(64))) == "2024"
    with pytest.raises(BadDate):
        EdtfDate.parse("2024".ljust(65))


@given(st.text(max_size=70) | st.text(alphabet="0123456789X-/.?~% ٠١٢٣۴", max_size=24))
def test_any_text_is_a_date_or_refused_without_repeating_it(text: str) -> None:
    said = ""
    try:
        day = EdtfDate.parse(text)
    except BadDate as refusal:
        said = str(refusal)
    else:
        assert day.earliest <= day.latest
    assert said == ""


years = st.integers(1900, 2100).map(str)
points = st.one_of(
    years,
    st.dates(date(1900, 1, 1), date(2100, 12, 31)).map(str),
    st.dates(date(1900, 1, 1), date(2100, 12, 31)).map(lambda day: str(day)[:7]),
    years.map(lambda year: year[:3] + "X"),
    years.map(lambda year: year + "-XX"),
)
marked = st.builds(str.__add__, points, st.sampled_from(["", "?", "~", "%"]))


@given(marked)
def test_canonical_form_reads_back_the_same(text: str) -> None:
    day = EdtfDate.parse(text)
    assert EdtfDate.parse(str(day)) == day
    assert str(day) == text


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.sampled_from([3, 4, 7, 10]))
def test_date_known_in_part_means_every_day_that_starts_like_it_and_no_other(day: date, known: int) -> None:
    beginning = str(day)[:known]
    read = EdtfDate.parse(beginning + "X" * (4 - known))
    assert read.earliest <= day <= read.latest
    for edge in (read.earliest, read.latest):
        assert str(edge).startswith(beginning)
    for outside in (read.earliest - timedelta(days=1), read.latest + timedelta(days=1)):
        assert not str(outside).startswith(beginning)


@given(marked, marked)
def test_interval_spans_its_two_dates(start: str, end: str) -> None:
    first, last = EdtfDate.parse(start), EdtfDate.parse(end)
    if first.earliest > last.latest:
        with pytest.raises(IntervalReversed):
            EdtfDate.parse(f"{start}/{end}")
        return
    whole = EdtfDate.parse(f"{start}/{end}")
    assert (whole.earliest, whole.latest, whole.start, whole.end) == (first.earliest, last.latest, first, last)

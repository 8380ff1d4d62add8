"""What the file says, read back."""

from __future__ import annotations

from lxml import etree

from tests.engines.iati.examples import changed, file_of, money, said


def read(content: bytes) -> etree._Element:
    return etree.fromstring(content).find("iati-activity")  # type: ignore[return-value]


def test_same_activities_give_the_same_bytes() -> None:
    assert file_of() == file_of()


def test_texts_stand_in_their_languages() -> None:
    titles = read(file_of()).findall("title/narrative")
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    assert [(one.get(lang), one.text) for one in titles] == [
        ("en", "Training of trainers"),
        ("ar", "تدريب المدرِّبين"),
    ]


def test_signs_of_the_markup_are_only_signs() -> None:
    told = read(file_of(changed(description=said("<b>1 & 2</b>")))).findtext("description/narrative")
    assert told == "<b>1 & 2</b>"


def test_amounts_are_exact_and_plain() -> None:
    activity = changed(budgets=())
    assert read(file_of(activity)).findtext("transaction/value") == "800"
    assert money("1E+3").amount == 1000
    big = changed(transactions=(changed().transactions[0].__class__("4", money("1").on_date, money("1E+6")),))
    assert read(file_of(big)).findtext("transaction/value") == "1000000"
    assert read(file_of()).findtext("budget/value") == "1200.5"


def test_parts_of_a_value_stand_beside_it_with_their_dimension() -> None:
    actual = read(file_of()).findall("result/indicator/period/actual")
    parts = [{one.get("name"): one.get("value") for one in value} for value in actual]
    assert [(value.get("value"), part) for value, part in zip(actual, parts, strict=True)] == [
        ("30", {}),
        ("17.5", {"sex": "women"}),
        ("12.5", {"sex": "men"}),
    ]


def test_file_has_no_place_for_a_person() -> None:
    names = {element.tag for element in read(file_of()).iter()}
    assert not names & {"contact-info", "person-name", "email", "telephone", "job-title"}

"""A sound file breaks no rule; each rule is broken by a file that breaks it, and by nothing else in that file."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirz.engines.iati.checks import Broken, Rule, broken_rules
from hirz.engines.iati.model import Activity, Budget, Money, Taking, Transaction
from tests.engines.iati.examples import ACTIVITY, TODAY, changed, file_of, money, said

TOMORROW = TODAY + timedelta(days=1)


def broken(content: bytes) -> set[Rule]:
    return {one.rule for one in broken_rules(content, today=TODAY)}


def test_sound_file_breaks_no_rule() -> None:
    assert broken_rules(file_of(ACTIVITY, changed(identifier="XM-TEST-1-a2")), today=TODAY) == ()


def test_activity_with_nothing_but_what_must_be_there_breaks_no_rule() -> None:
    bare = changed(place=(), budgets=(), transactions=(), links=(), results=(), dates={"1": TOMORROW})
    assert broken_rules(file_of(bare), today=TODAY) == ()


@pytest.mark.parametrize(
    ("activity", "rule"),
    [
        (changed(dates={"3": TODAY}), Rule.START_MISSING),
        (changed(dates={"1": TODAY, "3": date(2026, 1, 1)}), Rule.DATES_REVERSED),
        (changed(dates={"2": TODAY, "4": date(2026, 1, 1)}), Rule.DATES_REVERSED),
        (changed(dates={"1": TODAY, "2": TOMORROW}), Rule.DATE_IN_FUTURE),
        (changed(dates={"1": TODAY, "4": TOMORROW}), Rule.DATE_IN_FUTURE),
        (changed(dates={"1": TODAY, "7": TODAY}), Rule.CODE_UNKNOWN),
        (changed(status="9"), Rule.CODE_UNKNOWN),
        (changed(scope="0"), Rule.CODE_UNKNOWN),
        (changed(country="Kyrgyzstan"), Rule.CODE_UNKNOWN),
        (changed(taking_part=(Taking("5", said("A fund")),)), Rule.CODE_UNKNOWN),
        (changed(taking_part=()), Rule.ELEMENT_MISSING),
        (changed(taking_part=(Taking("4", ()),)), Rule.ORGANISATION_NAMELESS),
        (changed(taking_part=(Taking("4", (), ref="XM TEST/2"),)), Rule.IDENTIFIER_SIGNS),
        (changed(title=()), Rule.ELEMENT_MISSING),
        (changed(title=said("  ")), Rule.TEXT_EMPTY),
        (changed(sectors={}), Rule.SECTOR_MISSING),
        (changed(sectors={"15160": Decimal(60), "15150": Decimal(30)}), Rule.SHARES_OF_SECTORS),
        (changed(sectors={"human rights": Decimal(100)}), Rule.CODE_UNKNOWN),
        (changed(identifier="XM-OTHER-1"), Rule.IDENTIFIER_NOT_OURS),
        (changed(identifier="XM-TEST-1-a/1"), Rule.IDENTIFIER_SIGNS),
        (changed(budgets=(Budget(date(2026, 1, 1), date(2027, 6, 1), money("1")),)), Rule.BUDGET_TOO_LONG),
        (changed(budgets=(Budget(date(2026, 2, 1), date(2026, 1, 1), money("1")),)), Rule.DATES_REVERSED),
        (changed(transactions=(Transaction("4", TOMORROW, money("1")),)), Rule.DATE_IN_FUTURE),
        (changed(transactions=(Transaction("4", TODAY, money("1", TOMORROW)),)), Rule.DATE_IN_FUTURE),
        (changed(transactions=(Transaction("40", TODAY, money("1")),)), Rule.CODE_UNKNOWN),
        (changed(budgets=(Budget(TODAY, TODAY, Money(Decimal(1), "dollars", TODAY)),)), Rule.CODE_UNKNOWN),
    ],
)  # fmt: skip
def test_what_is_said_wrongly_breaks_its_rule_alone(activity: Activity, rule: Rule) -> None:
    assert broken(file_of(activity)) == {rule}


@pytest.mark.parametrize(
    ("before", "after", "rule"),
    [
        (b'version="2.03"', b'version="2.02"', Rule.VERSION_OTHER),
        (b"<title>", b"<subtitle/>\n    <title>", Rule.ELEMENT_UNKNOWN),
        (b'<activity-status code="2"/>', b"", Rule.ELEMENT_MISSING),
        (
            b'<activity-status code="2"/>',
            b'<activity-status code="2"/><activity-status code="3"/>',
            Rule.ELEMENT_TOO_OFTEN,
        ),
        (b'<activity-status code="2"/>', b"<activity-status/>", Rule.ATTRIBUTE_MISSING),
        (b'iso-date="2026-03-01"', b'iso-date="1 March 2026"', Rule.DATE_NOT_ISO),
        (b'iso-date="2026-03-01"', b'iso-date="20260301"', Rule.DATE_NOT_ISO),
        (b'value-date="2026-03-02">800<', b'value-date="2026-03-02">eight hundred<', Rule.NUMBER_NOT_READ),
        (b'<target value="40"/>', b'<target value="forty"/>', Rule.NUMBER_NOT_READ),
        (b'<target value="40"/>', b"<target/>", Rule.ATTRIBUTE_MISSING),
        (b'<reporting-org ref="XM-TEST-1"', b'<reporting-org ref=""', Rule.ATTRIBUTE_MISSING),
        (b' currency="USD" value-date="2026-03-02">800', b' value-date="2026-03-02">800', Rule.ATTRIBUTE_MISSING),
    ],
)
def test_file_changed_by_hand_is_found(before: bytes, after: bytes, rule: Rule) -> None:
    content = file_of()
    assert before in content
    assert rule in broken(content.replace(before, after, 1))


def test_elements_in_another_order_are_found() -> None:
    status, scope = b'<activity-status code="2"/>', b'<activity-scope code="4"/>'
    swapped = file_of().replace(status, b"<here/>").replace(scope, status).replace(b"<here/>", scope)
    assert broken(swapped) == {Rule.ELEMENT_ORDER}


def test_text_without_a_language_anywhere_is_found() -> None:
    without = file_of().replace(b' xml:lang="en"', b"")
    assert broken(without) == {Rule.LANGUAGE_MISSING}


def test_countries_beside_each_other_need_shares_that_make_a_hundred() -> None:
    one = b'<recipient-country code="KG"/>'
    shared = one.replace(b"/>", b' percentage="60"/>') + b'<recipient-country code="KZ" percentage="%s"/>'
    assert broken(file_of().replace(one, shared % b"40")) == set()
    assert broken(file_of().replace(one, shared % b"41")) == {Rule.SHARES_OF_COUNTRIES}
    assert broken(file_of().replace(one, one + one)) == {Rule.SHARES_OF_COUNTRIES}


def test_activity_twice_is_found_in_the_file() -> None:
    assert broken_rules(file_of(ACTIVITY, ACTIVITY), today=TODAY) == (
        Broken(0, Rule.IDENTIFIER_TWICE, "iati-identifier"),
    )


@pytest.mark.parametrize("content", [b"", b"<iati-activities", b"\xff\xfe", b"&"])
def test_what_is_no_xml_is_said_to_be_none(content: bytes) -> None:
    assert broken(content) == {Rule.NOT_XML}


def test_file_without_activities_misses_them() -> None:
    assert broken(b'<iati-activities version="2.03"/>') == {Rule.ELEMENT_MISSING}


def test_entity_of_the_file_is_not_opened() -> None:
    secret = b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    content = file_of().replace(b"?>\n", b"?>\n" + secret, 1).replace(b"Training of trainers", b"&e;")
    assert Rule.TEXT_EMPTY in broken(content)


@given(st.binary(max_size=200), st.integers(0, 3000))
def test_file_damaged_anywhere_never_raises(noise: bytes, place: int) -> None:
    content = file_of()
    assert isinstance(broken_rules(content[:place] + noise + content[place + len(noise) :], today=TODAY), tuple)

"""Whether a file keeps the rules of IATI 2.03, as far as our files go.

The schema of the standard holds the order and number of elements; its rule set the days, sums and identifiers; its
code lists the codes. All three are written out here in our own words, so that no copy of them has to lie beside a
deployment.

Source: IATI Standard 2.03: activity schema, standard ruleset, code lists.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Final

from lxml import etree

from hirz.engines.iati.codes import (
    ACTUAL_START,
    ATTRIBUTES,
    CHILDREN,
    CODES,
    DAC_PURPOSE,
    FORMS,
    PLANNED_START,
    VERSION,
)

_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_NO_SIGN_OF: Final = re.compile(r"[^/&|?\s]+")
_LONGEST_BUDGET: Final = 366
_HUNDRED: Final = Decimal(100)


class Rule(StrEnum):
    """What a file can do wrong."""

    NOT_XML = "NOT_XML"
    VERSION_OTHER = "VERSION_OTHER"
    ELEMENT_UNKNOWN = "ELEMENT_UNKNOWN"
    ELEMENT_MISSING = "ELEMENT_MISSING"
    ELEMENT_TOO_OFTEN = "ELEMENT_TOO_OFTEN"
    ELEMENT_ORDER = "ELEMENT_ORDER"
    ATTRIBUTE_MISSING = "ATTRIBUTE_MISSING"
    CODE_UNKNOWN = "CODE_UNKNOWN"
    DATE_NOT_ISO = "DATE_NOT_ISO"
    DATES_REVERSED = "DATES_REVERSED"
    DATE_IN_FUTURE = "DATE_IN_FUTURE"
    START_MISSING = "START_MISSING"
    IDENTIFIER_NOT_OURS = "IDENTIFIER_NOT_OURS"
    IDENTIFIER_TWICE = "IDENTIFIER_TWICE"
    IDENTIFIER_SIGNS = "IDENTIFIER_SIGNS"
    TEXT_EMPTY = "TEXT_EMPTY"
    LANGUAGE_MISSING = "LANGUAGE_MISSING"
    ORGANISATION_NAMELESS = "ORGANISATION_NAMELESS"
    NUMBER_NOT_READ = "NUMBER_NOT_READ"
    SHARES_OF_COUNTRIES = "SHARES_OF_COUNTRIES"
    SHARES_OF_SECTORS = "SHARES_OF_SECTORS"
    SECTOR_MISSING = "SECTOR_MISSING"
    BUDGET_TOO_LONG = "BUDGET_TOO_LONG"


@dataclass(frozen=True, slots=True, order=True)
class Broken:
    """A rule that is broken, in which activity (place in the file, from 1; 0: the file itself), by which element."""

    activity: int
    rule: Rule
    element: str


def broken_rules(content: bytes, *, today: date) -> tuple[Broken, ...]:
    """Every rule that the file breaks, in order; nothing when it keeps them all. Never raises for what a file holds."""
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return (Broken(0, Rule.NOT_XML, ""),)
    found = {Broken(0, rule, name) for rule, name in _of_file(root)}
    for place, activity in enumerate(root.findall("iati-activity"), start=1):
        found |= {Broken(place, rule, name) for rule, name in _of_activity(activity, today)}
    return tuple(sorted(found))


_Found = Iterator[tuple[Rule, str]]


def _of_file(root: etree._Element) -> _Found:
    if root.get("version") != VERSION:
        yield Rule.VERSION_OTHER, root.tag
    yield from _children(root)
    identifiers = Counter(_text(one) for one in root.iterfind("iati-activity/iati-identifier"))
    if any(times > 1 for times in identifiers.values()):
        yield Rule.IDENTIFIER_TWICE, "iati-identifier"


def _of_activity(activity: etree._Element, today: date) -> _Found:
    for element in activity.iter(etree.Element):
        yield from _children(element)
        yield from _attributes(element)
        yield from _texts(element)
    yield from _identifiers(activity)
    yield from _days(activity, today)
    yield from _periods(activity)
    yield from _shares(activity)


# The schema: which elements, how many, in which order


def _children(element: etree._Element) -> _Found:
    known = CHILDREN.get(element.tag, ())
    order = [name for name, _least, _most in known]
    tags = [child.tag for child in element if isinstance(child.tag, str)]
    yield from ((Rule.ELEMENT_UNKNOWN, tag) for tag in tags if tag not in order)
    places = [order.index(tag) for tag in tags if tag in order]
    if places != sorted(places):
        yield Rule.ELEMENT_ORDER, element.tag
    counts = Counter(tags)
    for name, least, most in known:
        if counts[name] < least:
            yield Rule.ELEMENT_MISSING, name
        if counts[name] > most:
            yield Rule.ELEMENT_TOO_OFTEN, name


def _attributes(element: etree._Element) -> _Found:
    yield from (
        (Rule.ATTRIBUTE_MISSING, element.tag) for name in ATTRIBUTES.get(element.tag, ()) if not element.get(name)
    )
    for name, value in element.attrib.items():
        yield from _code(element, str(name), str(value))


def _code(element: etree._Element, name: str, value: str) -> _Found:
    parent = element.getparent()
    below = f"{parent.tag}/{element.tag}" if parent is not None else element.tag
    for place in (element.tag, below):
        codes, form = CODES.get((place, name)), FORMS.get((place, name))
        if (codes is not None and value not in codes) or (form is not None and not re.fullmatch(form, value)):
            yield Rule.CODE_UNKNOWN, element.tag
    if name in ("iso-date", "value-date") and _day(value) is None:
        yield Rule.DATE_NOT_ISO, element.tag
    is_number = name in ("percentage", "year") or (name == "value" and element.tag in ("baseline", "target", "actual"))
    if is_number and _number(value) is None:
        yield Rule.NUMBER_NOT_READ, element.tag


def _texts(element: etree._Element) -> _Found:
    if element.tag in ("narrative", "iati-identifier") and not _text(element):
        yield Rule.TEXT_EMPTY, element.tag
    if element.tag == "narrative" and not any(one.get(_LANG) for one in (element, *element.iterancestors())):
        yield Rule.LANGUAGE_MISSING, element.tag
    if element.tag == "value" and _number(_text(element)) is None:
        yield Rule.NUMBER_NOT_READ, element.tag
    if element.tag == "participating-org" and not element.get("ref") and element.find("narrative") is None:
        yield Rule.ORGANISATION_NAMELESS, element.tag


# The rule set: identifiers, days, sums


def _identifiers(activity: etree._Element) -> _Found:
    identifier = _text(activity.find("iati-identifier"))
    reporter = activity.find("reporting-org")
    ref = (reporter.get("ref") if reporter is not None else None) or ""
    if not identifier.startswith(f"{ref}-"):
        yield Rule.IDENTIFIER_NOT_OURS, "iati-identifier"
    refs = [("participating-org", one.get("ref")) for one in activity.iterfind("participating-org")]
    for name, value in (("iati-identifier", identifier), ("reporting-org", ref), *refs):
        if value and not _NO_SIGN_OF.fullmatch(value):
            yield Rule.IDENTIFIER_SIGNS, name


def _days(activity: etree._Element, today: date) -> _Found:
    days = {one.get("type", ""): _day(one.get("iso-date", "")) for one in activity.iterfind("activity-date")}
    if not days.keys() & {PLANNED_START, ACTUAL_START}:
        yield Rule.START_MISSING, "activity-date"
    for first, last in (("1", "3"), ("2", "4")):
        if _reversed(days.get(first), days.get(last)):
            yield Rule.DATES_REVERSED, "activity-date"
    happened = [("activity-date", days.get("2")), ("activity-date", days.get("4"))]
    for path in ("transaction/transaction-date", "transaction/value"):
        name = "iso-date" if path.endswith("date") else "value-date"
        happened += [("transaction", _day(one.get(name, ""))) for one in activity.iterfind(path)]
    yield from ((Rule.DATE_IN_FUTURE, name) for name, day in happened if day is not None and day > today)


def _periods(activity: etree._Element) -> _Found:
    for element in activity.iter("budget", "period"):
        starts, ends = _day_of(element, "period-start"), _day_of(element, "period-end")
        if _reversed(starts, ends):
            yield Rule.DATES_REVERSED, element.tag
        elif element.tag == "budget" and starts and ends and (ends - starts).days >= _LONGEST_BUDGET:
            yield Rule.BUDGET_TOO_LONG, element.tag


def _shares(activity: etree._Element) -> _Found:
    countries = activity.findall("recipient-country")
    # One country alone is the whole of it, said or not.
    if not _adds_up(countries):
        yield Rule.SHARES_OF_COUNTRIES, "recipient-country"
    sectors = activity.findall("sector")
    if not sectors:
        yield Rule.SECTOR_MISSING, "sector"
    for vocabulary in sorted({one.get("vocabulary", DAC_PURPOSE) for one in sectors}):
        if not _adds_up([one for one in sectors if one.get("vocabulary", DAC_PURPOSE) == vocabulary]):
            yield Rule.SHARES_OF_SECTORS, "sector"


def _adds_up(elements: list[etree._Element]) -> bool:
    shares = [_number(one.get("percentage", "")) for one in elements]
    if not shares or (len(shares) == 1 and elements[0].get("percentage") is None):
        return True
    return None not in shares and sum(share for share in shares if share is not None) == _HUNDRED


# Reading


def _text(element: etree._Element | None) -> str:
    return (element.text or "").strip() if element is not None else ""


def _day_of(element: etree._Element, name: str) -> date | None:
    found = element.find(name)
    return _day(found.get("iso-date", "")) if found is not None else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == len("2026-05-14") else None
    except ValueError:
        return None


def _number(text: str) -> Decimal | None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _reversed(first: date | None, last: date | None) -> bool:
    return first is not None and last is not None and last < first

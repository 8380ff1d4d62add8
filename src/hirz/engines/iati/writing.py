"""Activities as a file of IATI 2.03, in the order in which the standard wants its elements."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Final

from lxml import etree

from hirz.engines.iati.codes import DAC_PURPOSE, VERSION
from hirz.engines.iati.model import (
    Activity,
    Budget,
    Indicator,
    Link,
    Money,
    Narratives,
    Period,
    Result,
    Taking,
    Transaction,
    Value,
)

_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"


def written(activities: Iterable[Activity], *, generated_at: datetime) -> bytes:
    """The whole file, UTF-8, with declaration. The same activities and moment always give the same bytes.

    ``generated_at`` is an aware moment. Whether the file keeps the rules, :func:`hirz.engines.iati.checks.broken_rules`
    says.
    """
    root = etree.Element("iati-activities", {"version": VERSION, "generated-datetime": _moment(generated_at)})
    for activity in activities:
        _activity(root, activity)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _activity(root: etree._Element, said: Activity) -> None:
    about = {"last-updated-datetime": _moment(said.updated_at), _LANG: said.language}
    element = etree.SubElement(root, "iati-activity", about)
    etree.SubElement(element, "iati-identifier").text = said.identifier
    reporter = etree.SubElement(element, "reporting-org", {"ref": said.reporter.ref, "type": said.reporter.kind})
    _texts(reporter, said.reporter.name)
    _texts(etree.SubElement(element, "title"), said.title)
    _texts(etree.SubElement(element, "description"), said.description)
    for organisation in said.taking_part:
        _taking(element, organisation)
    etree.SubElement(element, "activity-status", {"code": said.status})
    for kind, day in sorted(said.dates.items()):
        etree.SubElement(element, "activity-date", {"type": kind, "iso-date": day.isoformat()})
    _where(element, said)
    _money(element, said)
    for link in said.links:
        _link(element, link)
    for result in said.results:
        _result(element, result)


def _where(element: etree._Element, said: Activity) -> None:
    etree.SubElement(element, "activity-scope", {"code": said.scope})
    etree.SubElement(element, "recipient-country", {"code": said.country})
    if said.place:
        _texts(etree.SubElement(etree.SubElement(element, "location"), "name"), said.place)
    for code, share in sorted(said.sectors.items()):
        about = {"vocabulary": DAC_PURPOSE, "code": code, "percentage": _number(share)}
        etree.SubElement(element, "sector", about)


def _money(element: etree._Element, said: Activity) -> None:
    for budget in said.budgets:
        _budget(element, budget)
    for transaction in said.transactions:
        _transaction(element, transaction)


def _taking(element: etree._Element, organisation: Taking) -> None:
    given = {"ref": organisation.ref, "type": organisation.kind, "role": organisation.role}
    about = {name: value for name, value in given.items() if value}
    _texts(etree.SubElement(element, "participating-org", about), organisation.name)


def _budget(element: etree._Element, budget: Budget) -> None:
    about = etree.SubElement(element, "budget", {"type": "1", "status": "2" if budget.is_committed else "1"})
    _days(about, budget.starts, budget.ends)
    _value(about, budget.money)


def _transaction(element: etree._Element, transaction: Transaction) -> None:
    about = etree.SubElement(element, "transaction")
    etree.SubElement(about, "transaction-type", {"code": transaction.kind})
    etree.SubElement(about, "transaction-date", {"iso-date": transaction.on_date.isoformat()})
    _value(about, transaction.money)
    if transaction.description:
        _texts(etree.SubElement(about, "description"), transaction.description)


def _link(element: etree._Element, link: Link) -> None:
    about = etree.SubElement(element, "document-link", {"url": link.url, "format": link.media_type})
    _texts(etree.SubElement(about, "title"), link.title)
    etree.SubElement(about, "category", {"code": link.category})
    etree.SubElement(about, "language", {"code": link.language})


def _result(element: etree._Element, result: Result) -> None:
    about = etree.SubElement(element, "result", {"type": result.kind})
    _texts(etree.SubElement(about, "title"), result.title)
    for indicator in result.indicators:
        _indicator(about, indicator)


def _indicator(element: etree._Element, indicator: Indicator) -> None:
    about = etree.SubElement(element, "indicator", {"measure": indicator.measure})
    _texts(etree.SubElement(about, "title"), indicator.title)
    if indicator.baseline:
        day, number = indicator.baseline
        taken = {"year": str(day.year), "iso-date": day.isoformat(), "value": _number(number)}
        etree.SubElement(about, "baseline", taken)
    for period in indicator.periods:
        _period(about, period)


def _period(element: etree._Element, period: Period) -> None:
    about = etree.SubElement(element, "period")
    _days(about, period.starts, period.ends)
    if period.target is not None:
        etree.SubElement(about, "target", {"value": _number(period.target)})
    for value in period.actual:
        _actual(about, value)


def _actual(element: etree._Element, value: Value) -> None:
    about = etree.SubElement(element, "actual", {"value": _number(value.number)})
    for name, part in sorted(value.dimensions.items()):
        etree.SubElement(about, "dimension", {"name": name, "value": part})
    if value.comment:
        _texts(etree.SubElement(about, "comment"), value.comment)


def _days(element: etree._Element, starts: date, ends: date) -> None:
    etree.SubElement(element, "period-start", {"iso-date": starts.isoformat()})
    etree.SubElement(element, "period-end", {"iso-date": ends.isoformat()})


def _value(element: etree._Element, money: Money) -> None:
    about = {"currency": money.currency, "value-date": money.on_date.isoformat()}
    etree.SubElement(element, "value", about).text = _number(money.amount)


def _texts(element: etree._Element, narratives: Narratives) -> None:
    for one in narratives:
        etree.SubElement(element, "narrative", {_LANG: one.language}).text = one.text


def _number(value: Decimal) -> str:
    """Without an exponent, and without zeros that say nothing."""
    plain = f"{value:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")

"""A visitor who opens every page of the staff face and writes the same words into every field of every form on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5lib
from django.test import Client

from tests.faces.staff.addresses import addresses
from tests.faces.staff.world import World, keys_of, values_of_everything

NOT_TYPED: Final = ("hidden", "checkbox", "radio", "submit", "button", "file")
DESTROYS: Final = ("/erase/", "/discard/", "/sign-in/", "/language/")
"""After these there would be nothing left to look at."""
DATES: Final = {"day": "14", "month": "5", "year": "2026"}


@dataclass(frozen=True)
class Answer:
    where: str
    status: int
    kind: str
    content: bytes

    @property
    def is_page(self) -> bool:
        return self.status == 200 and self.kind.startswith("text/html")


def answered(where: str, response: Any) -> Answer:
    """The whole answer, a file read to its end."""
    content = b"".join(response) if response.streaming else bytes(response.content)
    return Answer(where, int(response.status_code), str(response.headers.get("Content-Type", "")), content)


def every_page(world: World, browser: Client) -> Iterator[Answer]:
    """Every address behind the sign-in, for every record of the world."""
    values = {**values_of_everything(world), **keys_of(world)}
    for address in addresses():
        if not address.is_below_sign_in:
            for where in address.with_all(values):
                yield answered(where, browser.get(where))


def every_form_sent(world: World, browser: Client, words: str) -> Iterator[Answer]:
    """Every form of every page twice: with the words in all fields, and with dates where dates belong."""
    for page in list(every_page(world, browser)):
        if page.is_page:
            for form in _forms(page.content):
                where = urlsplit(form.get("action") or page.where).path
                if form.get("method", "").lower() == "post" and not any(part in where for part in DESTROYS):
                    for dates in ({}, DATES):
                        yield answered(where, browser.post(where, _filled(form, words, dates)))


def parsed(content: bytes) -> Element:
    root: Element = html5lib.HTMLParser(namespaceHTMLElements=False).parse(content.decode())
    return root


def _forms(content: bytes) -> list[Element]:
    return list(parsed(content).iter("form"))


def _filled(form: Element, words: str, dates: dict[str, str]) -> dict[str, str]:
    filled: dict[str, str] = {}
    for control in form.iter():
        name = control.get("name")
        if name and name not in filled and control.tag in ("input", "textarea", "select"):
            value = _value(control, words, dates)
            if value is not None:
                filled[name] = value
    return filled


def _value(control: Element, words: str, dates: dict[str, str]) -> str | None:
    if control.tag == "select":
        options = [option.get("value", "") for option in control.iter("option")]
        return next((value for value in options if value), "")
    kind = control.get("type", "text")
    if control.tag == "input" and kind in NOT_TYPED:
        return None if kind in ("file", "submit", "button") else control.get("value", "on")
    part = (control.get("name") or "").rpartition("_")[2]
    return dates.get(part, "2026-05" if dates and part == "date" else words)

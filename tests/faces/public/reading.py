"""Reading a page as a browser would: strictly valid, nothing twice, its forms with what they would send."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias
from xml.etree.ElementTree import Element

import html5lib
from django.http import HttpResponse

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse

    Response: TypeAlias = _MonkeyPatchedWSGIResponse
else:
    Response = HttpResponse


@dataclass(frozen=True)
class Page:
    root: Element

    def text(self) -> str:
        return " ".join("".join(self.root.itertext()).split())

    def having(self, **attributes: str) -> list[Element]:
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [e for e in self.root.iter() if all(e.get(name) == value for name, value in wanted.items())]

    def way_out(self) -> Element:
        """The link that leaves at once, and tells the next page nothing of this one."""
        (found,) = (a for part in self.having(class_="quick-exit") for a in part.iter("a"))
        assert found.get("rel") == "noreferrer"
        return found

    def links(self) -> list[str]:
        return [link.get("href", "") for link in self.root.iter("a")]

    def errors(self) -> list[tuple[str, str]]:
        """The summary of what needs another look: where each line leads, and what it says."""
        summaries = [e for e in self.root.iter("div") if "error-summary" in e.get("class", "").split()]
        return [(a.get("href", ""), _text(a)) for summary in summaries for a in summary.iter("a")]

    def value(self, name: str) -> str:
        """What the browser would send under this name if nothing was changed."""
        return next(_value(e) for e in self.having(name=name))

    def chosen(self, name: str) -> list[str]:
        return [e.get("value", "on") for e in self.having(name=name) if e.get("checked") is not None]


def read(response: Response) -> Page:
    """Whatever a validator would report fails here: an error of syntax, an id twice, a reference to nothing."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    page = Page(parser.parse(response.content.decode()))
    ids = [e.get("id") for e in page.root.iter() if e.get("id")]
    assert len(ids) == len(set(ids)), "an id is there twice"
    assert set(_references(page)) <= set(ids), "something refers to nothing"
    return page


def _references(page: Page) -> Iterator[str]:
    for element in page.root.iter():
        yield from (element.get("aria-describedby") or "").split()
        yield from (element.get("aria-labelledby") or "").split()
        if element.tag == "label" and element.get("for"):
            yield element.get("for", "")
        if element.tag == "a" and element.get("href", "").startswith("#"):
            yield element.get("href", "")[1:]


def _value(element: Element) -> str:
    if element.tag == "textarea":
        return "".join(element.itertext())
    if element.tag == "select":
        return next((o.get("value", "") for o in element.iter("option") if o.get("selected") is not None), "")
    return element.get("value", "")


def _text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())

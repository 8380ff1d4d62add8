"""Reading a page as a browser would: strictly valid, its forms with what they would send."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

import html5lib


@dataclass(frozen=True)
class Form:
    action: str
    values: dict[str, str]


@dataclass(frozen=True)
class Page:
    root: Element

    def forms(self) -> Iterator[Form]:
        for form in self.root.iter("form"):
            yield Form(form.get("action", ""), dict(_values(form)))

    def form_to_send_again(self) -> Form:
        forms = list(self.forms())
        assert len(forms) == 1
        return forms[0]

    def part(self, element_id: str) -> Element:
        return next(element for element in self.root.iter() if element.get("id") == element_id)

    def links(self) -> set[str]:
        return {link.get("href", "") for link in self.root.iter("a")}

    def text(self) -> str:
        return words_of(self.root)


def parsed(content: bytes) -> Page:
    """Parse a whole page. Anything that a validator would report as a parse error fails."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return Page(parser.parse(content.decode()))


def words_of(part: Element) -> str:
    return " ".join("".join(part.itertext()).split())


def parsed_part(content: bytes) -> Element:
    """Parse a part of a page that was sent by itself; the one element it consists of."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return next(iter(parser.parseFragment(content.decode().strip())))


def _values(form: Element) -> Iterator[tuple[str, str]]:
    for control in form.iter():
        name = control.get("name")
        if name and control.tag == "textarea":
            yield name, "".join(control.itertext())
        elif name and control.tag == "input":
            yield name, control.get("value", "")

"""Every page there is to look at: those of the public face by name, those of the staff face by following the links."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from html import unescape
from typing import Final

from tests.browser import lawyer
from tests.browser.visiting import Visitor

ANYBODY: Final = ("", "guidelines/", "safety/", "offices/", "submit/", "inbox/", "no-such-page/")
WRITING: Final = (*(f"submit/{step}/" for step in lawyer.STEPS), "submit/discard/")
SENT: Final = ("submit/receipt/", "submit/discarded/", "inbox/", "inbox/withdraw/raise_with_government/")
SIGNED_OUT: Final = ("/sign-in/", "/sign-in/demo/")
NOWHERE: Final = "/cases/00000000-0000-4000-8000-000000000000/"
OF_A_KIND: Final = 2
"""How many pages of one kind are looked at: two cases rarely stand at the same step."""
_LINK: Final = re.compile(r'<a [^>]*href="(/[^"#]*)')
_KEY: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+|(?<=\?)(after|before)=.*")


def public_pages(writer: Visitor, language: str) -> Iterator[str]:
    """Addresses below the language, in the order in which somebody meets them who writes and sends in ``language``.

    Each is there when it is handed out; what the writer has to do in between is done here.
    """
    yield from ANYBODY
    lawyer.begins(writer, language)
    lawyer.answers_until(writer, "summary")
    yield from WRITING
    writer.go(f"/{language}/submit/summary/")
    receipt = lawyer.sends(writer)
    lawyer.opens_inbox(writer, receipt, language)
    yield from SENT


def staff_pages(person: Visitor) -> list[str]:
    """Where the links lead that somebody finds from their home page on, as many of a kind as are looked at."""
    found: dict[str, list[str]] = defaultdict(list)
    waiting = ["/"]
    for path in waiting:
        if _is_known(found, path):
            continue
        answer = person.page.request.get(person.origin + path)
        assert answer.ok, f"a link led to {path}, which answered {answer.status}"
        if answer.headers["content-type"].startswith("text/html"):
            found[_kind(path)].append(path)
            waiting += (unescape(link) for link in _LINK.findall(answer.text()))
    return [path for paths in found.values() for path in paths]


def _is_known(found: dict[str, list[str]], path: str) -> bool:
    alike = found[_kind(path)]
    return path in alike or len(alike) >= OF_A_KIND


def _kind(path: str) -> str:
    return _KEY.sub("*", path)

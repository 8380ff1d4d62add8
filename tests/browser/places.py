"""Every page there is to look at: those of the public face by name, those of the staff face by following the links."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from html import unescape
from typing import Any, Final

from tests.browser import lawyer
from tests.browser.conftest import SignIn, Visit
from tests.browser.visiting import Visitor

ANYBODY: Final = ("", "guidelines/", "safety/", "offices/", "submit/", "inbox/", "no-such-page/")
WRITING: Final = (*(f"submit/{step}/" for step in lawyer.STEPS), "submit/discard/")
SENT: Final = ("submit/receipt/", "submit/discarded/", "inbox/", "inbox/withdraw/raise_with_government/")
SIGNED_OUT: Final = ("/sign-in/", "/sign-in/demo/")
ROLES: Final = (
    "Yasmin Darwazeh", "Emil Sadykov", "Nadia Kharroubi", "Tomas Eriksund", "Ibrahim Sawalmeh", "Consuelo Irigaray",
    "Mireille Castagnoux", "Saule Iskaliyeva", "Henrik Valstad", "Priya Nandakumar",
)  # fmt: skip
"""One of each: desk, verifier, lead, the desk and the clearer of headquarters, head, intake, focal point, auditor,
administrator."""
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


def staff_pages(sign_in: SignIn, language: str, **window: Any) -> Iterator[Visitor]:
    """Somebody of each role in turn, standing on every page to which the links lead from their home page.

    What one has looked at often enough, the next passes by; the home page is everybody's own.
    """
    found: dict[str, list[str]] = defaultdict(list)
    for name in ROLES:
        person = sign_in(name, **window)
        person.speaks(language)
        for path in _linked(person, found):
            person.go(path)
            yield person
        person.page.close()


def signed_out_pages(visit: Visit, language: str, **window: Any) -> Iterator[Visitor]:
    stranger = visit(face="staff", locale=language, **window)
    for path in SIGNED_OUT:
        stranger.go(path)
        yield stranger


def _linked(person: Visitor, found: dict[str, list[str]]) -> Iterator[str]:
    waiting = ["/"]
    found["/"].clear()
    for path in waiting:
        alike = found[_kind(path)]
        if path in alike or len(alike) >= OF_A_KIND:
            continue
        answer = person.page.request.get(person.origin + path)
        assert answer.ok, f"a link led to {path}, which answered {answer.status}"
        if answer.headers["content-type"].startswith("text/html"):
            alike.append(path)
            waiting += (unescape(link) for link in _LINK.findall(answer.text()))
            yield path


def _kind(path: str) -> str:
    return _KEY.sub("*", path)

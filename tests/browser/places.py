"""Every page there is to look at: those of the public face by name, those of the staff face by following the links."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final

from tests.browser import lawyer
from tests.browser.conftest import SignIn, Visit
from tests.browser.visiting import Visitor

ANYBODY: Final = ("", "guidelines/", "safety/", "offices/", "submit/", "inbox/", "no-such-page/")
SAVED: Final = ("/files/", "/extracts/", "/calendar.ics", "/docx/", "/pdf/", "/xlsx/", "/file/")
"""Addresses that give a file and no page."""
UNANSWERED: Final = ("submit/you/?then=summary", "submit/summary/")
WRITING: Final = (*(f"submit/{step}/" for step in lawyer.STEPS), "submit/discard/")
SENT: Final = ("submit/receipt/", "submit/discarded/", "inbox/", "inbox/withdraw/raise_with_government/")
SIGNED_OUT: Final = ("/sign-in/", "/sign-in/demo/")
ROLES: Final = (
    "Yasmin Darwazeh", "Emil Sadykov", "Nadia Kharroubi", "Tomas Eriksund", "Ibrahim Sawalmeh", "Consuelo Irigaray",
    "Mireille Castagnoux", "Saule Iskaliyeva", "Henrik Valstad", "Priya Nandakumar", "Meerim Asanalieva",
    "Davron Sherali", "Hala Roumani",
)  # fmt: skip
"""One of each: desk, verifier, lead, the desk and the clearer of headquarters, head, intake, focal point, auditor,
administrator, regional officer, and contributors of a Government and of civil society."""
RECORDS_LOOKED_AT: Final = 3
_ADDRESSES: Final = "links => links.map(link => link.pathname + link.search)"
_RECORD: Final = re.compile(r"/(cases|submissions|communications|report/entries)/\*/")
_KEY: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+")


def public_pages(writer: Visitor, language: str) -> Iterator[str]:
    """Addresses below the language, in the order in which somebody meets them who writes and sends in ``language``.

    Each is there when it is handed out; what the writer has to do in between is done here.
    """
    yield from ANYBODY
    lawyer.begins(writer, language)
    writer.press()  # with no answer at all
    yield from UNANSWERED
    writer.go(f"/{language}/submit/you/")
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
        found["/"].clear()
        yield from _following_links(person, found)
        person.page.close()


def signed_out_pages(visit: Visit, language: str, **window: Any) -> Iterator[Visitor]:
    stranger = visit(face="staff", locale=language, **window)
    for path in SIGNED_OUT:
        stranger.go(path)
        yield stranger


def _following_links(person: Visitor, found: dict[str, list[str]]) -> Iterator[Visitor]:
    waiting = ["/"]
    for path in waiting:
        alike = found[_kind(path)]
        if path not in alike and len(alike) < _wanted(_kind(path)):
            alike.append(path)
            person.go(path)
            waiting += person.page.locator('a[href^="/"]').evaluate_all(_ADDRESSES)
            yield person


def _kind(path: str) -> str:
    return _KEY.sub("*", path)


def _wanted(kind: str) -> int:
    """How many pages of a kind are looked at: records rarely stand at the same step, forms are alike."""
    if any(saved in kind for saved in SAVED):
        return 0
    return RECORDS_LOOKED_AT if _RECORD.fullmatch(kind) else 1

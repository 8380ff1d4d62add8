from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation

from hirz.faces.staff.search import SHORTEST, Enough, Found, look_for, look_through
from hirz.foundation.accounts.doors import StaffRequest, requires
from hirz.foundation.accounts.models import User
from hirz.reprisals.cases.reading import note_search

LONGEST = 200
HERE: Final = "<!-- what is written -->"
"""Where in the page that which is found last is put. What people typed is escaped, and cannot hold it."""


@requires(None)
def search(request: StaffRequest) -> HttpResponse | StreamingHttpResponse:
    """What is looked for is posted: names of people have no place in addresses, histories and logs.

    References and names are answered at once; what is written has to be opened first, and the page is sent as it is
    found. Where something on the way holds pages back until they are whole, it is still the same page.
    """
    wanted = " ".join(request.POST.get("q", "")[:LONGEST].split())
    content = {"wanted": wanted, "too_short": 0 < len(wanted) < SHORTEST, "groups": [], "here": ""}
    if len(wanted) < SHORTEST:
        return render(request, "staff/search.html", content)
    note_search(by=request.user)
    groups = look_for(wanted, request.user)
    page = render_to_string("staff/search.html", {**content, "groups": groups, "here": HERE}, request)
    written = _written(wanted, request.user, nothing_yet=not groups, language=translation.get_language())
    answer = StreamingHttpResponse(_put_in(page, written))
    answer["X-Accel-Buffering"] = "no"
    return answer


def _put_in(page: str, lines: Iterator[str]) -> Iterator[str]:
    before, after = page.split(HERE)
    yield before
    yield from lines
    yield after


def _written(wanted: str, user: User, *, nothing_yet: bool, language: str | None) -> Iterator[str]:
    """Each line in the language of the page, which is no longer at hand when this is sent."""
    for event in look_through(wanted, user):
        nothing_yet = nothing_yet and not isinstance(event, Found)
        is_found, is_enough = isinstance(event, Found), isinstance(event, Enough)
        shown = {"event": event, "is_found": is_found, "is_enough": is_enough, "nothing": nothing_yet}
        with translation.override(language):
            line = render_to_string("staff/parts/written.html", shown)
        yield line

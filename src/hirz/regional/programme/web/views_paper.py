"""Slips on paper for those who take part in an activity: one a person, so that nobody reads another's answers."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.http import HttpResponse

from hirz.foundation.accounts.doors import StaffRequest, requires
from hirz.foundation.questions import state_name
from hirz.foundation.vocabularies.registry import choices
from hirz.regional.organisations.permissions import EDIT
from hirz.regional.organisations.web.paper import on_paper
from hirz.regional.programme.dimensions import CATEGORIES, DIMENSIONS, overlapping
from hirz.regional.programme.web.views_doing import editable_activity
from hirz.rules.disaggregation import NOT_KNOWN

SLIPS: Final = 20
MOST: Final = 200
LONGEST: Final = 9
"""Digits: a number that is longer takes Python long to read, or is refused by it."""


@requires(EDIT)
def slips(request: StaffRequest, pk: UUID) -> HttpResponse:
    """As many as ``?slips=`` asks for."""
    activity = editable_activity(request, pk)
    asked = request.GET.get("slips", "")
    is_number = asked.isascii() and asked.isdigit() and len(asked) <= LONGEST
    number = min(int(asked), MOST) if is_number else SLIPS
    return on_paper(request, "programme/paper.html", lambda: {
        "activity": activity, "state": state_name(activity.state_code), "questions": _questions(),
        "slips": range(1, number + 1),
    })  # fmt: skip


def _questions() -> list[tuple[str, bool, list[str]]]:
    """What a person may say of themselves: the dimension, whether several answers fit, and the answers."""
    return [
        (words, dimension in overlapping(), [name for code, name in choices(CATEGORIES, dimension) if _is_said(code)])
        for dimension, words in choices(DIMENSIONS)
    ]


def _is_said(code: str) -> bool:
    return not code.endswith(NOT_KNOWN)

"""A form on paper for a meeting, to be written down where there is no machine and entered later."""

from __future__ import annotations

from django.http import HttpResponse

from hirz.foundation.accounts.doors import StaffRequest, requires
from hirz.regional.organisations.layered import SharedWith
from hirz.regional.organisations.permissions import EDIT
from hirz.regional.organisations.web.paper import on_paper

DECISIONS = range(1, 9)


@requires(EDIT)
def meeting(request: StaffRequest) -> HttpResponse:
    return on_paper(request, "partners/paper.html", lambda: {"layers": SharedWith.labels, "decisions": DECISIONS})

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from hirz.faces.staff.search import SHORTEST, look_for
from hirz.foundation.accounts.doors import StaffRequest, requires
from hirz.reprisals.cases.reading import note_search

LONGEST = 200


@requires(None)
def search(request: StaffRequest) -> HttpResponse:
    """What is looked for is posted: names of people have no place in addresses, histories and logs."""
    wanted = request.POST.get("q", "")[:LONGEST].strip()
    if wanted:
        note_search(by=request.user)
    groups = look_for(wanted, request.user)
    content = {"wanted": wanted, "groups": groups, "too_short": 0 < len(wanted) < SHORTEST}
    return render(request, "staff/search.html", content)

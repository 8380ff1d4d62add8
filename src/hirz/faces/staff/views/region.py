from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from hirz.faces.staff.region import cards_for
from hirz.foundation.accounts.doors import StaffRequest, requires


@requires(None)
def region(request: StaffRequest) -> HttpResponse:
    """The States of one's offices, each with the parts of the regional half."""
    return render(request, "staff/region.html", {"cards": cards_for(request.user)})

"""Files of activities: agenda, materials, the report of a training."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase

from hirz.foundation.accounts.doors import StaffRequest, confirmed, open_to_contributors, requires, visible_or_404
from hirz.regional.organisations.permissions import EDIT
from hirz.regional.organisations.web.files import FilePage, erase, give_out, share_with, take_file
from hirz.regional.programme.models import Activity, ActivityFile
from hirz.regional.programme.web.views_doing import back_to, editable_activity


@requires(EDIT)
def add(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A file begins in the office, as its activity did: sharing it is a choice of its own."""
    activity = editable_activity(request, pk)
    row = ActivityFile(activity=activity, state_code=activity.state_code)
    return take_file(request, row, _page(activity))


@requires(None)
@open_to_contributors
def one(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    rows = ActivityFile.objects.visible_to(request.user).select_related("activity")
    return give_out(request, rows, pk, lambda row: _page(row.activity))


@requires(EDIT)
def share(request: StaffRequest, pk: UUID) -> HttpResponse:
    row = _file(request, pk)
    return share_with(request, row, _page(row.activity))


@requires(EDIT)
@confirmed()
def remove(request: StaffRequest, pk: UUID) -> HttpResponse:
    row = _file(request, pk)
    return erase(request, row, _page(row.activity))


def _file(request: StaffRequest, pk: UUID) -> ActivityFile:
    return visible_or_404(ActivityFile.objects.visible_to(request.user).select_related("activity"), pk=pk)


def _page(activity: Activity) -> FilePage:
    return FilePage(back_url=back_to(activity), back_label=activity.title)

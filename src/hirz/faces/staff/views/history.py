from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.vary import vary_on_headers

from hirz.faces.staff.history import history_of, lines, readings_of
from hirz.faces.staff.partial import HtmxStaffRequest
from hirz.foundation.accounts.access import has_permission
from hirz.foundation.accounts.doors import requires, visible_or_404
from hirz.foundation.audit.models import Entry
from hirz.foundation.keyset import page_of
from hirz.reprisals.cases.models import Case
from hirz.reprisals.cases.permissions import CasePermission

PAGE_SIZE = 50


@requires(CasePermission.HISTORY_VIEW)
@vary_on_headers("HX-Request")
def case_history(request: HtmxStaffRequest, pk: UUID) -> HttpResponse:
    case = _case(request, pk)
    return _show(request, case, history_of(case, request.user), "staff/case_history.html")


@requires(CasePermission.HISTORY_VIEW)
@vary_on_headers("HX-Request")
def case_readers(request: HtmxStaffRequest, pk: UUID) -> HttpResponse:
    """Who has read what belongs to the case: apart from what was done, of which there is much less."""
    case = _case(request, pk)
    return _show(request, case, readings_of(case, request.user), "staff/case_readers.html")


def _case(request: HtmxStaffRequest, pk: UUID) -> Case:
    case = visible_or_404(Case.objects.visible_to(request.user), pk=pk)
    if not has_permission(request.user, CasePermission.HISTORY_VIEW, case.office_id):
        raise Http404
    return case


def _show(request: HtmxStaffRequest, case: Case, entries: QuerySet[Entry], whole_page: str) -> HttpResponse:
    page = page_of(entries, keys=["-id"], asked=request.GET, size=PAGE_SIZE)
    template = "staff/parts/history.html" if request.htmx else whole_page
    return render(request, template, {"case": case, "page": page, "lines": lines(page.rows)})

"""Laws as people read them: the list, one law through its versions, a version with comments, two versions compared."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hirz.foundation.accounts.access import has_permission
from hirz.foundation.accounts.doors import (
    Confirmed,
    StaffRequest,
    confirmed,
    open_to_contributors,
    refusals_shown_in,
    requires,
    visible_or_404,
)
from hirz.foundation.downloads import attached
from hirz.foundation.keyset import page_of
from hirz.regional.legislation.actions import share_law
from hirz.regional.legislation.models import Law, Version
from hirz.regional.legislation.reading import note_law_read, open_law_file
from hirz.regional.legislation.web.forms import FilterForm, ShareForm
from hirz.regional.legislation.web.gathering import comparison_page, law_page, law_row, laws_of, version_page
from hirz.regional.organisations.permissions import EDIT, VIEW, may_edit, may_view
from hirz.rules.layers import Layer


@requires(None)
@open_to_contributors
def listed(request: StaffRequest) -> HttpResponse:
    form = FilterForm(request.GET)
    asked = laws_of(Law.objects.visible_to(request.user).filter(**form.asked()))
    page = page_of(asked, keys=["state_code", "entered_at", "id"], asked=request.GET)
    shown = {
        "form": form, "page": page, "rows": [law_row(found) for found in page.rows],
        "is_filtered": any(request.GET.get(name) for name in form.fields),
        "may_edit": has_permission(request.user, EDIT), "is_office": has_permission(request.user, VIEW),
    }  # fmt: skip
    return render(request, "legislation/list.html", shown)


@requires(None)
@open_to_contributors
def law(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = visible_or_404(laws_of(Law.objects.visible_to(request.user)), pk=pk)
    shown = {**law_page(found, request.user), "share_form": ShareForm(initial={"layer": found.layer})}
    return render(request, "legislation/law.html", shown)


@requires(EDIT)
def share(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = visible_or_404(Law.objects.visible_to(request.user), pk=pk)
    if not may_edit(request.user, found.state_code):
        raise Http404
    form = ShareForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_shown_in(form):
            share_law(law=found, layer=Layer(form.cleaned_data["layer"]), by=request.user)
            messages.success(request, _("It is on record who sees the law."))
    return redirect("legislation:law", pk=pk)


@requires(None)
@open_to_contributors
def version(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = visible_or_404(versions_of(request), pk=pk)
    note_law_read(found, by=request.user)
    return render(request, "legislation/version.html", version_page(found, request.user))


@requires(None)
@open_to_contributors
def compare(request: StaffRequest, pk: UUID, other: UUID) -> HttpResponse:
    later = visible_or_404(versions_of(request), pk=pk)
    before = visible_or_404(versions_of(request).filter(law=later.law_id), pk=other)
    if before.order >= later.order:
        raise Http404
    note_law_read(later, by=request.user)
    return render(request, "legislation/compare.html", comparison_page(before, later))


@requires(VIEW)
@confirmed(Confirmed.READING)
def file(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """The file as it came, for those who follow the State for the office."""
    found = visible_or_404(versions_of(request), pk=pk)
    if not may_view(request.user, found.law.state_code):
        raise Http404
    return attached(open_law_file(found, by=request.user), name=found.file_name)


def versions_of(request: StaffRequest) -> QuerySet[Version]:
    return Version.objects.visible_to(request.user).select_related("law")

"""Advice on its way out: submitted, returned or cleared by a second person, sent, shared, downloaded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hirz.foundation.accounts.doors import (
    Confirmed,
    StaffRequest,
    confirmed,
    open_to_contributors,
    refusals_shown_in,
    requires,
    visible_or_404,
)
from hirz.foundation.accounts.models import User
from hirz.foundation.downloads import MEDIA_TYPES, attached
from hirz.foundation.questions import StaffForm
from hirz.regional.legislation import clearing
from hirz.regional.legislation.models import Advice
from hirz.regional.legislation.reading import open_advice_file
from hirz.regional.legislation.web.forms import ReturnForm, ShareForm
from hirz.regional.legislation.web.views_commenting import advice_of, shown_page
from hirz.regional.organisations.permissions import EDIT, VALIDATE, RegionalPermission, may_for_state
from hirz.rules.layers import Layer

SUBMITTED: Final = _("The advice is in clearance.")
CLEARED: Final = _("The advice is cleared.")
SENT: Final = _("The advice is sent, and frozen.")
LAW_NOT_SHARED: Final = _(
    "The law stands beside the advice: who does not see the law does not see the page of the advice."
)


@requires(EDIT)
def submit(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = _allowed(request, pk, EDIT)
    return _step(request, found, lambda by: clearing.submit(advice=found, by=by), SUBMITTED)


@requires(VALIDATE)
@confirmed()
def clear(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = _allowed(request, pk, VALIDATE)
    return _step(request, found, lambda by: clearing.clear(advice=found, by=by), CLEARED)


@requires(EDIT)
@confirmed()
def send(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = _allowed(request, pk, EDIT)
    return _step(request, found, lambda by: clearing.send(advice=found, by=by), SENT)


@requires(VALIDATE)
def give_back(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = _allowed(request, pk, VALIDATE)
    form = ReturnForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_shown_in(form):
            clearing.return_to_drafting(advice=found, reason=form.cleaned_data["reason"], by=request.user)
        if form.is_valid():
            messages.success(request, _("The advice is returned, with the reason."))
            return redirect("legislation:advice", pk=pk)
    return render(request, "legislation/advice.html", shown_page(request, found, form))


@requires(EDIT)
@confirmed()
def share(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = _allowed(request, pk, EDIT)
    form = ShareForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        layer = Layer(form.cleaned_data["layer"])
        words = _("It is on record who sees the advice.")
        if found.version.law.layer not in (layer.value, Layer.PUBLIC.value):
            messages.warning(request, str(LAW_NOT_SHARED))
        return _step(request, found, lambda by: clearing.share(advice=found, layer=layer, by=by), words)
    return redirect("legislation:advice", pk=pk)


@requires(None)
@open_to_contributors
@confirmed(Confirmed.READING)
def download(request: StaffRequest, pk: UUID, language: str, format: str) -> HttpResponseBase:
    found = visible_or_404(advice_of(request), pk=pk)
    file = visible_or_404(found.files.select_related("advice"), language=language, file_format=format)
    name = f"comments-{found.state_code.lower()}-{language}.{format}"
    return attached(open_advice_file(file, by=request.user), name=name, media_type=MEDIA_TYPES[format])


def _step(request: StaffRequest, found: Advice, step: Callable[[User], Advice], words: str | Promise) -> HttpResponse:
    """One button: done, or refused in words on the same page."""
    if request.method == "POST":
        form = StaffForm({})
        with refusals_shown_in(form):
            step(request.user)
        for refusal in form.non_field_errors():
            messages.error(request, str(refusal))
        if form.is_valid():
            messages.success(request, str(words))
    return redirect("legislation:advice", pk=found.pk)


def _allowed(request: StaffRequest, pk: UUID, permission: RegionalPermission) -> Advice:
    found = visible_or_404(advice_of(request), pk=pk)
    if not may_for_state(request.user, permission, found.state_code):
        raise Http404
    return found

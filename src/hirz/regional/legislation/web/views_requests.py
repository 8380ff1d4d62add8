"""Requests for advice: who asks for what until when. They stay in the office."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from hirz.foundation.accounts.access import has_permission
from hirz.foundation.accounts.doors import StaffRequest, refusals_shown_in, requires, visible_or_404
from hirz.foundation.keyset import page_of
from hirz.foundation.questions import state_name
from hirz.regional.legislation.actions import record_request
from hirz.regional.legislation.models import Advice, AdviceRequest
from hirz.regional.legislation.reading import note_request_read
from hirz.regional.legislation.web.forms import RequestForm
from hirz.regional.organisations.models import Organisation
from hirz.regional.organisations.permissions import EDIT, VIEW


@requires(VIEW)
def listed(request: StaffRequest) -> HttpResponse:
    rows = AdviceRequest.objects.visible_to(request.user).select_related("owner").prefetch_related("advice")
    page = page_of(rows, keys=["-received_date", "id"], asked=request.GET)
    shown = {
        "page": page, "today": timezone.localdate(), "may_edit": has_permission(request.user, EDIT),
        "rows": [(row, state_name(row.state_code), _is_answered(row)) for row in page.rows],
    }  # fmt: skip
    return render(request, "legislation/requests.html", shown)


@requires(VIEW)
def one(request: StaffRequest, pk: UUID) -> HttpResponse:
    rows = AdviceRequest.objects.visible_to(request.user).select_related("owner")
    found = visible_or_404(rows, pk=pk)
    note_request_read(found, by=request.user)
    asking = Organisation.objects.visible_to(request.user).filter(pk=found.requested_by_id).first()
    advice = Advice.objects.visible_to(request.user).filter(request=found).select_related("version__law")
    shown = {"found": found, "state": state_name(found.state_code), "asking": asking, "advice": list(advice)}
    return render(request, "legislation/request.html", shown)


@requires(EDIT)
def add(request: StaffRequest) -> HttpResponse:
    form = RequestForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            row = record_request(requested=form.requested(), by=request.user)
            messages.success(request, _("The request is on record."))
            return redirect("legislation:request", pk=row.pk)
    return render(request, "legislation/add_request.html", {"form": form})


def _is_answered(row: AdviceRequest) -> bool:
    return any(advice.sent_at for advice in row.advice.all())

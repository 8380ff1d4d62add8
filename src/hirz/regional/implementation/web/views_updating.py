"""Writing an update, and taking it on its way. What was typed is kept as a draft, also where it cannot be handed in."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from hirz.foundation.accounts.doors import (
    StaffRequest,
    open_to_contributors,
    refusals_shown_in,
    requires,
    visible_or_404,
)
from hirz.regional.implementation.actions.updating import draft_update, keep_draft, take_step
from hirz.regional.implementation.contributing import owns
from hirz.regional.implementation.models import OPEN, Measure, MeasureIndicator, Update
from hirz.regional.implementation.reminders import owed_on
from hirz.regional.implementation.web.asking import contributed_state, library
from hirz.regional.implementation.web.forms import ReasonForm
from hirz.regional.implementation.web.forms_updating import UpdateForm
from hirz.regional.implementation.web.gathering_measures import update_page
from hirz.rules.follow_up import Step


@requires(None)
@open_to_contributors
def write(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Begin an update or write on; then, when that is asked for, hand it in."""
    measure = visible_or_404(Measure.objects.visible_to(request.user), pk=pk)
    contributed_state(request, measure.state_code)
    draft = _own_draft(request, measure)
    form = UpdateForm(
        request.POST or None, user=request.user, update=draft,
        indicators=MeasureIndicator.objects.visible_to(request.user).filter(measure=measure),
        evidence=library(request, measure.state_code), initial={"for_date": _first_day(measure)},
    )  # fmt: skip
    if form.is_valid():
        with refusals_shown_in(form):
            draft = _kept(request, measure, draft, form)
            if "submit" not in request.POST:
                messages.success(request, _("The draft is kept. Nobody outside your own house sees it."))
                return redirect("implementation:write", pk=pk)
            handed = take_step(update=draft, step=Step.SUBMIT, by=request.user)
            messages.success(request, _("The update is handed in."))
            return redirect("implementation:update", pk=handed.pk)
    shown = {"measure": measure, "form": form, "asked": list(form.asked()), "draft": draft}
    return render(request, "implementation/write.html", shown)


@requires(None)
@open_to_contributors
def step(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One step of an update, with the reason where it goes back."""
    found = visible_or_404(Update.objects.visible_to(request.user).select_related("measure"), pk=pk)
    wanted = next((one for one in Step if one.value == request.POST.get("step")), None)
    if request.method != "POST" or wanted is None:
        raise Http404
    form = ReasonForm(request.POST)
    if form.is_valid():
        with refusals_shown_in(form):
            take_step(update=found, step=wanted, by=request.user, reason=form.cleaned_data["reason"])
        if form.is_valid():
            messages.success(request, _("The update has moved on."))
            return _after(request, found)
    return render(request, "implementation/update.html", {**update_page(found, request.user), "form": form})


def _after(request: StaffRequest, update: Update) -> HttpResponse:
    """To the update where the person still sees it, and to what awaits them where it went back to its writers."""
    if Update.objects.visible_to(request.user).filter(pk=update.pk).exists():
        return redirect("implementation:update", pk=update.pk)
    return redirect("implementation:queue")


def _own_draft(request: StaffRequest, measure: Measure) -> Update | None:
    drafts = Update.objects.visible_to(request.user).filter(measure=measure, state__in=OPEN)
    return next((row for row in drafts if owns(request.user, row)), None)


def _kept(request: StaffRequest, measure: Measure, draft: Update | None, form: UpdateForm) -> Update:
    layer, content = form.cleaned_data["layer"], form.content()
    if draft is None:
        return draft_update(measure=measure, content=content, layer=layer, by=request.user)
    return keep_draft(update=draft, content=content, layer=layer, by=request.user)


def _first_day(measure: Measure) -> object:
    today = timezone.localdate()
    owed = owed_on(measure, today)
    return owed[0] if owed else today

"""Advice as it is drafted: articles side by side with comments, and a form for each comment."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hirz.foundation.accounts.doors import (
    StaffRequest,
    open_to_contributors,
    refusals_shown_in,
    requires,
    visible_or_404,
)
from hirz.foundation.questions import StaffForm, state_name
from hirz.regional.legislation import actions
from hirz.regional.legislation.models import Advice, Law, LawComment
from hirz.regional.legislation.reading import note_advice_read
from hirz.regional.legislation.texts import comments_of, provisions_of
from hirz.regional.legislation.web.forms import BeginForm, CommentForm, IntroductionForm, ReturnForm, ShareForm
from hirz.regional.legislation.web.gathering import advice_page
from hirz.regional.legislation.web.views import versions_of
from hirz.regional.organisations.permissions import EDIT, may_edit, may_view

STAMPS: Final = ("submitted_by", "returned_by", "cleared_by", "sent_by")


@requires(None)
@open_to_contributors
def advice(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = visible_or_404(advice_of(request), pk=pk)
    note_advice_read(found, by=request.user)
    return render(request, "legislation/advice.html", shown_page(request, found, ReturnForm()))


def shown_page(request: StaffRequest, found: Advice, return_form: ReturnForm) -> dict[str, object]:
    """The page of advice; ``return_form`` comes back filled when it was refused."""
    shown = advice_page(found, comments_of(found), request.user)
    stamps = stamped(found) if may_view(request.user, found.state_code) else None
    forms = {"return_form": return_form, "share_form": ShareForm(initial={"layer": found.layer})}
    return {**shown, **forms, "stamps": stamps}


def stamped(found: Advice) -> dict[str, object]:
    """Who did what when: for the office alone."""
    return {name: getattr(found, name) for name in STAMPS}


@requires(EDIT)
def begin(request: StaffRequest, pk: UUID) -> HttpResponse:
    version = visible_or_404(versions_of(request), pk=pk)
    if not may_edit(request.user, version.law.state_code):
        raise Http404
    form = BeginForm(request.POST or None, user=request.user, state_code=version.law.state_code)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            row = actions.begin_advice(version=version, by=request.user, **form.cleaned_data)
            return redirect("legislation:advice", pk=row.pk)
    shown = {"form": form, "version": version, "law": version.law, "state": state_name(version.law.state_code)}
    return render(request, "legislation/begin_advice.html", shown)


@requires(EDIT)
def introduce(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = drafted(request, pk)
    note_advice_read(found, by=request.user)
    form = IntroductionForm(request.POST or None, advice=found)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            actions.introduce(advice=found, texts=form.texts("text"), by=request.user)
        if form.is_valid():
            messages.success(request, _("The general remarks are saved."))
            return redirect("legislation:advice", pk=pk)
    return render(request, "legislation/introduce.html", {"form": form, **about(found)})


@requires(EDIT)
def add_comment(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = drafted(request, pk)
    note_advice_read(found, by=request.user)
    initial = {"key": request.GET.get("key", "")}
    provisions = provisions_of(found.version)
    form = CommentForm(request.POST or None, advice=found, provisions=provisions, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            actions.add_comment(advice=found, commented=form.commented(request.user), by=request.user)
        if form.is_valid():
            messages.success(request, _("The comment is saved."))
            return redirect("legislation:advice", pk=pk)
    asked = form["key"].value()
    shown = {"form": form, "about": [row for row in provisions if asked and row.key == asked], **about(found)}
    return render(request, "legislation/comment.html", shown)


@requires(EDIT)
def edit_comment(request: StaffRequest, pk: UUID) -> HttpResponse:
    comment = written(request, pk)
    found = comment.advice
    note_advice_read(found, by=request.user)
    provisions = provisions_of(found.version)
    form = CommentForm(request.POST or None, advice=found, provisions=provisions, comment=comment)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            actions.edit_comment(comment=comment, commented=form.commented(request.user), by=request.user)
        if form.is_valid():
            messages.success(request, _("The comment is saved."))
            return redirect("legislation:advice", pk=found.pk)
    asked = form["key"].value()
    shown = {"form": form, "about": [row for row in provisions if row.key == asked], "is_edited": True, **about(found)}
    return render(request, "legislation/comment.html", shown)


@requires(EDIT)
def remove_comment(request: StaffRequest, pk: UUID) -> HttpResponse:
    comment = written(request, pk)
    if request.method == "POST":
        form = StaffForm({})
        with refusals_shown_in(form):
            actions.remove_comment(comment=comment, by=request.user)
        for refusal in form.non_field_errors():
            messages.error(request, str(refusal))
        if form.is_valid():
            messages.success(request, _("The comment is removed. The history keeps that it was there."))
    return redirect("legislation:advice", pk=comment.advice_id)


def advice_of(request: StaffRequest) -> QuerySet[Advice]:
    """Of laws that the person sees too: their text stands beside the comments.

    With who stamped it: behind the wall those are nobody to whoever is not on the staff.
    """
    rows = Advice.objects.visible_to(request.user).filter(version__law__in=Law.objects.visible_to(request.user))
    return rows.select_related("version__law", *STAMPS)


def drafted(request: StaffRequest, pk: UUID) -> Advice:
    """Advice that this person may work on; whether it is still in drafting the action says."""
    found = visible_or_404(advice_of(request), pk=pk)
    if not may_edit(request.user, found.state_code):
        raise Http404
    return found


def written(request: StaffRequest, pk: UUID) -> LawComment:
    rows = LawComment.objects.visible_to(request.user).select_related("advice__version__law")
    comment = visible_or_404(rows, pk=pk)
    if not may_edit(request.user, comment.advice.state_code):
        raise Http404
    return comment


def about(found: Advice) -> dict[str, object]:
    return {"advice": found, "law": found.version.law, "version": found.version, "state": state_name(found.state_code)}

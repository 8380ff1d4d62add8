"""Adding and changing organisations, inviting people who contribute, and ending it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.tokens import default_token_generator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hirz.foundation.accounts.doors import StaffRequest, confirmed, refusals_shown_in, requires, visible_or_404
from hirz.foundation.questions import StaffForm
from hirz.regional.organisations import actions
from hirz.regional.organisations.models import Contributor, Organisation
from hirz.regional.organisations.permissions import EDIT, may_edit
from hirz.regional.organisations.web.forms import (
    LANGUAGES,
    HandOverForm,
    InvitationForm,
    NewOrganisationForm,
    OrganisationForm,
)


@requires(EDIT)
def add(request: StaffRequest) -> HttpResponse:
    form = NewOrganisationForm(request.POST or None, user=request.user, initial={"state": request.GET.get("state")})
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            added = actions.add_organisation(
                state_code=form.cleaned_data["state"], described=form.described(), by=request.user
            )
        if form.is_valid():
            messages.success(request, _("The organisation is on record."))
            return redirect("organisations:one", pk=added.pk)
    return render(request, "organisations/add.html", {"form": form})


@requires(EDIT)
def edit(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = _allowed(request, pk)
    form = OrganisationForm(request.POST or None, user=request.user, organisation=found, initial=_described(found))
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            actions.change_organisation(organisation=found, described=form.described(), by=request.user)
        if form.is_valid():
            messages.success(request, _("The organisation is changed."))
            return redirect("organisations:one", pk=pk)
    return render(request, "organisations/edit.html", {"form": form, "pk": pk})


@requires(EDIT)
@confirmed()
def invite(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = _allowed(request, pk)
    form = InvitationForm(request.POST or None, initial={"language": "en"})
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            membership = actions.invite(organisation=found, invited=form.invited(), by=request.user)
        if form.is_valid():
            return _link(request, membership)
    return render(request, "organisations/invite.html", {"form": form, "organisation": found})


@requires(EDIT)
@confirmed()
def link(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Show the link for a first password once more, to somebody who can hand it over."""
    membership = _allowed_membership(request, pk)
    if request.method != "POST":
        raise Http404
    form = StaffForm({})
    with refusals_shown_in(form):
        actions.new_link(membership=membership, by=request.user)
    return _link(request, membership) if form.is_valid() else _told(request, form, membership)


@requires(EDIT)
def hand_over(request: StaffRequest, pk: UUID) -> HttpResponse:
    membership = _allowed_membership(request, pk)
    open_ones = Contributor.objects.visible_to(request.user).filter(until_date__isnull=True).exclude(pk=pk)
    colleagues = list(open_ones.filter(organisation=membership.organisation_id).select_related("user"))
    form = HandOverForm(request.POST or None, colleagues=colleagues)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            actions.hand_over(membership=membership, by=request.user, **form.cleaned_data)
        if form.is_valid():
            messages.success(request, _("The part is handed over."))
            return redirect("organisations:one", pk=membership.organisation_id)
    return render(request, "organisations/hand_over.html", {"form": form, "membership": membership})


@requires(EDIT)
def end(request: StaffRequest, pk: UUID) -> HttpResponse:
    membership = _allowed_membership(request, pk)
    if request.method != "POST":
        raise Http404
    form = StaffForm({})
    with refusals_shown_in(form):
        actions.end_access(membership=membership, by=request.user)
        messages.success(request, _("The access is ended. It stays known that the person spoke for the organisation."))
    return _told(request, form, membership)


def _link(request: StaffRequest, membership: Contributor) -> HttpResponse:
    """Shown on this page and nowhere else: it is good once, for three days."""
    token = default_token_generator.make_token(membership.user)
    address = request.build_absolute_uri(reverse("first_password", args=[membership.user_id, token]))
    return render(request, "organisations/link.html", {"membership": membership, "address": address})


def _told(request: StaffRequest, form: StaffForm, membership: Contributor) -> HttpResponse:
    for refusal in form.non_field_errors():
        messages.error(request, str(refusal))
    return redirect("organisations:one", pk=membership.organisation_id)


def _allowed(request: StaffRequest, pk: UUID) -> Organisation:
    found = visible_or_404(Organisation.objects.visible_to(request.user), pk=pk)
    if not may_edit(request.user, found.state_code):
        raise Http404
    return found


def _allowed_membership(request: StaffRequest, pk: UUID) -> Contributor:
    rows = Contributor.objects.visible_to(request.user).select_related("user", "organisation")
    membership = visible_or_404(rows, pk=pk)
    if not may_edit(request.user, membership.organisation.state_code):
        raise Http404
    return membership


def _described(found: Organisation) -> dict[str, object]:
    names = {f"name_{language}": found.names.get(language, "") for language in LANGUAGES}
    return {"kind": found.kind, "acronym": found.acronym, "parent": found.parent_id, "layer": found.layer, **names}

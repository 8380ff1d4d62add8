from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hirz.foundation.accounts.access import has_permission
from hirz.foundation.accounts.doors import (
    StaffRequest,
    allowed_or_404,
    confirmed,
    refusals_shown_in,
    requires,
    visible_or_404,
)
from hirz.foundation.keyset import page_of
from hirz.reprisals.people import actions
from hirz.reprisals.people.erasing import erase_person
from hirz.reprisals.people.finding import FOUND, called
from hirz.reprisals.people.models import Person, PersonQuerySet
from hirz.reprisals.people.permissions import PeoplePermission
from hirz.reprisals.people.reading import note_list_read, note_read
from hirz.reprisals.people.web.fields import StaffForm, definitions
from hirz.reprisals.people.web.forms import (
    BirthForm,
    ConsentForm,
    DescriptionsForm,
    ErasureForm,
    NameForm,
    SearchForm,
    WithdrawalForm,
)
from hirz.reprisals.people.web.likeness import Listed, worth_listing
from hirz.reprisals.people.web.panels import panels_of
from hirz.reprisals.people.web.profile import held_by, matrix_of, profile
from hirz.reprisals.people.web.spellings import name_for_page


@requires(PeoplePermission.PERSON_VIEW)
def people(request: StaffRequest) -> HttpResponse:
    """The list, or what a name finds. The name comes in the body of the request, so that no address holds it."""
    form = SearchForm(request.POST or None)
    visible = Person.objects.visible_to(request.user).select_related("office").prefetch_related("names")
    sought = form.cleaned_data["name"] if form.is_bound and form.is_valid() else ""
    if sought.strip():
        found = called(visible, sought, limit=FOUND + 1)
        shown: dict[str, Any] = {"people": worth_listing(found[:FOUND]), "there_is_more": len(found) > FOUND}
    else:
        page = page_of(visible, keys=["-entered_at", "-id"], asked=request.GET)
        shown = {"people": [Listed.of(person) for person in page.rows], "page": page}
    note_list_read(people=[listed.person for listed in shown["people"]], by=request.user)
    may_edit = has_permission(request.user, PeoplePermission.PERSON_EDIT)
    around = {"form": form, "sought": sought, "page": None, "there_is_more": False, "may_edit": may_edit}
    return render(request, "people/list.html", {**around, **shown})


@requires(PeoplePermission.PERSON_VIEW)
def person(request: StaffRequest, pk: UUID) -> HttpResponse:
    shown = visible_or_404(_whole(request), pk=pk)
    note_read(person=shown, by=request.user)
    return render(request, "people/person.html", {**profile(shown, request.user), **_may(request, shown)})


@requires(PeoplePermission.PERSON_EDIT)
def add_name(request: StaffRequest, pk: UUID) -> HttpResponse:
    about = _allowed(request, pk, PeoplePermission.PERSON_EDIT)
    form = NameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            actions.add_name(person=about, by=request.user, **form.cleaned_data)
        if form.is_valid():
            messages.success(request, _("The name was added."))
            return redirect("people:person", pk=about.pk)
    return _ask(request, about, form, "people/add_name.html")


@requires(PeoplePermission.PERSON_EDIT)
def change_birth(request: StaffRequest, pk: UUID) -> HttpResponse:
    about = _allowed(request, pk, PeoplePermission.PERSON_EDIT)
    form = BirthForm(request.POST or None, initial={"born": about.born})
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            actions.change_birth(person=about, by=request.user, **form.cleaned_data)
        if form.is_valid():
            messages.success(request, _("The date of birth was saved."))
            return redirect("people:person", pk=about.pk)
    return _ask(request, about, form, "people/change_birth.html")


@requires(PeoplePermission.PERSON_EDIT)
def describe(request: StaffRequest, pk: UUID) -> HttpResponse:
    about = _allowed(request, pk, PeoplePermission.PERSON_EDIT)
    form = DescriptionsForm(request.POST or None, person=about)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            actions.describe_in_public(person=about, descriptions=form.changes(), by=request.user)
        if form.is_valid():
            messages.success(request, _("The public descriptions were saved."))
            return redirect("people:person", pk=about.pk)
    return _ask(request, about, form, "people/describe.html")


@requires(PeoplePermission.CONSENT_RECORD)
def record_consent(request: StaffRequest, pk: UUID) -> HttpResponse:
    about = _allowed(request, pk, PeoplePermission.CONSENT_RECORD)
    held = held_by(about)
    form = ConsentForm(request.POST or None, person=about, held=held)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            kept = actions.record_consent(person=about, answers=form.answers(), by=request.user)
        if form.is_valid():
            messages.success(request, _recorded(len(kept)))
            return redirect("people:person", pk=about.pk)
    return _ask(
        request, about, form, "people/record_consent.html",
        matrix=matrix_of(about), uses=definitions("consent_scope"), answers=definitions("consent_state"),
    )  # fmt: skip


@requires(PeoplePermission.CONSENT_RECORD)
def withdraw(request: StaffRequest, pk: UUID) -> HttpResponse:
    about = _allowed(request, pk, PeoplePermission.CONSENT_RECORD)
    standing = matrix_of(about)
    form = WithdrawalForm(request.POST or None, given=standing.given)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            actions.withdraw_consent(person=about, by=request.user, **form.cleaned_data)
        if form.is_valid():
            messages.warning(request, _("The consent was withdrawn. What depended on it is frozen from now on."))
            return redirect("people:person", pk=about.pk)
    return _ask(request, about, form, "people/withdraw.html", matrix=standing, uses=definitions("consent_scope"))


@requires(PeoplePermission.PERSON_ERASE)
@confirmed()
def erase(request: StaffRequest, pk: UUID) -> HttpResponse:
    about = _allowed(request, pk, PeoplePermission.PERSON_ERASE)
    form = ErasureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            erase_person(person=about, given_by=form.cleaned_data["given_by"], by=request.user)
        if form.is_valid():
            messages.warning(request, _("What was held on the person is erased. Their consents are withdrawn."))
            return redirect("people:person", pk=about.pk)
    return _ask(request, about, form, "people/erase.html", panels=panels_of(about, request.user))


def _allowed(request: StaffRequest, pk: UUID, permission: PeoplePermission) -> Person:
    about = visible_or_404(_whole(request), pk=pk)
    allowed_or_404(request.user, permission, about.office_id)
    return about


def _whole(request: StaffRequest) -> PersonQuerySet:
    everything = Person.objects.visible_to(request.user).select_related("office", "entered_by")
    return everything.prefetch_related("names", "decisions__recorded_by")


def _ask(request: StaffRequest, about: Person, form: StaffForm, template: str, **more: Any) -> HttpResponse:
    note_read(person=about, by=request.user)
    return render(request, template, {"person": about, "name": name_for_page(about), "form": form, **more})


def _may(request: StaffRequest, shown: Person) -> dict[str, bool]:
    """Which buttons are there: those of whom the action would not turn away."""
    return {
        "may_edit": has_permission(request.user, PeoplePermission.PERSON_EDIT, shown.office_id),
        "may_erase": has_permission(request.user, PeoplePermission.PERSON_ERASE, shown.office_id),
        "may_record_consent": has_permission(request.user, PeoplePermission.CONSENT_RECORD, shown.office_id),
    }


def _recorded(number: int) -> str:
    return ngettext("One answer was recorded.", "%(number)d answers were recorded.", number) % {"number": number}

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hirz.foundation.accounts.access import offices_with
from hirz.foundation.accounts.doors import StaffRequest, allowed_or_404, refusals_shown_in, requires, visible_or_404
from hirz.foundation.keyset import page_of
from hirz.foundation.offices.models import Office
from hirz.reprisals.matching import actions
from hirz.reprisals.matching.actions import in_order
from hirz.reprisals.matching.door import enter_or_use
from hirz.reprisals.matching.models import Proposal, ProposalQuerySet, Sweep, Verdict
from hirz.reprisals.matching.permissions import MatchingPermission
from hirz.reprisals.matching.reading import note_list_read, note_pair_read
from hirz.reprisals.matching.thresholds import line_for
from hirz.reprisals.matching.web.comparing import Beside, beside, listed, whole
from hirz.reprisals.matching.web.forms import ApartForm, EnteringForm, GroupForm, SettlementForm, VerdictForm
from hirz.reprisals.matching.web.grouping import group_of, in_groups
from hirz.reprisals.matching.web.together import differing, together_with
from hirz.reprisals.people.models import ConsentDecision, Merge, Person, PersonQuerySet
from hirz.reprisals.people.permissions import PeoplePermission
from hirz.reprisals.people.reading import note_list_read as note_names_read
from hirz.rules.review_line import ReviewLine

_ONE_PERSON: Final = gettext_lazy(
    "The files are held to be one person's. Where they differ about consent, the narrower answer counts."
)
LESS: Final = "less"
"""In the address: also those below the line, which nobody has to look at."""


@requires(MatchingPermission.PEOPLE_MATCH)
def proposals(request: StaffRequest) -> HttpResponse:
    """Pairs that wait for somebody to say whether they are one person, the likeliest first."""
    line = line_for(request.user)
    waiting = _waiting(request, line)
    page = page_of(whole(waiting), keys=["-likeness", "id"], asked=request.GET)
    note_list_read(proposals=page.rows, by=request.user)
    shown = {"rows": listed(page.rows), "page": page, "line": line, "least": round(100 * line.likeness)}
    shown["in_groups"] = in_groups(page.rows, waiting)
    run = {"sweep": Sweep.objects.first(), "less": LESS in request.GET}
    return render(request, "matching/proposals.html", {**shown, **run})


@requires(MatchingPermission.PEOPLE_MATCH)
def group(request: StaffRequest, pk: UUID) -> HttpResponse:
    """All files that waiting pairs lead to from one: which of them are one person's."""
    person = visible_or_404(_people(request), pk=pk)
    found = group_of(person, _waiting(request, line_for(request.user)), request.user)
    for file, _name in found.files:
        allowed_or_404(request.user, MatchingPermission.PEOPLE_MATCH, file.office_id)
    if len(found.files) < 2:
        raise Http404
    form = GroupForm(request.POST or None, files=found.files)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            actions.merge_people(by=request.user, **form.cleaned_data)
            messages.success(request, _ONE_PERSON)
            return redirect("people:person", pk=form.cleaned_data["people"][0].pk)
    note_pair_read(people=[file for file, _name in found.files], by=request.user)
    return render(request, "matching/group.html", {"group": found, "form": form, "in_groups": (), "less": False})


@requires(MatchingPermission.PEOPLE_MATCH)
def pair(request: StaffRequest, pk: UUID, other: UUID) -> HttpResponse:
    first, second = _pair(request, pk, other)
    shown = beside(first, second, request.user)
    form = VerdictForm(request.POST or None, decided_different=shown.decided_different)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            said = _decide(shown, form, request)
            messages.success(request, said)
            return redirect("people:person", pk=first.pk)
    note_pair_read(people=(first, second), by=request.user)
    return render(request, "matching/pair.html", {"beside": shown, "form": form})


@requires(MatchingPermission.PEOPLE_MATCH)
def undo(request: StaffRequest, pk: UUID) -> HttpResponse:
    held = visible_or_404(Merge.objects.visible_to(request.user).select_related("first", "second", "made_by"), pk=pk)
    first, second = _pair(request, held.first_id, held.second_id)
    form = ApartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            actions.undo_merge(merge=held, by=request.user, **form.cleaned_data)
            messages.success(request, _("The files are apart again, each with its own answers about consent."))
            return redirect("people:person", pk=first.pk)
    note_pair_read(people=(first, second), by=request.user)
    shown = {"beside": beside(first, second, request.user), "merge": held, "form": form}
    return render(request, "matching/undo.html", shown)


@requires(PeoplePermission.CONSENT_RECORD)
def settle(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Files of one person say different things about a use: whose answers count."""
    person = visible_or_404(_people(request), pk=pk)
    allowed_or_404(request.user, PeoplePermission.CONSENT_RECORD, person.office_id)
    files = together_with(person, request.user)
    if len(files) < 2:
        raise Http404
    rows = differing(files)
    answers = ConsentDecision.objects.filter(person__in=files).values_list("pk", flat=True)
    form = SettlementForm(request.POST or None, files=files, scopes=[row.scope for row in rows], answers=list(answers))
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            actions.settle_consent(by=request.user, **form.cleaned_data)
            messages.success(request, _("From now on these answers count for all files of the person."))
            return redirect("people:person", pk=person.pk)
    note_pair_read(people=files, by=request.user)
    return render(request, "matching/settle.html", {"person": person, "files": files, "rows": rows, "form": form})


@requires(PeoplePermission.PERSON_EDIT)
def enter(request: StaffRequest) -> HttpResponse:
    """Somebody who is in no case yet. Whoever may be meant is shown before a second file is opened."""
    offices = list(Office.objects.filter(pk__in=offices_with(request.user, PeoplePermission.PERSON_EDIT)))
    form = EnteringForm(request.POST or None, user=request.user, offices=offices)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            person = enter_or_use(said=form.said, names=form.spellings, by=request.user, **form.described())
            messages.success(request, _("The person is entered."))
            return redirect("people:person", pk=person.pk)
    note_names_read(people=[candidate.person for candidate in form.found], by=request.user)
    return render(request, "matching/enter.html", {"form": form})


def _waiting(request: StaffRequest, line: ReviewLine) -> ProposalQuerySet:
    return Proposal.objects.visible_to(request.user).alike(0.0 if LESS in request.GET else line.likeness)


def _people(request: StaffRequest) -> PersonQuerySet:
    return Person.objects.visible_to(request.user).select_related("office").prefetch_related("names")


def _pair(request: StaffRequest, pk: UUID, other: UUID) -> tuple[Person, Person]:
    """Both files, in the order in which pairs are kept; in each office the person may say what they are."""
    found = list(_people(request).filter(pk__in=[pk, other]))
    if len(found) != 2:
        raise Http404
    for person in found:
        allowed_or_404(request.user, MatchingPermission.PEOPLE_MATCH, person.office_id)
    return in_order(*found)


def _decide(shown: Beside, form: VerdictForm, request: StaffRequest) -> str:
    told: dict[str, Any] = {"reason": form.cleaned_data["reason"], "by": request.user, "likeness": shown.likeness}
    if form.cleaned_data["verdict"] is Verdict.SAME and not shown.together:
        overruling = form.cleaned_data.get("overruling", False)
        actions.merge_people(people=[shown.first, shown.second], overruling=overruling, **told)
        return str(_ONE_PERSON)
    actions.decide_pair(first=shown.first, second=shown.second, verdict=form.cleaned_data["verdict"], **told)
    return _("Your answer is kept.")

"""Pages that add to the record of a case."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from hirz.foundation.accounts.doors import StaffRequest, requires
from hirz.reprisals.cases.actions import recording
from hirz.reprisals.cases.models import Case
from hirz.reprisals.cases.permissions import CasePermission
from hirz.reprisals.cases.web.forms.records import (
    ActForm,
    DevelopmentForm,
    EngagementForm,
    LinkForm,
    PartyForm,
    SourceForm,
)
from hirz.reprisals.cases.web.views.answering import Page, answer, case_for, posted
from hirz.reprisals.matching.door import enter_or_use

ENGAGEMENT = Page(
    title=_("Add cooperation with the United Nations"),
    lead=_("What was said to the United Nations never needs proof. Enter that it took place, or was believed to."),
    button=_("Add the cooperation"),
    said=_("The cooperation was added."),
)
ACT = Page(
    title=_("Add an act of intimidation or reprisal"),
    lead=_("One act at a time: a detention and the charges that followed are two."),
    button=_("Add the act"),
    said=_("The act was added."),
)
SOURCE = Page(
    title=_("Add a source"),
    lead=_("Who told us, and how far both the source and the information can be relied upon."),
    button=_("Add the source"),
    said=_("The source was added."),
)
LINK = Page(
    title=_("Assess the link"),
    lead=_("Why the act is believed to answer the cooperation. It is judged apart from whether the act happened."),
    button=_("Keep the assessment"),
    said=_("The link was assessed."),
    template="cases/link.html",
)
DEVELOPMENT = Page(
    title=_("Add a development"),
    lead=_("What changed for the person affected, in the investigation, before the courts or in the law."),
    button=_("Add the development"),
    said=_("The development was added."),
)
PARTY = Page(
    title=_("Add a person to the case"),
    lead=_("Write the name first. If somebody with that name is entered already, you will be asked."),
    button=_("Add the person"),
    said=_("The person was added to the case."),
)


@requires(CasePermission.CASE_EDIT)
def add_engagement(request: StaffRequest, pk: UUID) -> HttpResponse:
    case = case_for(request, pk)
    form = EngagementForm(posted(request), case=case, user=request.user)
    return answer(
        request, case=case, form=form, page=ENGAGEMENT,
        act=lambda: recording.add_engagement(case=case, by=request.user, **form.cleaned_data),
    )  # fmt: skip


@requires(CasePermission.CASE_EDIT)
def add_act(request: StaffRequest, pk: UUID) -> HttpResponse:
    case = case_for(request, pk)
    form = ActForm(posted(request), case=case, user=request.user)
    return answer(
        request, case=case, form=form, page=ACT,
        act=lambda: recording.add_act(case=case, by=request.user, **form.cleaned_data),
    )  # fmt: skip


@requires(CasePermission.CASE_EDIT)
def add_source(request: StaffRequest, pk: UUID) -> HttpResponse:
    case = case_for(request, pk)
    form = SourceForm(posted(request), case=case, user=request.user)
    return answer(
        request, case=case, form=form, page=SOURCE,
        act=lambda: recording.add_source(case=case, by=request.user, **form.cleaned_data),
    )  # fmt: skip


@requires(CasePermission.CASE_EDIT)
def assess_link(request: StaffRequest, pk: UUID) -> HttpResponse:
    case = case_for(request, pk)
    form = LinkForm(posted(request), case=case, user=request.user)
    return answer(
        request, case=case, form=form, page=LINK,
        act=lambda: recording.assess_link(case=case, by=request.user, **form.cleaned_data),
    )  # fmt: skip


@requires(CasePermission.CASE_EDIT)
def add_development(request: StaffRequest, pk: UUID) -> HttpResponse:
    case = case_for(request, pk)
    form = DevelopmentForm(posted(request), case=case, user=request.user)
    return answer(
        request, case=case, form=form, page=DEVELOPMENT,
        act=lambda: recording.add_development(case=case, by=request.user, **form.cleaned_data),
    )  # fmt: skip


@requires(CasePermission.CASE_EDIT)
def add_party(request: StaffRequest, pk: UUID) -> HttpResponse:
    case = case_for(request, pk)
    form = PartyForm(posted(request), case=case, user=request.user)
    return answer(request, case=case, form=form, page=PARTY, act=lambda: _add_party(request, case, form))


@transaction.atomic
def _add_party(request: StaffRequest, case: Case, form: PartyForm) -> None:
    told = form.cleaned_data
    person = enter_or_use(said=form.said, office=case.office, names=form.spellings, by=request.user, case_id=case.pk)
    recording.add_party(
        case=case, person=person, role=told["role"], by=request.user,
        status=told["status"], status_date=told["status_date"], note=told["note"],
    )  # fmt: skip

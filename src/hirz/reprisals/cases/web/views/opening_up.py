"""Pages that let somebody in, or something out, beside the rule: grants to colleagues, exceptions to consent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from hirz.foundation.accounts.doors import StaffRequest, confirmed, requires, visible_or_404
from hirz.foundation.accounts.models import User
from hirz.reprisals.cases.actions import excepting, granting
from hirz.reprisals.cases.models import Case, CaseGrant
from hirz.reprisals.cases.permissions import CasePermission
from hirz.reprisals.cases.web.forms.opening_up import ExceptionForm, GrantForm
from hirz.reprisals.cases.web.views.answering import Page, act_at_once, answer, case_for, posted
from hirz.reprisals.people.models import ConsentOverride
from hirz.reprisals.people.permissions import PeoplePermission

GRANT = Page(
    title=_("Open the case to a colleague"),
    lead=_("They can read this case and no other, until the day you choose. You can close it to them at any time."),
    button=_("Open the case to them"),
    said=_("The case is open to them."),
    template="cases/grants.html",
)
EXCEPTION = Page(
    title=_("Ask for an exception to consent"),
    lead=_(
        "Only when a life is at stake and nobody who could agree can be reached. It opens quiet steps that name nobody,"
        " never what somebody refused. A second person approves it; after 72 hours it ends by itself."
    ),
    button=_("Ask for the exception"),
    said=_("The exception waits for a second person."),
)


@requires(CasePermission.GRANT_GIVE)
@confirmed()
def grants(request: StaffRequest, pk: UUID) -> HttpResponse:
    case = case_for(request, pk, CasePermission.GRANT_GIVE)
    form = GrantForm(posted(request), case=case, user=request.user)
    given = CaseGrant.objects.in_force().filter(case=case).select_related("user", "granted_by")
    return answer(
        request, case=case, form=form, page=replace(GRANT, more={"grants": given.order_by("until_date", "pk")}),
        act=lambda: _grant(case, form.cleaned_data, request.user),
    )  # fmt: skip


def _grant(case: Case, told: Mapping[str, Any], by: User) -> None:
    granting.grant_case(
        case=case, user=told["colleague"], purpose=told["purpose"], until_date=told["until_date"], by=by
    )


@requires(CasePermission.GRANT_GIVE)
def revoke_grant(request: StaffRequest, pk: UUID) -> HttpResponse:
    given = CaseGrant.objects.filter(case__in=Case.objects.visible_to(request.user)).select_related("case")
    grant = visible_or_404(given, pk=pk)
    return act_at_once(
        request, case_id=grant.case_id, said=_("The case is closed to them from now on."),
        act=lambda: granting.revoke_grant(grant=grant, by=request.user),
    )  # fmt: skip


@requires(PeoplePermission.CONSENT_RECORD)
def ask_exception(request: StaffRequest, pk: UUID) -> HttpResponse:
    case = case_for(request, pk, PeoplePermission.CONSENT_RECORD)
    form = ExceptionForm(posted(request), case=case, user=request.user)
    return answer(
        request, case=case, form=form, page=EXCEPTION,
        act=lambda: excepting.ask_exception(case=case, reason=form.cleaned_data["reason"], by=request.user),
    )  # fmt: skip


@requires(PeoplePermission.OVERRIDE_APPROVE)
@confirmed()
def approve_exception(request: StaffRequest, pk: UUID) -> HttpResponse:
    override = _override(request, pk)
    return act_at_once(
        request, case_id=override.case_id, said=_("The exception is approved. It ends by itself after 72 hours."),
        act=lambda: excepting.approve_exception(override=override, by=request.user),
    )  # fmt: skip


@requires(PeoplePermission.OVERRIDE_APPROVE)
def review_exception(request: StaffRequest, pk: UUID) -> HttpResponse:
    override = _override(request, pk)
    return act_at_once(
        request, case_id=override.case_id, said=_("The review is on record, and the exception has ended."),
        act=lambda: excepting.review_exception(override=override, by=request.user),
    )  # fmt: skip


def _override(request: StaffRequest, pk: UUID) -> ConsentOverride:
    visible = Case.objects.visible_to(request.user).values("pk")
    return visible_or_404(ConsentOverride.objects.filter(case_id__in=visible), pk=pk)

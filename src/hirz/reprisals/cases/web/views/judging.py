"""Pages on which people judge a case: its scope, its risk, its verification, the harm a response might do."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from hirz.foundation.accounts.doors import StaffRequest, requires
from hirz.foundation.accounts.models import User
from hirz.reprisals.cases.actions import assessing, moving, opening
from hirz.reprisals.cases.models import Case, Verification
from hirz.reprisals.cases.permissions import CasePermission
from hirz.reprisals.cases.web.forms.judgements import (
    DuplicatesForm,
    HarmForm,
    ProposalForm,
    RiskForm,
    ScopeForm,
    SecondLookForm,
)
from hirz.reprisals.cases.web.labels import FINDINGS, STANDARDS
from hirz.reprisals.cases.web.views.answering import Page, answer, case_for, posted
from hirz.reprisals.people.finding import candidates
from hirz.reprisals.people.models import Person, PersonName
from hirz.rules.lifecycle import ScopeFinding
from hirz.rules.verification import Finding

RISK = Page(
    title=_("Assess the risk"),
    lead=_("A higher level shortens every clock of the case at once."),
    button=_("Keep the assessment"),
    said=_("The risk was assessed."),
)
PROPOSAL = Page(
    title=_("Propose a conclusion of the verification"),
    lead=_("A second person will confirm it or send it back."),
    button=_("Propose it"),
    said=_("The conclusion was proposed. It waits for a second person."),
    template="cases/propose.html",
)
SCOPE = Page(
    title=_("Decide the scope"),
    lead=_("Is this harm, or the threat of harm, for cooperating with the United Nations?"),
    button=_("It is within the resolution"),
    said=_("The scope was decided."),
    template="cases/scope.html",
)
HARM = Page(
    title=_("Do no harm"),
    lead=_("Before anything is done, each of these has to be true."),
    button=_("All of this is so"),
    said=_("The do-no-harm questions were gone through."),
)
LISTED_ALIKE = 20


@requires(CasePermission.RISK_ASSESS)
def assess_risk(request: StaffRequest, pk: UUID) -> HttpResponse:
    case = case_for(request, pk, CasePermission.RISK_ASSESS)
    form = RiskForm(posted(request), case=case, user=request.user, initial={"level": case.risk})
    return answer(
        request, case=case, form=form, page=RISK,
        act=lambda: assessing.assess_risk(case=case, judgement=form.judgement, by=request.user),
    )  # fmt: skip


@requires(CasePermission.CASE_EDIT)
def propose_verification(request: StaffRequest, pk: UUID) -> HttpResponse:
    case = case_for(request, pk)
    form = ProposalForm(posted(request), case=case, user=request.user)
    return answer(
        request, case=case, form=form, page=PROPOSAL,
        act=lambda: assessing.propose_verification(case=case, by=request.user, **form.cleaned_data),
    )  # fmt: skip


@requires(CasePermission.CASE_VERIFY)
def confirm_verification(request: StaffRequest, pk: UUID) -> HttpResponse:
    case = case_for(request, pk, CasePermission.CASE_VERIFY)
    form = SecondLookForm(posted(request), case=case, user=request.user)
    confirming = form.data.get("decision") == SecondLookForm.CONFIRM
    proposal = case.verifications.filter(decided_at__isnull=True).select_related("proposed_by").first()
    page = Page(
        title=_("Look at the proposed conclusion"),
        lead=_("You are the second person. What you confirm, the case rests on."),
        button=_("Confirm"),
        said=_("The conclusion was confirmed.") if confirming else _("The conclusion was sent back."),
        template="cases/confirm.html",
        more=_proposed(proposal, request.user),
    )
    return answer(
        request, case=case, form=form, page=page, act=lambda: _decide(case, form, request.user, confirm=confirming)
    )


def _proposed(proposal: Verification | None, user: User) -> dict[str, object]:
    if proposal is None:
        return {"proposal": None}
    return {
        "proposal": proposal,
        "own": proposal.proposed_by_id == user.pk,
        "finding": FINDINGS[Finding(proposal.act_finding)],
        "standard": STANDARDS.get(proposal.standard, proposal.standard),
    }


def _decide(case: Case, form: SecondLookForm, by: User, *, confirm: bool) -> None:
    act = assessing.confirm_verification if confirm else assessing.return_verification
    act(case=case, by=by, note=form.cleaned_data["note"])


@requires(CasePermission.CASE_EDIT)
def decide_scope(request: StaffRequest, pk: UUID) -> HttpResponse:
    case = case_for(request, pk)
    form = ScopeForm(
        posted(request), case=case, user=request.user,
        initial={"protected_category": case.protected_category, "reason": case.scope_reason},
    )  # fmt: skip
    return answer(
        request, case=case, form=form, page=SCOPE,
        act=lambda: opening.decide_scope(case=case, finding=ScopeFinding.WITHIN, by=request.user, **form.cleaned_data),
    )  # fmt: skip


@requires(CasePermission.CASE_EDIT)
def check_harm(request: StaffRequest, pk: UUID) -> HttpResponse:
    case = case_for(request, pk)
    form = HarmForm(posted(request), case=case, user=request.user)
    return answer(
        request, case=case, form=form, page=HARM,
        act=lambda: moving.note_done(case=case, fact="do_no_harm_checked", by=request.user),
    )  # fmt: skip


@requires(CasePermission.CASE_EDIT)
def check_duplicates(request: StaffRequest, pk: UUID) -> HttpResponse:
    case = case_for(request, pk)
    form = DuplicatesForm(posted(request), case=case, user=request.user)
    page = Page(
        title=_("Check for duplicates"),
        lead=_("Below are the cases you can see in which somebody bears the same name."),
        button=_("Keep the answer"),
        said=_("That duplicates were checked is on record."),
        template="cases/duplicates.html",
        more={"alike": _cases_alike(case, request.user)},
    )
    return answer(
        request, case=case, form=form, page=page,
        act=lambda: opening.note_duplicates_checked(case=case, by=request.user),
    )  # fmt: skip


def _cases_alike(case: Case, user: User) -> list[Case]:
    spellings = {name.text for name in PersonName.objects.filter(person__parts__case=case)}
    others = Case.objects.visible_to(user).exclude(pk=case.pk)
    alike = candidates(Person.objects.filter(parts__case__in=others), spellings, limit=LISTED_ALIKE)
    likely = [c.person for c in alike if c.comparison.same or c.name in spellings]
    return list(others.filter(parties__person__in=likely).distinct()[:LISTED_ALIKE])

"""The page on which a case is written anew without somebody who was erased."""

from __future__ import annotations

from dataclasses import replace
from typing import Final
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _

from hirz.foundation.accounts.doors import StaffRequest, requires
from hirz.reprisals.cases.actions.redrafting import redraft_case
from hirz.reprisals.cases.models import Case, Deadline
from hirz.reprisals.cases.permissions import CasePermission
from hirz.reprisals.cases.redraft_models import Redraft
from hirz.reprisals.cases.web.forms.redrafting import RedraftForm
from hirz.reprisals.cases.web.views.answering import Page, answer, case_for, posted
from hirz.rules.clock_targets import ClockKind

REDRAFT: Final = Page(
    title=_("Write the case without who was erased"),
    lead=_("One of the people of this case asked to be forgotten. It stays for the others; nothing of it leaves yet."),
    button=_("Keep all of it: the case is written anew"),
    said=_("The case is written anew. You can now settle how it goes on."),
    template="cases/redraft.html",
)


@requires(CasePermission.CASE_EDIT)
def redraft(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Of several people the one who was erased first; then the page asks for the next."""
    case = case_for(request, pk)
    about = _next(case)
    form = RedraftForm(posted(request), case=case, user=request.user, redraft=about)
    deadline = Deadline.objects.filter(kind=ClockKind.REDRAFT, subject_id=about.pk).select_related("owner").first()
    return answer(
        request, case=case, form=form, page=replace(REDRAFT, more={"redraft": about, "deadline": deadline}),
        act=lambda: redraft_case(redraft=about, texts=form.texts, by=request.user),
    )  # fmt: skip


def _next(case: Case) -> Redraft:
    waiting = Redraft.objects.to_be_done().filter(case=case, case__narrative_erased_at__isnull=True)
    about = waiting.select_related("case").first()
    if about is None:
        raise Http404
    return about

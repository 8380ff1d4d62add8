"""How every form of a case is let in and answered: the case must be open to the person, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise

from hirz.foundation.accounts.access import AccessDenied, Permission, require
from hirz.foundation.accounts.doors import StaffRequest, refusals_shown_in, visible_or_404
from hirz.foundation.vocabularies.registry import label
from hirz.foundation.wording import words_for
from hirz.reprisals.cases.models import Case
from hirz.reprisals.cases.permissions import CasePermission
from hirz.reprisals.cases.reading import note_read
from hirz.reprisals.cases.web.forms.asking import engagement_title
from hirz.reprisals.people.web.fields import state_name
from hirz.rules.errors import HirzError


@dataclass(frozen=True)
class Page:
    """What a form page says: its title, what it is about, its button, and what is said when it is done."""

    title: str | Promise
    button: str | Promise
    said: str | Promise
    lead: str | Promise = ""
    template: str = "cases/form.html"
    more: Mapping[str, Any] = field(default_factory=dict)


def case_for(request: StaffRequest, pk: UUID, permission: Permission = CasePermission.CASE_EDIT) -> Case:
    """The case, if the person may know of it and holds the permission in its office; else it does not exist."""
    case = visible_or_404(Case.objects.visible_to(request.user).select_related("office"), pk=pk)
    require(request.user, permission, case.office_id)
    return case


def answer(request: StaffRequest, *, case: Case, form: BaseForm, page: Page, act: Callable[[], object]) -> HttpResponse:
    """Show the form, or act on it and go back to the case; on a refusal the form comes back filled, with the reason."""
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            act()
            messages.success(request, str(page.said))
            return redirect("staff:case", pk=case.pk)
    note_read(case=case, by=request.user)
    content = {"case": case, "form": form, "page": page, "facts": _facts_beside(case), **page.more}
    return render(request, page.template, content)


def act_at_once(
    request: StaffRequest, *, case_id: UUID, act: Callable[[], object], said: str | Promise
) -> HttpResponse:
    """What one button does: without a form to show it in, a refusal is told on the page of the case."""
    if request.method != "POST":
        raise Http404
    try:
        act()
    except AccessDenied:
        raise
    except HirzError as refusal:
        messages.warning(request, str(words_for(refusal)))
    else:
        messages.success(request, str(said))
    return redirect("staff:case", pk=case_id)


def _facts_beside(case: Case) -> dict[str, Any]:
    """What stands beside every form: nobody judges or writes from memory."""
    return {
        "state": state_name(case.state_concerned),
        "engagements": [(engagement_title(row), row.date) for row in case.engagements.all()],
        "acts": [(label("act_type", row.kind), row.date) for row in case.acts.all()],
    }


def posted(request: StaffRequest) -> Any:
    """What a form is bound to: the data of a POST, also an empty one, and nothing otherwise."""
    return request.POST if request.method == "POST" else None

"""A page that asks with one form, and what it needs beside the form."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import render

from hirz.foundation.accounts.doors import StaffRequest, visible_or_404
from hirz.regional.implementation.contributing import may_contribute, owns
from hirz.regional.implementation.models import Evidence, Measure
from hirz.regional.implementation.web.gathering import known_state


@dataclass(frozen=True)
class Page:
    """What the page is called, what its button says, where it leads back to."""

    title: str
    button: str
    back: str
    lead: str = ""
    multipart: bool = False


def ask(request: StaffRequest, form: BaseForm, page: Page) -> HttpResponse:
    return render(request, "implementation/form.html", {"form": form, "page": page})


def contributed_state(request: StaffRequest, code: str) -> str:
    """The State, where the person contributes to it; nothing here otherwise."""
    known = known_state(code)
    if not may_contribute(request.user, known):
        raise Http404
    return known


def own_measure(request: StaffRequest, pk: UUID) -> Measure:
    """The measure, where it is the person's to change; nothing here otherwise."""
    found = visible_or_404(Measure.objects.visible_to(request.user), pk=pk)
    if not owns(request.user, found):
        raise Http404
    return found


def library(request: StaffRequest, state_code: str) -> list[Evidence]:
    """Entries of evidence of the State that the person sees, to be cited."""
    return list(Evidence.objects.visible_to(request.user).filter(state_code=state_code))

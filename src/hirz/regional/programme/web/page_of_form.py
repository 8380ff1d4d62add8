"""One way to show a form and to act on it: on any refusal it comes back as it was filled."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from hirz.foundation.accounts.doors import StaffRequest, refusals_shown_in
from hirz.regional.programme.web.asking import ProgrammeForm


def page_of_form(
    request: StaffRequest,
    form: ProgrammeForm,
    act: Callable[[], object],
    *,
    title: str,
    back: str,
    done: str,
    eyebrow: str = "",
    lead: str = "",
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            act()
        if form.is_valid():
            messages.success(request, done)
            return redirect(back)
    shown = {"form": form, "title": title, "back": back, "eyebrow": eyebrow, "lead": lead}
    return render(request, "programme/form.html", shown)

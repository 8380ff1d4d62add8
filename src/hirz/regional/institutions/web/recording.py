"""A form that puts something on record: shown, taken, and gone on from. Typed text comes back with every refusal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise

from hirz.foundation.accounts.doors import StaffRequest, refusals_shown_in
from hirz.foundation.questions import StaffForm

Text = str | Promise


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What stands around a form: heading, what it is for, what it is about, where one goes back to, its button."""

    heading: Text
    lead: Text
    about: Text
    back_url: str
    button: Text
    done: Text


def put_on_record(
    request: StaffRequest, form: StaffForm, sheet: Sheet, act: Callable[[dict[str, Any]], object]
) -> HttpResponse:
    """Do what the form says, and go back to where one came from; or show the form, with what is wrong."""
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            act(_given(form))
        if form.is_valid():
            messages.success(request, str(sheet.done))
            return redirect(sheet.back_url)
    return render(request, "institutions/record.html", {"form": form, "sheet": sheet})


def _given(form: StaffForm) -> dict[str, Any]:
    """What the form says; a field that stayed empty is left to what the model takes for nothing."""
    return {name: value for name, value in form.cleaned_data.items() if value not in ("", None)}

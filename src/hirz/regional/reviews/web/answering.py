"""How the pages of this app take an answer: a form, one act, and on; typed text is never lost on the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise

from hirz.foundation.accounts.doors import StaffRequest, refusals_shown_in
from hirz.foundation.questions import StaffForm

Text = str | Promise


@dataclass(frozen=True, kw_only=True)
class Asking:
    """A page with one form: what it is called, what it says first, and where it goes back to."""

    heading: Text
    button: Text
    back_url: str
    back_label: Text
    lead: Text = ""


def answered(
    request: StaffRequest, form: StaffForm, asking: Asking, *, act: Callable[[], object], done: Text, goes_to: str = ""
) -> HttpResponse:
    """Do what the form says and go on; or show it, filled in, with what was refused."""
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            act()
        if form.is_valid():
            messages.success(request, str(done))
            return redirect(goes_to or asking.back_url)
    return render(request, "reviews/form.html", {"form": form, "asking": asking})


def pressed(request: StaffRequest, *, act: Callable[[], object], done: Text, goes_to: str) -> HttpResponse:
    """A button without a question. Asked for without being pressed it does nothing."""
    if request.method == "POST":
        form = StaffForm({})
        with refusals_shown_in(form):
            act()
        for refusal in form.non_field_errors():
            messages.error(request, str(refusal))
        if form.is_valid():
            messages.success(request, str(done))
    return redirect(goes_to)


def given(form: StaffForm, *, but: tuple[str, ...] = ()) -> dict[str, object]:
    """What the form says; a field that stayed empty is left to what the model takes for nothing."""
    return {name: value for name, value in form.cleaned_data.items() if value not in ("", None) and name not in but}

"""The files of a draft."""

from __future__ import annotations

from typing import Final

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from hirz.faces.public import steps
from hirz.faces.public.attaching import not_taken, remove, take_in
from hirz.faces.public.forms.questions import FilesForm
from hirz.faces.public.views.questions import elsewhere, onwards, readable_and_writable, render_step
from hirz.faces.public.writing import Writing, with_draft
from hirz.reprisals.intake.arrival import keep_answers
from hirz.reprisals.intake.queries import files_of

_REFUSED: Final = "refused"


class _Removal(forms.Form):
    remove = forms.UUIDField()


@readable_and_writable
@with_draft(steps.FILES)
def files(request: HttpRequest, language: str, writing: Writing) -> HttpResponse:
    if request.method == "POST":
        return _save(request, language, writing)
    kept = writing.draft.answers.get(steps.FILES.slug, {})
    return _page(request, writing, kept.get(_REFUSED, []))


def _save(request: HttpRequest, language: str, writing: Writing) -> HttpResponse:
    """Whatever the button, files that came with it are taken in."""
    _remove(request, writing)
    refused = take_in(request, token=writing.token)
    keep_answers(token=writing.token, answers={steps.FILES.slug: {_REFUSED: refused}})
    leaving = elsewhere(request, language, steps.FILES, writing)
    if leaving is not None:
        return leaving
    if writing.is_new:
        return _page(request, writing, refused)
    if refused or "add" in request.POST or "remove" in request.POST:
        return redirect(request.get_full_path())
    return onwards(request, language, steps.FILES)


def _remove(request: HttpRequest, writing: Writing) -> None:
    asked = _Removal(request.POST)
    if asked.is_valid():
        remove(asked.cleaned_data["remove"], token=writing.token)


def _page(request: HttpRequest, writing: Writing, refused: list[dict[str, object]]) -> HttpResponse:
    return render_step(
        request,
        steps.FILES,
        form=FilesForm(),
        files=files_of(writing.draft),
        not_taken=not_taken(refused),
        is_new=writing.is_new,
    )

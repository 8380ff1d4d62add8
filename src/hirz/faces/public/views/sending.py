"""Looking through, sending, the receipt, and throwing away."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from hirz.faces.public import steps
from hirz.faces.public.conversion import as_submission
from hirz.faces.public.cookies import draft_token, forget_draft, forget_inbox
from hirz.faces.public.gate import gated
from hirz.faces.public.summary import sections
from hirz.faces.public.views.questions import elsewhere, readable_and_writable, render_step
from hirz.faces.public.writing import Writing, still_held, to_begin, with_draft
from hirz.faces.shell.parts import Link
from hirz.foundation.blobs.store import default_store
from hirz.reprisals.intake.arrival import DraftGone, discard_draft, find_submitted, lock_draft, receipt_of, submit
from hirz.reprisals.intake.queries import files_of


@readable_and_writable
@gated("sending")
@with_draft(steps.SUMMARY)
def summary(request: HttpRequest, language: str, writing: Writing) -> HttpResponse:
    leaving = elsewhere(request, language, steps.SUMMARY, writing)
    if leaving is not None:
        return leaving
    if request.method == "POST" and _send(writing.token):
        return redirect("public:receipt", language)
    return _summary_page(request, language, writing)


@readable_and_writable
def receipt(request: HttpRequest, language: str) -> HttpResponse:
    """As often as it is asked for, until the browser is told to forget it."""
    token = draft_token(request)
    submission = find_submitted(token) if token else None
    if submission is None:
        return to_begin(language)
    if request.method == "POST":
        return _forgotten(redirect("public:home", language))
    return render(request, "public/submit/receipt.html", {"groups": receipt_of(submission, token).grouped().split()})


@readable_and_writable
def discard(request: HttpRequest, language: str) -> HttpResponse:
    """A draft. What was sent meanwhile is no draft any more, and of its receipt this browser holds the only copy."""
    token = draft_token(request)
    if request.method == "POST":
        _discard(token)
    if still_held(token) == "receipt":
        return redirect("public:receipt", language)
    if request.method != "POST":
        return render(request, "public/submit/discard.html")
    return _forgotten(redirect("public:discarded", language))


@require_safe
def discarded(request: HttpRequest, language: str) -> HttpResponse:
    return render(request, "public/submit/discarded.html")


@transaction.atomic
def _send(token: str) -> bool:
    """Whether it could be sent. A second click waits for the first, then finds no draft and gets the same receipt."""
    draft = lock_draft(token)
    found = sections(draft.answers)
    if not all(section.can_be_sent for section in found):
        return False
    submit(token=token, answers=as_submission({section.step.slug: section.form.cleaned_data for section in found}))
    return True


def _discard(token: str) -> None:
    try:
        blobs = discard_draft(token=token)
    except DraftGone:
        return
    for blob in blobs:
        default_store().delete(blob)


def _forgotten(response: HttpResponse) -> HttpResponse:
    """The inbox closes as well: what is gone from this browser is not to be found again through the other."""
    forget_draft(response)
    forget_inbox(response)
    return response


def _summary_page(request: HttpRequest, language: str, writing: Writing) -> HttpResponse:
    found = sections(writing.draft.answers)
    return render_step(
        request,
        steps.SUMMARY,
        sections=[(section, _edit_url(section.step, language)) for section in found],
        files=files_of(writing.draft),
        files_url=_edit_url(steps.FILES, language),
        missing=[_link(section.step, language) for section in found if not section.can_be_sent],
        is_new=writing.is_new,
    )


def _edit_url(step: steps.Step, language: str) -> str:
    return f"{step.url(language)}?then={steps.SUMMARY.slug}"


def _link(step: steps.Step, language: str) -> Link:
    return Link(str(step.heading), _edit_url(step, language))

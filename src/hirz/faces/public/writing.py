"""The draft behind a request: found, made anew when it is lost, and never at the cost of what was just typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse

from hirz.faces.public.afterwards import ANEW, after_sending
from hirz.faces.public.cookies import draft_token, remember_draft
from hirz.faces.public.steps import Step
from hirz.reprisals.intake.arrival import DraftGone, find_draft, find_submitted, new_token, receipt_of, start_draft
from hirz.reprisals.intake.models import Draft


@dataclass(frozen=True, repr=False)
class Writing:
    """The draft of the person who writes. ``is_new``: theirs was lost, and this one has just been made in its place."""

    token: str
    draft: Draft
    is_new: bool = False


WritingView = Callable[..., HttpResponse]


def with_draft(step: Step) -> Callable[[WritingView], WritingView]:
    """Hand the draft to the page of a step, whatever has become of it since the page was opened."""

    def decorate(view: WritingView) -> WritingView:
        @wraps(view)
        def found(request: HttpRequest, language: str) -> HttpResponse:
            token = draft_token(request)
            try:
                return view(request, language, Writing(token, find_draft(token)))
            except DraftGone:
                return _sent_already(request, language, step, token) or _without_draft(view, request, language)

        return found

    return decorate


def start_writing(language: str) -> Writing:
    token = new_token()
    return Writing(token, start_draft(token=token, language=language), is_new=True)


def to_begin(language: str) -> HttpResponseRedirect:
    """Back to where a draft is made, which says why."""
    return redirect(reverse("public:submit_begin", args=[language], query={"draft": "gone"}))


def still_held(token: str) -> str:
    """What this browser still holds: a draft, the receipt of what was sent, or nothing."""
    if not token:
        return ""
    try:
        find_draft(token)
    except DraftGone:
        return "receipt" if find_submitted(token) else ""
    return "draft"


def _sent_already(request: HttpRequest, language: str, step: Step, token: str) -> HttpResponse | None:
    submission = None if ANEW in request.POST else find_submitted(token)
    return after_sending(request, language, step, receipt_of(submission, token)) if submission else None


def _without_draft(view: WritingView, request: HttpRequest, language: str) -> HttpResponse:
    if request.method != "POST":
        return to_begin(language)
    writing = start_writing(language)
    response = view(request, language, writing)
    remember_draft(response, writing.token)
    return response

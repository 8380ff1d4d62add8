"""The draft behind a request: found, made anew when it is lost, and never at the cost of what was just typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse

from hirz.faces.public.cookies import draft_token, remember_draft
from hirz.reprisals.intake.arrival import DraftGone, find_draft, find_submitted, new_token, start_draft
from hirz.reprisals.intake.models import Draft


@dataclass(frozen=True, repr=False)
class Writing:
    """The draft of the person who writes. ``is_new``: theirs was lost, and this one has just been made in its place."""

    token: str
    draft: Draft
    is_new: bool = False


WritingView = Callable[..., HttpResponse]


def with_draft(view: WritingView) -> WritingView:
    """Hand the draft to a page of the form, whatever has become of it since the page was opened."""

    @wraps(view)
    def found(request: HttpRequest, language: str) -> HttpResponse:
        token = draft_token(request)
        try:
            return view(request, language, Writing(token, find_draft(token)))
        except DraftGone:
            return _without_draft(view, request, language, token)

    return found


def start_writing(language: str) -> Writing:
    token = new_token()
    return Writing(token, start_draft(token=token, language=language), is_new=True)


def to_begin(language: str) -> HttpResponseRedirect:
    """Back to where a draft is made, which says why."""
    return redirect(reverse("public:submit_begin", args=[language], query={"draft": "gone"}))


def _without_draft(view: WritingView, request: HttpRequest, language: str, token: str) -> HttpResponse:
    if find_submitted(token) is not None:
        return redirect("public:receipt", language)
    if request.method != "POST":
        return to_begin(language)
    writing = start_writing(language)
    response = view(request, language, writing)
    remember_draft(response, writing.token)
    return response

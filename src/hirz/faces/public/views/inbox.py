"""The inbox that a receipt opens: how far we are, messages both ways, consent. Never the content of the case."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hirz.faces.public.cookies import OpenedInbox, draft_token, forget_inbox, opened_inbox, remember_inbox
from hirz.faces.public.forms.inbox import MessageForm, ReceiptForm
from hirz.faces.public.gate import gated
from hirz.faces.public.inbox_words import STATE_WORDS
from hirz.faces.public.uses import stopped_with, uses
from hirz.faces.public.views.questions import readable_and_writable
from hirz.faces.public.writing import still_held
from hirz.foundation.vocabularies.registry import label
from hirz.reprisals.intake.arrival import (
    InboxClosed,
    inbox_key,
    open_inbox,
    read_messages,
    reopen_inbox,
    withdraw_from_inbox,
    write_to_us,
)
from hirz.reprisals.intake.models import Submission

InboxView = Callable[..., HttpResponse]
ALL = "all"


def with_inbox(view: InboxView) -> InboxView:
    """Hand the submission to the page while its inbox is open; otherwise show the door, keeping what was typed."""

    @wraps(view)
    def opened(request: HttpRequest, language: str, **kwargs: str) -> HttpResponse:
        submission = _opened_submission(request, language)
        if submission is None:
            return _door(request, ReceiptForm(initial={"body": request.POST.get("body", "")}))
        return view(request, language, submission, **kwargs)

    return opened


@readable_and_writable
@gated("receipt")
def inbox(request: HttpRequest, language: str) -> HttpResponse:
    if request.method == "POST":
        return _open(request, language)
    submission = _opened_submission(request, language)
    return _door(request, ReceiptForm()) if submission is None else _page(request, submission, MessageForm())


@readable_and_writable
@with_inbox
def write(request: HttpRequest, language: str, submission: Submission) -> HttpResponse:
    form = MessageForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, submission, form)
    _write_once(submission, form.cleaned_data["body"], form.cleaned_data["key"])
    return _done("sent", language)


@readable_and_writable
@with_inbox
def withdraw(request: HttpRequest, language: str, submission: Submission, what: str) -> HttpResponse:
    given = [use for use in uses(submission) if use.is_given]
    chosen = [use for use in given if what in (ALL, use.slug)]
    if not any(what in (ALL, use.slug) for use in uses(submission)):
        raise Http404
    if not chosen:
        return redirect("public:inbox", language)
    if request.method != "POST":
        stopped = stopped_with(chosen, given)
        return render(request, "public/inbox/withdraw.html", {"chosen": chosen, "stopped": stopped, "what": what})
    withdraw_from_inbox(submission=submission, scopes=[use.scope for use in chosen])
    return _done("withdrawn", language)


@readable_and_writable
def close(request: HttpRequest, language: str) -> HttpResponse:
    if request.method != "POST":
        return redirect("public:inbox", language)
    response = _done("closed", language)
    forget_inbox(response)
    return response


def _open(request: HttpRequest, language: str) -> HttpResponse:
    form = ReceiptForm(request.POST)
    submission = _submission_of(form)
    if submission is None:
        return _door(request, form)
    waiting = form.cleaned_data["body"]
    page = MessageForm(initial={"body": waiting})
    response = _page(request, submission, page) if waiting else redirect("public:inbox", language)
    remember_inbox(response, OpenedInbox(submission.pk, inbox_key(submission)))
    return response


def _submission_of(form: ReceiptForm) -> Submission | None:
    if not form.is_valid():
        return None
    try:
        return open_inbox(form.cleaned_data["receipt"])
    except InboxClosed:
        form.add_error("receipt", _("No inbox opens with these digits. Compare each group with your receipt."))
        return None


def _opened_submission(request: HttpRequest, language: str) -> Submission | None:
    opened = opened_inbox(request, language)
    try:
        return reopen_inbox(opened.submission_id, opened.key) if opened else None
    except InboxClosed:
        return None


def _write_once(submission: Submission, body: str, key: str) -> None:
    """The key is bound to the submission, so that nobody's key can stand in the way of another's message."""
    bound = hashlib.sha256(f"{submission.pk} {key}".encode()).hexdigest() if key else None
    write_to_us(submission=submission, body=body, idempotency_key=bound)


def _door(request: HttpRequest, form: ReceiptForm) -> HttpResponse:
    done = request.GET.get("done", "")
    held = still_held(draft_token(request)) if done == "closed" else ""
    return render(request, "public/inbox/door.html", {"form": form, "done": done, "held": held})


def _page(request: HttpRequest, submission: Submission, form: MessageForm) -> HttpResponse:
    return render(
        request,
        "public/inbox/inbox.html",
        {
            "form": form,
            "state": label("submission_state", submission.state),
            "state_words": STATE_WORDS[submission.state],
            "exchanged": read_messages(submission=submission),
            "uses": uses(submission),
            "done": request.GET.get("done", ""),
        },
    )


def _done(what: str, language: str) -> HttpResponse:
    return redirect(reverse("public:inbox", args=[language], query={"done": what}))

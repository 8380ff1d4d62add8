"""The pages of the form. Whatever is sent is kept before it is judged."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from hirz.faces.public import steps
from hirz.faces.public.cookies import draft_token, remember_draft
from hirz.faces.public.forms.questions import UnderstoodForm
from hirz.faces.public.gate import gated
from hirz.faces.public.origins import is_from_elsewhere
from hirz.faces.public.steps import QuestionStep, Step
from hirz.faces.public.typed import filled, typed_in
from hirz.faces.public.writing import Writing, WritingView, start_writing, still_held, with_draft
from hirz.reprisals.intake.arrival import keep_answers

readable_and_writable = require_http_methods(["GET", "HEAD", "POST"])


# Nothing is kept yet, and no cookie is needed. All that another site could do here in somebody's name is to begin anew,
# without the cookie that it cannot send: that would hide the draft, or the receipt, which this browser still holds.
@csrf_exempt
@readable_and_writable
@gated("sending")
def begin(request: HttpRequest, language: str) -> HttpResponse:
    is_sent = request.method == "POST" and not is_from_elsewhere(request)
    form = UnderstoodForm(request.POST if is_sent else None)
    if not form.is_valid():
        token = draft_token(request)
        return render_step(request, steps.BEGIN, form=form, earlier=still_held(token), lost="draft" in request.GET)
    response = redirect(steps.YOU.url(language))
    if still_held(draft_token(request)) != "draft":
        remember_draft(response, start_writing(language).token)
    return response


def question(step: QuestionStep) -> WritingView:
    """The page of one step."""

    @readable_and_writable
    @with_draft(step)
    def page(request: HttpRequest, language: str, writing: Writing) -> HttpResponse:
        if request.method == "POST":
            return _save(request, language, writing, step)
        form = filled(step.form, writing.draft.answers.get(step.slug), quiet="then" not in request.GET)
        return render_step(request, step, form=form)

    return page


def elsewhere(request: HttpRequest, language: str, step: Step, writing: Writing) -> HttpResponse | None:
    """Where a button leads that is not the one to go on. That a draft was lost is told before anybody goes back."""
    if "back" in request.POST and not writing.is_new:
        return redirect(steps.before(step).url(language))
    if "discard" in request.POST:
        return redirect("public:discard", language)
    return None


def onwards(request: HttpRequest, language: str, step: Step) -> HttpResponse:
    following = steps.SUMMARY if request.GET.get("then") == steps.SUMMARY.slug else steps.after(step)
    return redirect(following.url(language))


def render_step(request: HttpRequest, step: Step, **context: Any) -> HttpResponse:
    shown = {"step": step, "number": steps.number_of(step), "marks": steps.marks(), **context}
    return render(request, f"public/submit/{step.slug}.html", shown)


def _save(request: HttpRequest, language: str, writing: Writing, step: QuestionStep) -> HttpResponse:
    typed = typed_in(step.form, request.POST)
    keep_answers(token=writing.token, answers={step.slug: typed})
    leaving = elsewhere(request, language, step, writing)
    if leaving is not None:
        return leaving
    form = filled(step.form, typed)
    if form.is_valid() and not writing.is_new:
        return onwards(request, language, step)
    return render_step(request, step, form=form, is_new=writing.is_new)

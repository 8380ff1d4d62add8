"""A page of the form that stayed open, sent after the report was: what was typed comes back, with ways to send it.

The public process can open no report that was sent, so it cannot tell what is new. It keeps nothing of this either: the
text goes back to the browser that sent it, which holds the receipt of that report as well.
"""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from hirz.faces.public.forms.inbox import MessageForm
from hirz.faces.public.steps import QuestionStep, Step
from hirz.faces.public.summary import rows
from hirz.faces.public.typed import all_that_was_sent, filled, typed_in
from hirz.reprisals.intake.arrival import MESSAGE_LIMIT
from hirz.reprisals.intake.receipts import Receipt

ANEW: Final = "anew"
"""Under this name a browser asks for a report of its own, in the place of the one whose receipt it holds."""


def after_sending(request: HttpRequest, language: str, step: Step, receipt: Receipt) -> HttpResponse:
    """What was typed on the page of ``step``, to be sent through the inbox or anew; else to the receipt."""
    told = _in_words(step, request.POST)
    if "discard" in request.POST or not (told or request.FILES):
        return redirect("public:receipt", language)
    shown = {
        "form": MessageForm(initial={"body": told}) if told else None,
        "fits": len(told) <= MESSAGE_LIMIT,
        "files": bool(request.FILES),
        "receipt": receipt.grouped(),
        "kept": [*all_that_was_sent(request.POST, but=["back"]), (ANEW, "1")],
    }
    return render(request, "public/submit/sent_already.html", shown)


def _in_words(step: Step, sent: QueryDict) -> str:
    """Questions and answers, as a message can hold them; nothing where all is as the page itself fills it in."""
    form = filled(step.form, typed_in(step.form, sent)) if isinstance(step, QuestionStep) else None
    if form is None or not form.has_changed():
        return ""
    return "\n\n".join("\n".join((row.label, *row.values)) for row in rows(form))

"""The gallery: every component, in both directions, with names and states that break layouts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hirz.faces.shell.gallery_samples import SAMPLES, Sample
from hirz.faces.shell.parts import Link, Step

SPECIMENS = {
    "headings": _("Head of a page"),
    "actions": _("Buttons and links"),
    "notices": _("Notices and messages"),
    "cards": _("Cards, panels and disclosures"),
    "statuses": _("Badges, risk and clocks"),
    "figures": _("Figures"),
    "facts": _("Facts and quotations"),
    "questions": _("Questions of a form"),
    "faults": _("Answers that need another look"),
    "wizard": _("A form told in steps"),
    "tables": _("Tables and lists"),
    "timelines": _("Timeline"),
    "consents": _("Consent at a glance"),
    "needs": _("What is missing"),
    "files": _("Files"),
    "names": _("Names, dates and numbers"),
    "frames": _("Search, person and navigation"),
    "empties": _("Nothing to show"),
}
DECEPTIVE_NAME = "Amir\u202efdp.exe\u202c"


class SampleForm(forms.Form):
    """One question of each kind, in the words of a sample."""

    name = forms.CharField()
    email = forms.EmailField(required=False)
    story = forms.CharField(widget=forms.Textarea)
    date = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}))
    place = forms.ChoiceField()
    attachments = forms.FileField(required=False)
    agree = forms.BooleanField()
    risk = forms.ChoiceField(widget=forms.RadioSelect)
    consent = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, required=False)

    def __init__(self, sample: Sample, **kwargs: Any) -> None:
        super().__init__(use_required_attribute=False, **kwargs)
        for name, field in self.fields.items():
            field.label = sample.words[name]
            field.help_text = sample.words.get(f"{name}_help", "")
        choices: dict[str, list[tuple[str, str]]] = {
            "place": [(str(number), text) for number, text in enumerate(sample.words["offices"].split("|"))],
            "risk": [(code, label) for code, label, _description in sample.choices],
            "consent": [(str(number), row.scope) for number, row in enumerate(sample.consent)],
        }
        for name, listed in choices.items():
            self.fields[name].choices = listed  # type: ignore[attr-defined]


def gallery(request: HttpRequest) -> HttpResponse:
    specimens = [(name, title, f"shell/gallery/{name}.html") for name, title in SPECIMENS.items()]
    return render(request, "shell/gallery.html", {"specimens": specimens, "worlds": [_world(s) for s in SAMPLES]})


def public_frame(request: HttpRequest) -> HttpResponse:
    """The public frame around a question, in the language of the page where there is a sample of it."""
    arabic, english = SAMPLES
    world = _world(arabic if get_language() == "ar" else english)
    return render(request, "shell/gallery_public.html", world)


def _world(sample: Sample) -> dict[str, Any]:
    now = timezone.now()
    return {
        "sample": sample,
        "t": sample.words,
        "form": SampleForm(sample, auto_id=f"{sample.code}-%s", initial={"risk": "soon", "consent": ["0"]}),
        "faulty_form": SampleForm(
            sample, auto_id=f"{sample.code}-faulty-%s", data={"email": "salma", "name": DECEPTIVE_NAME}
        ),
        "descriptions": {code: text for code, _label, text in sample.choices if text},
        "tabs": _tabs(sample),
        "steps": [Step(step.label, step.url) for step in sample.steps],
        "search_name": f"q-{sample.code}",
        "deceptive": DECEPTIVE_NAME,
        "now": now,
        "missed_at": now - timedelta(hours=5),
        "urgent_at": now + timedelta(hours=3, minutes=20),
        "soon_at": now + timedelta(days=2, hours=1),
        "calm_at": now + timedelta(days=47),
        "dates": (
            "2026-05-14",
            "2026-05",
            "2026~",
            "202X",
            "2026-05-14?",
            "2026-05-14/2026-06",
            "2026-03/..",
            "2026-XX",
        ),
    }


def _tabs(sample: Sample) -> list[Link]:
    words = sample.words
    return [
        Link(words["tab_case"], "#", current=True),
        Link(words["tab_letters"], "#", count=4),
        Link(words["tab_history"], "#", count=1318),
    ]

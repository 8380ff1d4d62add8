"""The steps of the form, in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hirz.faces.public.forms import questions
from hirz.faces.public.forms.fields import StepForm
from hirz.faces.shell.parts import Step as Mark

Words = str | Promise


@dataclass(frozen=True, kw_only=True)
class Step:
    """One page of the form. ``slug`` is its place in the address and in the draft; ``title`` its short name."""

    slug: str
    title: Words
    heading: Words
    lead: Words = ""

    def url(self, language: str) -> str:
        return reverse(f"public:submit_{self.slug}", args=[language])


@dataclass(frozen=True, kw_only=True)
class QuestionStep(Step):
    """A step whose answers become part of the submission."""

    form: type[StepForm]


BEGIN: Final = Step(slug="begin", title=_("Before you begin"), heading=_("Before you begin"))
YOU: Final = QuestionStep(
    slug="you",
    title=_("You"),
    heading=_("Who is writing?"),
    lead=_("You do not have to give your name."),
    form=questions.YouForm,
)
PERSON: Final = QuestionStep(
    slug="person",
    title=_("The person"),
    heading=_("Who was harmed or threatened?"),
    lead=_("You may leave anything empty. What you say here is passed on only with consent."),
    form=questions.PersonForm,
)
COOPERATION: Final = QuestionStep(
    slug="cooperation",
    title=_("The cooperation"),
    heading=_("How did they cooperate with the United Nations?"),
    form=questions.CooperationForm,
)
ACTS: Final = QuestionStep(
    slug="acts", title=_("What was done"), heading=_("What was done to them?"), form=questions.ActsForm
)
STORY: Final = QuestionStep(
    slug="story", title=_("Your words"), heading=_("In your own words"), form=questions.StoryForm
)
FILES: Final = Step(
    slug="files",
    title=_("Files"),
    heading=_("Do you have files to add?"),
    lead=_("This is not necessary. Without files we read just as carefully."),
)
CONSENT: Final = QuestionStep(
    slug="consent",
    title=_("Consent"),
    heading=_("What may we do with it?"),
    lead=_("Each answer stands on its own. Each yes can be taken back later, in your inbox."),
    form=questions.ConsentForm,
)
SUMMARY: Final = Step(slug="summary", title=_("Summary"), heading=_("Look through it before you send it"))

STEPS: Final = (BEGIN, YOU, PERSON, COOPERATION, ACTS, STORY, FILES, CONSENT, SUMMARY)
QUESTIONS: Final = (YOU, PERSON, COOPERATION, ACTS, STORY, CONSENT)


def number_of(step: Step) -> int:
    return STEPS.index(step) + 1


def after(step: Step) -> Step:
    return STEPS[STEPS.index(step) + 1]


def before(step: Step) -> Step:
    return STEPS[STEPS.index(step) - 1]


def marks() -> list[Mark]:
    """For the bar above each step. Without links: a link would leave behind what is typed and not yet saved."""
    return [Mark(str(step.title)) for step in STEPS]

"""The questions of the published guidelines, a few at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundWidget
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from hirz.faces.public.consent_words import GROUPS, MEANINGS, NEEDS, Words, question_name
from hirz.faces.public.forms.fields import CHOOSE, NO, YES, OneOf, StateConcerned, StepForm, Text, When, YesNo
from hirz.foundation.vocabularies.registry import grouped_choices, label, page_language
from hirz.reprisals.intake.answers import ASKED_SCOPES
from hirz.rules.consent import Scope

NAME_LINES: Final = 8
LINES_SHOWN: Final = 2
MOST_KINDS: Final = 20
NARRATIVE_LIMIT: Final = 2_000_000
LONG_LIMIT: Final = 200_000
SHORT_LIMIT: Final = 20_000
_NOT_SURE: Final = gettext_lazy("I am not sure of this date")
_DATE_HELP: Final = gettext_lazy("As far as you know. The year alone is enough.")
_PLACE_HELP: Final = gettext_lazy("Town and country, building, or online.")


@dataclass(frozen=True)
class Family:
    """Acts of one kind, and how many of them are marked."""

    title: str
    options: Sequence[BoundWidget]
    marked: int


@dataclass(frozen=True)
class AskedUse:
    """One use: the question, and what each answer means."""

    question: forms.BoundField
    meanings: Mapping[str, Words]


class UnderstoodForm(StepForm):
    understood = forms.BooleanField(
        label=gettext_lazy("I have read this page and want to go on"),
        error_messages={"required": gettext_lazy("Please confirm that you have read this page.")},
    )


class YouForm(StepForm):
    at_risk_words = {
        YES: gettext_lazy("We read this first, within hours. We cannot come ourselves, and are no emergency service."),
        NO: gettext_lazy("Also when you do not know."),
    }
    confidential_words = {
        YES: gettext_lazy("We tell nobody else that it came from you."),
        NO: gettext_lazy("We may tell others in the United Nations that it came from you, and nobody beyond."),
    }
    relation = OneOf(
        "relation_to_victim",
        label=gettext_lazy("Who are you to the person who was harmed or threatened?"),
        widget=forms.RadioSelect,
    )
    life_at_risk = YesNo(
        label=gettext_lazy("Is somebody’s life or liberty at risk in the coming hours or days?"),
    )
    state_concerned = StateConcerned(
        label=gettext_lazy("Which State does this concern?"),
        help_text=gettext_lazy("The one whose authorities acted, or did not protect. It need not be where you are."),
        nothing=gettext_lazy("I am not sure, or several"),
        required=False,
    )
    stay_confidential = YesNo(
        label=gettext_lazy("Should it stay between you and us that you wrote?"),
        initial=YES,
    )
    safe_contact = Text(
        label=gettext_lazy("Another safe way to reach you"),
        help_text=gettext_lazy(
            "Your inbox here is the safest way, and it is enough. Write something only if nobody else can read or hear "
            "what comes by this way."
        ),
        max_length=2000,
        rows=3,
        required=False,
    )


class PersonForm(StepForm):
    kind = OneOf(
        "person_kind",
        label=gettext_lazy("Is this one person, a group or an organization?"),
        widget=forms.RadioSelect,
        required=False,
    )
    gender = OneOf(
        "gender",
        label=gettext_lazy("Gender"),
        nothing=pgettext_lazy("answer to a question", "I prefer not to say"),
        help_text=gettext_lazy("As the person describes it."),
        required=False,
    )
    age_group = OneOf(
        "age_group",
        label=gettext_lazy("Age"),
        nothing=pgettext_lazy("answer to a question", "I prefer not to say"),
        required=False,
    )
    description = Text(
        label=gettext_lazy("Who are they, and what do they do?"),
        help_text=gettext_lazy("Their work or cause, where they live, and where they are now if you know it."),
        max_length=SHORT_LIMIT,
        rows=5,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, NAME_LINES + 1):
            self.fields[f"name_{number}"] = Text(
                label=_("Name") if number == 1 else _("Another spelling or script (%(number)s)") % {"number": number},
                max_length=400,
                required=False,
            )
        self.order_fields([f"name_{number}" for number in range(1, NAME_LINES + 1)])

    def name_lines(self) -> list[forms.BoundField]:
        return [self[f"name_{number}"] for number in range(1, NAME_LINES + 1)]

    def has_more_names(self) -> bool:
        """Whether a line is filled that is not shown at once."""
        return any(line.value() for line in self.name_lines()[LINES_SHOWN:])


class CooperationForm(StepForm):
    body = OneOf(
        "engagement_body",
        label=gettext_lazy("With which part of the United Nations?"),
        nothing=gettext_lazy("I do not know which"),
        required=False,
    )
    kind = OneOf(
        "engagement_type",
        label=gettext_lazy("How did they cooperate, or try to?"),
        nothing=gettext_lazy("I do not know how"),
        required=False,
    )
    date = When(label=gettext_lazy("When was that?"), help_text=_DATE_HELP)
    date_unsure = forms.BooleanField(label=_NOT_SURE, required=False)
    place = Text(label=gettext_lazy("Where was that?"), help_text=_PLACE_HELP, required=False)
    description = Text(
        label=gettext_lazy("What did they do or say, and who knew of it?"),
        help_text=gettext_lazy("Also if somebody only believed that they cooperated."),
        max_length=LONG_LIMIT,
        rows=6,
        required=False,
    )


class ActsForm(StepForm):
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("What was done, or threatened?"),
        help_text=gettext_lazy("Open each heading that fits, and mark everything that happened."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages=CHOOSE,
    )
    date = When(label=gettext_lazy("When did it begin?"), help_text=_DATE_HELP)
    date_unsure = forms.BooleanField(label=_NOT_SURE, required=False)
    place = Text(label=gettext_lazy("Where did it happen?"), help_text=_PLACE_HELP, required=False)
    perpetrator = OneOf(
        "perpetrator",
        label=gettext_lazy("Who did it?"),
        help_text=gettext_lazy("The nearest description. Names can go in the next answer."),
        nothing=pgettext_lazy("answer to a question", "I prefer not to say"),
        required=False,
    )
    description = Text(
        label=gettext_lazy("How did it happen?"),
        help_text=gettext_lazy("What was said, who was there, which law or order was named, how things stand now."),
        max_length=LONG_LIMIT,
        rows=6,
        required=False,
    )
    link = Text(
        label=gettext_lazy("Why do you believe that it was because of the cooperation with the United Nations?"),
        help_text=gettext_lazy(
            "For example: they said so, they asked about it, it came soon after, or the same happened to others."
        ),
        max_length=LONG_LIMIT,
        rows=4,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kinds"].choices = grouped_choices("act_type")  # type: ignore[attr-defined]

    def clean_kinds(self) -> list[str]:
        marked: list[str] = self.cleaned_data["kinds"]
        if len(marked) > MOST_KINDS:
            raise ValidationError(
                _("You have marked %(marked)s. Keep the %(most)s that weigh most, and tell the others in words."),
                params={"marked": len(marked), "most": MOST_KINDS},
            )
        return marked

    def families(self) -> list[Family]:
        """The acts under their headings; a heading stands open when something below it is marked."""
        options = {str(option.data["value"]): option for option in self["kinds"].subwidgets}
        marked = set(self["kinds"].value() or ())
        return [
            Family(title, [options[code] for code, _label in acts], sum(code in marked for code, _label in acts))
            for title, acts in grouped_choices("act_type")
        ]


class StoryForm(StepForm):
    language = OneOf("language_name", label=gettext_lazy("In which language are you writing?"))
    narrative = Text(
        label=gettext_lazy("What happened?"),
        help_text=gettext_lazy("Everything that you want us to know, in your own order. Short is also good."),
        max_length=NARRATIVE_LIMIT,
        rows=14,
        error_messages={"required": gettext_lazy("Write what happened. A few words are enough.")},
    )
    steps_taken = Text(
        label=gettext_lazy("What has been done about it so far?"),
        help_text=gettext_lazy("Complaints, courts, lawyers, and what came of them."),
        max_length=LONG_LIMIT,
        rows=5,
        required=False,
    )
    prior_submissions = Text(
        label=gettext_lazy("Has this been sent to the United Nations or to others before?"),
        help_text=gettext_lazy("To whom, and when."),
        max_length=SHORT_LIMIT,
        rows=3,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = page_language()


class ConsentForm(StepForm):
    given_by = OneOf(
        "consent_given_by",
        label=gettext_lazy("Who gives these answers?"),
        help_text=gettext_lazy("The answers belong to the person concerned. If nobody could be asked, answer no."),
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for scope in ASKED_SCOPES:
            self.fields[question_name(scope)] = YesNo(label=label("consent_scope", scope))

    def groups(self) -> list[tuple[Words, list[AskedUse]]]:
        return [(group.title, [self._asked(scope) for scope in group.scopes]) for group in GROUPS]

    def _asked(self, scope: Scope) -> AskedUse:
        meaning = MEANINGS[scope]
        return AskedUse(self[question_name(scope)], {YES: meaning.with_it, NO: meaning.without_it})

    def clean(self) -> dict[str, Any] | None:
        for scope, message in self._contradictions():
            self.add_error(question_name(scope), message)
        return super().clean()

    def _contradictions(self) -> Iterator[tuple[Scope, str]]:
        if self._said(Scope.RECORD) == NO:
            yield Scope.RECORD, _("Without this yes we may not keep what you write. Answer yes, or delete everything.")
        for scope, needed in NEEDS.items():
            if self._said(scope) == YES and self._said(needed) == NO:
                use = label("consent_scope", needed)
                yield scope, _("This yes needs another: %(use)s. Answer no here, or yes there.") % {"use": use}

    def _said(self, scope: Scope) -> Any:
        return self.cleaned_data.get(question_name(scope))


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


class FilesForm(StepForm):
    """Only what a browser needs to offer files: they are looked at while they arrive."""

    uploads = forms.FileField(
        label=gettext_lazy("Choose files"),
        help_text=gettext_lazy(
            "Up to 10 files, each up to 50 MB: pictures, PDF, Word, Excel or OpenDocument files, plain text, sound or "
            "video."
        ),
        widget=SeveralFiles,
        required=False,
    )

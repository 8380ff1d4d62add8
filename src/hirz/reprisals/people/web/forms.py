from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hirz.foundation.vocabularies.registry import choices, label
from hirz.reprisals.people.actions import Answer
from hirz.reprisals.people.answers import spellings_of
from hirz.reprisals.people.finding import LONGEST
from hirz.reprisals.people.models import Person
from hirz.reprisals.people.web.fields import DayField, PreciseField, StaffForm, TermField, TermsField
from hirz.reprisals.people.web.history import HeldAnswer, open_refusals
from hirz.rules.consent import ConsentState, Scope
from hirz.rules.naming import names_found
from hirz.rules.vocabulary import UN_LANGUAGES


class SearchForm(StaffForm):
    """Sent in the body, never in the address: what is typed is a name."""

    name = forms.CharField(
        label=_("Name, or part of a name, in any script"),
        max_length=LONGEST,
        required=False,
        error_messages={"max_length": _("Write no more than %(limit_value)d characters.")},
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )


class NameForm(StaffForm):
    text = forms.CharField(
        label=_("Name, as it is written"),
        help_text=_("One spelling, in one script. Every spelling that is known protects the person better."),
        max_length=400,
        error_messages={"required": _("Write the name.")},
    )
    kind = TermField(vocabulary="name_kind", label=_("Kind of name"), initial="transliteration")


class BirthForm(StaffForm):
    born = PreciseField(label=_("Born"), required=False)


class DescriptionsForm(StaffForm):
    """What the person may be called in public, in each official language."""

    def __init__(self, data: Any = None, *, person: Person) -> None:
        super().__init__(data, initial={code: person.public_descriptions.get(code, "") for code in UN_LANGUAGES})
        self._spellings = spellings_of([person])[person.pk]
        for language in UN_LANGUAGES:
            self.fields[language] = forms.CharField(
                label=label("language_name", language),
                max_length=300,
                required=False,
                widget=forms.TextInput(attrs={"lang": language, "placeholder": _EXAMPLES[language]}),
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for language, text in list(cleaned.items()):
            if names_found(text, self._spellings):
                self.add_error(language, _("This holds a name of the person, or a part of one."))
        return cleaned

    def changes(self) -> dict[str, str]:
        return {language: self.cleaned_data[language] for language in self.changed_data}


_EXAMPLES = {
    "ar": "مدافعة عن حقوق الإنسان",
    "zh": "一名女性人权维护者",
    "en": "a woman human rights defender",
    "fr": "une défenseuse des droits humains",
    "ru": "правозащитница",
    "es": "una defensora de los derechos humanos",
}


class ConsentForm(StaffForm):
    """What one person said yes or no to, for one or several uses at once."""

    scopes = TermsField(
        vocabulary="consent_scope",
        label=_("For which uses?"),
        error_messages={"required": _("Choose at least one use.")},
    )
    state = TermField(
        vocabulary="consent_state", label=pgettext_lazy("consent", "What was the answer?"), widget=forms.RadioSelect
    )
    recipient = TermField(
        vocabulary="entity",
        nothing=pgettext_lazy("recipient of information", "Anybody"),
        label=_("For which recipient?"),
        help_text=_("An answer about one recipient replaces the general answer for that recipient only."),
        required=False,
    )
    given_by = TermField(vocabulary="consent_given_by", label=_("Who answered?"), widget=forms.RadioSelect)
    how = forms.CharField(
        label=_("How was the answer given?"),
        help_text=_("For example: by telephone on a number known to us, with an interpreter."),
        max_length=200,
        error_messages={"required": _("Say how the answer was given.")},
    )
    risks_explained = forms.CharField(
        label=_("Which risks were explained?"),
        help_text=_("An answer is informed only if the person knew what could follow from it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    valid_until = DayField(
        label=_("Valid until"), help_text=_("The last day on which the answer holds. Leave it empty if none was set."),
        required=False,
    )  # fmt: skip
    best_interest = forms.BooleanField(
        label=_("The best interests of the child were determined, and the determination is on file."), required=False
    )
    settles = forms.MultipleChoiceField(
        label=_("Does this answer settle a disagreement?"),
        help_text=_("Another giver said no. Choose the answers that this one replaces, when the person decided so."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, person: Person, held: Iterable[HeldAnswer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = _recordable()  # type: ignore[attr-defined]
        settled = [(str(answer.decision.pk), answer.in_words) for answer in open_refusals(held)]
        self.fields["settles"].choices = settled  # type: ignore[attr-defined]
        if not settled:
            del self.fields["settles"]
        if not person.is_child:
            del self.fields["best_interest"]

    def clean_state(self) -> ConsentState:
        return ConsentState(self.cleaned_data["state"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("state") is ConsentState.GIVEN and not cleaned.get("risks_explained"):
            self.add_error("risks_explained", _("Say which risks were explained: a yes without them is not informed."))
        return cleaned

    def answers(self) -> list[Answer]:
        return [self._answer(Scope(scope)) for scope in self.cleaned_data["scopes"]]

    def _answer(self, scope: Scope) -> Answer:
        told = self.cleaned_data
        return Answer(
            scope=scope,
            state=told["state"],
            given_by=told["given_by"],
            how=told["how"],
            risks_explained=told["risks_explained"],
            recipient=told["recipient"] or None,
            valid_until=told["valid_until"],
            best_interest=told.get("best_interest", False),
            settles=tuple(UUID(answer) for answer in told.get("settles", ())),
        )


class WithdrawalForm(StaffForm):
    scopes = forms.MultipleChoiceField(
        label=_("Which consent is withdrawn?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one use.")},
    )
    given_by = TermField(vocabulary="consent_given_by", label=_("Who withdraws it?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, given: Iterable[Scope], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_now = [(scope.value, label("consent_scope", scope.value)) for scope in given]
        self.fields["scopes"].choices = open_now  # type: ignore[attr-defined]

    def clean_scopes(self) -> list[Scope]:
        return [Scope(code) for code in self.cleaned_data["scopes"]]


class ErasureForm(StaffForm):
    given_by = TermField(vocabulary="consent_given_by", label=_("Who asks for it?"), widget=forms.RadioSelect)
    understood = forms.BooleanField(
        label=_("I know that nobody can bring this back."),
        error_messages={"required": _("Tick this if you are sure.")},
    )


def _recordable() -> list[tuple[str, str]]:
    """Expiry is computed from the last day of validity; nobody states it."""
    return [(code, text) for code, text in choices("consent_state") if code != ConsentState.EXPIRED]

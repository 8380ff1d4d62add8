from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hirz.foundation.vocabularies.registry import choices
from hirz.reprisals.people.web.fields import DayField, PreciseField, StaffForm, TermField
from hirz.reprisals.response.actions import MAX_BODY, Assessment
from hirz.reprisals.response.models import Communication, PromiseBecame
from hirz.reprisals.response.telling import languages_offered

LONG: Final = 200_000
NOT_SENDERS: Final = frozenset({"government", "permanent_mission", "protection_partner", "public"})


class LetterFilter(StaffForm):
    state = forms.ChoiceField(label=pgettext_lazy("of a letter", "Stage"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stages = [("", pgettext_lazy("stage of a letter", "All stages")), *Communication.State.choices]
        self.fields["state"].choices = stages  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, str]:
        """What to filter by; a choice that does not exist is no filter."""
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}


class PlanForm(StaffForm):
    kind = TermField(
        vocabulary="communication_type", label=_("What kind of letter?"), widget=forms.RadioSelect,
        initial="allegation_letter",
    )  # fmt: skip
    sender = forms.ChoiceField(label=_("Who sends it?"), initial="special_procedures")
    language = forms.ChoiceField(label=_("Language of the letter"))
    named = forms.BooleanField(label=_("The letter names the alleged victim"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        senders = [(code, words) for code, words in choices("entity") if code not in NOT_SENDERS]
        self.fields["sender"].choices = senders  # type: ignore[attr-defined]
        self.fields["language"].choices = languages_offered()  # type: ignore[attr-defined]


class DraftForm(StaffForm):
    """The text of a letter. ``seen`` is the moment of the text that the page showed."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    subject = forms.CharField(label=_("Subject"), max_length=300, required=False)
    body = forms.CharField(
        label=_("Text"),
        help_text=_("Paragraphs stand apart by an empty line. Lines that begin with a hyphen become a list."),
        max_length=MAX_BODY,
        widget=forms.Textarea(attrs={"rows": 24}),
        error_messages={"required": _("Write the text first.")},
    )

    def __init__(self, data: Any = None, *, letter: Communication) -> None:
        held = {"subject": letter.subject, "body": letter.body, "seen": moment_of(letter)}
        super().__init__(data, initial=held)
        self._letter = letter
        for name in ("subject", "body"):
            self.fields[name].widget.attrs["lang"] = letter.language

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("seen", "") != moment_of(self._letter):
            self.come_back_with("seen", moment_of(self._letter))
            self.add_error(
                None,
                _(
                    "Somebody saved this letter while you were writing. Your text is below and theirs beside it; "
                    "save again to replace theirs."
                ),
            )
        return cleaned


def moment_of(letter: Communication) -> str:
    return letter.drafted_at.isoformat() if letter.drafted_at else ""


class ReasonForm(StaffForm):
    reason = forms.CharField(
        label=_("Why is the letter given up?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2_000,
        error_messages={"required": _("Write the reason.")},
    )


class ReplyForm(StaffForm):
    received_date = DayField(
        label=_("When did the reply arrive?"), error_messages={"required": _("Write the day on which it arrived.")}
    )
    text = forms.CharField(
        label=_("What the State answered"),
        help_text=_("The text itself or its substance, in the language in which it came."),
        widget=forms.Textarea(attrs={"rows": 12}),
        max_length=LONG,
        required=False,
    )


class AssessForm(StaffForm):
    kind = TermField(
        vocabulary="reply_kind", label=_("How does the reply stand on the scale?"), widget=forms.RadioSelect
    )
    substantive = forms.TypedChoiceField(
        label=_("Does it deal with the substance of the allegations?"),
        choices=[("yes", _("Yes, it is substantive")), ("no", _("No, it is not substantive"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether the reply is substantive.")},
    )
    assessment = forms.CharField(
        label=_("Our assessment"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=LONG,
        error_messages={"required": _("Write the assessment.")},
    )
    promises = forms.CharField(
        label=_("What does the State promise?"),
        help_text=_("A promise is followed up, with its date."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONG,
        required=False,
    )
    promise_due_date = DayField(label=_("By when?"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scale = [(code, words) for code, words in choices("reply_kind") if code != "none"]
        self.fields["kind"].choices = scale  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("promise_due_date") and not cleaned.get("promises"):
            self.add_error("promises", _("Write what is promised by that day."))
        return cleaned

    def given(self) -> Assessment:
        return Assessment(**self.cleaned_data)


class PromiseForm(StaffForm):
    outcome = forms.ChoiceField(
        label=_("What became of the promise?"), choices=PromiseBecame.choices, widget=forms.RadioSelect
    )


class StepForm(StaffForm):
    kind = TermField(vocabulary="response_type", label=_("What is planned?"))
    actor = forms.ChoiceField(label=_("Who acts?"))
    named = forms.BooleanField(label=_("The step names the alleged victim"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        actors = [(code, words) for code, words in choices("entity") if code not in NOT_SENDERS]
        self.fields["actor"].choices = actors  # type: ignore[attr-defined]


class StepDoneForm(StaffForm):
    """``without_consent`` is asked only where consent does not cover the step."""

    done_date = PreciseField(label=_("When was it done?"), error_messages={"required": _("Write when it was done.")})
    result = forms.CharField(
        label=_("What came of it?"), widget=forms.Textarea(attrs={"rows": 5}), max_length=LONG, required=False
    )
    named = forms.BooleanField(label=_("It named the alleged victim"), required=False)
    without_consent = forms.BooleanField(
        label=_("It was done all the same. Put it on record as done without consent."),
        help_text=_("The record stays marked, and the head is told at once."),
        required=False,
    )

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hirz.foundation.accounts.access import holders
from hirz.foundation.accounts.models import User
from hirz.foundation.questions import ColleagueField, DayField, StaffForm, StateField, TermField
from hirz.foundation.vocabularies.registry import label
from hirz.foundation.wording import words_for
from hirz.regional.legislation.actions import Commented, Requested
from hirz.regional.legislation.citing import citations_of, written
from hirz.regional.legislation.importing import LANGUAGES, LawTold, TextTold
from hirz.regional.legislation.models import (
    DOCUMENT_LANGUAGES,
    Advice,
    AdviceRequest,
    CommentUptake,
    LawComment,
    Provision,
)
from hirz.regional.legislation.refusals import CorrectionLacksReason
from hirz.regional.organisations.layered import SharedWith
from hirz.regional.organisations.models import Organisation
from hirz.regional.organisations.permissions import EDIT

Choices = list[tuple[str, str]]
TEXT: Final = {"rows": 6}
SHORT: Final = {"rows": 3}


def languages(codes: tuple[str, ...]) -> Choices:
    return [(code, label("language_name", code)) for code in codes]


class FilterForm(StaffForm):
    state = StateField(label=pgettext_lazy("country", "State"), required=False)
    kind = TermField(
        vocabulary="law_kind", label=_("Kind of text"), nothing=pgettext_lazy("no filter", "Any"), required=False
    )

    def asked(self) -> dict[str, str]:
        self.full_clean()
        columns = {"state": "state_code", "kind": "kind"}
        given = getattr(self, "cleaned_data", {})
        return {columns[name]: value for name, value in given.items() if value}


class RequestForm(StaffForm):
    state = StateField(label=pgettext_lazy("country", "State"))
    requested_by = forms.ModelChoiceField(label=_("Who asks?"), queryset=Organisation.objects.none())
    subject = forms.CharField(label=_("On what?"), max_length=300)
    details = forms.CharField(
        label=_("What exactly do they ask for?"), widget=forms.Textarea(attrs=TEXT), max_length=20_000, required=False
    )
    received_date = DayField(label=_("When did the request come?"))
    due_date = DayField(label=_("Until when is the advice needed?"), required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seen = Organisation.objects.visible_to(user)
        self.fields["requested_by"].queryset = seen  # type: ignore[attr-defined]
        self.fields["requested_by"].label_from_instance = lambda row: row.name  # type: ignore[attr-defined]
        self.fields["owner"] = ColleagueField(
            label=_("Who answers for it here?"), among={*holders(EDIT, user.office), user}
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        received, due = given.get("received_date"), given.get("due_date")
        if received and received > timezone.localdate():
            self.add_error("received_date", _("This day has not come yet."))
        if received and due and due < received:
            self.add_error("due_date", _("This day is before the request came."))
        return given

    def requested(self) -> Requested:
        given = dict(self.cleaned_data)
        return Requested(state_code=given.pop("state"), **given)


class TextForm(StaffForm):
    """What a person says about a file. ``content`` carries the file from one step to the next."""

    file = forms.FileField(label=_("File"), help_text=_("DOCX, PDF with text, HTML or plain text."), required=False)
    content = forms.CharField(widget=forms.HiddenInput, required=False)
    file_name = forms.CharField(widget=forms.HiddenInput, max_length=255, required=False)
    language = forms.ChoiceField(label=_("Language of the text"), choices=lambda: languages(LANGUAGES))
    stage = TermField(vocabulary="law_stage", label=_("How far has it come?"))
    on_date = DayField(label=_("Of which day is the text?"), required=False)
    source = forms.CharField(
        label=_("Where is the file from?"), max_length=300, help_text=_("For example: site of the parliament, letter.")
    )

    def text(self) -> TextTold:
        given = self.cleaned_data
        return TextTold(
            language=given["language"], stage=given["stage"], source=given["source"], on_date=given["on_date"] or None,
            name=given["file_name"] or "law",
        )  # fmt: skip


class LawForm(TextForm):
    state = StateField(label=pgettext_lazy("country", "State"))
    title = forms.CharField(label=_("Title, in the language of the text"), max_length=500)
    title_en = forms.CharField(label=_("Title in English"), max_length=500, required=False)
    kind = TermField(vocabulary="law_kind", label=_("Kind of text"), initial="law")
    number = forms.CharField(label=_("Number of the law"), max_length=100, required=False)

    origin = forms.CharField(
        label=_("How did it reach the office?"), widget=forms.Textarea(attrs=SHORT), max_length=2000, required=False,
        help_text=_("This is kept sealed, and shown to nobody outside the office."),
    )  # fmt: skip

    def law(self) -> LawTold:
        given = self.cleaned_data
        names = {"en": given["title_en"], given["language"]: given["title"]}
        return LawTold(
            state_code=given["state"], names={code: name for code, name in names.items() if name}, kind=given["kind"],
            number=given["number"], origin=given["origin"],
        )  # fmt: skip


class BeginForm(StaffForm):
    language = forms.ChoiceField(
        label=_("In which language is the advice written?"), choices=lambda: languages(DOCUMENT_LANGUAGES),
        help_text=_("The document is made in each language in which every comment is written."),
    )  # fmt: skip
    request = forms.ModelChoiceField(
        label=_("Which request does it answer?"), queryset=AdviceRequest.objects.none(), required=False,
        empty_label=_("None"),
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, state_code: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = AdviceRequest.objects.visible_to(user).filter(state_code=state_code)
        self.fields["request"].queryset = rows  # type: ignore[attr-defined]
        self.fields["request"].label_from_instance = lambda row: row.subject  # type: ignore[attr-defined]


class InLanguages(StaffForm):
    """A text asked for in the languages of documents, that of the advice first."""

    def ask_in_languages(self, name: str, question: str, advice: Advice, texts: dict[str, str]) -> None:
        for code in sorted(DOCUMENT_LANGUAGES, key=lambda code: code != advice.language):
            self.fields[f"{name}_{code}"] = forms.CharField(
                label=question % {"language": label("language_name", code)},
                widget=forms.Textarea(attrs={**TEXT, "lang": code, "dir": "rtl" if code == "ar" else "ltr"}),
                max_length=20_000, required=False, initial=texts.get(code, ""),
            )  # fmt: skip

    def texts(self, name: str) -> dict[str, str]:
        return {code: self.cleaned_data[f"{name}_{code}"] for code in DOCUMENT_LANGUAGES}


class IntroductionForm(InLanguages):
    def __init__(self, *args: Any, advice: Advice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask_in_languages("text", str(_("General remarks (%(language)s)")), advice, advice.introduction)


class CommentForm(InLanguages):
    key = forms.ChoiceField(label=_("On which provision?"), required=False)
    ask = forms.ChoiceField(label=_("What do you ask for?"), choices=LawComment.Ask.choices)
    passage = forms.CharField(
        label=_("On which words of it?"), widget=forms.Textarea(attrs={**SHORT, "dir": "auto"}), max_length=5000,
        required=False, help_text=_("Copied from the text. Leave it empty for the whole article."),
    )  # fmt: skip
    wording = forms.CharField(
        label=_("Proposed wording, in the language of the text"),
        widget=forms.Textarea(attrs={**SHORT, "dir": "auto"}), max_length=10_000, required=False,
        help_text=_("What is to stand in place of those words, or to be added. With it uptake can be computed."),
    )  # fmt: skip
    citations = forms.CharField(
        label=_("What does it rest on?"), widget=forms.Textarea(attrs={**SHORT, "dir": "ltr"}), max_length=4000,
        required=False,
        help_text=_(
            "One line each: “iccpr 22” for an article of a treaty, “ccpr GC 37” for a general comment, the code of a "
            "General Observation, or the address of the page of a recommendation."
        ),
    )  # fmt: skip

    def __init__(
        self, *args: Any, advice: Advice, provisions: list[Provision], comment: LawComment | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        whole = ("", str(_("The text as a whole (a new article)")))
        self.fields["key"].choices = [whole, *((row.key, _named(row)) for row in provisions)]  # type: ignore[attr-defined]
        if comment is not None:
            names = ("key", "ask", "passage", "wording")
            self.initial = {name: getattr(comment, name) for name in names}
            self.initial["citations"] = written(list(comment.citations.all()))
        reasons = comment.reasons if comment is not None else {}
        self.ask_in_languages("reason", str(_("Why? (%(language)s)")), advice, reasons)

    def commented(self, user: User) -> Commented:
        """Raises ``CitationUnclear``."""
        given = self.cleaned_data
        return Commented(
            ask=given["ask"], key=given["key"], passage=given["passage"], wording=given["wording"],
            reasons=self.texts("reason"), citations=citations_of(given["citations"], user=user),
        )  # fmt: skip


class ReturnForm(StaffForm):
    reason = forms.CharField(
        label=_("Why is it returned?"), widget=forms.Textarea(attrs=TEXT), max_length=5000,
        error_messages={"required": _("Write the reason.")},
    )  # fmt: skip


class ShareForm(StaffForm):
    layer = forms.ChoiceField(label=_("Who sees it?"), choices=SharedWith.choices)


class DecideForm(StaffForm):
    outcome = forms.ChoiceField(
        label=_("What became of the comment?"), choices=CommentUptake.Outcome.choices, widget=forms.RadioSelect
    )
    why = forms.CharField(
        label=_("Why?"), widget=forms.Textarea(attrs=SHORT), max_length=5000, required=False,
        help_text=_("Needed where you correct what was computed."),
    )  # fmt: skip

    def __init__(self, *args: Any, computed: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._computed = computed

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("outcome", self._computed) != self._computed and not given.get("why"):
            self.add_error("why", words_for(CorrectionLacksReason()))
        return given


def _named(row: Provision) -> str:
    line = row.text.partition("\n")[0]
    return line if len(line) <= 90 else f"{line[:90]}…"

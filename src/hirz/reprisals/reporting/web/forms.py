from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hirz.foundation.offices.models import Office
from hirz.foundation.vocabularies.collation import sort_for_people
from hirz.foundation.vocabularies.registry import page_language
from hirz.reprisals.people.web.fields import StaffForm, TermField
from hirz.reprisals.reporting.actions import MAX_PARAGRAPH
from hirz.reprisals.reporting.models import Paragraph, ReportEntry
from hirz.reprisals.reporting.standing import INCLUDED
from hirz.reprisals.response.telling import LANGUAGES_TOLD, languages_offered

LONG: Final = 200_000
FIRST_YEAR, LAST_YEAR = 2014, 2100


class OpenForm(StaffForm):
    office = forms.ChoiceField(label=_("Office that prepares it"))
    year = forms.IntegerField(
        label=_("Year of the report"),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": _("Write the year of the report."),
            "invalid": _("Write the year as a number, for example 2026."),
            "min_value": _("The year is %(limit_value)s or later."),
            "max_value": _("The year is %(limit_value)s or earlier."),
        },
    )
    symbol = forms.CharField(label=_("Symbol of the document"), max_length=32, required=False)
    languages = forms.MultipleChoiceField(
        label=_("Languages of the report"), widget=forms.CheckboxSelectMultiple, initial=LANGUAGES_TOLD,
        error_messages={"required": _("Choose at least one.")},
    )  # fmt: skip

    def __init__(self, *args: Any, offices: Sequence[Office], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offices = {str(office.pk): office for office in offices}
        named = sort_for_people(self._offices.values(), str, page_language())
        offered = [(str(office.pk), str(office)) for office in named]
        self.fields["office"].choices = offered  # type: ignore[attr-defined]
        self.fields["languages"].choices = languages_offered()  # type: ignore[attr-defined]

    def clean_office(self) -> Office:
        return self._offices[self.cleaned_data["office"]]


class PublishForm(StaffForm):
    sure = forms.BooleanField(
        label=_("I have read the report in every language and publish it. What is public cannot be called back."),
        error_messages={"required": _("Confirm that you have read the report and publish it.")},
    )


class DecisionForm(StaffForm):
    decision = TermField(
        vocabulary="report_decision", label=_("What becomes of this case in the report?"), widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Why?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONG,
        error_messages={"required": _("Write the reason.")},
    )
    named = forms.BooleanField(label=_("The report names the alleged victim"), required=False)

    def __init__(self, data: Any = None, *, entry: ReportEntry) -> None:
        super().__init__(data, initial={"decision": entry.decision or "", "reason": entry.reason, "named": entry.named})

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("named") and cleaned.get("decision") and cleaned["decision"] not in INCLUDED:
            self.add_error("named", _("A case that is omitted names nobody."))
        return cleaned


class ParagraphForm(StaffForm):
    """The paragraph in one language. ``seen`` is the moment of the text that the page showed."""

    language = forms.CharField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label=pgettext_lazy("of the report", "Paragraph"),
        help_text=_("A sentence that you do not touch keeps the fact it rests on."),
        max_length=MAX_PARAGRAPH,
        widget=forms.Textarea(attrs={"rows": 12}),
        error_messages={"required": _("Write the text first.")},
    )

    def __init__(self, data: Any = None, *, language: str, paragraph: Paragraph | None) -> None:
        self._moment = paragraph.edited_at.isoformat() if paragraph else ""
        held = {"language": language, "seen": self._moment, "text": paragraph.text if paragraph else ""}
        super().__init__(data, initial=held, auto_id=f"id_{language}_%s")
        self.fields["text"].widget.attrs["lang"] = language

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("seen", "") != self._moment:
            self.come_back_with("seen", self._moment)
            self.add_error(
                None,
                _(
                    "Somebody saved this paragraph while you were writing. Your text is below and theirs beside it; "
                    "save again to replace theirs."
                ),
            )
        return cleaned


class WaiverForm(StaffForm):
    reason = forms.CharField(
        label=_("Why is the State not asked?"),
        help_text=_("For example because consent does not allow it, or because the State has the letter."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=LONG,
        error_messages={"required": _("Write the reason.")},
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="id_waiver_%s")


class ReturnForm(StaffForm):
    """Whoever clears says why it goes back; whoever writes may simply go on writing."""

    reason = forms.CharField(
        label=pgettext_lazy("return to drafting", "What has to change?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=LONG,
        error_messages={"required": _("Write the reason.")},
    )

    def __init__(self, data: Any = None, *, required: bool) -> None:
        super().__init__(data, auto_id="id_return_%s")
        self.fields["reason"].required = required


class CommentForm(StaffForm):
    text = forms.CharField(
        label=_("What the State answered to the extract"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=LONG,
        error_messages={"required": _("Write what the State answered.")},
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="id_comment_%s")

"""Questions about alternative reports: opening one, its sections, and who writes along."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hirz.foundation.accounts.models import User
from hirz.foundation.questions import StaffForm, TermField
from hirz.foundation.vocabularies.registry import label
from hirz.regional.organisations.models import Organisation
from hirz.regional.reviews.actions.writing import Opened
from hirz.regional.reviews.limits import kinds_for
from hirz.regional.reviews.models import AlternativeReport, Review
from hirz.regional.reviews.models.reports import Answer
from hirz.rules.layers import Side
from hirz.rules.review_documents import Mechanism


class OpenForm(StaffForm):
    kind = forms.ChoiceField(label=_("Which kind of submission?"))
    title = forms.CharField(
        label=pgettext_lazy("of a report", "Title"), max_length=300, help_text=_("Sealed until the report is shared.")
    )
    language = TermField(vocabulary="language_name", label=_("In which language is it written?"), initial="en")
    own_limit = forms.IntegerField(
        label=_("Another limit, in words"), min_value=1, max_value=1_000_000, required=False,
        help_text=_("Only where the receiver of the report sets one that is not on record here."),
    )  # fmt: skip
    own_limit_source = forms.CharField(label=_("Where is this limit from?"), max_length=300, required=False)

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = kinds_for(Mechanism(review.mechanism), review.treaty)
        self.fields["kind"].choices = [(kind, label("submission_kind", kind)) for kind in kinds]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if bool(cleaned.get("own_limit")) != bool(cleaned.get("own_limit_source")):
            self.add_error("own_limit_source", _("Say where the limit is from, if you give one, and only then."))
        return cleaned

    def opened(self) -> Opened:
        return Opened(**self.cleaned_data)


class SectionForm(StaffForm):
    heading = forms.CharField(label=_("Heading of the section"), max_length=300)
    organisation = forms.ChoiceField(label=_("Who writes it?"), required=False)

    def __init__(self, *args: Any, writers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = writers  # type: ignore[attr-defined]

    def organisation_id(self) -> UUID | None:
        chosen = self.cleaned_data["organisation"]
        return UUID(chosen) if chosen else None


class TextForm(StaffForm):
    """``seen`` is the version that its writer had before them, ``takes_in`` those that it brings together."""

    text = forms.CharField(
        label=_("Text of the section"), widget=forms.Textarea(attrs={"rows": 24}), max_length=200_000, required=False,
        strip=False,
    )  # fmt: skip
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    takes_in = forms.CharField(widget=forms.HiddenInput, required=False)

    def taken_in(self) -> list[str]:
        return str(self.cleaned_data["takes_in"]).split()


class InviteForm(StaffForm):
    organisation = forms.ModelChoiceField(label=_("Which organisation?"), queryset=Organisation.objects.none())
    name = forms.CharField(
        label=_("What is it called in the report?"), max_length=300,
        help_text=_("Sealed with the report. The coalition knows it by this name."),
    )  # fmt: skip

    def __init__(self, *args: Any, report: AlternativeReport, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = report.coauthors.exclude(answer=Answer.DECLINED).values_list("organisation_id", flat=True)
        inside = {*asked, *((report.contributed_by_id,) if report.contributed_by_id else ())}
        rows = Organisation.objects.visible_to(user).filter(
            side=Side.PARTNERS.value, state_code__in=[report.state_code, ""]
        )
        field = self.fields["organisation"]
        field.queryset = rows.exclude(pk__in=inside)  # type: ignore[attr-defined]
        field.label_from_instance = lambda organisation: organisation.name  # type: ignore[attr-defined]


class CommentForm(StaffForm):
    text = forms.CharField(
        label=pgettext_lazy("on a section", "Comment"), widget=forms.Textarea(attrs={"rows": 4}), max_length=5_000,
        help_text=_("Read by the coalition and by the office."),
    )  # fmt: skip

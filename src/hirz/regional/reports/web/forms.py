from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hirz.foundation.accounts.models import User
from hirz.foundation.questions import DayField, StaffForm
from hirz.foundation.vocabularies.fields import NOTHING_CHOSEN
from hirz.foundation.vocabularies.registry import label, page_language
from hirz.regional.implementation.contributing import side_of
from hirz.regional.implementation.models import Evidence
from hirz.regional.organisations.layered import SharedWith
from hirz.regional.reports.actions import Begun
from hirz.regional.reports.models import LANGUAGES, WORDS, Report, ReportKind
from hirz.regional.reports.web.reviews_on_record import ReviewOnRecord, choices_of, reviews_for
from hirz.rules.layers import Layer
from hirz.rules.reports_out import KINDS_OF, audiences_of


class ReviewForm(StaffForm):
    """Which review a table is about."""

    review = forms.ChoiceField(label=_("About which review?"), error_messages={"required": _("Choose a review.")})
    as_of_date = DayField(label=_("As of which day?"), required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reviews = {review.code: review for review in reviews_for(user)}
        offered = choices_of(list(self.reviews.values()))
        self.fields["review"].choices = [NOTHING_CHOSEN, *offered]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> ReviewOnRecord:
        return self.reviews[self.cleaned_data["review"]]


class BeginForm(ReviewForm):
    kind = forms.ChoiceField(label=_("Which report?"))
    title = forms.CharField(label=_("Title"), max_length=300, error_messages={"required": _("Write a title.")})
    language = forms.ChoiceField(label=_("In which language?"))
    audience = forms.ChoiceField(
        label=_("For whom?"),
        help_text=_("Only what is shared with these readers goes into the draft, and what is your own."),
    )
    words_at_most = forms.IntegerField(
        label=_("How many words at most?"), min_value=1, required=False,
        help_text=_("As whoever receives it says. Empty: no limit."),
    )  # fmt: skip
    field_order = ("kind", "review", "title", "language", "audience", "as_of_date", "words_at_most")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        side = side_of(user)
        kinds = [(kind, ReportKind(kind).label) for kind in KINDS_OF[side]]
        audiences = [(one.value, one.label) for one in SharedWith if Layer(one.value) in audiences_of(side)]
        self._offer("kind", kinds)
        self._offer("audience", audiences, initial=Layer.PUBLIC.value)
        self._offer("language", [(code, label("language_name", code)) for code in LANGUAGES], initial=_spoken())
        self.fields["as_of_date"].initial = timezone.localdate()

    def _offer(self, name: str, choices: Sequence[tuple[str, Any]], initial: str | None = None) -> None:
        self.fields[name].choices = list(choices)  # type: ignore[attr-defined]
        self.fields[name].initial = initial

    def begun(self) -> Begun:
        told, review = self.cleaned_data, self.chosen
        return Begun(
            kind=told["kind"], title=told["title"], language=told["language"], audience=told["audience"],
            state_code=review.state_code, mechanism=review.mechanism, cycle=review.cycle, symbol=review.symbol,
            as_of_date=told["as_of_date"] or timezone.localdate(), words_at_most=told["words_at_most"],
        )  # fmt: skip


class SectionForm(StaffForm):
    body = forms.CharField(
        label=_("Text"), required=False, max_length=WORDS, widget=forms.Textarea(attrs={"rows": 18}),
        help_text=_("Cite a source by its number in brackets: [3], or with the place in it: [3, para. 12]."),
    )  # fmt: skip
    follows = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class HeadingForm(StaffForm):
    heading = forms.CharField(
        label=_("Heading of the new section"), max_length=300, error_messages={"required": _("Write a heading.")}
    )


class CiteForm(StaffForm):
    evidence = forms.ChoiceField(label=_("Which evidence?"))

    def __init__(self, *args: Any, report: Report, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Evidence.objects.visible_to(user).filter(state_code=report.state_code)
        self.offered = {str(row.pk): row for row in report.scope.tellable(rows)}
        named = [(pk, row.title) for pk, row in self.offered.items()]
        self.fields["evidence"].choices = [NOTHING_CHOSEN, *named]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Evidence:
        return self.offered[self.cleaned_data["evidence"]]


class StatusForm(ReviewForm):
    audience = forms.ChoiceField(
        label=_("For whom is the file?"), required=False, initial=Layer.PUBLIC.value,
        help_text=_("The page shows all that you see; a file holds what may be told to its readers."),
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        offered = audiences_of(side_of(user))
        self.fields["audience"].choices = [  # type: ignore[attr-defined]
            (one.value, one.label) for one in SharedWith if Layer(one.value) in offered
        ]


def _spoken() -> str:
    spoken = page_language()
    return spoken if spoken in LANGUAGES else "en"

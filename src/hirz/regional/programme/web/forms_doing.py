"""Questions about activities: what is done, with whom, what it costs, who took part, what they learned."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hirz.foundation.accounts.models import User
from hirz.foundation.questions import DayField, StateField, TermField
from hirz.foundation.vocabularies.collation import sort_for_people
from hirz.foundation.vocabularies.registry import page_language
from hirz.regional.organisations.models import Organisation
from hirz.regional.programme.actions.people import Person
from hirz.regional.programme.models import (
    Activity,
    ActivityDocument,
    ActivityFollowUp,
    ActivityPartner,
    BudgetLine,
    CountedParticipants,
    ProgrammeRisk,
    Result,
)
from hirz.regional.programme.web.asking import (
    LanguageField,
    PartsForm,
    ProgrammeForm,
    SelfForm,
    long_text,
    number_field,
)
from hirz.rules.programme_results import Amounts, Score


class ActivityForm(ProgrammeForm):
    """``state_code`` is asked once: an activity stays in its State."""

    title = forms.CharField(label=_("Title"), max_length=300)
    language = LanguageField()
    kind = TermField(vocabulary="activity_kind", label=pgettext_lazy("of an activity", "Kind"))
    state_code = StateField(
        label=pgettext_lazy("country", "State"), required=False, help_text=_("Leave it open for none in particular.")
    )
    purpose = long_text(_("What is it for?"), max_length=4000, help_text=_("In words that may be published."))
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    from_date = DayField(label=_("First day"))
    until_date = DayField(label=_("Last day"))
    state = forms.ChoiceField(label=_("How far is it?"), choices=Activity.State.choices)

    def clean(self) -> dict[str, Any]:
        first, last = self.cleaned_data.get("from_date"), self.cleaned_data.get("until_date")
        if first and last and last < first:
            self.add_error("until_date", _("The last day lies before the first."))
        return self.cleaned_data

    def row(self, result: Result, owner: User) -> Activity:
        return Activity(result=result, owner=owner, **self.cleaned_data)

    def put_into(self, activity: Activity) -> Activity:
        for name, value in self.cleaned_data.items():
            setattr(activity, name, value)
        return activity


class NoteForm(ProgrammeForm):
    text = long_text(_("What should colleagues know?"), rows=8, max_length=20_000)


class PartnerForm(ProgrammeForm):
    organisation = forms.ModelChoiceField(label=_("Organisation"), queryset=Organisation.objects.none())
    role = forms.ChoiceField(label=_("What is its part?"), choices=ActivityPartner.Role.choices)

    def __init__(self, *args: Any, activity: Activity, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Organisation.objects.visible_to(user).filter(state_code__in={"", activity.state_code})
        asked: Any = self.fields["organisation"]
        asked.queryset = rows
        named = sort_for_people([(str(row.pk), row.name) for row in rows], lambda pair: pair[1], page_language())
        asked.choices = [("", "—"), *named]


class BudgetLineForm(ProgrammeForm):
    title = forms.CharField(label=_("For what?"), max_length=200)
    currency = forms.CharField(label=_("Currency"), max_length=3, help_text=_("Three letters, for example USD."))
    from_date = DayField(label=_("First day"))
    until_date = DayField(label=_("Last day"))
    planned = number_field(pgettext_lazy("money", "Planned"), initial=0)
    committed = number_field(pgettext_lazy("money", "Committed"), initial=0)
    spent = number_field(pgettext_lazy("money", "Spent"), initial=0)

    def clean_currency(self) -> str:
        currency = str(self.cleaned_data["currency"]).upper()
        if len(currency) != 3 or not currency.isascii() or not currency.isalpha():
            raise forms.ValidationError(_("Three letters, for example USD."))
        return currency

    def row(self, activity: Activity) -> BudgetLine:
        return BudgetLine(activity=activity, **self.cleaned_data)


class AmountsForm(ProgrammeForm):
    planned = number_field(pgettext_lazy("money", "Planned"))
    committed = number_field(pgettext_lazy("money", "Committed"))
    spent = number_field(pgettext_lazy("money", "Spent"))

    def amounts(self) -> Amounts:
        return Amounts(**self.cleaned_data)


class DocumentForm(ProgrammeForm):
    title = forms.CharField(label=_("Title"), max_length=300)
    language = LanguageField()
    url = forms.URLField(
        label=_("Where is it published?"), max_length=500, assume_scheme="https",
        validators=[URLValidator(schemes=["https", "http"])],
    )  # fmt: skip

    def row(self, activity: Activity) -> ActivityDocument:
        return ActivityDocument(activity=activity, **self.cleaned_data)


class RiskForm(ProgrammeForm):
    text = long_text(_("What could go wrong, and for whom?"), max_length=4000)
    level = TermField(vocabulary="risk_level", label=_("How grave is it?"))
    answer = long_text(_("What is done against it?"), max_length=4000, required=False)

    def row(self, activity: Activity, owner: User) -> ProgrammeRisk:
        return ProgrammeRisk(activity=activity, owner=owner, **self.cleaned_data)


class ParticipantForm(SelfForm):
    name = forms.CharField(label=pgettext_lazy("of a person", "Name"), max_length=200)
    contact = forms.CharField(label=_("How to reach them"), max_length=300, required=False)
    agreed = forms.BooleanField(
        label=_("They agreed that we keep this"),
        error_messages={"required": _("Who did not agree is counted, and not kept by name.")},
    )
    agreed_date = DayField(label=_("When did they agree?"))

    def clean_agreed_date(self) -> object:
        day = self.cleaned_data["agreed_date"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return day

    def person(self) -> Person:
        about = {name: self.cleaned_data[name] for name in ("name", "contact", "agreed_date")}
        return Person(**about, said_of_self=self.said_of_self())


class CountedForm(PartsForm):
    whole_parts = True
    total = number_field(_("How many took part?"), whole=True, min_value=1)
    source = forms.CharField(
        label=_("How were they counted?"), max_length=300, help_text=_("For example: anonymous sheets at the door.")
    )

    def row(self, activity: Activity) -> CountedParticipants:
        about = {"total": self.cleaned_data["total"], "source": self.cleaned_data["source"]}
        return CountedParticipants(activity=activity, parts=self.parts(), **about)


class ScoresForm(ProgrammeForm):
    maximum = number_field(_("Highest score of the test"))
    scores = long_text(
        _("Scores"),
        rows=12,
        max_length=20_000,
        help_text=_("A line for each person, without names: before, then after; a hyphen where a test is missing."),
    )

    def clean_scores(self) -> list[Score]:
        lines = [line.split() for line in str(self.cleaned_data["scores"]).splitlines() if line.strip()]
        try:
            return [Score(*(_score(word) for word in line)) for line in lines]
        except (InvalidOperation, TypeError):
            raise forms.ValidationError(_("Write two numbers in each line, or a hyphen in place of one.")) from None


class FollowUpForm(ProgrammeForm):
    months = forms.TypedChoiceField(
        label=_("How many months later?"),
        coerce=int,
        choices=[(months, str(months)) for months, _words in ActivityFollowUp._meta.get_field("months").choices or ()],
    )
    on_date = DayField(label=_("When was it asked?"))
    asked = number_field(_("How many were asked?"), whole=True)
    answered = number_field(_("How many answered?"), whole=True)
    applied = number_field(_("How many applied what they learned?"), whole=True)
    text = long_text(_("What was applied?"), max_length=20_000, required=False)

    def clean(self) -> dict[str, Any]:
        asked, answered, applied = (self.cleaned_data.get(name) for name in ("asked", "answered", "applied"))
        if None not in (asked, answered) and answered > asked:  # type: ignore[operator]
            self.add_error("answered", _("More answered than were asked."))
        if None not in (answered, applied) and applied > answered:  # type: ignore[operator]
            self.add_error("applied", _("More applied it than answered."))
        return self.cleaned_data

    def row(self, activity: Activity) -> ActivityFollowUp:
        return ActivityFollowUp(activity=activity, **self.cleaned_data)


def _score(word: str) -> Decimal | None:
    if word in ("-", "–", "—"):
        return None
    value = Decimal(word)
    if not value.is_finite() or value < 0:
        raise InvalidOperation
    return value

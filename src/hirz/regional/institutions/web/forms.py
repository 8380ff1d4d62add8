from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hirz.foundation.questions import DayField, StaffForm, TermField, state_choices
from hirz.foundation.vocabularies.collation import sort_for_people
from hirz.foundation.vocabularies.fields import NOTHING_CHOSEN
from hirz.foundation.vocabularies.registry import choices, page_language
from hirz.regional.institutions.actions import edition_of
from hirz.regional.mechanisms.web.forms import PastDayField
from hirz.regional.organisations.layered import SharedWith
from hirz.regional.organisations.models import Organisation
from hirz.rules.accreditation import NoEditionYet
from hirz.rules.layers import Layer

SOURCE: Final = _("Where is this known from?")
ASSESSED: Final = _("As of which day is the institution assessed?")
EVIDENCE: Final = _("Address of a page or document that shows it")
CHOOSE: Final = {"required": _("Choose one of the values of the list."), "invalid_choice": _("Choose from the list.")}


def named(organisations: Iterable[Organisation]) -> list[tuple[str, str]]:
    """Organisations as choices, in the order of the page's language: their names are sealed, so not by the database."""
    pairs = [(str(one.pk), one.name) for one in organisations]
    return sort_for_people(pairs, lambda pair: pair[1], page_language())


class OrganisationField(forms.ChoiceField):
    """One of the organisations that the person may know of, or none where that is an answer."""

    def __init__(self, *, among: Iterable[Organisation], **kwargs: Any) -> None:
        self._among = {str(one.pk): one for one in among}
        kwargs.setdefault("error_messages", CHOOSE)
        super().__init__(choices=[NOTHING_CHOSEN, *named(self._among.values())], **kwargs)

    def clean(self, value: Any) -> Organisation | None:
        return self._among.get(super().clean(value))


class OrganisationsField(forms.MultipleChoiceField):
    """Several of the organisations that the person may know of, each with its box."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, among: Iterable[Organisation], **kwargs: Any) -> None:
        self._among = {str(one.pk): one for one in among}
        kwargs.setdefault("error_messages", CHOOSE)
        super().__init__(choices=named(self._among.values()), **kwargs)

    def clean(self, value: Any) -> list[Organisation]:
        return [self._among[key] for key in super().clean(value)]


class LayerField(forms.ChoiceField):
    """With whom it is shared. Nothing leaves the office unless somebody says so."""

    def __init__(self, *, among: Iterable[Layer] = tuple(Layer), **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Who may see this?"))
        kwargs.setdefault("initial", SharedWith.INTERNAL)
        super().__init__(choices=[(layer.value, SharedWith(layer).label) for layer in among], **kwargs)


class ContributionForm(StaffForm):
    """What a person adds in the name of the office, or of their organisation, which decides who may see it."""

    def __init__(self, *args: Any, layers: Iterable[Layer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["layer"] = LayerField(among=layers)


class LongTextField(forms.CharField):
    """Several lines of what people write."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 10_000)
        super().__init__(widget=forms.Textarea(attrs={"rows": 5}), **kwargs)


class EvidenceField(forms.URLField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=EVIDENCE, max_length=500, required=False, assume_scheme="https", **kwargs)


class ProvisionForm(StaffForm):
    aspect = TermField(vocabulary="nhri_legal_aspect", label=_("About which aspect?"))
    instrument = forms.CharField(label=_("Title, number and date of the text"), max_length=300)
    article = forms.CharField(label=_("Article"), max_length=64, required=False)
    summary = LongTextField(label=_("What does it say?"), help_text=_("In a few words of your own."))
    in_force_date = DayField(label=_("In force since when?"))
    until_date = DayField(label=_("Until when did it hold?"), required=False)
    source = forms.CharField(label=SOURCE, max_length=300)


class EndForm(StaffForm):
    until_date = DayField(label=_("What was the last day?"))


class DecisionForm(StaffForm):
    status = TermField(vocabulary="ganhri_status", label=_("What was decided?"))
    on_date = PastDayField(label=pgettext_lazy("of a decision", "When?"))
    next_date = DayField(
        label=_("Which day was named for what comes next?"), required=False,
        help_text=_("It wins over the rule. Without it the rule gives the day."),
    )  # fmt: skip
    session = forms.CharField(label=_("Session of the Sub-Committee on Accreditation"), max_length=100, required=False)
    source = forms.CharField(label=SOURCE, max_length=300)


class RecommendationsForm(StaffForm):
    observation = TermField(
        vocabulary="general_observation", label=_("Under which General Observation?"), nothing=_("None"), required=False
    )
    texts = LongTextField(label=_("What was recommended?"), help_text=_("One line for each recommendation."))

    def lines(self) -> list[str]:
        return [" ".join(line.split()) for line in self.cleaned_data["texts"].splitlines() if line.strip()]


class FollowUpForm(ContributionForm):
    state = TermField(vocabulary="institution_follow_up", label=_("How far was it taken up?"))
    on_date = PastDayField(label=_("As of which day?"))
    note = LongTextField(label=_("On what does this rest?"), required=False)
    evidence_url = EvidenceField()


class EditionForm(StaffForm):
    """First the day: from it follows which General Observations can be chosen."""

    on_date = PastDayField(label=ASSESSED)


class AssessmentForm(ContributionForm):
    on_date = PastDayField(label=ASSESSED)
    observation = forms.ChoiceField(label=_("Under which General Observation?"), error_messages=CHOOSE)
    finding = TermField(vocabulary="observation_finding", label=_("What was found?"))
    text = LongTextField(label=_("On what does this rest?"))
    evidence_url = EvidenceField()

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["observation"].choices = [NOTHING_CHOSEN, *observations_on(day)]  # type: ignore[attr-defined]


def observations_on(day: date) -> list[tuple[str, str]]:
    """The General Observations of the edition in force on a day; none before the first."""
    try:
        edition = edition_of(day)
    except NoEditionYet:
        return []
    return choices("general_observation", edition)


class ExchangeForm(StaffForm):
    kind = TermField(vocabulary="exchange_kind", label=_("What kind of exchange?"))
    subject = forms.CharField(label=pgettext_lazy("of an exchange", "About what?"), max_length=300)
    state_code = forms.ChoiceField(label=_("In which State?"), required=False)
    place = forms.CharField(label=_("Where?"), max_length=200, required=False)
    from_date = DayField(label=_("First day"))
    until_date = DayField(label=_("Last day"))
    agreed = LongTextField(label=_("What was agreed?"), required=False)
    follow_up_date = DayField(label=_("When is it to be looked at again?"), required=False)
    layer = LayerField()

    def __init__(self, *args: Any, institutions: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everywhere = (NOTHING_CHOSEN[0], str(_("In none in particular")))
        self.fields["state_code"].choices = [everywhere, *state_choices()]  # type: ignore[attr-defined]
        self.fields["institutions"] = OrganisationsField(label=_("Which institutions took part?"), among=institutions)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("from_date"), cleaned.get("until_date")
        if first and last and last < first:
            self.add_error("until_date", _("The last day lies before the first."))
        return cleaned


class ExchangeFollowUpForm(StaffForm):
    on_date = PastDayField(label=_("As of which day?"))
    text = LongTextField(label=_("What became of what was agreed?"))


class DescriptionForm(StaffForm):
    type = TermField(vocabulary="nmirf_type", label=_("Of which type is the mechanism?"))
    on_date = PastDayField(label=_("Since when?"))
    instrument = forms.CharField(label=_("By which text?"), max_length=300, required=False)
    source = forms.CharField(label=SOURCE, max_length=300)


class MemberForm(StaffForm):
    from_date = PastDayField(label=_("Since when?"))

    def __init__(self, *args: Any, among: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"] = OrganisationField(label=_("Which organisation?"), among=among)


class CapacityForm(ContributionForm):
    capacity = TermField(vocabulary="nmirf_capacity", label=_("Which capacity?"))
    on_date = PastDayField(label=_("As of which day?"))
    level = TermField(vocabulary="capacity_level", label=_("How far does the mechanism have it?"))
    reasons = LongTextField(label=_("Why?"))
    evidence_url = EvidenceField()

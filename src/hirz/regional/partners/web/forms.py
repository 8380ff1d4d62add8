from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hirz.foundation.accounts.models import User
from hirz.foundation.questions import ColleagueField, DayField, StaffForm, StateField, TermsField
from hirz.foundation.vocabularies.registry import grouped_choices
from hirz.regional.institutions.web.forms import (
    LayerField,
    LongTextField,
    OrganisationField,
    OrganisationsField,
)
from hirz.regional.mechanisms.web.forms import PastDayField
from hirz.regional.organisations.models import Organisation
from hirz.regional.partners.models import FrameworkResult, PartnerPromise, PlannedAction, VoiceConsent
from hirz.regional.recommendations.models import Recommendation
from hirz.rules.layers import Layer

Organisations = Iterable[Organisation]
STATE: Final = pgettext_lazy("country", "State")
OFFICE: Final = _("Leave it empty for the office itself.")


class AmongForm(StaffForm):
    """A form that offers organisations the person may know of."""

    def __init__(self, *args: Any, among: Organisations, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._among = list(among)
        self.offer(self._among)

    def offer(self, among: list[Organisation]) -> None:
        """Put the fields that choose among them into the form."""


class ContactForm(AmongForm):
    name = forms.CharField(label=pgettext_lazy("of a person", "Name"), max_length=200)
    function = forms.CharField(label=_("Function"), max_length=200, required=False)
    reached = LongTextField(
        label=_("How are they reached?"),
        max_length=1000,
        required=False,
        help_text=_("And what is safe, and what not."),
    )

    def offer(self, among: list[Organisation]) -> None:
        self.fields["organisation"] = OrganisationField(label=_("At which organisation?"), among=among)


class EndForm(StaffForm):
    until_date = PastDayField(label=_("Since when are they no contact any more?"))


class MeetingForm(AmongForm):
    state_code = StateField(label=STATE)
    on_date = PastDayField(label=pgettext_lazy("of a meeting", "When?"))
    subject = forms.CharField(label=pgettext_lazy("of a meeting", "About what?"), max_length=300)
    place = forms.CharField(label=_("Where?"), max_length=200, required=False)
    agenda = LongTextField(label=_("Agenda"), required=False)
    participants = LongTextField(label=_("Who was there?"), required=False, help_text=_("Names are sealed."))
    decisions = LongTextField(label=_("What was decided?"), required=False)
    layer = LayerField()

    def offer(self, among: list[Organisation]) -> None:
        self.fields["organisations"] = OrganisationsField(
            label=_("Which organisations took part?"), among=among, required=False
        )


class PromiseForm(AmongForm):
    text = LongTextField(label=_("What was promised?"))
    made_date = PastDayField(label=pgettext_lazy("of a promise", "When?"))
    due_date = DayField(label=pgettext_lazy("of a promise", "By when?"), required=False)
    state_code = StateField(label=STATE)
    layer = LayerField()

    def offer(self, among: list[Organisation]) -> None:
        self.fields["promised_by"] = OrganisationField(
            label=_("Who promised?"), among=among, required=False, help_text=OFFICE
        )
        self.fields["promised_to"] = OrganisationField(
            label=_("To whom?"), among=among, required=False, help_text=OFFICE
        )
        self.order_fields(["promised_by", "promised_to"])


class SettleForm(StaffForm):
    outcome = forms.ChoiceField(
        label=_("What became of it?"), choices=PartnerPromise.Outcome.choices, widget=forms.RadioSelect
    )
    on_date = PastDayField(label=_("On which day?"))
    note = LongTextField(label=_("In a few words"), required=False)


class PlanForm(StaffForm):
    title = forms.CharField(label=pgettext_lazy("of a plan", "Title"), max_length=300)
    state_code = StateField(label=STATE)
    from_date = DayField(label=_("First day"))
    until_date = DayField(label=_("Last day"))
    layer = LayerField()


class PlannedActionForm(AmongForm):
    text = LongTextField(label=_("What is to be done?"), max_length=2000)
    from_date = DayField(label=_("First day"), required=False)
    until_date = DayField(label=_("Last day"), required=False)
    state = forms.ChoiceField(label=_("How far is it?"), choices=PlannedAction.State.choices)

    def offer(self, among: list[Organisation]) -> None:
        self.fields["lead"] = OrganisationField(label=_("Who leads?"), among=among, required=False, help_text=OFFICE)


class MoveForm(StaffForm):
    state = forms.ChoiceField(label=_("How far is it?"), choices=PlannedAction.State.choices)


class FrameworkForm(StaffForm):
    state_code = StateField(label=STATE)
    title = forms.CharField(label=pgettext_lazy("of a framework", "Title"), max_length=300)
    from_year = forms.IntegerField(label=_("First year"), min_value=1990, max_value=2100)
    until_year = forms.IntegerField(label=_("Last year"), min_value=1990, max_value=2100)
    source = forms.CharField(label=_("Where is this known from?"), max_length=300)


class ResultForm(StaffForm):
    number = forms.CharField(label=_("Number"), max_length=16)
    text = LongTextField(label=_("What is to be reached?"), help_text=_("In a few words of your own."))
    outcome = forms.ModelChoiceField(
        label=_("Under which outcome?"), queryset=FrameworkResult.objects.none(), required=False,
        empty_label=_("It is an outcome itself"),
    )  # fmt: skip
    sdg_targets = forms.MultipleChoiceField(
        label=_("Which targets of the Sustainable Development Goals does it serve?"), required=False,
        widget=forms.SelectMultiple(attrs={"size": 12}), choices=lambda: grouped_choices("sdg_target"),
    )  # fmt: skip

    def __init__(self, *args: Any, outcomes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].queryset = outcomes  # type: ignore[attr-defined]


class RecommendationField(forms.CharField):
    """Recommendations by document symbol and paragraph, one a line, of those that are on record."""

    widget = forms.Textarea(attrs={"rows": 3})

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Which recommendations?"))
        kwargs.setdefault("help_text", _("One a line: symbol of the document, a space, the paragraph."))
        super().__init__(max_length=5000, **kwargs)

    def clean(self, value: Any) -> list[Recommendation]:
        lines = [line.split() for line in super().clean(value).splitlines() if line.strip()]
        return [self._found(words) for words in lines]

    def _found(self, words: list[str]) -> Recommendation:
        found = list(Recommendation.objects.filter(symbol=words[0], paragraph=" ".join(words[1:]))[:2])
        if len(found) != 1:
            raise forms.ValidationError(
                _("Not found, or not one only: %(line)s"), params={"line": " ".join(words)}, code="not_found"
            )
        return found[0]


class MappingForm(StaffForm):
    recommendations = RecommendationField()


class ActivityForm(StaffForm):
    title = forms.CharField(label=_("What is done?"), max_length=300)
    state_code = StateField(label=STATE)
    area = forms.CharField(label=_("Region or province"), max_length=200, required=False)
    town = forms.CharField(label=_("Town"), max_length=200, required=False)
    from_date = DayField(label=_("First day"))
    until_date = DayField(label=_("Last day"))
    themes = TermsField(vocabulary="theme", label=_("Themes"), required=False)
    result = forms.ModelChoiceField(
        label=_("For which outcome or output of the cooperation framework?"), required=False,
        queryset=FrameworkResult.objects.none(), empty_label=_("None"),
    )  # fmt: skip
    recommendations = RecommendationField(required=False)

    def __init__(
        self, *args: Any, entities: Organisations, results: Any, layers: Iterable[Layer], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["entity"] = OrganisationField(label=_("Which entity?"), among=entities)
        result = self.fields["result"]
        result.queryset = results  # type: ignore[attr-defined]
        result.label_from_instance = lambda row: f"{row.framework.title} · {row.number} {row.text[:80]}"  # type: ignore[attr-defined]
        self.fields["layer"] = LayerField(among=layers)
        self.order_fields(["title", "entity"])


class MatrixForm(StaffForm):
    """How the matrix is laid out, for which State and year."""

    ENTITY, PLACE = "entity", "state"
    THEME, OUTCOME = "theme", "outcome"
    state = StateField(label=STATE, required=False)
    year = forms.IntegerField(label=_("Year"), min_value=1990, max_value=2100, required=False)
    rows = forms.ChoiceField(
        label=_("Rows"), required=False,
        choices=[(ENTITY, _("Who: entities")), (PLACE, _("Where: States"))],
    )  # fmt: skip
    columns = forms.ChoiceField(
        label=_("Columns"), required=False,
        choices=[(THEME, _("What for: themes")), (OUTCOME, _("What for: outcomes of the framework"))],
    )  # fmt: skip

    def asked(self) -> dict[str, Any]:
        """What was asked for; a question that cannot be read is not asked."""
        self.full_clean()
        given = getattr(self, "cleaned_data", {})
        return {
            "state": given.get("state", ""),
            "year": given.get("year"),
            "rows": given.get("rows") or self.ENTITY,
            "columns": given.get("columns") or self.THEME,
        }


class RequestForm(AmongForm):
    subject = forms.CharField(label=pgettext_lazy("of a request", "About what?"), max_length=300)
    question = LongTextField(label=_("What is asked?"))
    state_code = StateField(label=STATE)
    asked_date = PastDayField(label=pgettext_lazy("of a request", "When was it asked?"))
    due_date = DayField(label=pgettext_lazy("of a request", "By when?"))

    def __init__(self, *args: Any, owners: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"] = ColleagueField(label=_("Who answers?"), among=owners)

    def offer(self, among: list[Organisation]) -> None:
        self.fields["asked_by"] = OrganisationField(label=_("Who asks?"), among=among)
        self.order_fields(["asked_by"])


class HandOverForm(StaffForm):
    def __init__(self, *args: Any, owners: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"] = ColleagueField(label=_("Who answers?"), among=owners)


class AnswerForm(StaffForm):
    on_date = PastDayField(label=_("On which day?"))
    answer = LongTextField(label=_("What was answered?"), max_length=30_000)


class SearchForm(StaffForm):
    words = forms.CharField(
        label=_("Words in earlier requests and answers"), max_length=200,
        help_text=_("Every word has to occur, in any spelling."),
    )  # fmt: skip


class VoiceForm(StaffForm):
    state_code = StateField(label=STATE)
    heard_date = PastDayField(label=_("When was it heard?"))
    said = LongTextField(label=_("What was said?"))
    circumstances = LongTextField(label=_("Where, and to whom?"), required=False)
    speaker = LongTextField(
        label=_("Who said it?"), max_length=1000, required=False,
        help_text=_("Every spelling of the name, one a line. Leave it empty if nobody is to know."),
    )  # fmt: skip


class ConsentForm(AmongForm):
    state = forms.ChoiceField(
        label=_("What did the person answer?"), choices=VoiceConsent.State.choices, widget=forms.RadioSelect
    )
    with_name = forms.BooleanField(label=_("The name may go with it."), required=False)
    valid_until_date = DayField(label=_("Until when does a yes hold?"), required=False)
    how = LongTextField(label=_("How was it asked and answered?"), max_length=1000, required=False)

    def offer(self, among: list[Organisation]) -> None:
        self.fields["recipient"] = OrganisationField(
            label=_("About carrying it to whom?"), among=among, required=False,
            help_text=_("A no without a recipient is a no to everybody."),
        )  # fmt: skip
        self.order_fields(["recipient"])


class ConveyForm(AmongForm):
    text = LongTextField(
        label=_("In which words?"), help_text=_("These words are what leaves. Name nobody who did not agree to it.")
    )
    with_name = forms.BooleanField(label=_("The name goes with it."), required=False)

    def offer(self, among: list[Organisation]) -> None:
        self.fields["recipient"] = OrganisationField(label=_("To whom is it carried?"), among=among)
        self.order_fields(["recipient"])


class ReturnForm(StaffForm):
    on_date = PastDayField(label=_("On which day?"))
    answer = LongTextField(label=_("What came back?"))

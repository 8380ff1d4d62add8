"""Forms about plans, measures, evidence and assessments. What may be shared with whom depends on who asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from django import forms
from django.db.models import Model
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hirz.foundation.accounts.models import User
from hirz.foundation.questions import DayField, StaffForm, TermField, TermsField
from hirz.foundation.vocabularies.collation import sort_for_people
from hirz.foundation.vocabularies.fields import NOTHING_CHOSEN
from hirz.foundation.vocabularies.registry import choices, page_language, vocabulary
from hirz.regional.implementation.actions.assessing import source_of
from hirz.regional.implementation.contributing import side_of
from hirz.regional.implementation.models import Evidence, Measure, Plan
from hirz.regional.implementation.models_of_plans import NumberKind
from hirz.regional.implementation.web.citing import CitedField
from hirz.regional.organisations.layered import SharedWith
from hirz.regional.organisations.models import Organisation
from hirz.regional.organisations.viewpoints import membership_of
from hirz.regional.organisations.web.files import OneFile
from hirz.regional.recommendations.models import Part, Recommendation
from hirz.rules.assessments import Source
from hirz.rules.layers import INTERNATIONAL, Layer, Side, layers_offered

LONG: Final = forms.Textarea(attrs={"rows": 5})
Rows = Iterable[Model]


class RowField(forms.ChoiceField):
    """One of some rows, whose names are sealed and put in order here."""

    def __init__(self, *, nothing: str | Promise | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"required": _("Choose one of the values of the list.")})
        super().__init__(**kwargs)
        self._nothing = nothing
        self._rows: dict[str, Model] = {}

    def offer(self, rows: Rows, named: Callable[[Any], str]) -> None:
        found = sort_for_people([(named(row), row) for row in rows], lambda pair: pair[0], page_language())
        self._rows = {str(row.pk): row for _name, row in found}
        self.choices = [
            ("", str(self._nothing or NOTHING_CHOSEN[1])), *((str(row.pk), name) for name, row in found)
        ]  # fmt: skip

    def clean(self, value: Any) -> Model | None:
        return self._rows.get(str(super().clean(value)))


class LayerForm(StaffForm):
    """With whom it is shared; each side is offered what is its own to choose."""

    layer = forms.ChoiceField(
        label=_("Who may see it?"),
        help_text=_("What is shared with one side is not shared with the other by that."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        side = side_of(user)
        self.fields["layer"].choices = layers_in_words(side)  # type: ignore[attr-defined]
        self.fields["layer"].initial = self.initial.get("layer") or side.layer.value
        self.order_fields([*(name for name in self.fields if name != "layer"), "layer"])


class PlanForm(LayerForm):
    kind = TermField(vocabulary="plan_kind", label=pgettext_lazy("of a plan", "Kind"))
    title = forms.CharField(label=pgettext_lazy("of a plan or measure", "Title"), max_length=300)
    source = forms.CharField(
        label=_("Where it is laid down"),
        max_length=300,
        required=False,
        help_text=_("Number of the decision, address."),
    )
    starts_date = DayField(label=pgettext_lazy("plan or measure", "Begins"), required=False)
    ends_date = DayField(label=pgettext_lazy("plan", "Ends"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if _is_out_of_order(cleaned, "starts_date", "ends_date"):
            self.add_error("ends_date", str(_("The last day lies before the first.")))
        return cleaned


class MeasureForm(LayerForm):
    title = forms.CharField(label=_("What is to be done?"), max_length=300)
    plan = RowField(label=pgettext_lazy("of a measure", "Plan"), required=False, nothing=_("In no plan"))
    account = forms.CharField(label=_("In more words"), widget=LONG, max_length=20_000, required=False)
    starts_date = DayField(label=pgettext_lazy("plan or measure", "Begins"))
    due_date = DayField(label=pgettext_lazy("measure", "Due"), required=False)
    every_months = forms.IntegerField(
        label=_("An update every so many months"), min_value=1, max_value=60, required=False,
        help_text=_("Focal points are reminded; it ends by itself. Without a number only once, when it is due."),
    )  # fmt: skip

    def __init__(self, *args: Any, plans: Iterable[Plan], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _rows(self, "plan").offer(plans, lambda plan: str(plan.title))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if _is_out_of_order(cleaned, "starts_date", "due_date"):
            self.add_error("due_date", str(_("The measure is due before it begins.")))
        return cleaned


class TieForm(StaffForm):
    measure = RowField(label=_("Measure"))
    part = RowField(label=_("Which part?"), required=False, nothing=_("The whole recommendation"))

    def __init__(self, *args: Any, measures: Iterable[Measure], parts: Iterable[Part], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _rows(self, "measure").offer(measures, lambda row: str(row.title))
        _rows(self, "part").offer(parts, part_name)


class ResponsibilityForm(StaffForm):
    organisation = RowField(label=_("Organisation"))
    role = TermField(vocabulary="responsibility", label=_("Responsibility"))

    def __init__(self, *args: Any, organisations: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _rows(self, "organisation").offer(organisations, lambda row: str(row.name))


class IndicatorForm(StaffForm):
    title = forms.CharField(label=_("What is measured?"), max_length=300)
    kind = TermField(vocabulary="indicator_type", label=pgettext_lazy("of an indicator", "Kind"))
    number_kind = forms.ChoiceField(label=_("What sort of number is it?"), choices=NumberKind.choices)
    unit = forms.CharField(label=_("Unit"), max_length=60, required=False, help_text=_("Persons, per cent, prisons …"))
    baseline = forms.DecimalField(label=_("Baseline"), required=False, localize=True, min_value=0, decimal_places=6)
    baseline_date = DayField(label=_("Day of the baseline"), required=False)
    target = forms.DecimalField(label=_("Target"), required=False, localize=True, min_value=0, decimal_places=6)
    target_date = DayField(label=_("Day of the target"), required=False)
    dimensions = TermsField(
        vocabulary="disaggregation_dimension", label=_("Disaggregated by"), required=False,
        help_text=_("People place themselves, and may prefer not to say."),
    )  # fmt: skip


class BudgetForm(StaffForm):
    kind = TermField(vocabulary="budget_kind", label=pgettext_lazy("of a budget line", "Kind"))
    year = forms.IntegerField(label=pgettext_lazy("of a budget line", "Year"), min_value=1990, max_value=2100)
    amount = forms.DecimalField(label=_("Amount"), min_value=0, max_digits=18, decimal_places=2, localize=True)
    currency = forms.RegexField(
        "^[A-Za-z]{3}$", label=_("Currency"), help_text=_("Three letters, such as KGS or USD."),
        error_messages={"invalid": _("Three letters, such as KGS or USD.")},
    )  # fmt: skip
    source = forms.CharField(label=_("Where is this known from?"), max_length=300, required=False)

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).upper()


class EvidenceForm(LayerForm):
    kind = TermField(vocabulary="evidence_kind", label=pgettext_lazy("of evidence", "Kind"))
    title = forms.CharField(label=pgettext_lazy("of evidence", "Title"), max_length=300)
    source = forms.CharField(label=_("Whose is it, and where is it from?"), max_length=300, required=False)
    on_date = DayField(label=_("Date"), required=False)
    language = TermField(
        vocabulary="language_name", label=_("Language"), required=False, nothing=pgettext_lazy("language", "Not said")
    )
    address = forms.URLField(label=_("Address"), max_length=500, required=False, assume_scheme="https")
    file = OneFile(label=_("File"), required=False, help_text=_("Sealed while it arrives. The same file is kept once."))

    def clean_on_date(self) -> object:
        return past_or_today(self.cleaned_data["on_date"])


class AssessmentForm(LayerForm):
    """What a source says. A contributor speaks for their organisation; the office says who speaks."""

    part = RowField(label=_("Of which part?"), required=False, nothing=_("The whole recommendation"))
    said_by = TermField(vocabulary="assessment_source", label=_("Who says so?"))
    author = RowField(label=_("Which organisation?"), required=False, nothing=_("The office itself, or the committee"))
    degree = TermField(
        vocabulary="implementation_degree", label=_("How far is it carried out?"), required=False,
        nothing=_("A committee says it by its grade"),
    )  # fmt: skip
    grade = forms.ChoiceField(
        label=_("Follow-up grade of the committee"), required=False,
        help_text=_("With the edition of its scale. How it is read here is shown beside it."),
    )  # fmt: skip
    on_date = DayField(label=_("When was it said?"))
    words = forms.CharField(label=_("On what does it rest?"), widget=LONG, max_length=20_000, required=False)
    evidence = CitedField()

    def __init__(
        self, *args: Any, user: User, recommendation: Recommendation, evidence: Iterable[Evidence], **kwargs: Any
    ) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.fields["evidence"].offer(evidence)  # type: ignore[attr-defined]
        _rows(self, "part").offer(recommendation.parts.all(), part_name)
        self._ask_as(user, recommendation)

    def _ask_as(self, user: User, recommendation: Recommendation) -> None:
        membership = membership_of(user)
        if membership is not None:
            self.speaker: Source | None = source_of(membership.organisation)
            for name in ("said_by", "author", "grade"):
                del self.fields[name]
            return
        self.speaker = None
        theirs = [recommendation.state_code, INTERNATIONAL]
        organisations = Organisation.objects.visible_to(user).filter(state_code__in=theirs)
        _rows(self, "author").offer(organisations, lambda row: str(row.name))
        self.fields["grade"].choices = [("", "—"), *_grades(recommendation.committee)]  # type: ignore[attr-defined]

    def clean_on_date(self) -> object:
        return past_or_today(self.cleaned_data["on_date"])

    def clean(self) -> dict[str, Any]:
        given = {"said_by": self.speaker, "author": None, "grade": "", **self.cleaned_data}
        if given["said_by"] == Source.COMMITTEE:
            self._require(given, "grade", _("Choose the grade that the committee gave."))
            given.update(degree="", author=None)
        else:
            self._require(given, "degree", _("Choose how far it is carried out."))
            given["grade"] = ""
        if given["said_by"] in (Source.STATE, Source.NHRI, Source.CIVIL_SOCIETY) and not self.speaker:
            self._require(given, "author", _("Choose the organisation that says so."))
        return given

    def _require(self, given: dict[str, Any], name: str, words: str | Promise) -> None:
        if not given.get(name):
            self.add_error(name, str(words))


class ReasonForm(StaffForm):
    reason = forms.CharField(
        label=_("If it goes back: why?"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2000, required=False
    )


def _is_out_of_order(given: dict[str, Any], first: str, last: str) -> bool:
    return bool(given.get(first) and given.get(last)) and given[last] < given[first]


def past_or_today(day: Any) -> object:
    if day and day > timezone.localdate():
        raise forms.ValidationError(_("This day has not come yet."))
    return day


def part_name(part: Part) -> str:
    return f"{part.order}. {part.text[:80]}"


def _rows(form: forms.Form, name: str) -> RowField:
    field = form.fields[name]
    assert isinstance(field, RowField)  # noqa: S101 - for the type checker
    return field


def layers_in_words(side: Side) -> list[tuple[str, str | Promise]]:
    """The layers in which somebody of this side shares, which are those that they see."""
    offered = layers_offered(side)
    return [(layer.value, _layer_words(layer, side)) for layer in Layer if layer in offered]


def _layer_words(layer: Layer, side: Side) -> str | Promise:
    """To a contributor the office alone means: the office, and whoever contributed it."""
    if layer is Layer.INTERNAL and side is not Side.OFFICE:
        return _("The office and your organisation")
    return SharedWith(layer.value).label


def _grades(committee: str) -> list[tuple[str, str]]:
    """The grades of the committee that made the recommendation, scale by scale."""
    scales = {term.code for term in vocabulary("follow_up_scale") if term.facts.get("body") == committee}
    families = {term.code: str(term.family) for term in vocabulary("follow_up_grade")}
    named = dict(choices("follow_up_scale"))
    return [
        (code, f"{named[families[code]]}: {words}")
        for code, words in choices("follow_up_grade") if families[code] in scales
    ]  # fmt: skip

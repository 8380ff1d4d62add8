from __future__ import annotations

from typing import Any, Final

from django import forms
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hirz.foundation.accounts.models import User
from hirz.foundation.questions import DayField, StaffForm, StateField, TermField, state_choices
from hirz.foundation.vocabularies.fields import NOTHING_CHOSEN
from hirz.foundation.vocabularies.registry import choices
from hirz.regional.organisations.viewpoints import membership_of
from hirz.regional.recommendations.actions import Answer
from hirz.regional.recommendations.models import GivenTerm, Part, Position, Recommendation, RecommendationQuerySet

ANY = pgettext_lazy("no filter", "Any")
FOLDED: Final = ("cycle", "theme", "group", "sdg", "position")
"""Questions of the list that stand behind a heading until one of them is asked: on a telephone they hide the list."""


class FilterForm(StaffForm):
    meaning = forms.CharField(
        label=_("What it is about, in your own words"),
        max_length=1000,
        required=False,
        help_text=_("In any of the six languages, or in Kazakh, Kyrgyz, Tajik, Turkmen or Uzbek."),
    )
    words = forms.CharField(
        label=_("Words in the text"), max_length=200, required=False, help_text=_("Each word by its beginning.")
    )
    state = StateField(label=pgettext_lazy("country", "State"), required=False)
    mechanism = TermField(vocabulary="mechanism", label=_("Mechanism"), nothing=ANY, required=False)
    cycle = TermField(vocabulary="upr_cycle", label=_("Cycle of the review"), nothing=ANY, required=False)
    theme = TermField(vocabulary="theme", label=_("Theme"), nothing=ANY, required=False)
    group = TermField(vocabulary="affected_group", label=_("Group"), nothing=ANY, required=False)
    sdg = TermField(vocabulary="sdg_goal", label=_("Sustainable Development Goal"), nothing=ANY, required=False)
    position = TermField(
        vocabulary="recommendation_position", label=_("Position of the State"), nothing=ANY, required=False
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        """A contributor reads of one State, and is not asked which."""
        super().__init__(*args, **kwargs)
        membership = membership_of(user)
        self._theirs = membership.organisation.state_code if membership else ""
        if self._theirs:
            del self.fields["state"]

    @property
    def folded(self) -> list[forms.BoundField]:
        return [self[name] for name in FOLDED]

    @property
    def asks_folded(self) -> bool:
        return any(self.data.get(name) for name in FOLDED)

    def applied_to(self, rows: RecommendationQuerySet) -> RecommendationQuerySet:
        """The recommendations that were asked for; a question that cannot be read is not asked."""
        self.full_clean()
        asked = {name: value for name, value in getattr(self, "cleaned_data", {}).items() if value}
        columns = {"state": "state_code", "mechanism": "mechanism", "cycle": "cycle"}
        lists = {"theme": "themes", "group": "groups", "sdg": "sdgs"}
        rows = rows.filter(**{columns[name]: value for name, value in asked.items() if name in columns})
        rows = rows.filter(**{f"{lists[name]}__contains": [value] for name, value in asked.items() if name in lists})
        if "position" in asked:
            answered = Position.objects.filter(recommendation=OuterRef("pk"), position=asked["position"])
            rows = rows.filter(Exists(answered))
        return rows.saying(asked["words"]) if "words" in asked else rows

    def question(self) -> str:
        return self._asked("meaning")

    def state_code(self) -> str:
        return self._theirs or self._asked("state")

    def _asked(self, name: str) -> str:
        return str(getattr(self, "cleaned_data", {}).get(name) or "")


class PartsForm(StaffForm):
    texts = forms.CharField(
        label=_("What does it ask for?"),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=20_000,
        help_text=_("One line for each part."),
        error_messages={"required": _("Write what each part asks for.")},
    )

    def lines(self) -> list[str]:
        return [line for line in self.cleaned_data["texts"].splitlines() if line.strip()]


class PartForm(StaffForm):
    text = forms.CharField(
        label=_("What does this part ask for?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=5000,
        error_messages={"required": _("Write what this part asks for.")},
    )


class PositionForm(StaffForm):
    position = TermField(vocabulary="recommendation_position", label=_("Position of the State"))
    part = forms.ModelChoiceField(
        label=_("On which part?"), queryset=Part.objects.none(), required=False, empty_label=_("On the whole")
    )
    own_words = forms.CharField(
        label=_("In the words of the State"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=5000,
        required=False,
    )
    on_date = DayField(label=_("When did the State say so?"), required=False)
    source = forms.CharField(
        label=_("Where is this known from?"), max_length=300, help_text=_("For example: symbol of the addendum.")
    )

    def __init__(self, *args: Any, recommendation: Recommendation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        part = self.fields["part"]
        part.queryset = recommendation.parts.all()  # type: ignore[attr-defined]
        part.label_from_instance = lambda row: f"{row.order}. {row.text[:80]}"  # type: ignore[attr-defined]

    def clean_on_date(self) -> object:
        day = self.cleaned_data["on_date"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return day

    def answer(self) -> Answer:
        return Answer(**{**self.cleaned_data, "on_date": self.cleaned_data["on_date"] or None})


class MappingForm(StaffForm):
    """Which codes a word stands for. A State is one; of the rest there may be several, or none."""

    def __init__(self, *args: Any, term: GivenTerm, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._is_state = term.kind == GivenTerm.Kind.STATE
        if self._is_state:
            self.fields["codes"] = forms.ChoiceField(
                label=_("Which State is this?"), choices=[NOTHING_CHOSEN, *state_choices()], required=False,
                initial=(term.codes or [""])[0],
            )  # fmt: skip
        else:
            self.fields["codes"] = forms.MultipleChoiceField(
                label=_("What does it stand for?"), choices=choices(term.kind), required=False,
                widget=forms.CheckboxSelectMultiple, initial=term.codes,
            )  # fmt: skip

    def codes(self) -> list[str]:
        given = self.cleaned_data["codes"]
        return [given] if self._is_state and given else list(given)


class ImportForm(StaffForm):
    file = forms.FileField(
        label=_("File"), help_text=_("CSV, XLSX, JSON or DOCX, in one of the documented shapes."), required=False
    )
    content = forms.CharField(widget=forms.HiddenInput, required=False)

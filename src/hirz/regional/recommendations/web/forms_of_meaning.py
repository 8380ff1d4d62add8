from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hirz.foundation.questions import StaffForm, StateField
from hirz.regional.recommendations.models import Kinship

NO_GROUP: Final = "none"
NEW_GROUP: Final = "new"


class DecisionForm(StaffForm):
    decision = forms.ChoiceField(
        label=_("What does the later recommendation do?"),
        choices=Kinship.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the answers.")},
    )
    note = forms.CharField(label=_("Why?"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, required=False)


class OfStateForm(StaffForm):
    state = StateField(label=pgettext_lazy("country", "State"), required=False)

    def state_code(self) -> str:
        self.full_clean()
        return str(getattr(self, "cleaned_data", {}).get("state") or "")


class NameForm(StaffForm):
    name = forms.CharField(
        label=_("What is the group called?"), max_length=200, error_messages={"required": _("Give the group a name.")}
    )


class MoveForm(StaffForm):
    """Which recommendations go where: into another group, a new one with a name, or none."""

    chosen = forms.MultipleChoiceField(
        label=_("Recommendations"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )
    to = forms.ChoiceField(label=_("Where do they go?"))
    name = forms.CharField(label=_("Name of the new group"), max_length=200, required=False)

    def __init__(
        self, *args: Any, rows: Sequence[tuple[UUID, str]], groups: Sequence[tuple[UUID, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = [(str(pk), text) for pk, text in rows]  # type: ignore[attr-defined]
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            (NEW_GROUP, _("A new group")),
            (NO_GROUP, _("No group")),
            *((str(pk), name) for pk, name in groups),
        ]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("to") == NEW_GROUP and not given.get("name", "").strip():
            self.add_error("name", _("Give the group a name."))
        return given


class MergeForm(StaffForm):
    into = forms.ChoiceField(label=_("With which group?"))

    def __init__(self, *args: Any, groups: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].choices = [(str(pk), name) for pk, name in groups]  # type: ignore[attr-defined]

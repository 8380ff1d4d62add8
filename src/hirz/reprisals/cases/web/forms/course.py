"""Forms on the course of a case: who works on it, how it moves, what came of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hirz.foundation.accounts.access import holders
from hirz.foundation.accounts.models import User
from hirz.foundation.vocabularies.collation import sort_for_people
from hirz.foundation.vocabularies.registry import page_language
from hirz.foundation.wording import words_for
from hirz.reprisals.cases.actions.moving import WithdrawnMeanwhile
from hirz.reprisals.cases.models import Case
from hirz.reprisals.cases.permissions import CasePermission
from hirz.reprisals.cases.web.forms.asking import LONG_TEXT, CaseForm
from hirz.reprisals.people.web.fields import TermField
from hirz.rules.lifecycle import CaseEvent


class AssignForm(CaseForm):
    owner = forms.ChoiceField(label=_("Who works on the case"))
    substitute = forms.ChoiceField(label=_("Who stands in for them"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = holders(CasePermission.CASE_EDIT, self.case.office)
        self._people = {str(person.pk): person for person in people}
        listed = sort_for_people(people, lambda person: person.display_name, page_language())
        offered = [(str(person.pk), person.display_name) for person in listed]
        self.fields["owner"].choices = [("", _("Choose a person")), *offered]  # type: ignore[attr-defined]
        self.fields["substitute"].choices = [("", _("Nobody")), *offered]  # type: ignore[attr-defined]

    def clean_owner(self) -> User:
        return self._people[self.cleaned_data["owner"]]

    def clean_substitute(self) -> User | None:
        return self._people.get(self.cleaned_data["substitute"])

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if answers.get("substitute") and answers["substitute"] == answers.get("owner"):
            self.add_error("substitute", _("The substitute is somebody other than the owner."))
        return answers


class SummaryForm(CaseForm):
    summary = forms.CharField(
        label=pgettext_lazy("of a case, for colleagues", "Summary"),
        help_text=_("For colleagues. What leaves the house is written elsewhere, from the facts."),
        required=False, widget=forms.Textarea(attrs={"rows": 8}),
    )  # fmt: skip


class WishesForm(CaseForm):
    wishes = forms.CharField(label=_("What the person affected wishes to happen, and not to happen"), widget=LONG_TEXT)


class OutcomeForm(CaseForm):
    outcome = TermField(label=_("What came of it for the person affected"), vocabulary="outcome")
    closure = TermField(label=_("How the case ends"), vocabulary="case_closure")


class MoveForm(CaseForm):
    event = forms.ChoiceField(choices=[(event.value, event.value) for event in CaseEvent], widget=forms.HiddenInput)


class ReopenForm(CaseForm):
    reason = forms.CharField(label=_("Why the case is opened again"), widget=LONG_TEXT)


class NoteForm(CaseForm):
    """Somebody was told, or must not be: both let the case go on, and both are on record."""

    DONE, UNSAFE = "done", "unsafe"

    answer = forms.ChoiceField(label=_("Your answer"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(self.DONE, _("Yes, today")), (self.UNSAFE, _("No, because it would put them in danger"))]
        self.fields["answer"].choices = offered  # type: ignore[attr-defined]


class ReviewForm(CaseForm):
    """Nothing to write: the button says that somebody has looked."""


class SettleForm(CaseForm):
    """``seen`` is what the page showed as withdrawn."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    note = forms.CharField(
        label=_("How the case goes on without this consent"),
        help_text=_("What you stop, what you take out, whom you tell."),
        widget=LONG_TEXT,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._taken_back = ",".join(self.case.frozen_scopes)
        self.initial["seen"] = self._taken_back

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if answers.get("seen") != self._taken_back:
            self.come_back_with("seen", self._taken_back)
            self.add_error(None, words_for(WithdrawnMeanwhile()))
        return answers


class OutOfScopeForm(CaseForm):
    reason_code = TermField(label=_("Why it is outside resolution 12/2"), vocabulary="out_of_scope_reason")
    reason = forms.CharField(label=_("Reasons in words"), widget=LONG_TEXT)
    referral = forms.CharField(
        label=_("Where it was referred"), help_text=_("Or that nobody fits. Write it either way."), widget=LONG_TEXT
    )


class MergeForm(CaseForm):
    reference = forms.CharField(label=_("Reference of the case that remains"), max_length=16)

    def clean_reference(self) -> Case:
        wanted = self.cleaned_data["reference"].strip().upper()
        found = Case.objects.visible_to(self.user).select_related("office").filter(reference=wanted).first()
        if found is None:
            raise forms.ValidationError(_("You have no case with this reference."))
        return found

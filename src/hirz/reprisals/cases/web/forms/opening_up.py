"""Forms that let somebody in, or something out, beside the rule: a grant to a colleague, an exception to consent."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hirz.foundation.accounts.access import holders
from hirz.foundation.accounts.models import User
from hirz.foundation.vocabularies.collation import sort_for_people
from hirz.foundation.vocabularies.registry import page_language
from hirz.reprisals.cases.permissions import CasePermission
from hirz.reprisals.cases.web.forms.asking import LONG_TEXT, CaseForm
from hirz.reprisals.people.web.fields import DayField


class GrantForm(CaseForm):
    colleague = forms.ChoiceField(
        label=_("To whom"), help_text=_("Colleagues who cannot read the case by their own role.")
    )
    purpose = forms.CharField(
        label=_("For what purpose"), help_text=_("Both of you read it. Leave out names."), max_length=200
    )
    until_date = DayField(label=_("Until"), help_text=_("The last day. The case closes to them by itself after it."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        readers = [reader.pk for reader in holders(CasePermission.CASE_VIEW, self.case.office)]
        colleagues = User.objects.filter(is_active=True, is_contributor=False).select_related("office")
        people = colleagues.exclude(pk__in=readers)
        self._people = {str(person.pk): person for person in people}
        listed = sort_for_people(people, lambda person: person.display_name, page_language())
        offered = [(str(person.pk), f"{person.display_name} · {person.office}") for person in listed]
        self.fields["colleague"].choices = [("", _("Choose a person")), *offered]  # type: ignore[attr-defined]

    def clean_colleague(self) -> User:
        return self._people[self.cleaned_data["colleague"]]


class ExceptionForm(CaseForm):
    reason = forms.CharField(
        label=_("Why it cannot wait"),
        help_text=_("Whose life is at stake, how you tried to reach them, and the quiet step you want to take."),
        widget=LONG_TEXT,
    )

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from hashlib import sha256
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.foundation.vocabularies.collation import sort_for_people
from hirz.foundation.vocabularies.registry import label, page_language
from hirz.reprisals.matching.models import Verdict
from hirz.reprisals.matching.web.door import DoorForm, lines_of
from hirz.reprisals.people.models import Person
from hirz.reprisals.people.web.fields import PreciseField, StaffForm, TermField
from hirz.reprisals.people.web.spellings import name_for_page
from hirz.rules.consent import Scope

WHY = forms.Textarea(attrs={"rows": 4})


class ReasonedForm(StaffForm):
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("Whoever comes later has only these words to go by. They are sealed with the two files."),
        widget=WHY,
        error_messages={"required": _("Write the reason.")},
    )


class VerdictForm(ReasonedForm):
    """Whether two files are one person's."""

    field_order = ["verdict", "overruling", "reason"]
    verdict = forms.ChoiceField(
        label=_("Are they the same person?"),
        choices=Verdict.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the answers.")},
    )
    overruling = forms.BooleanField(
        label=_("I have read why they were held to be two people, and decide otherwise."), required=False
    )

    def __init__(self, *args: Any, decided_different: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not decided_different:
            del self.fields["overruling"]

    def clean_verdict(self) -> Verdict:
        return Verdict(self.cleaned_data["verdict"])


class ApartForm(ReasonedForm):
    """Taking two files apart again."""

    field_order = ["verdict", "reason"]
    verdict = forms.ChoiceField(
        label=_("What are they, then?"),
        choices=[(v.value, v.label) for v in (Verdict.DIFFERENT, Verdict.UNSURE)],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the answers.")},
    )

    def clean_verdict(self) -> Verdict:
        return Verdict(self.cleaned_data["verdict"])


class GroupForm(ReasonedForm):
    """Which files of a group are one person's: all that are ticked."""

    field_order = ["people", "reason"]
    people = forms.MultipleChoiceField(
        label=_("Which of these files are one person’s?"),
        help_text=_("Leave out whoever is somebody else, or of whom you cannot tell."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least two files.")},
    )

    def __init__(self, *args: Any, files: Sequence[tuple[Person, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._files = {str(person.pk): person for person, _name in files}
        named = [(str(person.pk), f"{name} · {person.office}") for person, name in files]
        self.fields["people"].choices = named  # type: ignore[attr-defined]

    def clean_people(self) -> list[Person]:
        chosen = [self._files[pk] for pk in self.cleaned_data["people"]]
        if len(chosen) < 2:
            raise forms.ValidationError(_("Choose at least two files."))
        return chosen


class SettlementForm(ReasonedForm):
    """Whose answers count for the uses about which files of one person differ."""

    field_order = ["scopes", "file", "reason", "seen"]
    scopes = forms.MultipleChoiceField(
        label=_("For which uses?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one use.")},
    )
    file = forms.ChoiceField(
        label=_("Which file holds the answers that count?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the files.")},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, files: Sequence[Person], scopes: Sequence[Scope], answers: Collection[UUID], **kwargs: Any
    ) -> None:
        """``answers`` are the decisions there are now; ``seen`` is the mark of those that the page showed."""
        super().__init__(*args, **kwargs)
        self._answers = answers
        self.initial["seen"] = self._mark
        self._files: Mapping[str, Person] = {str(person.pk): person for person in files}
        named = [(pk, name_for_page(person)) for pk, person in self._files.items()]
        self.fields["file"].choices = named  # type: ignore[attr-defined]
        uses = [(scope.value, label("consent_scope", scope)) for scope in scopes]
        self.fields["scopes"].choices = uses  # type: ignore[attr-defined]

    def clean_file(self) -> Person:
        return self._files[self.cleaned_data["file"]]

    def clean_scopes(self) -> list[Scope]:
        return [Scope(code) for code in self.cleaned_data["scopes"]]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("seen") != self._mark:
            self.come_back_with("seen", self._mark)
            self.add_error(None, _("Another answer was recorded since you opened this page. Read again what differs."))
        return {**cleaned, "seen": self._answers}

    @property
    def _mark(self) -> str:
        return sha256("".join(sorted(map(str, self._answers))).encode()).hexdigest()


class EnteringForm(DoorForm):
    """A person who is in no case yet."""

    field_order = ["names", "known", "why", "office", "kind", "gender", "age_group", "born", "safe_contact", "note"]
    names = forms.CharField(
        label=_("Name"), help_text=_("Every spelling you know, in any script, one to a line."),
        widget=forms.Textarea(attrs={"rows": 3}), error_messages={"required": _("Write at least one name.")},
    )  # fmt: skip
    office = forms.ChoiceField(label=_("Office"))
    kind = TermField(label=pgettext_lazy("of a person", "Kind"), vocabulary="person_kind", initial="individual")
    gender = TermField(label=_("Gender"), vocabulary="gender", initial="unknown")
    age_group = TermField(label=_("Age group"), vocabulary="age_group", initial="unknown")
    born = PreciseField(label=_("Born"), required=False)
    safe_contact = forms.CharField(
        label=_("Safe way to reach them"), widget=forms.Textarea(attrs={"rows": 2}), required=False
    )
    note = forms.CharField(label=_("Note"), widget=forms.Textarea(attrs={"rows": 3}), required=False)

    def __init__(self, *args: Any, user: User, offices: Sequence[Office], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offices = {str(office.pk): office for office in sort_for_people(offices, str, page_language())}
        self.fields["office"].choices = [(pk, str(office)) for pk, office in self._offices.items()]  # type: ignore[attr-defined]
        self.look(lines_of(self.data.get("names")), user=user)

    def clean_office(self) -> Office:
        return self._offices[self.cleaned_data["office"]]

    def described(self) -> dict[str, Any]:
        """What a new file is to hold besides the names."""
        asked = ("office", "kind", "gender", "age_group", "born", "safe_contact", "note")
        return {name: self.cleaned_data[name] for name in asked}

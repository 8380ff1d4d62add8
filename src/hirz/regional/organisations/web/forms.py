from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hirz.foundation.accounts.models import User
from hirz.foundation.questions import StaffForm, StateField, TermField
from hirz.foundation.vocabularies.collation import sort_for_people
from hirz.foundation.vocabularies.registry import label, page_language
from hirz.regional.organisations.actions import Described, Invited
from hirz.regional.organisations.layered import SharedWith
from hirz.regional.organisations.models import Contributor, Organisation
from hirz.rules.layers import Layer

LANGUAGES: Final = ("en", "ar", "fr", "ru", "es", "zh")
"""In which names of organisations are asked for; another language is written where it is nearest."""


class FilterForm(StaffForm):
    state = StateField(label=pgettext_lazy("country", "State"), required=False)
    kind = TermField(
        vocabulary="organisation_kind", label=_("Kind of organisation"), required=False,
        nothing=pgettext_lazy("no filter", "Any"),
    )  # fmt: skip


class OrganisationForm(StaffForm):
    kind = TermField(vocabulary="organisation_kind", label=_("Kind of organisation"))
    acronym = forms.CharField(label=_("Acronym"), max_length=40, required=False)
    parent = forms.ModelChoiceField(
        label=_("Part of which organisation?"), queryset=Organisation.objects.none(), required=False
    )
    layer = forms.ChoiceField(
        label=_("Who may know that it works with the office?"),
        choices=[("", pgettext_lazy("layer of an organisation", "As is usual for its kind")), *SharedWith.choices],
        required=False,
        help_text=_(
            "To work with the United Nations can put an organisation in danger. When in doubt: the office only."
        ),
    )

    def __init__(self, *args: Any, user: User, organisation: Organisation | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for language in LANGUAGES:
            self.fields[f"name_{language}"] = forms.CharField(
                label=label("language_name", language), max_length=300, required=False
            )
        parents = Organisation.objects.visible_to(user)
        if organisation is not None:
            parents = parents.filter(state_code=organisation.state_code).exclude(pk=organisation.pk)
        self.fields["parent"].queryset = parents  # type: ignore[attr-defined]
        self.fields["parent"].label_from_instance = lambda row: row.name  # type: ignore[attr-defined]

    def names(self) -> list[forms.BoundField]:
        return [self[f"name_{language}"] for language in LANGUAGES]

    def described(self) -> Described:
        given = self.cleaned_data
        return Described(
            names={language: given[f"name_{language}"] for language in LANGUAGES}, kind=given["kind"],
            acronym=given["acronym"], parent=given["parent"], layer=Layer(given["layer"]) if given["layer"] else None,
        )  # fmt: skip


class NewOrganisationForm(OrganisationForm):
    state = StateField(
        label=pgettext_lazy("country", "State"), required=False, help_text=_("Leave open what is of no State.")
    )


class InvitationForm(StaffForm):
    name = forms.CharField(
        label=pgettext_lazy("of a person", "Name"), max_length=200,
        help_text=_("For somebody at risk: a name and an address that say nothing about them."),
    )  # fmt: skip
    email = forms.EmailField(label=_("E-mail address"))
    part = forms.ChoiceField(label=_("Part"), choices=Contributor.Part.choices, initial=Contributor.Part.CONTRIBUTOR)
    language = forms.ChoiceField(label=_("Language of their pages"))
    contact = forms.CharField(
        label=_("How else the office reaches them"), max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}), help_text=_("Sealed. Only the office reads it."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(language, label("language_name", language)) for language in LANGUAGES[:4]]
        self.fields["language"].choices = offered  # type: ignore[attr-defined]

    def invited(self) -> Invited:
        return Invited(**self.cleaned_data)


class HandOverForm(StaffForm):
    to = forms.ModelChoiceField(
        label=_("To whom?"), queryset=Contributor.objects.none(), empty_label=_("Choose a person")
    )
    leaves = forms.BooleanField(
        label=_("Whoever hands over leaves: their access ends"), required=False,
        help_text=_("Otherwise the two exchange their parts."),
    )  # fmt: skip

    def __init__(self, *args: Any, colleagues: Iterable[Contributor], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = sort_for_people(colleagues, lambda row: row.user.display_name, page_language())
        to = self.fields["to"]
        to.queryset = Contributor.objects.filter(pk__in=[row.pk for row in people]).select_related("user")  # type: ignore[attr-defined]
        to.label_from_instance = lambda row: f"{row.user.display_name} · {row.get_part_display()}"  # type: ignore[attr-defined]

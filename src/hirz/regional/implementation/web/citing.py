"""The question on which evidence something rests: entries of the library, each with the place in it that is meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from hirz.regional.implementation.models import Citation, Evidence

LONGEST: Final = int(Citation._meta.get_field("place").max_length or 0)


class Picked(NamedTuple):
    """What is ticked, and the places written beside entries, by id; also beside one that is not ticked."""

    chosen: Sequence[str] = ()
    places: Mapping[str, str] = {}


def picked(citations: Iterable[tuple[UUID, str]]) -> Picked:
    """What a draft cites already, as the question shows it."""
    places = {str(pk): place for pk, place in citations}
    return Picked(list(places), places)


class CitedEntries(forms.CheckboxSelectMultiple):
    """A box for each entry, and beside it a line for the place."""

    template_name = "implementation/widgets/cited.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        given: Picked = value or Picked()
        context = super().get_context(name, list(given.chosen), attrs)
        options = [option for _group, found, _index in context["widget"]["optgroups"] for option in found]
        context["entries"] = [
            (option, _place(name, option["value"]), given.places.get(str(option["value"]), "")) for option in options
        ]
        return {**context, "longest": LONGEST}

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Picked:
        chosen = super().value_from_datadict(data, files, name) or []
        places = {str(pk): data.get(_place(name, pk), "") for pk, _label in self.choices}
        return Picked([str(pk) for pk in chosen], {pk: place for pk, place in places.items() if place})


class CitedField(forms.MultipleChoiceField):
    """Comes out as entries, each with its place: page, paragraph or minute; empty where the whole is meant."""

    widget = CitedEntries

    def __init__(self) -> None:
        words = _("From the library of evidence. Enter it there first if it is missing.")
        super().__init__(label=_("Evidence"), help_text=words, required=False)
        self._entries: dict[str, Evidence] = {}

    def offer(self, entries: Iterable[Evidence]) -> None:
        self._entries = {str(row.pk): row for row in entries}
        self.choices = [(pk, row.title) for pk, row in self._entries.items()]

    def clean(self, value: Any) -> list[tuple[Evidence, str]]:
        given: Picked = value or Picked()
        chosen = super().clean(list(given.chosen))
        places = {pk: " ".join(place.split()) for pk, place in given.places.items() if place.strip()}
        if places.keys() - set(chosen):
            raise forms.ValidationError(
                _("Choose the entry as well beside which you wrote a place, or clear the place.")
            )
        if any(len(place) > LONGEST for place in places.values()):
            raise forms.ValidationError(_("A place is a page, a paragraph, a minute: write it in fewer words."))
        return [(self._entries[pk], places.get(pk, "")) for pk in chosen]


def _place(name: str, pk: object) -> str:
    return f"{name}-place-{pk}"

"""What the forms of a case have in common: they know the case and the person, and offer what belongs to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from hirz.foundation.accounts.models import User
from hirz.foundation.vocabularies.registry import label
from hirz.reprisals.cases.models import Act, Case, Engagement, Source
from hirz.reprisals.cases.web.labels import DOUBTS
from hirz.reprisals.people.models import Person
from hirz.reprisals.people.web.fields import StaffForm, definitions
from hirz.reprisals.people.web.spellings import name_for_page
from hirz.rules.dates import EdtfDate, doubts

LONG_TEXT = forms.Textarea(attrs={"rows": 5})


class CaseForm(StaffForm):
    """``explained`` names, for a question, the vocabulary whose definitions stand beside the answers."""

    explained: ClassVar[Mapping[str, str]] = {}

    def __init__(self, *args: Any, case: Case, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case
        self.user = user

    @property
    def questions(self) -> Iterator[tuple[forms.BoundField, Mapping[str, str]]]:
        for bound in self:
            vocabulary = self.explained.get(bound.name)
            yield bound, definitions(vocabulary) if vocabulary else {}

    def offer(self, name: str, rows: models.QuerySet[Any]) -> None:
        self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def refuse_doubtful(self, written: str) -> str:
        """A day that cannot be: what happened did not happen tomorrow."""
        today = self.case.office.today
        for doubt in doubts(EdtfDate.parse(written), today) if written else ():
            raise ValidationError(str(DOUBTS[doubt]))
        return written


class RowField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable at run time
    """One of the rows that the form offers, each put into words by ``words``."""

    def __init__(self, model: type[models.Model], words: Callable[[Any], str], **kwargs: Any) -> None:
        super().__init__(model._default_manager.none(), **kwargs)
        self.words = words

    def label_from_instance(self, obj: models.Model) -> str:
        return self.words(obj)


def person_label(person: Person) -> str:
    return name_for_page(person)


def engagement_label(engagement: Engagement) -> str:
    return f"{engagement_title(engagement)} · {_as_written(engagement.date)}"


def engagement_title(engagement: Engagement) -> str:
    return f"{label('engagement_body', engagement.body)} · {label('engagement_type', engagement.kind)}"


def act_label(act: Act) -> str:
    return f"{label('act_type', act.kind)} · {_as_written(act.date)}"


def _as_written(date: str) -> str:
    """Kept from left to right: after Arabic letters a date with hyphens would be read backwards."""
    return f"\u2066{date}\u2069"


def source_label(source: Source) -> str:
    return f"{label('relation_to_victim', source.relation)} · {label('source_reliability', source.reliability)}"


class AboutPeopleForm(CaseForm):
    """A form that asks who of the people of the case is meant, and which source told us."""

    person = RowField(Person, person_label, label=_("Who"), required=False, empty_label=_("Nobody in particular"))
    source = RowField(Source, source_label, label=_("Which source told us"), required=False, empty_label=_("Not said"))
    note = forms.CharField(label=_("Clarification"), required=False, widget=LONG_TEXT)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Person.objects.visible_to(self.user).filter(parts__case=self.case).distinct()
        self.offer("person", people.prefetch_related("names"))
        if "source" in self.fields:
            self.offer("source", self.case.sources.all())

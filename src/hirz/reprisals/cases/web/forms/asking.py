"""What the forms of a case have in common: they know the case and the person, and offer what belongs to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
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

    def refuse_doubtful(self, written: str) -> str:
        """A day that cannot be: what happened did not happen tomorrow."""
        today = self.case.office.calendar.local_date(timezone.now())
        for doubt in doubts(EdtfDate.parse(written), today) if written else ():
            raise ValidationError(str(DOUBTS[doubt]))
        return written


class AboutPeopleForm(CaseForm):
    """A form that asks who of the people of the case is meant, and which source told us."""

    person = forms.ModelChoiceField(
        Person.objects.none(), label=_("Who"), required=False, empty_label=_("Nobody in particular")
    )
    source = forms.ModelChoiceField(
        Source.objects.none(), label=_("Which source told us"), required=False, empty_label=_("Not said")
    )
    note = forms.CharField(label=_("Clarification"), required=False, widget=LONG_TEXT)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_people(self.fields["person"], self.case, self.user)
        if "source" in self.fields:
            offer_sources(self.fields["source"], self.case)


def offer_people(field: forms.Field, case: Case, user: User) -> None:
    people = Person.objects.visible_to(user).filter(parts__case=case).distinct().prefetch_related("names")
    _offer(field, people, name_for_page)


def offer_sources(field: forms.Field, case: Case) -> None:
    _offer(field, case.sources.all(), _source_label)


def offer_engagements(field: forms.Field, case: Case) -> None:
    _offer(field, case.engagements.all(), engagement_label)


def offer_acts(field: forms.Field, case: Case) -> None:
    _offer(field, case.acts.all(), act_label)


def engagement_label(engagement: Engagement) -> str:
    kind = label("engagement_type", engagement.kind)
    return f"{label('engagement_body', engagement.body)} · {kind} · {engagement.date}"


def act_label(act: Act) -> str:
    return f"{label('act_type', act.kind)} · {act.date}"


def _source_label(source: Source) -> str:
    return f"{label('relation_to_victim', source.relation)} · {label('source_reliability', source.reliability)}"


def _offer(field: forms.Field, rows: Any, words: Any) -> None:
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared so above
    field.queryset = rows
    field.label_from_instance = words

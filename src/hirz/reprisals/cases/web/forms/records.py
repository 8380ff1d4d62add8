"""Forms that add to the record of a case: people, cooperation, acts, links, sources, developments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from hirz.foundation.accounts.access import has_permission
from hirz.foundation.vocabularies.fields import NOTHING_CHOSEN
from hirz.foundation.vocabularies.registry import grouped_choices
from hirz.reprisals.cases.models import Act, Engagement, Source
from hirz.reprisals.cases.web.forms.asking import (
    LONG_TEXT,
    AboutPeopleForm,
    CaseForm,
    RowField,
    act_label,
    engagement_label,
)
from hirz.reprisals.cases.web.labels import CONFIDENTIALITY
from hirz.reprisals.matching.web.door import DoorForm, lines_of
from hirz.reprisals.people.permissions import PeoplePermission
from hirz.reprisals.people.web.fields import PreciseField, TermField, TermsField


class EngagementForm(AboutPeopleForm):
    field_order = ["body", "kind", "temporal_relation", "date", "person", "place", "source", "note"]
    body = TermField(label=_("With which body of the United Nations"), vocabulary="engagement_body")
    kind = TermField(label=_("How"), vocabulary="engagement_type")
    temporal_relation = TermField(
        label=_("Cooperation in relation to the harm"), vocabulary="temporal_relation", initial="past_cooperation"
    )
    date = PreciseField(label=_("When"))
    place = forms.CharField(label=_("Where"), required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        meant_to_come = answers.get("temporal_relation") in {"attempted", "future_deterrence"}
        if answers.get("date") and not meant_to_come:
            try:
                self.refuse_doubtful(answers["date"])
            except ValidationError as error:
                self.add_error("date", error)
        return answers


class ActForm(AboutPeopleForm):
    field_order = [
        "kind", "date", "person", "perpetrator", "place", "online", "transnational", "legal_basis", "source", "note",
    ]  # fmt: skip
    kind = forms.ChoiceField(label=_("What was done"), choices=lambda: [NOTHING_CHOSEN, *grouped_choices("act_type")])
    date = PreciseField(label=_("When"))
    perpetrator = TermField(label=_("By whom"), vocabulary="perpetrator", initial="unknown")
    place = forms.CharField(label=_("Where"), required=False, max_length=200)
    online = forms.BooleanField(label=_("It happened online"), required=False)
    transnational = forms.BooleanField(label=_("It reached across a border"), required=False)
    legal_basis = forms.CharField(
        label=_("Law invoked"),
        help_text=_("The article or law that was named, if any."),
        required=False,
        max_length=300,
    )

    def clean_date(self) -> str:
        return self.refuse_doubtful(self.cleaned_data["date"])


class SourceForm(AboutPeopleForm):
    field_order = ["relation", "person", "first_hand", "confidentiality", "reliability", "credibility", "note"]
    explained = {"reliability": "source_reliability", "credibility": "information_credibility"}
    source = None  # type: ignore[assignment]  # a source is not told by a source
    relation = TermField(label=_("Relation of the source to the person affected"), vocabulary="relation_to_victim")
    first_hand = forms.BooleanField(label=_("They saw or lived through it themselves"), required=False)
    confidentiality = forms.ChoiceField(
        label=_("Who may know the source"), choices=lambda: list(CONFIDENTIALITY.items()), widget=forms.RadioSelect,
        initial=Source.Confidentiality.CONFIDENTIAL,
    )  # fmt: skip
    reliability = TermField(
        label=_("How reliable is the source?"), vocabulary="source_reliability", widget=forms.RadioSelect,
        initial="unknown",
    )  # fmt: skip
    credibility = TermField(
        label=_("How credible is the information?"), help_text=_("Judged by itself: a good source can be wrong."),
        vocabulary="information_credibility", widget=forms.RadioSelect, initial="unknown",
    )  # fmt: skip


class LinkForm(CaseForm):
    explained = {"bases": "link_basis", "strength": "link_strength"}
    engagement = RowField(
        Engagement, engagement_label, label=_("Cooperation"), widget=forms.RadioSelect, empty_label=None
    )
    act = RowField(Act, act_label, label=_("Act"), widget=forms.RadioSelect, empty_label=None)
    bases = TermsField(label=_("Why they are believed connected"), vocabulary="link_basis")
    strength = TermField(label=_("How strong is the link?"), vocabulary="link_strength", widget=forms.RadioSelect)
    reasoning = forms.CharField(label=_("Reasoning"), required=False, widget=LONG_TEXT)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("engagement", self.case.engagements.all())
        self.offer("act", self.case.acts.all())


class DevelopmentForm(CaseForm):
    kind = TermField(label=_("What changed"), vocabulary="development_kind")
    date = PreciseField(label=_("When"))
    text = forms.CharField(label=_("What happened"), widget=LONG_TEXT)

    def clean_date(self) -> str:
        return self.refuse_doubtful(self.cleaned_data["date"])


class PartyForm(DoorForm, CaseForm):
    """Somebody joins the case. Whoever may be meant is asked about before a second file is opened."""

    field_order = ["names", "known", "why", "role", "status", "status_date", "note"]
    names = forms.CharField(
        label=_("Name"), help_text=_("Every spelling you know, in any script, one to a line."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    role = TermField(label=_("Role in the case"), vocabulary="person_role")
    status = TermField(label=_("Their situation"), vocabulary="victim_status", initial="unknown")
    status_date = PreciseField(label=_("Since when"), required=False)
    note = forms.CharField(label=_("Clarification"), required=False, widget=LONG_TEXT)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.look(lines_of(self.data.get("names")), user=self.user)

    @property
    def questions(self) -> Iterator[tuple[forms.BoundField, Mapping[str, str]]]:
        for bound, descriptions in super().questions:
            yield bound, self.why_found if bound.name == "known" else descriptions

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if not self.errors and self.said.person is None and not self._may_enter_people:
            self.add_error(
                "names", _("You may add people who are entered already. Ask a desk officer to enter this one.")
            )
        if not self.errors and self._has_the_role(answers["role"]):
            self.add_error("role", _("This person already has this role in the case."))
        return answers

    def _has_the_role(self, role: str) -> bool:
        meant = self.said.person
        return meant is not None and self.case.parties.filter(person=meant, role=role).exists()

    @property
    def _may_enter_people(self) -> bool:
        return has_permission(self.user, PeoplePermission.PERSON_EDIT, self.case.office_id)

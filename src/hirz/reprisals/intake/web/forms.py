from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hirz.foundation.accounts.access import has_permission
from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.foundation.vocabularies.collation import sort_for_people
from hirz.foundation.vocabularies.registry import choices, page_language
from hirz.reprisals.cases.actions.assessing import Judgement
from hirz.reprisals.cases.models import Case
from hirz.reprisals.cases.permissions import CasePermission
from hirz.reprisals.intake.arrival import MESSAGE_LIMIT
from hirz.reprisals.intake.models import Submission
from hirz.reprisals.intake.triage import Triage
from hirz.reprisals.intake.web.reading import names
from hirz.reprisals.matching.web.door import DoorForm
from hirz.reprisals.people.web.fields import StaffForm, StateField, TermField, TermsField
from hirz.rules.risk import RiskLevel

LONG: Final = 20_000


class QueueFilter(StaffForm):
    office = forms.ChoiceField(label=_("Office"), required=False)
    state = forms.ChoiceField(label=pgettext_lazy("of a submission", "Stage"), required=False)

    def __init__(self, *args: Any, offices: Sequence[Office], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = sort_for_people(offices, str, page_language())
        self.fields["office"].choices = [  # type: ignore[attr-defined]
            ("", _("All offices")),
            *((str(office.pk), str(office)) for office in named),
        ]
        stages = [("", pgettext_lazy("stage of a submission", "All stages")), *choices("submission_state")]
        self.fields["state"].choices = stages  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, str]:
        """What to filter by; a choice that does not exist is no filter."""
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}


class TriageForm(DoorForm):
    """Whether, how urgent, and whose: what a desk officer settles with the submission before the eyes."""

    protected_category = TermField(
        vocabulary="protected_category",
        label=_("Under which paragraph of resolution 12/2 is the person protected?"),
        widget=forms.RadioSelect,
    )
    scope_reason = forms.CharField(
        label=_("Why is it within the resolution?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONG,
        error_messages={"required": _("Write why it is within the resolution.")},
    )
    state_concerned = StateField(label=_("State concerned"))
    level = TermField(
        vocabulary="risk_level", label=_("How high is the risk for the people concerned?"), widget=forms.RadioSelect
    )
    reasons = TermsField(
        vocabulary="risk_reason",
        label=_("Reasons for the level of risk"),
        help_text=_("A high or critical risk needs at least one reason."),
        required=False,
    )
    owner = forms.ChoiceField(
        label=_("Who owns the case?"), error_messages={"required": _("Choose who owns the case.")}
    )
    substitute = forms.ChoiceField(
        label=_("Who stands in for the owner?"),
        help_text=_("The substitute gets the deadlines when the owner is away."),
        required=False,
    )
    summary = forms.CharField(
        label=_("Summary for colleagues"), widget=forms.Textarea(attrs={"rows": 4}), max_length=LONG, required=False
    )
    duplicates_checked = forms.BooleanField(
        label=_("I have looked at the possible duplicates: none of them is about the same."),
        error_messages={"required": _("Look at the possible duplicates first, then confirm it here.")},
    )

    def __init__(self, *args: Any, submission: Submission, people: Sequence[User], user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        waits = submission.triaged_at is None  # else the person it tells of is the one who was entered then
        self.look(names(submission.answers) if waits else [], user=user)
        offer_state(self, submission)
        self._people = {str(person.pk): person for person in people}
        named = [(pk, person.display_name) for pk, person in self._people.items()]
        self.fields["owner"].choices = named  # type: ignore[attr-defined]
        self.fields["substitute"].choices = [("", _("Nobody")), *named]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("substitute") and cleaned["substitute"] == cleaned.get("owner"):
            self.add_error("substitute", _("Choose somebody other than the owner."))
        if cleaned.get("level") and RiskLevel(cleaned["level"]).is_serious and not cleaned.get("reasons"):
            self.add_error("reasons", _("Choose at least one reason for a high or critical risk."))
        return cleaned

    def decision(self) -> Triage:
        told = self.cleaned_data
        return Triage(
            protected_category=told["protected_category"],
            scope_reason=told["scope_reason"],
            judgement=Judgement(level=told["level"], reasons=tuple(told["reasons"])),
            owner=self._people[told["owner"]],
            substitute=self._people.get(told["substitute"]),
            state_concerned=told["state_concerned"],
            summary=told["summary"],
            victim=self.said,
        )


class OutOfScopeForm(StaffForm):
    state_concerned = StateField(label=_("State concerned"))
    reason_code = TermField(
        vocabulary="out_of_scope_reason", label=_("Why is it outside resolution 12/2?"), widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("The reason in your own words"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONG,
        error_messages={"required": _("Write the reason.")},
    )
    referral = forms.CharField(
        label=_("Where is the matter referred?"),
        help_text=_("Name the mechanism or office that can help, or say that none can."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONG,
        error_messages={"required": _("Say where the matter is referred, or that nobody can help.")},
    )

    def __init__(self, *args: Any, submission: Submission, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_state(self, submission)


class JoinForm(StaffForm):
    reference = forms.CharField(
        label=_("Reference of the case"),
        help_text=_("For example C-4KTW7P. The case must be open and yours to edit."),
        max_length=16,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Write the reference of the case.")},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._user = user

    def clean_reference(self) -> Case:
        written = self.cleaned_data["reference"].strip().upper()
        case = Case.objects.visible_to(self._user).open().filter(reference=written).first()
        if case is None or not has_permission(self._user, CasePermission.CASE_EDIT, case.office_id):
            raise forms.ValidationError(_("No open case that you may edit has this reference."))
        return case


class MessageForm(StaffForm):
    body = forms.CharField(
        label=_("Message to the person who wrote"),
        help_text=_("They read it in their inbox, with their receipt. Write in their language; leave out other names."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=MESSAGE_LIMIT,
        error_messages={"required": _("Write the message first.")},
    )


class ShownStateForm(StaffForm):
    state = TermField(
        vocabulary="submission_state", label=_("What the submitter reads"), initial=Submission.State.RECEIVED
    )


def offer_state(form: StaffForm, submission: Submission) -> None:
    """The State that was named is offered whatever the deployment shows, and chosen to begin with."""
    form.fields["state_concerned"] = StateField(
        label=_("State concerned"), also=submission.state_concerned, initial=submission.state_concerned
    )

"""Forms by which people judge: risk, verification, scope, harm that a response might do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hirz.foundation.vocabularies.registry import choices
from hirz.reprisals.cases.actions.assessing import Judgement
from hirz.reprisals.cases.web.forms.asking import LONG_TEXT, CaseForm
from hirz.reprisals.cases.web.labels import FINDINGS, STANDARDS
from hirz.reprisals.people.web.fields import DayField, TermField, TermsField
from hirz.rules.verification import CONCLUSIONS

HARM_QUESTIONS: Mapping[str, str | Promise] = {
    "agreed": _("The people concerned, or somebody they trust, know what we plan and agree to it."),
    "consequences": _("We asked what it could bring upon them, their family and those who helped them."),
    "recognised": _("Nobody who has not agreed to be named can be recognised from what we plan to say."),
    "quieter": _("A quieter step would not serve them better."),
    "reachable": _("They know how to reach us if it goes badly, and we know how to reach them safely."),
    "coordinated": _("Those in the United Nations who already act on this case know of the plan."),
}


class RiskForm(CaseForm):
    explained = {"level": "risk_level"}
    level = TermField(label=_("How high is the risk?"), vocabulary="risk_level", widget=forms.RadioSelect)
    reasons = TermsField(
        label=_("Reasons"), help_text=_("Needed for a high or critical risk, and when such a risk ends."),
        vocabulary="risk_reason", required=False,
    )  # fmt: skip
    mitigations = TermsField(label=_("What lowers the risk"), vocabulary="mitigation", required=False)
    review_date = DayField(
        label=_("To be looked at again on"), help_text=_("Left empty, it is the last day that the level allows."),
        required=False,
    )  # fmt: skip
    note = forms.CharField(label=_("Clarification"), required=False, widget=LONG_TEXT)

    @property
    def judgement(self) -> Judgement:
        return Judgement(**self.cleaned_data)


class ProposalForm(CaseForm):
    explained = {"level": "verification_level"}
    level = forms.ChoiceField(
        label=_("Which level has been reached?"), choices=lambda: _conclusions(), widget=forms.RadioSelect
    )
    act_finding = forms.ChoiceField(
        label=_("Did the act happen?"), choices=lambda: [(f.value, words) for f, words in FINDINGS.items()],
        widget=forms.RadioSelect,
    )  # fmt: skip
    standard = forms.ChoiceField(label=_("Standard of proof applied"), choices=lambda: list(STANDARDS.items()))
    basis = forms.CharField(
        label=_("What the conclusion rests on"),
        help_text=_("The harm and the link need proof. What somebody told the United Nations never does."),
        widget=LONG_TEXT,
    )

    def clean(self) -> dict[str, Any]:
        if self.case.verifications.filter(decided_at__isnull=True).exists():
            self.add_error(None, _("A conclusion is proposed already. It has to be confirmed or sent back first."))
        return super().clean() or {}


class SecondLookForm(CaseForm):
    """The second person confirms, or sends back and says why."""

    CONFIRM, RETURN = "confirm", "return"

    note = forms.CharField(
        label=_("Your note"), help_text=_("Needed to send it back."), required=False, widget=LONG_TEXT
    )
    decision = forms.ChoiceField(
        choices=[(CONFIRM, CONFIRM), (RETURN, RETURN)],
        widget=forms.HiddenInput,
        required=False,
        error_messages={"invalid_choice": _("Confirm it or send it back.")},
    )

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if not answers.get("decision"):
            self.add_error(None, _("Confirm it or send it back."))
        return answers


class ScopeForm(CaseForm):
    explained = {"protected_category": "protected_category"}
    protected_category = TermField(
        label=_("Under which paragraph of resolution 12/2"), vocabulary="protected_category", widget=forms.RadioSelect
    )
    reason = forms.CharField(label=_("Why it is within the resolution"), widget=LONG_TEXT)


class HarmForm(CaseForm):
    """Every question is answered yes, or the response is not ready."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, question in HARM_QUESTIONS.items():
            self.fields[name] = forms.BooleanField(
                label=str(question),
                error_messages={"required": _("As long as this is not so, the response is not ready.")},
            )


class DuplicatesForm(CaseForm):
    looked = forms.BooleanField(
        label=_("I have looked, and no other case is about the same."),
        error_messages={"required": _("Confirm that you have looked.")},
    )


def _conclusions() -> list[tuple[str, str]]:
    return [(code, words) for code, words in choices("verification_level") if code in CONCLUSIONS]

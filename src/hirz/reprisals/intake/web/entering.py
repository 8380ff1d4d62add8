"""What somebody told a colleague, entered for them: the same answers, the same shape, the same receipt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hirz.foundation.accounts.models import User
from hirz.foundation.blobs.arrivals import ArrivedFile as Upload
from hirz.foundation.blobs.sorting import RefusedFile, sort_arrivals
from hirz.foundation.blobs.wording import REFUSALS
from hirz.foundation.vocabularies.registry import grouped_choices, label
from hirz.foundation.walls.standing import beyond_the_wall
from hirz.reprisals.intake.answers import ASKED_SCOPES, check
from hirz.reprisals.intake.arrival import Arrived, find_submitted, receipt_of, receive, start_draft
from hirz.reprisals.intake.files import attach_to_draft
from hirz.reprisals.intake.wording import words_for_problem
from hirz.reprisals.people.web.fields import PreciseField, StaffForm, StateField, TermField
from hirz.rules.consent import ConsentState, Scope

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

BETWEEN: Final = "__"
"""Fields are named by the place of their answer: ``victim__names`` is the ``names`` of the ``victim``."""
CONSENT: Final = f"consent{BETWEEN}answers{BETWEEN}"
CHANNELS: Final = (
    "in_person",
    "field_interview",
    "phone",
    "messaging_app",
    "email",
    "post",
    "un_referral",
    "partner_referral",
)
_ASKED_STATES: Final = (
    ConsentState.NOT_SOUGHT, ConsentState.GIVEN, ConsentState.REFUSED, ConsentState.UNABLE_TO_OBTAIN,
)  # fmt: skip


class _ManyFiles(forms.FileInput):
    allow_multiple_selected = True


class _Files(forms.FileField):
    """Files are looked into by their content and not by this form; none is as good as some."""

    widget = _ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Upload]:
        return [upload for upload in data or () if isinstance(upload, Upload)]


def _text(label: _StrPromise, *, rows: int = 4, limit: int = 20_000, **kwargs: Any) -> forms.CharField:
    kwargs.setdefault("required", False)
    return forms.CharField(label=label, max_length=limit, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class EnteringForm(StaffForm):
    token = forms.CharField(widget=forms.HiddenInput)
    channel = forms.ChoiceField(
        label=_("How did it reach you?"), choices=lambda: [(code, label("channel", code)) for code in CHANNELS]
    )
    language = TermField(vocabulary="language_name", label=_("Language of what you write down"))
    relation = TermField(vocabulary="relation_to_victim", label=_("Who told you, seen from the person concerned?"))
    state_concerned = StateField(label=_("State concerned"), required=False)
    life_at_risk = forms.BooleanField(
        label=_("Life or liberty is at stake in the coming hours or days"), required=False
    )
    stay_confidential = forms.BooleanField(
        label=_("Whoever told you wishes to stay unknown to everybody but us"), required=False, initial=True
    )
    narrative = _text(
        _("What happened"),
        rows=12,
        limit=2_000_000,
        required=True,
        help_text=_("As close to the words of the person as you can, in the language in which they were said."),
        error_messages={"required": _("Write what happened.")},
    )
    victim__names = _text(
        _("Names of the person concerned"), rows=3, help_text=_("One spelling a line, in every script that you know.")
    )
    victim__kind = TermField(vocabulary="person_kind", label=pgettext_lazy("of person", "Kind"), required=False)
    victim__gender = TermField(vocabulary="gender", label=_("Gender"), required=False)
    victim__age_group = TermField(vocabulary="age_group", label=_("Age group"), required=False)
    victim__description = _text(_("Who they are and what they do"))
    engagement__body = TermField(
        vocabulary="engagement_body", label=_("With which part of the United Nations?"), required=False
    )
    engagement__kind = TermField(vocabulary="engagement_type", label=_("How did they cooperate?"), required=False)
    engagement__date = PreciseField(label=_("When?"), required=False)
    engagement__place = forms.CharField(label=_("Where?"), max_length=200, required=False)
    engagement__description = _text(_("What they did or said"), limit=200_000)
    act__kinds = forms.MultipleChoiceField(
        label=_("What was done, or threatened?"),
        choices=lambda: grouped_choices("act_type"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    act__date = PreciseField(label=_("When?"), required=False)
    act__place = forms.CharField(label=_("Where?"), max_length=200, required=False)
    act__perpetrator = TermField(vocabulary="perpetrator", label=_("By whom?"), required=False)
    act__description = _text(_("How it happened"), limit=200_000)
    link = _text(_("Why is it believed that it answers the cooperation?"), limit=200_000)
    steps_taken = _text(_("Steps taken so far"), limit=200_000)
    prior_submissions = _text(_("Sent elsewhere before"))
    safe_contact = _text(_("A safe way to reach whoever told you"), rows=2, limit=2_000)
    attachments = _Files(
        label=_("Files"),
        help_text=_("Pictures, PDF, Word and OpenDocument files, sound or video. Each is kept whole, as it arrived."),
        required=False,
    )
    consent__given_by = TermField(vocabulary="consent_given_by", label=_("Who answered about consent?"), initial="self")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for scope in ASKED_SCOPES:
            self.fields[CONSENT + scope] = forms.ChoiceField(
                label=label("consent_scope", scope),
                choices=[(state.value, label("consent_state", state)) for state in _ASKED_STATES],
                initial=ConsentState.NOT_SOUGHT.value,
            )

    @property
    def consents(self) -> list[forms.BoundField]:
        return [self[CONSENT + scope] for scope in ASKED_SCOPES]

    @property
    def act_families(self) -> list[tuple[str, list[forms.boundfield.BoundWidget], bool]]:
        """The boxes of each family under its title, and whether one of them is marked."""
        boxes = iter(self["act__kinds"].subwidgets)
        families = [(title, list(islice(boxes, len(members)))) for title, members in grouped_choices("act_type")]
        return [(title, own, any(box.data["selected"] for box in own)) for title, own in families]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get(CONSENT + Scope.RECORD) == ConsentState.REFUSED:
            self.add_error(CONSENT + Scope.RECORD, _("What the person does not want kept must not be entered."))
        if not self.errors:
            for problem in check(self.answers()):
                self.add_error(self._field_of(problem.path), words_for_problem(problem.code))
        return cleaned

    def answers(self) -> dict[str, Any]:
        """The answers in the documented shape; what was left empty is left out."""
        told: dict[str, Any] = {}
        for name, value in self.cleaned_data.items():
            if name not in _NOT_ANSWERS and value not in (None, "", []):
                _put(told, name.split(BETWEEN), _spellings(value) if name == _NAMES else value)
        return told

    def _field_of(self, path: str) -> str | None:
        name = path.replace(".", BETWEEN)
        return next((known for known in self.fields if name == known or name.startswith(known + BETWEEN)), None)


_NAMES: Final = "victim__names"
_NOT_ANSWERS: Final = frozenset({"token", "channel", "attachments"})


def _put(told: dict[str, Any], path: list[str], value: Any) -> None:
    *above, last = path
    for part in above:
        told = told.setdefault(part, {})
    told[last] = value


def _spellings(written: str) -> list[str]:
    return [line.strip() for line in written.splitlines() if line.strip()]


@dataclass(frozen=True)
class NotTaken:
    """A file that was not taken in, and why, in words."""

    name: str
    why: str


@beyond_the_wall()
def enter(form: EnteringForm, *, by: User) -> Arrived:
    """Receive what the form holds with the files kept under its token. Asking again shows the same receipt."""
    token = form.cleaned_data["token"]
    return receive(answers=form.answers(), token=token, channel=form.cleaned_data["channel"], by=by)


@beyond_the_wall()
def entered_before(token: str) -> Arrived | None:
    """The submission that this form became already, when it is sent a second time."""
    submission = find_submitted(token)
    return Arrived(submission, receipt_of(submission, token)) if submission else None


@beyond_the_wall()
def keep_files(uploads: Iterable[Upload], *, token: str, language: str) -> list[NotTaken]:
    """Keep what can be taken in with the draft of this form, and say what cannot. A form that comes back keeps them."""
    sorted_out = sort_arrivals(uploads)
    if sorted_out.accepted:
        start_draft(token=token, language=language)
    for accepted in sorted_out.accepted:
        assert accepted.file.blob is not None  # noqa: S101 - an accepted file is stored
        attach_to_draft(
            token=token, blob=accepted.file.blob, name=accepted.file.declared_name, inspection=accepted.inspection
        )
        accepted.file.keep()
    return list(_not_taken(sorted_out.refused))


def _not_taken(refused: Iterable[RefusedFile]) -> Iterator[NotTaken]:
    for file in refused:
        yield NotTaken(file.display_name, " ".join(str(REFUSALS[code]) for code in file.codes))

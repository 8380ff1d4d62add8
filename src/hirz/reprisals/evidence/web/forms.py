"""Forms about evidence: what an item is, what is blacked out, why a copy is made, where a bundle goes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hirz.engines.evidence.grids import FINENESS
from hirz.foundation.blobs.arrivals import ArrivedFile
from hirz.foundation.blobs.wording import REFUSALS
from hirz.foundation.vocabularies.registry import label
from hirz.reprisals.cases.web.forms.asking import LONG_TEXT, CaseForm, RowField, person_label
from hirz.reprisals.evidence.custody import REASON_LIMIT
from hirz.reprisals.evidence.seeing import Sight
from hirz.reprisals.evidence.taking import Account
from hirz.reprisals.evidence.versions import Version
from hirz.reprisals.evidence.web.words import version_label
from hirz.reprisals.people.models import Person
from hirz.reprisals.people.web.fields import PreciseField, StaffForm
from hirz.rules.consent import Purpose
from hirz.rules.recipients import EVIDENCE_RECIPIENTS

_PURPOSES: Final = {
    Purpose.SHARE_WITHIN_OHCHR: pgettext_lazy("purpose", "Within OHCHR"),
    Purpose.SHARE_UN_ENTITY: pgettext_lazy("purpose", "To another entity of the United Nations"),
    Purpose.SHARE_MECHANISM: pgettext_lazy("purpose", "To a human rights mechanism"),
    Purpose.SHARE_PROTECTION_PARTNER: pgettext_lazy("purpose", "To a partner who protects"),
    Purpose.RAISE_WITH_GOVERNMENT: pgettext_lazy("purpose", "To the Government"),
}
_BETWEEN: Final = " "


class _People(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not subscriptable at run time
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Person.objects.none(), widget=forms.CheckboxSelectMultiple, **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return person_label(obj)


class _OneFile(forms.FileField):
    """One file, which is looked into by its content and not by this form. What was not stored says why."""

    def clean(self, data: Any, initial: Any = None) -> ArrivedFile:
        if not isinstance(data, ArrivedFile):
            raise ValidationError(self.error_messages["required"])
        if data.refusal is not None:
            raise ValidationError(str(REFUSALS[data.refusal.value]))
        return data


class AccountForm(CaseForm):
    """What is known of an item."""

    description = forms.CharField(label=_("What does it show?"), widget=LONG_TEXT, max_length=20_000)
    given_by = RowField(
        Person, person_label, label=_("Who gave it?"), required=False,
        empty_label=_("Somebody who is not in this list"),
        help_text=_("Their consent is asked before it leaves, and it is erased if they are."),
    )  # fmt: skip
    shows = _People(
        label=_("Who can be recognised in it?"), required=False,
        help_text=_("Their consent is asked as well. Add people to the case first if they are missing here."),
    )  # fmt: skip
    obtained_date = PreciseField(label=_("When was it obtained?"), required=False)
    obtained_how = forms.CharField(
        label=_("How did it come to us?"), required=False, widget=LONG_TEXT, max_length=20_000,
        help_text=_("Through whose hands, by which way, on what kind of device or paper."),
    )  # fmt: skip
    reliability = forms.CharField(
        label=_("How far can it be relied upon?"), required=False, widget=LONG_TEXT, max_length=20_000
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Person.objects.visible_to(self.user).filter(parts__case=self.case).distinct()
        for name in ("given_by", "shows"):
            self.offer(name, people.prefetch_related("names"))

    def clean_obtained_date(self) -> str:
        return self.refuse_doubtful(self.cleaned_data["obtained_date"])

    def account(self) -> Account:
        told = self.cleaned_data
        return Account(**{name: told[name] for name in AccountForm.base_fields} | {"shows": list(told["shows"])})


class AddForm(AccountForm):
    field_order = ["file"]
    file = _OneFile(
        label=_("The file"), error_messages={"required": _("Choose a file.")},
        help_text=_("It is sealed while it arrives. What could do harm is kept in quarantine, where nobody opens it."),
    )  # fmt: skip


class ReasonForm(StaffForm):
    reason = forms.CharField(
        label=_("Why?"), max_length=REASON_LIMIT, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stands in the chain of custody, and nobody can change it later."),
        error_messages={"required": _("Say why. It stands in the chain of custody.")},
    )  # fmt: skip


class AreasForm(ReasonForm):
    field_order = ["columns", "areas", "reason"]
    columns = forms.TypedChoiceField(
        coerce=int, widget=forms.HiddenInput, choices=[(number, str(number)) for number in FINENESS]
    )
    areas = forms.CharField(
        label=_("What is blacked out"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 5, "dir": "ltr"}),
        help_text=_(
            "One area a line: the numbers of two cells in opposite corners, such as 41-87. On another page than the "
            "first, the page before it: 2: 41-87."
        ),
        error_messages={"required": _("Name at least one area.")},
    )  # fmt: skip


class PhrasesForm(ReasonForm):
    field_order = ["phrases", "reason"]
    phrases = forms.CharField(
        label=_("What is blacked out"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "One word or phrase a line. Each is blacked out wherever it stands, however it is spaced, cased or pointed."
        ),
        error_messages={"required": _("Name at least one phrase.")},
    )  # fmt: skip


class ReviewForm(ReasonForm):
    """Accepting needs no reason, discarding does; the action says so."""

    reason = forms.CharField(
        label=_("If it is discarded: why?"), required=False, max_length=REASON_LIMIT,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class ExportForm(ReasonForm):
    field_order = ["versions", "recipient", "note", "reason"]
    versions = forms.MultipleChoiceField(
        label=_("Which files"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one file.")},
    )  # fmt: skip
    recipient = forms.ChoiceField(
        label=_("To whom"), choices=lambda: list(_recipients()),
        error_messages={"required": _("Choose who receives it.")},
    )  # fmt: skip
    note = forms.CharField(
        label=_("Words for the recipient"), required=False, widget=LONG_TEXT, max_length=5_000,
        help_text=_("They go with the files. Name nobody who has not agreed to that."),
    )  # fmt: skip

    def __init__(self, *args: Any, sights: Iterable[Sight], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offered = {str(version.pk): version for seen in sights for version in seen.leaving}
        choices = [(pk, version_label(version)) for pk, version in self._offered.items()]
        self.fields["versions"].choices = choices  # type: ignore[attr-defined]

    @property
    def chosen(self) -> list[Version]:
        return [self._offered[pk] for pk in self.cleaned_data["versions"]]

    @property
    def purpose(self) -> Purpose:
        return Purpose(self.cleaned_data["recipient"].partition(_BETWEEN)[0])

    @property
    def receiver(self) -> str:
        return str(self.cleaned_data["recipient"].partition(_BETWEEN)[2])


def _recipients() -> Iterator[tuple[str, Any]]:
    yield "", _("Choose")
    for purpose, recipients in EVIDENCE_RECIPIENTS.items():
        named = [(f"{purpose}{_BETWEEN}{code}", label("entity", code)) for code in sorted(recipients)]
        yield str(_PURPOSES[purpose]), named

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hirz.foundation.questions import DayField, StaffForm, TermField
from hirz.regional.mechanisms.actions import Settlement
from hirz.regional.mechanisms.facts import end_of_calendar
from hirz.regional.mechanisms.models import DayPrecision, TreatyAction
from hirz.regional.mechanisms.words import reservation_words
from hirz.rules.dates import FIRST_PLAUSIBLE_DAY
from hirz.rules.mechanism_facts import UNDER_A_TREATY

SOURCE: Final = _("For example: depositary notification, treaty body database, symbol of the document.")
ANOTHER_DAY, NOT_OWED, BY_THE_RULE = "another_day", "not_owed", "by_the_rule"


class PastDayField(DayField):
    """A day that has come: what is put on record has happened."""

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value and value > timezone.localdate():
            raise ValidationError(_("This day has not come yet."))
        if value and value < FIRST_PLAUSIBLE_DAY:
            raise ValidationError(_("This day cannot be right. Look at the year."))


class AsOfForm(StaffForm):
    day = DayField(label=_("As of which day?"), required=False)

    def clean_day(self) -> date | None:
        day: date | None = self.cleaned_data["day"]
        if day and not FIRST_PLAUSIBLE_DAY <= day <= end_of_calendar(timezone.localdate()):
            raise ValidationError(_("This day cannot be right. Look at the year."))
        return day

    def chosen(self, otherwise: date) -> date:
        """The day asked for; one that cannot be read is no day."""
        self.full_clean()
        day: date | None = self.cleaned_data.get("day") if self.is_bound else None
        return day or otherwise


class ActionForm(StaffForm):
    treaty = TermField(vocabulary="treaty", label=pgettext_lazy("one of the human rights treaties", "Treaty"))
    kind = TermField(vocabulary="treaty_action", label=_("What did the State do?"))
    on_date = PastDayField(label=pgettext_lazy("of a treaty action", "When?"))
    precision = forms.ChoiceField(
        label=_("How well is the day known?"),
        choices=DayPrecision.choices,
        initial=DayPrecision.DAY,
        help_text=_("Where only the year is known, write its last day."),
    )
    article = forms.CharField(label=_("Article"), max_length=64, required=False)
    text = forms.CharField(
        label=_("Text of the reservation or declaration"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=20_000,
        required=False,
    )
    withdraws = forms.ModelChoiceField(
        label=_("Which reservation is withdrawn?"), queryset=TreatyAction.objects.none(), required=False
    )
    until_date = DayField(label=_("Postponed until when?"), required=False)
    source = forms.CharField(label=_("Where is this known from?"), max_length=300, help_text=SOURCE)

    def __init__(self, *args: Any, state_code: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reservations = TreatyAction.objects.filter(state_code=state_code, kind="reservation")
        withdraws = self.fields["withdraws"]
        withdraws.queryset = reservations  # type: ignore[attr-defined]
        withdraws.label_from_instance = reservation_words  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if (cleaned.get("kind") == "withdrawal_of_reservation") != bool(cleaned.get("withdraws")):
            self.add_error("withdraws", _("Name the reservation for a withdrawal, and for nothing else."))
        if cleaned.get("until_date") and cleaned.get("kind") != "prevention_postponed":
            self.add_error("until_date", _("Only a postponement lasts until a day."))
        return cleaned


class EventForm(StaffForm):
    kind = TermField(vocabulary="mechanism_event", label=pgettext_lazy("before a mechanism", "What happened?"))
    treaty = TermField(vocabulary="treaty", label=_("Under which treaty?"), nothing=_("None"), required=False)
    on_date = PastDayField(label=pgettext_lazy("of an event", "When?"))
    next_date = DayField(
        label=_("Which day was named for the next report, the replies or the next accreditation?"), required=False
    )
    follow_up_date = DayField(label=_("Which day was named for the follow-up?"), required=False)
    session = forms.IntegerField(
        label=_("Session of the Working Group"), min_value=1, max_value=200, required=False,
        help_text=_("Only for the universal periodic review."),
    )  # fmt: skip
    reference = forms.CharField(
        label=_("Symbol of the document or reference of the letter"), max_length=64, required=False,
        help_text=_("An answer is tied to its letter by the same reference."),
    )  # fmt: skip
    source = forms.CharField(label=_("Where is this known from?"), max_length=300, help_text=SOURCE)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("kind") in UNDER_A_TREATY and not cleaned.get("treaty"):
            self.add_error("treaty", _("Say under which treaty: without it nothing follows from this event."))
        start = cleaned.get("on_date")
        for name in ("next_date", "follow_up_date"):
            if start and cleaned.get(name) and cleaned[name] < start:
                self.add_error(name, _("This day lies before the event itself."))
        return cleaned


class SettleForm(StaffForm):
    what = forms.ChoiceField(
        label=_("What holds instead of the rule?"),
        widget=forms.RadioSelect,
        choices=[
            (ANOTHER_DAY, _("Another day")),
            (NOT_OWED, _("Nothing is owed")),
            (BY_THE_RULE, _("The rule, as before")),
        ],
    )
    due_date = DayField(label=_("Which day?"), required=False)
    reason = forms.CharField(
        label=_("Why?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        help_text=_("Everybody on the staff can read this. Name no person."),
        error_messages={"required": _("Write the reason: others will have to rely on it.")},
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if (cleaned.get("what") == ANOTHER_DAY) != bool(cleaned.get("due_date")):
            self.add_error("due_date", _("Write the day, if another day holds, and only then."))
        return cleaned

    def settlement(self) -> Settlement:
        given = self.cleaned_data
        return Settlement(reason=given["reason"], due_date=given["due_date"] or None, is_owed=given["what"] != NOT_OWED)


class ImportForm(StaffForm):
    file = forms.FileField(
        label=_("File"), help_text=_("A table as CSV, in one of the documented shapes."), required=False
    )
    as_of = PastDayField(
        label=_("As of which day does a table of status hold?"),
        required=False,
        help_text=_("If the name of the file tells the month, this can stay empty."),
    )
    content = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)

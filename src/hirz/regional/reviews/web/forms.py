"""Questions about reviews, their documents, visits and communications."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hirz.foundation.accounts.models import User
from hirz.foundation.questions import DayField, StaffForm, StateField, TermField, TermsField
from hirz.foundation.vocabularies.registry import choices, label
from hirz.regional.mechanisms.web.forms import SOURCE, PastDayField
from hirz.regional.organisations.layered import SharedWith
from hirz.regional.organisations.models import Organisation
from hirz.regional.reviews.models import Review, ReviewDocument, Visit
from hirz.regional.reviews.telling import NAMED
from hirz.rules.layers import Layer
from hirz.rules.review_documents import Mechanism, kinds_of
from hirz.rules.visits import FIRST, Step, VisitStage, offers

WHERE_FROM: Final = _("Where is this known from?")
NEXT_DATE: Final = _("Which day was named for the next report, the replies or the next accreditation?")
FOLLOW_UP_DATE: Final = _("Which day was named for the follow-up?")


def source_field() -> forms.CharField:
    return forms.CharField(label=WHERE_FROM, max_length=300, help_text=SOURCE)


def layer_field(initial: Layer) -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Who may see it?"), choices=SharedWith.choices, initial=initial.value)


def address_field(**kwargs: Any) -> forms.URLField:
    return forms.URLField(
        label=_("Address of the document"), max_length=500, assume_scheme="https", required=False, **kwargs
    )


class StateFilterForm(StaffForm):
    state = StateField(label=pgettext_lazy("country", "State"), required=False)

    def chosen(self) -> str:
        """The State asked for; none where it cannot be read."""
        self.full_clean()
        return self.cleaned_data.get("state") or "" if self.is_bound else ""


class ReviewForm(StaffForm):
    state_code = StateField(label=pgettext_lazy("country", "State"))
    treaty = TermField(
        vocabulary="treaty", label=_("Under which treaty?"), nothing=_("None: universal periodic review"),
        required=False,
    )  # fmt: skip
    cycle = TermField(vocabulary="upr_cycle", label=_("Cycle"), nothing=_("None"), required=False)
    session = forms.IntegerField(
        label=pgettext_lazy("of a committee or the Working Group", "Session"), min_value=1, max_value=300,
        required=False,
    )  # fmt: skip
    held_date = DayField(
        label=_("On which day is the review?"), required=False,
        help_text=_("Once the day has come, the calendar of the State follows."),
    )  # fmt: skip
    source = source_field()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("treaty") and cleaned.get("cycle"):
            self.add_error("cycle", _("Only the universal periodic review has cycles."))
        cleaned["mechanism"] = (Mechanism.TREATY_BODY if cleaned.get("treaty") else Mechanism.UPR).value
        return cleaned


class HeldForm(StaffForm):
    on_date = DayField(label=_("On which day is, or was, the review?"))


class DocumentForm(StaffForm):
    kind = forms.ChoiceField(label=_("Which document?"))
    symbol = forms.CharField(label=_("Symbol of the document"), max_length=64, required=False)
    on_date = PastDayField(
        label=_("Of which day is it?"), required=False,
        help_text=_("Of concluding observations: the day of their adoption. Of a report: the day it was submitted."),
    )  # fmt: skip
    language = TermField(vocabulary="language_name", label=_("In which language?"), nothing=_("None"), required=False)
    address = address_field()
    next_date = DayField(label=NEXT_DATE, required=False)
    follow_up_date = DayField(label=FOLLOW_UP_DATE, required=False)
    layer = layer_field(Layer.PUBLIC)
    source = source_field()

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = kinds_of(Mechanism(review.mechanism))
        self.fields["kind"].choices = [(kind, label("review_document", kind)) for kind in kinds]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if bool(cleaned.get("address")) != bool(cleaned.get("language")):
            self.add_error("address", _("Give the address together with the language it is in."))
        return cleaned


class AddressForm(StaffForm):
    language = TermField(vocabulary="language_name", label=_("In which language?"))
    address = forms.URLField(label=_("Address of the document"), max_length=500, assume_scheme="https")


class LayerForm(StaffForm):
    layer = layer_field(Layer.PUBLIC)

    def __init__(self, *args: Any, offered: tuple[Layer, ...] = tuple(Layer), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(layer.value, SharedWith(layer.value).label) for layer in offered]
        self.fields["layer"].choices = choices  # type: ignore[attr-defined]

    def chosen(self) -> Layer:
        return Layer(self.cleaned_data["layer"])


class ShareDocumentForm(LayerForm):
    """Of a document that the calendar knows already no day is asked."""

    next_date = DayField(label=NEXT_DATE, required=False)
    follow_up_date = DayField(label=FOLLOW_UP_DATE, required=False)

    def __init__(self, *args: Any, document: ReviewDocument, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if document.event_id:
            for name in NAMED:
                del self.fields[name]

    def named(self) -> dict[str, date | None]:
        return {name: self.cleaned_data.get(name) for name in NAMED}


class InvitationForm(StaffForm):
    state_code = StateField(label=pgettext_lazy("country", "State"))
    from_date = PastDayField(label=_("Since when does the standing invitation hold?"))
    source = source_field()


class EndForm(StaffForm):
    until_date = PastDayField(label=_("Until when did the standing invitation hold?"))


class VisitForm(StaffForm):
    state_code = StateField(label=pgettext_lazy("country", "State"))
    procedures = TermsField(vocabulary="special_procedure", label=_("Which mandates?"))
    stage = forms.ChoiceField(label=_("How did it begin?"))
    on_date = PastDayField(label=pgettext_lazy("of an event", "When?"))
    layer = layer_field(Layer.INTERNAL)
    source = source_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stage"].choices = stage_choices(None)  # type: ignore[attr-defined]

    def first(self) -> Step:
        return Step(VisitStage(self.cleaned_data["stage"]), self.cleaned_data["on_date"])


class VisitChangeForm(StaffForm):
    first_date = DayField(label=_("First day of the visit"), required=False)
    last_date = DayField(label=_("Last day of the visit"), required=False)
    report_symbol = forms.CharField(label=_("Symbol of its report"), max_length=64, required=False)
    layer = layer_field(Layer.INTERNAL)


class StepForm(StaffForm):
    stage = forms.ChoiceField(label=pgettext_lazy("to a visit", "What happened?"))
    on_date = PastDayField(label=pgettext_lazy("of an event", "When?"))
    source = source_field()

    def __init__(self, *args: Any, visit: Visit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stage"].choices = stage_choices(visit)  # type: ignore[attr-defined]

    def step(self) -> Step:
        return Step(VisitStage(self.cleaned_data["stage"]), self.cleaned_data["on_date"])


class PreparationForm(StaffForm):
    kind = TermField(vocabulary="visit_preparation", label=_("What has to be seen to?"))
    due_date = DayField(label=_("Until when?"), required=False)
    done_date = PastDayField(label=_("Since when is it done?"), required=False)


class MeetingForm(StaffForm):
    on_date = PastDayField(label=pgettext_lazy("of an event", "When?"))
    organisations = forms.MultipleChoiceField(
        label=_("With whom?"), widget=forms.CheckboxSelectMultiple, required=False,
        help_text=_("Sealed, and seen only by those of the staff who follow this State."),
    )  # fmt: skip
    notes = forms.CharField(
        label=_("What was said?"), widget=forms.Textarea(attrs={"rows": 8}), max_length=20_000, required=False,
        help_text=_("Sealed. Name nobody who is not needed."),
    )  # fmt: skip

    def __init__(self, *args: Any, visit: Visit, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Organisation.objects.visible_to(user).filter(state_code__in=[visit.state_code, ""])
        self.fields["organisations"].choices = [(str(one.pk), one.name) for one in known]  # type: ignore[attr-defined]


class CommunicationForm(StaffForm):
    state_code = StateField(label=pgettext_lazy("country", "State"))
    reference = forms.CharField(
        label=_("Public reference"), max_length=24,
        help_text=_("For example AL KAZ 3/2026. Nobody is named here: neither victims nor sources."),
    )  # fmt: skip
    procedures = TermsField(vocabulary="special_procedure", label=_("Which mandates?"))
    themes = TermsField(vocabulary="theme", label=_("What is it about?"), required=False)
    persons = forms.IntegerField(
        label=_("How many alleged victims?"), min_value=0, required=False, help_text=_("A number only.")
    )
    sent_date = PastDayField(label=_("When was it sent?"))
    asked_date = DayField(
        label=_("Which day does the letter name for the reply?"), required=False,
        help_text=_("Without one the rule holds."),
    )  # fmt: skip
    address = address_field()


class ReplyForm(StaffForm):
    on_date = PastDayField(label=_("When did the reply come?"))
    kinds = forms.MultipleChoiceField(label=_("What does it come to?"), widget=forms.CheckboxSelectMultiple)
    address = address_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kinds"].choices = reply_choices()  # type: ignore[attr-defined]


class PublishForm(StaffForm):
    on_date = PastDayField(label=_("When was it published?"))
    address = address_field()


def stage_choices(visit: Visit | None) -> list[tuple[str, str]]:
    """What can come next; for a visit that is not on record yet, how one begins."""
    offered = offers(visit.facts) if visit else [stage for stage in VisitStage if stage in FIRST]
    return [(stage.value, label("visit_state", stage)) for stage in offered]


def reply_choices() -> list[tuple[str, str]]:
    """A reply that came comes to something: "no reply" is none."""
    return [(code, words) for code, words in choices("reply_kind") if code != "none"]

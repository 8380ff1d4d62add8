"""How the refusals about partners are put, and the stages of promises in words."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hirz.foundation.wording import register_words
from hirz.regional.partners.actions import coordination, entering, expertise, meetings, voices
from hirz.rules import conveying
from hirz.rules.promises import PromiseOutcomeIncomplete, PromiseStage

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

STAGES: Final[Mapping[PromiseStage, tuple[_StrPromise, str]]] = MappingProxyType(
    {
        PromiseStage.OVERDUE: (pgettext_lazy("promise", "Overdue"), "danger"),
        PromiseStage.DUE_SOON: (pgettext_lazy("promise", "Due soon"), "warning"),
        PromiseStage.OPEN: (pgettext_lazy("promise", "Open"), "info"),
        PromiseStage.BROKEN: (pgettext_lazy("promise", "Broken"), "danger"),
        PromiseStage.KEPT_LATE: (pgettext_lazy("promise", "Kept late"), "success"),
        PromiseStage.KEPT: (pgettext_lazy("promise", "Kept"), "success"),
        PromiseStage.RELEASED: (pgettext_lazy("promise", "No longer held to it"), "neutral"),
    }
)

register_words(
    {
        entering.NotYet.code: _("This day has not come yet."),
        entering.SettledAlready.code: _("What became of this is on record already, and stays."),
        meetings.PromiseToOneself.code: _("Who promises and to whom are two. Leave one of them empty for the office."),
        coordination.NoEntity.code: _("Choose an entity of the United Nations."),
        coordination.OfAnotherState.code: _("Recommendations and the framework have to be of the same State."),
        coordination.NotAnOutcome.code: _("An output stands under an outcome of the same framework."),
        coordination.NoSuchTarget.code: _("There is no target of this code."),
        expertise.OwnerCannot.code: _("Choose somebody of an office that follows this State."),
        expertise.AnswerSaysNothing.code: _("Write the answer."),
        voices.VoiceErased.code: _("This voice was erased: nothing is left that could be carried."),
        voices.UnnamedVoice.code: _("Nobody's name is known here, so it cannot go along."),
        conveying.ConsentForAnybody.code: _("A yes names its recipient: each is asked about apart."),
        conveying.NothingToConvey.code: _("Write what is to be carried."),
        conveying.NeverAsked.code: _("Nobody agreed to carry this to that recipient. Ask first."),
        conveying.ConveyingRefused.code: _("The person said no to this, or took the consent back. It stays here."),
        conveying.ConsentRanOut.code: _("The consent has run out. Ask again before anything is carried."),
        conveying.NameNotAgreed.code: _("The person agreed, but not to being named. Carry it without the name."),
        conveying.NameInMessage.code: _("The text holds a name that is not to be told. Take it out, then try again."),
        PromiseOutcomeIncomplete.code: _("Say what became of the promise, and on which day."),
    }
)

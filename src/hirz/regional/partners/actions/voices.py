"""Voices: what somebody said, to whom it may be carried, to whom it was, and what came back.

Nothing is written down as conveyed but what ``hirz.rules.conveying.convey`` let through.
"""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.utils import timezone

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action, record
from hirz.foundation.audit.shredding import shred_entries
from hirz.foundation.keys.sealed import require_opened
from hirz.foundation.locking import held
from hirz.regional.organisations.erasing import destroy_unit
from hirz.regional.organisations.models import Organisation
from hirz.regional.organisations.permissions import require_edit
from hirz.regional.partners.actions.entering import SettledAlready, changed, entered, require_come
from hirz.regional.partners.models import Conveyance, Voice, VoiceConsent
from hirz.regional.partners.verbs import PartnerVerb
from hirz.rules.conveying import ConsentForAnybody, Conveyable, Message, VoiceAnswerState, convey
from hirz.rules.errors import BadInput, RefusedByRule


class VoiceErased(RefusedByRule):
    """Nothing is left that could be carried."""

    code: ClassVar[str] = "voice_erased"


class UnnamedVoice(BadInput):
    """A voice whose name nobody knows cannot be carried with it."""

    code: ClassVar[str] = "voice_without_name"


@action
def record_voice(*, state_code: str, by: User, **facts: Any) -> Voice:
    """Put on record what somebody said. Without a speaker it stays anonymous."""
    require_edit(by, state_code)
    row = Voice(state_code=state_code, entered_by=by, **facts)
    require_come(row.heard_date)
    return entered(row, by, PartnerVerb.VOICE_HEARD, state=state_code)


@action
def record_answer(
    *, voice: Voice, by: User, state: str, recipient: Organisation | None = None, **facts: Any
) -> VoiceConsent:
    """Put on record what the person answered about one recipient, or a no to everybody. Written once."""
    voice = _held(voice, by)
    if state == VoiceAnswerState.GIVEN and recipient is None:
        raise ConsentForAnybody
    row = VoiceConsent(voice=voice, recipient=recipient, state=state, recorded_by=by, **facts)
    if row.with_name and not voice.spellings:
        raise UnnamedVoice
    to = str(recipient.pk) if recipient else ""
    return entered(row, by, PartnerVerb.VOICE_CONSENT_RECORDED, state=voice.state_code, answer=state, to=to)


@action
def convey_voice(*, voice: Voice, recipient: Organisation, text: str, with_name: bool, by: User) -> Conveyance:
    """Carry a voice to a recipient, if who spoke agreed to it. Raises ``NotToBeConveyed``, which says why not."""
    voice = _held(voice, by)
    require_opened(voice.said, voice.speaker)
    message = Message(
        voice=str(voice.pk), recipient=str(recipient.pk), text=text, with_name=with_name, spellings=voice.spellings
    )
    answers = [consent.fact for consent in voice.consents.all()]
    return _carried(convey(message, answers, timezone.localtime()), voice, by)


def _carried(allowed: Conveyable, voice: Voice, by: User) -> Conveyance:
    """The one place where a conveyance is made, and it takes nothing but what the rule let through."""
    message = allowed.message
    row = Conveyance(
        voice=voice, recipient_id=message.recipient, consent_id=allowed.answer, text=message.text,
        with_name=message.with_name, conveyed_at=allowed.decided_at, conveyed_by=by,
    )  # fmt: skip
    return entered(row, by, PartnerVerb.VOICE_CONVEYED, state=voice.state_code, to=message.recipient)


@action
def record_return(*, conveyance: Conveyance, answer: str, on_date: date, by: User) -> Conveyance:
    """Put on record what came back."""
    voice = _held(conveyance.voice, by)
    conveyance = held(conveyance)
    if conveyance.answered_date is not None:
        raise SettledAlready
    require_come(on_date)
    conveyance.answer, conveyance.answered_date = answer, on_date
    return changed(conveyance, by, PartnerVerb.VOICE_ANSWERED, state=voice.state_code)


@action
def erase_voice(*, voice: Voice, by: User) -> None:
    """Destroy the key of a voice, and what the history says of it: who agreed to what, and to whom it was carried."""
    voice = _held(voice, by)
    voice.erased_at = timezone.now()
    voice.save(update_fields=["erased_at"])
    for row in (voice, *voice.consents.all(), *voice.conveyances.all()):
        shred_entries(subject=row, by=by)
    record(PartnerVerb.VOICE_ERASED, by=by, subject=voice, state=voice.state_code)
    destroy_unit(voice.pk)


def _held(voice: Voice, by: User) -> Voice:
    """The voice, locked, if it was not erased: nobody withdraws, or erases it, between the question and the act."""
    require_edit(by, voice.state_code)
    voice = held(voice)
    if voice.erased_at is not None:
        raise VoiceErased
    return voice

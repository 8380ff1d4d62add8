"""What somebody said is carried to another only with the consent of who said it, given for that recipient.

:func:`convey` weighs the answers on record and gives the only value that may be written down as conveyed. There is no
consent for "anybody": each recipient is asked for, because each is another danger. Sources: design, "Partners", voices
conveyed; OHCHR Manual on Human Rights Monitoring, chapter on protection (informed consent for each use).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar, Final, NoReturn

from hirz.rules.errors import BadInput, RefusedByRule
from hirz.rules.naming import people_found


class ConsentForAnybody(BadInput):
    """A yes names its recipient."""

    code: ClassVar[str] = "consent_for_anybody"


class NothingToConvey(BadInput):
    """An empty message."""

    code: ClassVar[str] = "nothing_to_convey"


class NotToBeConveyed(RefusedByRule):
    """Root of the refusals; each says why."""


class NeverAsked(NotToBeConveyed):
    code: ClassVar[str] = "conveying_never_asked"


class ConveyingRefused(NotToBeConveyed):
    """Refused or withdrawn, for this recipient or for everybody."""

    code: ClassVar[str] = "conveying_refused"


class ConsentRanOut(NotToBeConveyed):
    code: ClassVar[str] = "conveying_consent_ran_out"


class NameNotAgreed(NotToBeConveyed):
    """The voice may be carried, but not with the name."""

    code: ClassVar[str] = "conveying_name_not_agreed"


class NameInMessage(NotToBeConveyed):
    """The message itself holds a name that is not to be told."""

    code: ClassVar[str] = "conveying_name_in_message"


class VoiceAnswerState(StrEnum):
    """What the person answered when asked."""

    GIVEN = "GIVEN"
    REFUSED = "REFUSED"
    WITHDRAWN = "WITHDRAWN"


@dataclass(frozen=True, kw_only=True)
class VoiceAnswer:
    """One answer. ``recipient`` is an id; None, for a no only, means everybody. ``answered_at`` is an aware moment.

    ``with_name``: the name may go with it. ``valid_until`` is the last day on which a yes holds.
    Raises ``ConsentForAnybody``, or ``BadInput`` for a moment without a time zone.
    """

    id: str
    state: VoiceAnswerState
    answered_at: datetime
    recipient: str | None
    with_name: bool = False
    valid_until: date | None = None

    def __post_init__(self) -> None:
        if self.answered_at.tzinfo is None:
            raise BadInput("an answer needs an aware moment")
        if self.state is VoiceAnswerState.GIVEN and self.recipient is None:
            raise ConsentForAnybody


@dataclass(frozen=True, kw_only=True)
class Message:
    """What is to be carried to ``recipient``. ``spellings``: all names known for who said it; none where unknown."""

    voice: str
    recipient: str
    text: str
    with_name: bool = False
    spellings: frozenset[str] = frozenset()


class NotConveyable(TypeError):
    """Somebody tried to make or alter a conveyable value without a decision."""


_SEAL: Final = object()


class Conveyable:
    """A message that may go to its recipient, with the answer it rests on. Only :func:`convey` makes one."""

    __slots__ = ("answer", "decided_at", "message")
    message: Message
    answer: str
    decided_at: datetime

    def __init__(self, seal: object, message: Message, answer: str, decided_at: datetime) -> None:
        if seal is not _SEAL:
            raise NotConveyable("only a consent makes a message conveyable")
        object.__setattr__(self, "message", message)
        object.__setattr__(self, "answer", answer)
        object.__setattr__(self, "decided_at", decided_at)

    def __init_subclass__(cls) -> NoReturn:
        raise NotConveyable("a conveyable message has no variants")

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise NotConveyable("a conveyable message cannot be altered")

    def __reduce__(self) -> NoReturn:
        raise NotConveyable("a conveyable message lives only inside the act that made it")


def convey(message: Message, answers: Iterable[VoiceAnswer], now: datetime) -> Conveyable:
    """Weigh a message against the answers on record. ``now`` is an aware moment, in the hour whose days count.

    The latest answer that speaks of the recipient counts; a no to everybody speaks of each, and only a later yes for
    this recipient ends it. A yes counts from its moment on; a no at once, also where a clock that was ahead has dated
    it later; of two at one moment the no. Raises a ``NotToBeConveyed`` or ``NothingToConvey``.
    """
    if not message.text.strip():
        raise NothingToConvey
    answer = standing_answer(message.recipient, answers, now)
    if answer is None:
        raise NeverAsked
    if answer.state is not VoiceAnswerState.GIVEN:
        raise ConveyingRefused
    if answer.valid_until is not None and answer.valid_until < now.date():
        raise ConsentRanOut
    _require_name_agreed(message, answer)
    return Conveyable(_SEAL, message, answer.id, now)


def standing_answer(recipient: str, answers: Iterable[VoiceAnswer], now: datetime) -> VoiceAnswer | None:
    """The answer that counts for a recipient, whether it opens or closes; none where nobody asked."""
    speaking = [one for one in answers if one.recipient in (recipient, None)]
    begun = [one for one in speaking if one.answered_at <= now or one.state is not VoiceAnswerState.GIVEN]
    return max(begun, key=_order, default=None)


def _order(answer: VoiceAnswer) -> tuple[datetime, bool, str]:
    return answer.answered_at, answer.state is not VoiceAnswerState.GIVEN, answer.id


def _require_name_agreed(message: Message, answer: VoiceAnswer) -> None:
    if message.with_name and not answer.with_name:
        raise NameNotAgreed
    if not message.with_name and people_found(message.text, {"speaker": message.spellings}):
        raise NameInMessage

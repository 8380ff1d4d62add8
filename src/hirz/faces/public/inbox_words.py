"""How far we are, in words for the person who wrote."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _

from hirz.faces.public.consent_words import Words
from hirz.reprisals.intake.models import Submission

_State = Submission.State

STATE_WORDS: Final[Mapping[str, Words]] = {
    _State.RECEIVED: _("What you wrote is here, and somebody will read it within two working days."),
    _State.IN_REVIEW: _("We are reading what you wrote, and looking into it."),
    _State.ACTION_TAKEN: _("We have acted within what you agreed to. If it is safe, we tell you more below."),
    _State.CLOSED: _("Our work on this has ended for now. If anything changes, write to us below."),
}

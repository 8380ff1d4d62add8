"""How the refusals of the responses are put."""

from django.utils.translation import gettext_lazy as _

from hirz.foundation.wording import register_words
from hirz.reprisals.response.actions import (
    CommunicationFrozen,
    NotAtThisStep,
    NothingPromised,
    ReplyBeforeLetter,
    TextMissing,
    TextTooLong,
)
from hirz.reprisals.response.export import PurposeNotExported, RecipientNotForPurpose
from hirz.reprisals.response.steps import ConsentUnsettled, NoBreach, NotYet
from hirz.reprisals.response.telling import LanguageNotTold, TextNotPrintable
from hirz.rules.steps import UnknownStep

register_words(
    {
        CommunicationFrozen.code: _(
            "This letter is frozen because consent does not cover it. It can be resumed once consent is given again."
        ),
        NotAtThisStep.code: _("This step does not fit where the letter stands now; the page may be out of date."),
        NotYet.code: _("This day has not come yet. Check the date."),
        ConsentUnsettled.code: _(
            "Consent that this step rests on was withdrawn on the case. Settle first what follows from that."
        ),
        NoBreach.code: _("The head has seen to this step already, or there was nothing to see to."),
        NothingPromised.code: _("This reply promises nothing."),
        UnknownStep.code: _("Nobody has decided yet whose consent a step of this kind needs. Choose another kind."),
        TextMissing.code: _("Write the text first."),
        TextTooLong.code: _("This text is too long."),
        ReplyBeforeLetter.code: _("A reply cannot have arrived before the letter was sent. Check the date."),
        PurposeNotExported.code: _(
            "A case is not exported for this purpose. Use a letter, the report or a message instead."
        ),
        RecipientNotForPurpose.code: _("Consent for this purpose does not extend to this recipient."),
        TextNotPrintable.code: _("This text cannot be printed as it is. Cut long paragraphs into shorter ones."),
        LanguageNotTold.code: _(
            "Letters and reports are written in the six languages of the United Nations. Choose one of them."
        ),
    }
)

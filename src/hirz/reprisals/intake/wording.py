"""How the refusals of the intake are put. Those who write to us read most of these."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from hirz.foundation.wording import register_words
from hirz.reprisals.intake.answers import BadAnswers
from hirz.reprisals.intake.arrival import DraftGone, InboxClosed, MessageEmpty, MessageTooLong
from hirz.reprisals.intake.files import DraftFull, FileRefused
from hirz.reprisals.intake.importing import NotImported
from hirz.reprisals.intake.receipts import BadReceipt
from hirz.reprisals.intake.triage import AlreadyTriaged, ContactRefused, NoInbox

register_words(
    {
        NotImported.code: _("Some lines cannot be received, so none was."),
        BadAnswers.code: _("Some answers are missing or cannot be read. They are marked below."),
        DraftGone.code: _(
            "What you were writing is no longer kept here: it was sent already, or three days have passed since."
        ),
        InboxClosed.code: _("No inbox opens with this receipt. Check the digits and try again."),
        BadReceipt.code: _("A receipt has 36 digits and nothing else. Check that none is missing."),
        MessageEmpty.code: _("Write the message first."),
        MessageTooLong.code: _("This message is too long. Please send it in parts."),
        DraftFull.code: _("There are ten files already. Remove one of them first."),
        FileRefused.code: _("This file cannot be taken in. Nothing of it was kept."),
        AlreadyTriaged.code: _("Somebody has already triaged this submission."),
        ContactRefused.code: _("The person who wrote does not wish to be contacted, not even through the inbox."),
        NoInbox.code: _("Nobody holds a receipt of this submission, so nobody would read the message."),
    }
)

_PROBLEMS: Final = {
    "missing": _("An answer is missing here."),
    "unknown_field": _("This field is not known. The documented shape lists every field."),
    "unknown_code": _("This is not one of the codes of its vocabulary."),
    "too_long": _("This is longer than can be taken in."),
    "too_many": _("There are more entries here than can be taken in."),
    "wrong_type": _("This is not of the kind expected here (text, list, yes or no)."),
    "not_acceptable": _("This cannot be taken in as it is."),
    "date_not_read": _("This date could not be read. Write 2026-05-14, or 2026-05, or 2026; add ? when unsure."),
    "not_json": _("This line is not JSON in UTF-8."),
    "not_an_object": _("This line holds no JSON object."),
    "nested_too_deep": _("This line is nested too deeply."),
    "line_too_long": _("This line is too long."),
    "repeated_in_file": _("The same submission stands earlier in this file."),
    "known_with_other_content": _("A submission with this number was received before, and it says something else."),
    "not_storable": _("This holds a character that cannot be stored."),
}


def words_for_problem(code: str) -> str:
    """What is wrong with one answer of a submission."""
    return str(_PROBLEMS[code])

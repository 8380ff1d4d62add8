"""Letters follow what becomes of their case when one of its people is erased."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from hirz.foundation.audit.history import Actor, record
from hirz.reprisals.cases.models import Case
from hirz.reprisals.cases.signals import narrative_erased, redraft_asked
from hirz.reprisals.cases.written import also_written
from hirz.reprisals.response.files import remove_files
from hirz.reprisals.response.models import Communication, Reply, Response
from hirz.reprisals.response.verbs import ResponseVerb
from hirz.rules.naming import names_found

also_written({Communication: ("subject", "body"), Reply: ("text", "assessment", "promises"), Response: ("result",)})


@receiver(narrative_erased)
def give_up_letters(*, case: Case, by: Actor, **kwargs: Any) -> None:
    """What was not sent is not sent any more; of what was sent, the files go."""
    for letter in case.communications.select_for_update().order_by("pk"):
        remove_files(letter)
        if letter.state not in (Communication.State.SENT, Communication.State.CANCELLED):
            letter.state = Communication.State.CANCELLED
            letter.save(update_fields=["state"])
            record(
                ResponseVerb.COMMUNICATION_CANCELLED, by=by, subject=letter, case_id=case.pk, office_id=case.office_id
            )


@receiver(redraft_asked)
def remove_files_that_name(*, case: Case, names: frozenset[str], **kwargs: Any) -> None:
    """A file cannot be written anew. That the letter was sent, and when, stays on record."""
    for letter in case.communications.select_for_update().order_by("pk"):
        if letter.named or names_found(f"{letter.subject}\n{letter.body}", names):
            remove_files(letter)

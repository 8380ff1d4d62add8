"""A case is written anew without somebody who was erased."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from django.utils import timezone

from hirz.foundation.accounts.access import require
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action, record
from hirz.reprisals.cases.deadlines import refresh_deadlines
from hirz.reprisals.cases.permissions import CasePermission
from hirz.reprisals.cases.redraft_models import Redraft
from hirz.reprisals.cases.verbs import CaseVerb
from hirz.reprisals.cases.written import Text
from hirz.rules.errors import BadInput, RefusedByRule


class StillAsItWas(RefusedByRule):
    """A text in which the name stood was left as it is."""

    code: ClassVar[str] = "redraft_still_as_it_was"


class RedraftedAlready(RefusedByRule):
    code: ClassVar[str] = "redrafted_already"


@action
def redraft_case(*, redraft: Redraft, texts: Sequence[str], by: User) -> None:
    """Put ``texts`` in the places of ``redraft.mentions``, in their order. All of them are changed, or nothing is.

    What was there is gone with the next save: there is no earlier version. Who does this says with it that the rest of
    the case does not point to the person either.
    """
    require(by, CasePermission.CASE_EDIT, redraft.case.office_id)
    held = Redraft.objects.select_for_update(of=("self",)).select_related("case").get(pk=redraft.pk)
    if held.done_at is not None:
        raise RedraftedAlready
    if len(texts) != len(held.mentions):
        raise BadInput("unknown_fact")
    for mention, text in zip(held.mentions, texts, strict=True):
        place = Text.from_data(mention)
        place.replace(text.strip())
        if place.lies_as_in(mention):
            raise StillAsItWas
    held.done_at, held.done_by = timezone.now(), by
    held.save(update_fields=["done_at", "done_by"])
    record(CaseVerb.REDRAFTED, by=by, subject=held, case_id=held.case_id, office_id=held.case.office_id)
    refresh_deadlines(held.case)

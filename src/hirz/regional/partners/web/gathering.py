"""What the pages about partners show, from what the person may know: organisations by name, promises by urgency."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db.models import Prefetch, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.translation import pgettext

from hirz.foundation.accounts.access import holders
from hirz.foundation.accounts.models import User
from hirz.foundation.many import one_of
from hirz.foundation.questions import state_name
from hirz.regional.organisations.models import Organisation
from hirz.regional.organisations.permissions import EDIT
from hirz.regional.partners.models import MeetingParty, PartnerMeeting, PartnerPromise
from hirz.regional.partners.wording import STAGES
from hirz.rules.promises import REMINDED_BEFORE, WAITING, PromiseStage, stage_on

SHOWN: Final = 20
"""So many of a list stand on a page of several; another page has all of them, and the count beside it is of all."""
_ORDER: Final = {stage: number for number, stage in enumerate(PromiseStage)}


@dataclass(frozen=True)
class PromiseRow:
    """A promise as the list shows it; who is hidden from the reader is not named."""

    promise: PartnerPromise
    promised_by: str
    promised_to: str
    state: str
    stage: PromiseStage
    words: str
    tone: str

    @property
    def is_waiting(self) -> bool:
        return self.stage in WAITING


def organisations_of(user: User) -> list[Organisation]:
    return list(Organisation.objects.visible_to(user))


def names_of(ids: Iterable[UUID | None], user: User) -> Mapping[UUID | None, str]:
    """What organisations are called, for somebody who may not know all of them; none is the office. One question."""
    asked = {one for one in ids if one}
    seen = Organisation.objects.visible_to(user).filter(pk__in=one_of(asked)) if asked else ()
    hidden = pgettext("who contributed", "An organisation")
    office = pgettext("who contributed", "The office")
    names = {one.pk: one.name for one in seen}
    return {None: office, **{one: names.get(one, hidden) for one in asked}}


def promise_rows(promises: Iterable[PartnerPromise], user: User, today: date) -> list[PromiseRow]:
    """The most pressing first; of those alike, the one due first."""
    found = list(promises)
    names = names_of((side for one in found for side in (one.promised_by_id, one.promised_to_id)), user)
    rows = [_promise_row(one, names, today) for one in found]
    return sorted(rows, key=lambda row: (_ORDER[row.stage], row.promise.due_date or date.max, row.promise.made_date))


def _promise_row(promise: PartnerPromise, names: Mapping[UUID | None, str], today: date) -> PromiseRow:
    stage = stage_on(today, promise.facts)
    words, tone = STAGES[stage]
    return PromiseRow(
        promise=promise, promised_by=names[promise.promised_by_id], promised_to=names[promise.promised_to_id],
        state=state_name(promise.state_code), stage=stage, words=str(words), tone=tone,
    )  # fmt: skip


def waiting_promises(user: User) -> QuerySet[PartnerPromise]:
    """By the day on which they are due, those without a day last: the key ``due_by``."""
    rows = PartnerPromise.objects.visible_to(user).filter(outcome="")
    return rows.annotate(due_by=Coalesce("due_date", Value(date.max))).order_by("due_by", "id")


def due_promises(user: User, today: date) -> QuerySet[PartnerPromise]:
    """Those that are overdue, or of which a reminder is shown."""
    return waiting_promises(user).filter(due_date__lte=today + REMINDED_BEFORE)


def settled_promises(user: User) -> QuerySet[PartnerPromise]:
    return PartnerPromise.objects.visible_to(user).exclude(outcome="").order_by("-outcome_date", "id")


def meetings_of(user: User) -> Any:
    """Meetings with those organisations that the person may know of."""
    known = MeetingParty.objects.filter(organisation__in=Organisation.objects.visible_to(user))
    parties = Prefetch("parties", known.select_related("organisation"), to_attr="known_parties")
    return PartnerMeeting.objects.visible_to(user).prefetch_related(parties)


def owners_beside(user: User) -> list[User]:
    """Colleagues of the office of this person who may answer."""
    return holders(EDIT, user.office)

"""What waits for people: reminders, what came back, what is theirs to pass on or to validate."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Final, TypeVar

from django.db.models import Exists, F, Model, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hirz.foundation.accounts.models import User
from hirz.foundation.vocabularies.registry import label
from hirz.regional.implementation.models import Reminder, Update, UpdateQuerySet
from hirz.regional.implementation.rows import RemindedQuerySet
from hirz.regional.organisations.contributions import Waiting
from hirz.regional.organisations.models import Contributor
from hirz.regional.organisations.permissions import EDIT, VALIDATE, states_with
from hirz.regional.organisations.viewpoints import membership_of, organisation_id_of
from hirz.rules.follow_up import UpdateState
from hirz.rules.reminding import OPENS, STAYS, Level

SHOWN: Final = 20
RowT = TypeVar("RowT", bound=Model)


def waiting(user: User) -> list[Waiting]:
    """For a contributor: what their organisation owes, what came back to it, and what awaits its authority."""
    membership = membership_of(user)
    if membership is None:
        return []
    rows = in_the_house(user)
    if membership.part != Contributor.Part.VALIDATING_AUTHORITY:
        rows = rows.filter(state=UpdateState.RETURNED)
    return [
        *_first(owed_by(user), _reminded, Waiting(_("All reminders"), reverse("implementation:reminders"))),
        *_first(rows, _moved, Waiting(_("All updates that wait"), reverse("implementation:queue"))),
    ]


def in_the_house(user: User) -> UpdateQuerySet:
    """Of the organisation of a contributor: updates that came back to it, or await its validating authority."""
    states = (UpdateState.RETURNED, UpdateState.WITH_AUTHORITY)
    rows = Update.objects.visible_to(user).filter(contributed_by=organisation_id_of(user), state__in=states)
    return rows.select_related("measure").order_by("entered_at", "id")


def owed_by(user: User) -> RemindedQuerySet[Reminder]:
    """What a contributor was reminded of and nothing has come in for."""
    return current_reminders(user).filter(to=user)


def to_validate(user: User) -> UpdateQuerySet:
    """For the office: updates that await validation in the States where the person validates, the oldest first."""
    states, everywhere = states_with(user, VALIDATE)
    if not (states or everywhere):
        return Update.objects.none()
    rows = Update.objects.visible_to(user).filter(state=UpdateState.WITH_OFFICE).exclude(entered_by=user)
    rows = rows if everywhere else rows.filter(state_code__in=states)
    return rows.select_related("measure").order_by("entered_at", "id")


def told_the_office(user: User) -> RemindedQuerySet[Reminder]:
    """For the office: organisations of its States that did not answer, although everybody there was reminded."""
    states, everywhere = states_with(user, EDIT)
    if not (states or everywhere):
        return Reminder.objects.none()
    rows = current_reminders(user).filter(level=Level.OFFICE)
    return rows if everywhere else rows.filter(measure__state_code__in=states)


def current_reminders(user: User) -> RemindedQuerySet[Reminder]:
    """Those that nothing has come in for yet, the latest of each measure and organisation; after a while none.

    What its own authority still holds back has not come in for the office, which is not to know of it.
    """
    answers = (
        Update.objects.visible_to(user)
        .handed_in()
        .filter(
            measure=OuterRef("measure"),
            contributed_by=OuterRef("organisation"),
            for_date__gte=OuterRef("for_date") - OPENS,
        )
    )
    later = Reminder.objects.filter(
        measure=OuterRef("measure"), organisation=OuterRef("organisation"), on_date__gt=OuterRef("on_date")
    )
    since = timezone.localdate() - timedelta(days=STAYS.days)
    rows = Reminder.objects.visible_to(user).filter(~Exists(answers), ~Exists(later), on_date__gt=since)
    return rows.select_related("measure", "organisation").order_by(F("for_date").asc(), "id")


def _first(rows: QuerySet[RowT], told: Callable[[RowT], Waiting], rest: Waiting) -> list[Waiting]:
    """The first of them; where there are more, ``rest`` leads to the page that lists all."""
    found = list(rows[: SHOWN + 1])
    return [*map(told, found[:SHOWN]), *([rest] if len(found) > SHOWN else [])]


def _reminded(reminder: Reminder) -> Waiting:
    number = reminder.number
    return Waiting(
        label=_("Update on “%(measure)s”") % {"measure": reminder.measure.title},
        url=reverse("implementation:measure", args=[reminder.measure_id]),
        due_date=reminder.for_date,
        note=_("Reminder %(number)s") % {"number": number},
    )


def _moved(update: Update) -> Waiting:
    return Waiting(
        label=_("Update on “%(measure)s”") % {"measure": update.measure.title},
        url=reverse("implementation:update", args=[update.pk]),
        note=label("update_state", update.state),
    )

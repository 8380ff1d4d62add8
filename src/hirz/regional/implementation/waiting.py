"""What waits for people: reminders, what came back, what is theirs to pass on or to validate."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.db.models import Exists, F, OuterRef
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
from hirz.regional.organisations.viewpoints import membership_of
from hirz.rules.follow_up import UpdateState
from hirz.rules.reminding import OPENS, STAYS, Level

SHOWN: Final = 20


def waiting(user: User) -> list[Waiting]:
    """For a contributor: what their organisation owes, what came back to it, and what awaits its authority."""
    membership = membership_of(user)
    if membership is None:
        return []
    states = [UpdateState.RETURNED]
    if membership.part == Contributor.Part.VALIDATING_AUTHORITY:
        states.append(UpdateState.WITH_AUTHORITY)
    rows = Update.objects.visible_to(user).filter(contributed_by=membership.organisation_id, state__in=states)
    reminders = current_reminders(user).filter(to=user)
    return [*map(_reminded, reminders[:SHOWN]), *map(_moved, rows.select_related("measure")[:SHOWN])]


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
    """Those that nothing has come in for yet, the latest of each measure and organisation; after a while none."""
    answers = Update.objects.handed_in().filter(
        measure=OuterRef("measure"), contributed_by=OuterRef("organisation"), for_date__gte=OuterRef("for_date") - OPENS
    )
    later = Reminder.objects.filter(
        measure=OuterRef("measure"), organisation=OuterRef("organisation"), on_date__gt=OuterRef("on_date")
    )
    since = timezone.localdate() - timedelta(days=STAYS.days)
    rows = Reminder.objects.visible_to(user).filter(~Exists(answers), ~Exists(later), on_date__gt=since)
    return rows.select_related("measure", "organisation").order_by(F("for_date").asc(), "id")


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

"""What waits for somebody who follows States: what was handed in, asked of them, or promised and is coming due."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from hirz.faces.staff.work import SHOWN, Item, Waiting
from hirz.foundation.accounts.models import User
from hirz.foundation.questions import state_name
from hirz.regional.implementation.waiting import to_validate, told_the_office
from hirz.regional.legislation.models import Advice, AdviceRequest, LawComment
from hirz.regional.mechanisms.web.gathering import CalendarRow, coming_for, states_covered
from hirz.regional.organisations.permissions import VALIDATE, VIEW, states_with
from hirz.regional.partners.models import ExpertiseRequest, PartnerPromise
from hirz.regional.partners.web.gathering import names_of
from hirz.rules.promises import REMINDED_BEFORE

AHEAD: Final = timedelta(days=180)
"""How far ahead the home page looks into the calendar of obligations."""


def waiting_for(user: User, today: date) -> list[Waiting]:
    """Kind by kind; kinds without anything are left out. Whoever follows no State is asked nothing."""
    if not any(states_with(user, VIEW)):
        return []
    kinds = [
        _updates(user), _advice_to_clear(user), _advice_asked(user), _expertise_asked(user), _promises(user, today),
        _unanswered(user),
    ]  # fmt: skip
    return [kind for kind in kinds if kind.items]


def obligations_for(user: User, today: date) -> list[tuple[str, CalendarRow]]:
    """What the States that the person follows owe to the mechanisms next, each with the name of its State."""
    states, everywhere = states_with(user, VIEW)
    coming = coming_for(states_covered() if everywhere else sorted(states), user, today, until=today + AHEAD)
    return [(state_name(row.one.state), row) for row in coming[:SHOWN]]


def _updates(user: User) -> Waiting:
    """Updates on measures that were handed in to the office."""
    return _kind(
        pgettext_lazy("waits for a person", "Updates to validate"), "check-badge", "implementation:queue",
        to_validate(user),
        lambda row: Item(row.measure.title, reverse("implementation:update", args=[row.pk]), "", row.entered_at),
    )  # fmt: skip


def _unanswered(user: User) -> Waiting:
    """Organisations that did not answer, although everybody there was reminded."""
    return _kind(
        pgettext_lazy("waits for a person", "No response to reminders"), "bell-slash", "implementation:reminders",
        told_the_office(user),
        lambda row: Item(
            row.measure.title, reverse("implementation:measure", args=[row.measure_id]), row.organisation.name, row.at
        ),
    )  # fmt: skip


def _advice_to_clear(user: User) -> Waiting:
    """Advice on laws that lacks its second person: neither who submitted it, nor who wrote a comment in it."""
    states, everywhere = states_with(user, VALIDATE)
    rows = Advice.objects.visible_to(user).filter(submitted_at__isnull=False, cleared_at__isnull=True)
    rows = rows if everywhere else rows.filter(state_code__in=states)
    own = LawComment.objects.filter(advice=OuterRef("pk"), entered_by=user)
    rows = rows.exclude(submitted_by=user).filter(~Exists(own)).select_related("version__law")
    return _kind(
        pgettext_lazy("waits for a person", "Advice on laws to clear"), "scale", "legislation:list",
        rows.order_by("submitted_at", "id"),
        lambda row: Item(
            row.version.law.title, reverse("legislation:advice", args=[row.pk]), state_name(row.state_code),
            row.submitted_at,
        ),
    )  # fmt: skip


def _advice_asked(user: User) -> Waiting:
    """Requests for advice that this person answers for, and to which nothing was sent."""
    sent = Advice.objects.filter(request=OuterRef("pk"), sent_at__isnull=False)
    rows = AdviceRequest.objects.visible_to(user).filter(~Exists(sent), owner=user)
    return _kind(
        pgettext_lazy("waits for a person", "Advice on laws that you were asked for"), "document-text",
        "legislation:requests", rows.order_by("due_date", "id"),
        lambda row: Item(
            row.subject, reverse("legislation:request", args=[row.pk]), state_name(row.state_code),
            _begun(row.received_date), row.due_date,
        ),
    )  # fmt: skip


def _expertise_asked(user: User) -> Waiting:
    rows = ExpertiseRequest.objects.visible_to(user).filter(owner=user, answered_date__isnull=True)
    return _kind(
        pgettext_lazy("waits for a person", "Requests for expertise that you answer"), "light-bulb",
        "partners:requests", rows.select_related("asked_by"),
        lambda row: Item(
            row.subject, reverse("partners:request", args=[row.pk]), row.asked_by.name, _begun(row.asked_date),
            row.due_date,
        ),
    )  # fmt: skip


def _promises(user: User, today: date) -> Waiting:
    """Promises whose day comes within the time of the reminder, or has passed; what was promised stays sealed here."""
    due = PartnerPromise.objects.visible_to(user).filter(outcome="", due_date__lte=today + REMINDED_BEFORE)
    rows = list(due.order_by("due_date", "id")[: SHOWN + 1])
    names = names_of([row.promised_by_id for row in rows], user)
    return _kind(
        gettext_lazy("Promises that are due"), "hand-raised", "partners:promises", rows,
        lambda row: Item(
            names[row.promised_by_id], reverse("partners:promises"), state_name(row.state_code),
            _begun(row.made_date), row.due_date,
        ),
    )  # fmt: skip


def _kind(
    title: str | Promise, icon: str, url_name: str, rows: QuerySet[Any] | Sequence[Any], shown: Callable[[Any], Item]
) -> Waiting:
    found = list(rows[: SHOWN + 1])
    return Waiting(title, icon, [shown(row) for row in found[:SHOWN]], reverse(url_name), len(found) > SHOWN)


def _begun(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))

"""Communications of special procedures: the list with deadlines, one of them, and putting them on record."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hirz.foundation.accounts.access import has_permission
from hirz.foundation.accounts.doors import StaffRequest, open_to_contributors, requires, visible_or_404
from hirz.foundation.accounts.models import User
from hirz.foundation.keyset import page_of
from hirz.foundation.questions import state_name
from hirz.regional.organisations.permissions import EDIT, may_edit
from hirz.regional.reviews.actions import communicating
from hirz.regional.reviews.models import Communication, Reply, ReviewFile
from hirz.regional.reviews.web.answering import Asking, answered
from hirz.regional.reviews.web.forms import CommunicationForm, PublishForm, ReplyForm, StateFilterForm
from hirz.regional.reviews.web.gathering import FILE_URLS
from hirz.regional.reviews.web.views_recording import require_mine
from hirz.regional.reviews.words import period_words, standing_words


def letters_seen(user: User) -> QuerySet[Communication]:
    replies = Prefetch("replies", queryset=Reply.objects.visible_to(user))
    return Communication.objects.visible_to(user).prefetch_related(replies)


@open_to_contributors
@requires(None)
def listed(request: StaffRequest) -> HttpResponse:
    form = StateFilterForm(request.GET or None)
    rows = letters_seen(request.user)
    if state := form.chosen():
        rows = rows.filter(state_code=state)
    page = page_of(rows, keys=["-sent_date", "id"], asked=request.GET)
    today = timezone.localdate()
    shown = {
        "form": form,
        "page": page,
        "rows": [(one, state_name(one.state_code), standing_words(one.letter.standing_on(today))) for one in page.rows],
        "may_record": has_permission(request.user, EDIT),
    }
    return render(request, "reviews/communications.html", shown)


@open_to_contributors
@requires(None)
def one(request: StaffRequest, pk: UUID) -> HttpResponse:
    communication = visible_or_404(letters_seen(request.user), pk=pk)
    letter = communication.letter
    shown = {
        "communication": communication,
        "letter": letter,
        "state": state_name(communication.state_code),
        "standing": standing_words(letter.standing_on(timezone.localdate())),
        "files": list(ReviewFile.objects.visible_to(request.user).filter(communication=communication)),
        "file_urls": FILE_URLS,
        "rule": "" if communication.asked_date else period_words(letter.period),
        "may_record": may_edit(request.user, communication.state_code),
    }
    return render(request, "reviews/communication.html", shown)


@requires(EDIT)
def add(request: StaffRequest) -> HttpResponse:
    form = CommunicationForm(request.POST or None)

    def act() -> Communication:
        said = dict(form.cleaned_data)
        state_code = said.pop("state_code")
        return communicating.record_communication(
            state_code=state_code, sent=communicating.Sent(**said), by=request.user
        )

    asking = Asking(
        heading=_("Record a communication"), button=_("Put on record"), back_url=reverse("reviews:communications"),
        back_label=_("Communications of special procedures"),
        lead=_("Its public reference, days and counts. It stays with the office until it is published."),
    )  # fmt: skip
    return answered(request, form, asking, act=act, done=_("The communication is on record."))


@requires(EDIT)
def reply(request: StaffRequest, pk: UUID) -> HttpResponse:
    communication = _communication(request, pk)
    form = ReplyForm(request.POST or None)
    return answered(
        request, form, _asking(communication, _("Record a reply")),
        act=lambda: communicating.record_reply(communication=communication, by=request.user, **form.cleaned_data),
        done=_("The reply is on record."),
    )  # fmt: skip


@requires(EDIT)
def publish(request: StaffRequest, pk: UUID) -> HttpResponse:
    communication = _communication(request, pk)
    form = PublishForm(request.POST or None)
    lead = _("From then on everybody sees it here, and the calendar of the State counts the reply.")
    return answered(
        request, form, _asking(communication, _("It was published"), lead),
        act=lambda: communicating.publish_communication(
            communication=communication, by=request.user, **form.cleaned_data
        ),
        done=_("The communication is public."),
    )  # fmt: skip


def _communication(request: StaffRequest, pk: UUID) -> Communication:
    communication = visible_or_404(letters_seen(request.user), pk=pk)
    require_mine(request, communication.state_code)
    return communication


def _asking(communication: Communication, heading: str, lead: str = "") -> Asking:
    return Asking(
        heading=heading, button=pgettext("a form", "Save"), back_label=communication.reference, lead=lead,
        back_url=reverse("reviews:communication", args=[communication.pk]),
    )  # fmt: skip

"""Voices: what was said, to whom it may be carried, to whom it was, and what came back. Only the office sees them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from hirz.foundation.accounts.access import has_permission
from hirz.foundation.accounts.doors import StaffRequest, confirmed, refusals_shown_in, requires, visible_or_404
from hirz.foundation.keyset import page_of
from hirz.foundation.questions import StaffForm, state_name
from hirz.regional.institutions.web.recording import Sheet, Text, put_on_record
from hirz.regional.organisations.permissions import EDIT, VIEW, may_edit
from hirz.regional.partners.actions import voices as acts
from hirz.regional.partners.models import Conveyance, Voice
from hirz.regional.partners.reading import note_read
from hirz.regional.partners.verbs import PartnerVerb
from hirz.regional.partners.web.forms import ConsentForm, ConveyForm, ReturnForm, VoiceForm
from hirz.regional.partners.web.gathering import names_of, organisations_of


@requires(VIEW)
def voices(request: StaffRequest) -> HttpResponse:
    """By day and State alone: what was said is opened on its own page, and that is on record."""
    page = page_of(Voice.objects.visible_to(request.user), keys=["-heard_date", "id"], asked=request.GET)
    rows = [(one, state_name(one.state_code)) for one in page.rows]
    shown = {"page": page, "rows": rows, "may_add": has_permission(request.user, EDIT)}
    return render(request, "partners/voices.html", shown)


@requires(VIEW)
def voice(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = visible_or_404(Voice.objects.visible_to(request.user), pk=pk)
    note_read(PartnerVerb.READ_VOICE, found, by=request.user)
    consents = list(found.consents.select_related("recorded_by"))
    conveyances = list(found.conveyances.select_related("conveyed_by"))
    recipients = {one.recipient_id for one in consents} | {one.recipient_id for one in conveyances}
    names = names_of(recipients, request.user)
    shown = {
        "voice": found,
        "state": state_name(found.state_code),
        "consents": [(one, names[one.recipient_id] if one.recipient_id else "") for one in consents],
        "conveyances": [(one, names[one.recipient_id]) for one in conveyances],
        "may_edit": may_edit(request.user, found.state_code) and found.erased_at is None,
    }
    return render(request, "partners/voice.html", shown)


@requires(EDIT)
def add_voice(request: StaffRequest) -> HttpResponse:
    sheet = Sheet(
        heading=_("Record a voice"), lead=_("What somebody said, in their words. Everything here is sealed."),
        about=_("Voices"), back_url=reverse("partners:voices"), button=_("Put on record"), done=_("It is on record."),
    )  # fmt: skip
    return put_on_record(
        request, VoiceForm(request.POST or None), sheet, lambda given: acts.record_voice(by=request.user, **given)
    )


@requires(EDIT)
def record_consent(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = _allowed(request, pk)
    form = ConsentForm(request.POST or None, among=organisations_of(request.user))
    lead = _("Each recipient is asked about apart. What is recorded stays; the latest answer counts.")
    return put_on_record(
        request, form, _sheet(found, _("Record an answer about conveying"), lead),
        lambda given: acts.record_answer(voice=found, by=request.user, **given),
    )  # fmt: skip


@requires(EDIT)
def convey(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = _allowed(request, pk)
    form = ConveyForm(request.POST or None, among=organisations_of(request.user))
    lead = _("It is carried only if the person agreed to this recipient. The consent is looked at when you send this.")
    return put_on_record(
        request, form, _sheet(found, _("Convey a voice"), lead),
        lambda given: acts.convey_voice(voice=found, by=request.user, **given),
    )  # fmt: skip


@requires(EDIT)
def record_return(request: StaffRequest, pk: UUID) -> HttpResponse:
    visible = Conveyance.objects.filter(voice__in=Voice.objects.visible_to(request.user))
    conveyance = visible_or_404(visible.select_related("voice"), pk=pk)
    found = _allowed(request, conveyance.voice_id)
    note_read(PartnerVerb.READ_VOICE, found, by=request.user)
    return put_on_record(
        request, ReturnForm(request.POST or None), _sheet(found, _("What came back?"), conveyance.text),
        lambda given: acts.record_return(conveyance=conveyance, by=request.user, **given),
    )  # fmt: skip


@requires(EDIT)
@confirmed()
def erase(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Asked for once more on a page of its own: nothing brings it back."""
    found = _allowed(request, pk)
    form = StaffForm({} if request.method == "POST" else None)
    if request.method == "POST":
        with refusals_shown_in(form):
            acts.erase_voice(voice=found, by=request.user)
        if form.is_valid():
            messages.success(request, _now("The voice is erased. The history keeps that there was one."))
            return redirect("partners:voice", pk=pk)
    return render(request, "partners/erase_voice.html", {"voice": found, "form": form})


def _sheet(found: Voice, heading: Text, lead: Text) -> Sheet:
    return Sheet(
        heading=heading, lead=lead, about=_("Voices"), back_url=reverse("partners:voice", args=[found.pk]),
        button=_("Put on record"), done=_("It is on record."),
    )  # fmt: skip


def _allowed(request: StaffRequest, pk: UUID) -> Voice:
    found = visible_or_404(Voice.objects.visible_to(request.user), pk=pk)
    if not may_edit(request.user, found.state_code) or found.erased_at is not None:
        raise Http404
    return found

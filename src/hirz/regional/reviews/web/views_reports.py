"""Alternative reports: those that somebody may know of, one of them, its coalition and its submission."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hirz.foundation.accounts.doors import StaffRequest, open_to_contributors, requires, visible_or_404
from hirz.foundation.keyset import page_of
from hirz.foundation.questions import state_name
from hirz.regional.organisations.permissions import CONTRIBUTE
from hirz.regional.organisations.viewpoints import organisation_id_of
from hirz.regional.reviews.actions import joining, writing
from hirz.regional.reviews.models import AlternativeReport, CoAuthor, Review
from hirz.regional.reviews.permissions import leads, may_invite, may_open_report, may_submit
from hirz.regional.reviews.reading import note_report_read
from hirz.regional.reviews.web.answering import Asking, answered, pressed
from hirz.regional.reviews.web.forms import LayerForm
from hirz.regional.reviews.web.forms_writing import InviteForm, OpenForm
from hirz.regional.reviews.web.gathering import review_words
from hirz.regional.reviews.web.gathering_reports import report_page
from hirz.rules.layers import Layer


@open_to_contributors
@requires(None)
def listed(request: StaffRequest) -> HttpResponse:
    """Reports that are shared with the reader or that their organisation writes; there is no sign of others."""
    rows = AlternativeReport.objects.visible_to(request.user).select_related("review")
    page = page_of(rows, keys=["-entered_at", "id"], asked=request.GET)
    shown = {
        "page": page,
        "rows": [(one, state_name(one.state_code), review_words(one.review)) for one in page.rows],
    }
    return render(request, "reviews/reports.html", shown)


@open_to_contributors
@requires(None)
@transaction.atomic
def one(request: StaffRequest, pk: UUID) -> HttpResponse:
    report = report_or_404(request, pk)
    note_report_read(report=report, by=request.user)
    return render(request, "reviews/report.html", report_page(report, request.user))


@open_to_contributors
@requires(None)
def open_one(request: StaffRequest, pk: UUID) -> HttpResponse:
    review = visible_or_404(Review.objects.visible_to(request.user), pk=pk)
    require_door(may_open_report(request.user, review.state_code))
    form = OpenForm(request.POST or None, review=review)
    asking = Asking(
        heading=_("Open an alternative report"), button=_("Open the report"), back_label=review_words(review),
        back_url=reverse("reviews:one", args=[review.pk]),
        lead=_(
            "Drafts are sealed. They are read by the organisations that write along and by the office that runs this"
            " system, and by nobody else until you share them. No Government can be given a draft."
        ),
    )  # fmt: skip
    return answered(
        request, form, asking,
        act=lambda: writing.open_report(review=review, opened=form.opened(), by=request.user),
        done=_("The report is open. Add its sections."), goes_to=reverse("reviews:reports"),
    )  # fmt: skip


@open_to_contributors
@requires(None)
def invite(request: StaffRequest, pk: UUID) -> HttpResponse:
    report = report_or_404(request, pk)
    require_door(may_invite(request.user, report))
    form = InviteForm(request.POST or None, report=report, user=request.user)
    lead = _("It sees the title, and whose report it is; the sections once it accepts.")
    return answered(
        request, form, asking_of(report, _("Ask an organisation to write along"), lead),
        act=lambda: joining.invite(report=report, by=request.user, **form.cleaned_data),
        done=_("The organisation is asked."),
    )  # fmt: skip


@open_to_contributors
@requires(None)
def share(request: StaffRequest, pk: UUID) -> HttpResponse:
    report = report_or_404(request, pk)
    require_door(leads(request.user, report))
    form = LayerForm(request.POST or None, offered=offered(report), initial={"layer": report.layer})
    lead = _("Before its submission sections are shared one by one; afterwards the report is shared whole.")
    return answered(
        request, form, asking_of(report, _("Who may know of the report"), lead),
        act=lambda: writing.share_report(report=report, layer=form.chosen(), by=request.user),
        done=_("It is shared as you said."),
    )  # fmt: skip


@open_to_contributors
@requires(None)
def submit(request: StaffRequest, pk: UUID) -> HttpResponse:
    report = report_or_404(request, pk)
    require_door(may_submit(request.user, report))
    return pressed(
        request, act=lambda: writing.submit_report(report=report, by=request.user),
        done=_("The report is stamped as submitted. Nothing in it changes any more."), goes_to=page_of_report(report),
    )  # fmt: skip


@open_to_contributors
@requires(CONTRIBUTE)
def answer(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Accept or decline to write along, or leave: always for one's own organisation."""
    report = report_or_404(request, pk)
    own = CoAuthor.objects.visible_to(request.user).filter(organisation=organisation_id_of(request.user))
    coauthor = visible_or_404(own.select_related("report"), report=report)
    accepts = "accepts" in request.POST
    return pressed(
        request, act=lambda: joining.answer_invitation(coauthor=coauthor, accepts=accepts, by=request.user),
        done=_("Your answer is on record."), goes_to=page_of_report(report) if accepts else reverse("reviews:reports"),
    )  # fmt: skip


def report_or_404(request: StaffRequest, pk: UUID) -> AlternativeReport:
    rows = AlternativeReport.objects.visible_to(request.user).select_related("review")
    return visible_or_404(rows, pk=pk)


def require_door(allowed: bool) -> None:
    """What somebody may not do is not there for them."""
    if not allowed:
        raise Http404


def offered(report: AlternativeReport) -> tuple[Layer, ...]:
    """No layer of a Government; public only once it is submitted."""
    return (Layer.INTERNAL, Layer.PARTNERS, *((Layer.PUBLIC,) if report.is_frozen else ()))


def page_of_report(report: AlternativeReport) -> str:
    return reverse("reviews:report", args=[report.pk])


def asking_of(report: AlternativeReport, heading: str, lead: str = "") -> Asking:
    return Asking(
        heading=heading, button=pgettext("a form", "Save"), back_url=page_of_report(report), back_label=report.title,
        lead=lead,
    )  # fmt: skip

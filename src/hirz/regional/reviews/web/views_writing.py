"""The editor of an alternative report, section by section: nothing typed or saved is lost."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hirz.foundation.accounts.doors import (
    StaffRequest,
    open_to_contributors,
    refusals_shown_in,
    requires,
    visible_or_404,
)
from hirz.regional.organisations.models import Organisation
from hirz.regional.reviews.actions import writing
from hirz.regional.reviews.models import Comment, Section, SectionVersion
from hirz.regional.reviews.permissions import is_inside, may_comment, may_write, writes_along
from hirz.regional.reviews.reading import note_report_read
from hirz.regional.reviews.texts import facts_of
from hirz.regional.reviews.web.answering import Asking, answered, pressed
from hirz.regional.reviews.web.forms import LayerForm
from hirz.regional.reviews.web.forms_writing import CommentForm, SectionForm, TextForm
from hirz.regional.reviews.web.gathering_reports import section_page, versions_page, writers
from hirz.regional.reviews.web.views_reports import asking_of, offered, report_or_404, require_door
from hirz.rules.drafts import is_written_over


@open_to_contributors
@requires(None)
def add_section(request: StaffRequest, pk: UUID) -> HttpResponse:
    report = report_or_404(request, pk)
    require_door(writes_along(request.user, report))
    form = SectionForm(request.POST or None, writers=writers(report, request.user))

    def act() -> Section:
        wanted = form.organisation_id()
        organisation = Organisation(pk=wanted) if wanted else None
        heading = form.cleaned_data["heading"]
        return writing.add_section(report=report, heading=heading, organisation=organisation, by=request.user)

    return answered(request, form, asking_of(report, _("Add a section")), act=act, done=_("The section is there."))


@open_to_contributors
@requires(None)
@transaction.atomic
def section(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Read a section; who writes it saves its next version here."""
    found = section_or_404(request, pk)
    shown = section_page(found, request.user)
    note_report_read(report=found.report, by=request.user)
    if request.method == "POST":
        require_door(may_write(request.user, found))
    form = TextForm(request.POST or None, initial=_begins_with(shown["draft"].ends))
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            _save(request, found, form)
        if form.is_valid():
            return redirect(_page_of(found))
    # What was typed while somebody else submitted the report comes back too, although it can be saved no more.
    shown["may_write"] = shown["may_write"] or form.is_bound
    return render(request, "reviews/section.html", {**shown, "form": form})


@open_to_contributors
@requires(None)
@transaction.atomic
def versions(request: StaffRequest, pk: UUID) -> HttpResponse:
    """All that was ever saved: for the coalition and the office."""
    found = section_or_404(request, pk)
    require_door(is_inside(request.user, found.report))
    note_report_read(report=found.report, by=request.user)
    return render(request, "reviews/versions.html", versions_page(found, request.user))


@open_to_contributors
@requires(None)
def share(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = section_or_404(request, pk)
    require_door(may_write(request.user, found))
    form = LayerForm(request.POST or None, offered=offered(found.report), initial={"layer": found.layer})
    lead = _("It is seen by those who know of the report. The office and the coalition see it in any case.")
    return answered(
        request, form, _asking(found, _("Who besides the coalition sees this section"), lead),
        act=lambda: writing.share_section(section=found, layer=form.chosen(), by=request.user),
        done=_("It is shared as you said."),
    )  # fmt: skip


@open_to_contributors
@requires(None)
def comment(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = section_or_404(request, pk)
    require_door(may_comment(request.user, found.report))
    form = CommentForm(request.POST or None)
    return answered(
        request, form, _asking(found, _("Comment on the section")),
        act=lambda: writing.comment_on(section=found, text=form.cleaned_data["text"], by=request.user),
        done=_("The comment is there."),
    )  # fmt: skip


@open_to_contributors
@requires(None)
def settle(request: StaffRequest, pk: UUID) -> HttpResponse:
    rows = Comment.objects.visible_to(request.user).select_related("section__report")
    found = visible_or_404(rows, pk=pk)
    require_door(may_write(request.user, found.section))
    return pressed(
        request, act=lambda: writing.settle_comment(comment=found, by=request.user),
        done=_("The comment is settled."), goes_to=_page_of(found.section),
    )  # fmt: skip


def section_or_404(request: StaffRequest, pk: UUID) -> Section:
    return visible_or_404(Section.objects.visible_to(request.user).select_related("report__review"), pk=pk)


def _save(request: StaffRequest, found: Section, form: TextForm) -> None:
    seen, taken_in = form.cleaned_data["seen"], form.taken_in()
    was_written_over = is_written_over(facts_of(found.versions.all()), seen=seen)
    writing.save_section(section=found, text=form.cleaned_data["text"], seen=seen, takes_in=taken_in, by=request.user)
    if was_written_over:
        messages.warning(request, _("Somebody else saved meanwhile. Both texts are kept: bring them together below."))
    else:
        messages.success(request, _("The section is saved."))


def _begins_with(ends: list[SectionVersion]) -> dict[str, str]:
    """The editor begins with what was saved last, and takes in what stands beside it."""
    if not ends:
        return {}
    return {"text": ends[-1].text, "seen": str(ends[-1].pk), "takes_in": " ".join(str(one.pk) for one in ends[:-1])}


def _page_of(found: Section) -> str:
    return reverse("reviews:section", args=[found.pk])


def _asking(found: Section, heading: str, lead: str = "") -> Asking:
    return Asking(
        heading=heading, button=pgettext("a form", "Save"), back_url=_page_of(found), back_label=found.heading,
        lead=lead,
    )  # fmt: skip

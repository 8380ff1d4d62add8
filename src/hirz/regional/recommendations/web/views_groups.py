"""Groups of recommendations: suggested, looked at, moved about, named, and put back."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hirz.foundation.accounts.doors import StaffRequest, refusals_shown_in, requires, visible_or_404
from hirz.foundation.keyset import page_of
from hirz.foundation.questions import StaffForm
from hirz.regional.recommendations import clusters
from hirz.regional.recommendations.models import Cluster, ClusterChange, Recommendation
from hirz.regional.recommendations.permissions import RecommendationPermission, covered
from hirz.regional.recommendations.web.forms_of_meaning import (
    NEW_GROUP,
    NO_GROUP,
    MergeForm,
    MoveForm,
    NameForm,
    OfStateForm,
)
from hirz.regional.recommendations.web.gathering import (
    group_names,
    group_of,
    groups_on,
    row_of,
    ungrouped,
    whole,
)

MOST = 200
"""So many of one group, or of those in none, are shown and can be moved at once."""


@requires(None)
def groups(request: StaffRequest) -> HttpResponse:
    form = OfStateForm(request.GET)
    state = form.state_code()
    rows = Cluster.objects.visible_to(request.user).filter(size__gt=0)
    if state:
        rows = rows.filter(state_code=state)
    page = page_of(rows.select_related("kept_by"), keys=["-size", "id"], asked=request.GET)
    shown = {
        "form": form,
        "page": page,
        "groups": groups_on(page.rows),
        "state_code": state,
        "ungrouped": ungrouped(request.user, state).count(),
    }
    return render(request, "recommendations/groups.html", shown)


@requires(None)
def group(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = visible_or_404(Cluster.objects.visible_to(request.user).select_related("kept_by"), pk=pk)
    members = list(found.members.select_related("placed_by").order_by("-closeness", "recommendation")[:MOST])
    rows = whole(Recommendation.objects.visible_to(request.user)).filter(
        pk__in=[member.recommendation_id for member in members]
    )
    return _moving(request, found.state_code, list(rows), {"group": group_of(found, members, list(rows))}, found)


@requires(None)
def in_no_group(request: StaffRequest) -> HttpResponse:
    """What no group holds: each State by itself, so that it can be moved into one of that State's groups."""
    form = OfStateForm(request.GET)
    state = form.state_code()
    rows = whole(ungrouped(request.user, state))
    page = page_of(rows, keys=["state_code", "place", "id"], asked=request.GET)
    shown = {"filter": form, "state_code": state, "page": page, "count": ungrouped(request.user, state).count()}
    if not state:
        return render(request, "recommendations/ungrouped.html", {**shown, "rows": [row_of(row) for row in page.rows]})
    return _moving(request, state, page.rows, shown, None)


@requires(RecommendationPermission.RECOMMENDATION_RECORD)
def name_group(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = _allowed(request, pk)
    form = NameForm(request.POST or None, initial={"name": found.name})
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            clusters.rename(cluster=found, name=form.cleaned_data["name"], by=request.user)
        if form.is_valid():
            return redirect("recommendations:group", pk=pk)
    return render(request, "recommendations/name_group.html", {"group": group_of(found, [], []), "form": form})


@requires(RecommendationPermission.RECOMMENDATION_RECORD)
def merge_group(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = _allowed(request, pk)
    names = [pair for pair in group_names(request.user, found.state_code) if pair[0] != pk]
    form = MergeForm(request.POST or None, groups=names)
    if request.method == "POST" and form.is_valid():
        into = _allowed(request, UUID(form.cleaned_data["into"]))
        with refusals_shown_in(form):
            clusters.merge(cluster=found, into=into, by=request.user)
        if form.is_valid():
            messages.success(request, _("Both are one group now. It can be taken back."))
            return redirect("recommendations:group", pk=into.pk)
    return render(request, "recommendations/merge_group.html", {"group": group_of(found, [], []), "form": form})


@requires(None)
def changes(request: StaffRequest) -> HttpResponse:
    rows = ClusterChange.objects.visible_to(request.user).select_related("made_by", "undone_by")
    page = page_of(rows, keys=["-made_at", "id"], asked=request.GET)
    reached = covered(request.user, {row.state_code for row in page.rows}) if page.rows else set()
    shown = {"page": page, "rows": [(row, row.state_code in reached) for row in page.rows]}
    return render(request, "recommendations/group_changes.html", shown)


@requires(RecommendationPermission.RECOMMENDATION_RECORD)
def take_back(request: StaffRequest, pk: UUID) -> HttpResponse:
    change = visible_or_404(ClusterChange.objects.visible_to(request.user), pk=pk)
    if not covered(request.user, {change.state_code}):
        raise Http404
    if request.method == "POST":
        form = StaffForm({})
        with refusals_shown_in(form):
            clusters.take_back(change=change, by=request.user)
        for refusal in form.non_field_errors():
            messages.error(request, str(refusal))
        if form.is_valid():
            messages.success(request, _("Everything is where it was."))
    return redirect("recommendations:group_changes")


def _moving(
    request: StaffRequest, state_code: str, rows: Sequence[Recommendation], shown: dict[str, object], at: Cluster | None
) -> HttpResponse:
    """A list with a box before each, and where those that are chosen go; the list alone for who may not."""
    may_record = bool(covered(request.user, {state_code}))
    template = "recommendations/group.html" if at is not None else "recommendations/ungrouped.html"
    listed = [row_of(row) for row in rows]
    names = [pair for pair in group_names(request.user, state_code) if at is None or pair[0] != at.pk]
    form = MoveForm(request.POST or None, rows=[(row.recommendation.pk, row.text.text) for row in listed], groups=names)
    if request.method == "POST":
        if not may_record:
            raise Http404
        if form.is_valid() and (answer := _moved(request, form, rows)):
            return answer
    return render(request, template, {**shown, "rows": listed, "move": form if may_record else None})


def _moved(request: StaffRequest, form: MoveForm, rows: Sequence[Recommendation]) -> HttpResponse | None:
    chosen = [row for row in rows if str(row.pk) in form.cleaned_data["chosen"]]
    to = form.cleaned_data["to"]
    target: Cluster | None = None
    with refusals_shown_in(form):
        if to == NEW_GROUP:
            target = clusters.split(rows=chosen, name=form.cleaned_data["name"], by=request.user)
        else:
            target = None if to == NO_GROUP else _allowed(request, UUID(to))
            clusters.move(rows=chosen, to=target, by=request.user)
        messages.success(request, _("They are moved, and stay there. It can be taken back."))
    if not form.is_valid():
        return None
    return redirect("recommendations:group", pk=target.pk) if target else redirect("recommendations:groups")


def _allowed(request: StaffRequest, pk: UUID) -> Cluster:
    found = visible_or_404(Cluster.objects.visible_to(request.user), pk=pk)
    if not covered(request.user, {found.state_code}):
        raise Http404
    return found

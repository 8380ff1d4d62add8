"""How somebody comes to an item, and what they are told when a file of it does not open."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Prefetch
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from hirz.foundation.accounts.access import Permission
from hirz.foundation.accounts.doors import StaffRequest, allowed_or_404, visible_or_404
from hirz.foundation.blobs.store import BlobMissing, BlobUnreadable
from hirz.foundation.wording import words_for
from hirz.reprisals.cases.models import Case
from hirz.reprisals.evidence.models import EvidenceItem, WorkingCopy
from hirz.reprisals.evidence.seeing import sight
from hirz.reprisals.evidence.versions import Version

View = Callable[..., HttpResponseBase]


def case_for(request: StaffRequest, pk: UUID, permission: Permission | None = None) -> Case:
    """The case, if the person may know of it and holds the permission, if one is named; else it does not exist."""
    case = visible_or_404(Case.objects.visible_to(request.user).select_related("office"), pk=pk)
    if permission is not None:
        allowed_or_404(request.user, permission, case.office_id)
    return case


def item_for(request: StaffRequest, pk: UUID, permission: Permission | None = None) -> EvidenceItem:
    visible = EvidenceItem.objects.visible_to(request.user).values("pk")
    items = EvidenceItem.objects.filter(pk__in=visible).select_related("case__office", "entered_by", "given_by")
    copies = Prefetch("copies", WorkingCopy.objects.select_related("made_by"))
    item = visible_or_404(items.prefetch_related(copies, "shows"), pk=pk)
    if permission is not None:
        allowed_or_404(request.user, permission, item.office_id)
    return item


def version_for(request: StaffRequest, pk: UUID, version: UUID, permission: Permission | None = None) -> Version:
    """One version of an item, of those the person sees."""
    return sight(item_for(request, pk, permission), request.user).version(version)


def told_if_it_does_not_open(view: View) -> View:
    """Somebody who asked for a file that does not open comes back to the page of its item, and reads why."""

    @functools.wraps(view)
    def telling(request: StaffRequest, pk: UUID, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, pk=pk, **kwargs)
        except (BlobMissing, BlobUnreadable) as error:
            messages.error(request, words_for(error))
            return redirect("evidence:item", pk=pk)

    return telling

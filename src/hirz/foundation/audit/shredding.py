"""Shredding what the history says of what was erased: the entries stay, and nobody can guess what they said."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import models

from hirz.foundation.audit.history import Actor, action, record
from hirz.foundation.audit.models import Entry
from hirz.foundation.audit.verbs import LedgerVerb
from hirz.foundation.walls.standing import beyond_the_wall


@action
def shred_entries(
    *, subject: models.Model, by: Actor, case_id: UUID | None = None, office_id: UUID | None = None
) -> int:
    """Destroy salt and detail of every entry about ``subject``; returns how many. That it was done is itself on record.

    Whether somebody may erase the subject is for the act to ask that calls this.
    """
    with beyond_the_wall():
        # What was shredded before stays said: without that, a recount would call it done in silence.
        about = Entry.objects.filter(subject_id=subject.pk).exclude(verb=LedgerVerb.ENTRIES_SHREDDED)
        entries = sorted(about.filter(salt__isnull=False).values_list("id", flat=True))
        Entry.objects.filter(pk__in=entries).update(salt=None, detail={})
    where: dict[str, Any] = {"case_id": case_id, "office_id": office_id}
    record(LedgerVerb.ENTRIES_SHREDDED, by=by, subject=subject, **where, entries=entries)
    return len(entries)

"""Extracts and paragraphs follow what becomes of their case when one of its people is erased.

What is published stays as it is published: it lies with everybody.
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.dispatch import receiver

from hirz.foundation.blobs.units import delete_when_done
from hirz.reprisals.cases.models import Case
from hirz.reprisals.cases.signals import narrative_erased, redraft_asked
from hirz.reprisals.cases.written import also_written
from hirz.reprisals.reporting.models import Edition, ReportEntry, StateExtract
from hirz.rules.naming import names_found

also_written({ReportEntry: ("reason", "comment", "returned_reason", "comment_waived_reason")})


@receiver(narrative_erased)
def remove_all_extracts(*, case: Case, **kwargs: Any) -> None:
    _remove_files(StateExtract.objects.filter(entry__case=case))


@receiver(redraft_asked)
def remove_what_names(*, case: Case, names: frozenset[str], **kwargs: Any) -> None:
    """Extracts go; paragraphs that are not published are emptied, and drafted afresh from the record."""
    for entry in case.report_entries.select_related("edition").prefetch_related("paragraphs").order_by("pk"):
        naming = [p for p in entry.paragraphs.all() if names_found(p.text, names)]
        if naming or entry.named:
            _remove_files(entry.extracts.all())
        if entry.edition.state == Edition.State.OPEN:
            for paragraph in naming:
                paragraph.sentences = []
                paragraph.save(update_fields=["sentences"])


def _remove_files(extracts: QuerySet[StateExtract]) -> None:
    """The row stays: that an extract went to the State, with the hash of what it was."""
    for blob_id in extracts.values_list("blob_id", flat=True):
        delete_when_done(blob_id)

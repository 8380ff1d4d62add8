"""That somebody read what people wrote about implementation is on record."""

from __future__ import annotations

from django.db import models

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action, record
from hirz.regional.implementation.models import Evidence
from hirz.regional.implementation.verbs import ImplementationVerb as Verb


@action
def note_read(verb: Verb, *, subject: models.Model, by: User) -> None:
    """One entry for a page, whatever number of texts stands on it."""
    record(verb, by=by, subject=subject, office_id=by.office_id)


def evidence_read(evidence: Evidence, *, by: User) -> None:
    note_read(Verb.READ_IMPLEMENTATION_EVIDENCE, subject=evidence, by=by)

"""Who reads what was written in confidence is on record, in the transaction that shows it: else there is no page."""

from __future__ import annotations

from django.db import models

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action, record
from hirz.regional.institutions.verbs import InstitutionVerb


@action
def note_read(verb: InstitutionVerb, subject: models.Model, *, by: User) -> None:
    record(verb, by=by, subject=subject)

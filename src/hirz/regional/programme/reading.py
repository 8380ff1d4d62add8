"""Who reads what is sealed in the programme is on record, in the transaction that shows it: without it, no page."""

from __future__ import annotations

from django.db import models

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action, record
from hirz.regional.programme.verbs import ProgrammeVerb


@action
def note_read(verb: ProgrammeVerb, subject: models.Model, *, by: User) -> None:
    record(verb, by=by, subject=subject)

"""Who reads what was said in confidence is on record, in the transaction that shows it: without the entry, no page."""

from __future__ import annotations

from django.db import models

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action, record
from hirz.regional.partners.verbs import PartnerVerb


@action
def note_read(verb: PartnerVerb, subject: models.Model, *, by: User) -> None:
    record(verb, by=by, subject=subject)

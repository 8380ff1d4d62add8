"""The hash of an entry is over what is read back, whatever kind of key its subject has."""

from __future__ import annotations

import pytest
from django.db import transaction

from hirz.engines.ledger import hash_entry
from hirz.foundation.accounts.models import RoleAssignment, User
from hirz.foundation.audit.history import SYSTEM, record
from hirz.foundation.audit.leaves import leaf_bytes, told_by
from hirz.foundation.audit.models import Entry


@pytest.mark.django_db
def test_entry_about_something_that_is_numbered_fits_its_hash(desk: User) -> None:
    with transaction.atomic():
        record("CLOCK_ESCALATED", by=SYSTEM, subject=RoleAssignment.objects.get())
    entry = Entry.objects.get()
    assert entry.salt is not None
    assert hash_entry(leaf_bytes(told_by(entry)), bytes(entry.salt)) == bytes(entry.leaf_hash)

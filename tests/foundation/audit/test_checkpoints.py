"""Checkpoints are made on time, by the worker too, and by a key that only a process with the ring has."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from hirz.engines.ledger import EMPTY_ROOT
from hirz.foundation.audit.checkpoints import last_checkpoint, make_checkpoint, opened
from hirz.foundation.audit.models import LedgerCheckpoint
from hirz.foundation.audit.recounting import recount
from hirz.foundation.audit.tasks import sign_ledger
from hirz.foundation.audit.tree import StoredTree
from hirz.foundation.keys import rings
from hirz.foundation.keys.rings import NothingToOpenWith
from hirz.foundation.offices.models import Office
from tests.foundation.audit.acting import act


def test_worker_signs_what_is_there(office: Office) -> None:
    act(office, 3)
    sign_ledger(0)
    act(office, 30)
    sign_ledger(0)
    assert [opened(row).head for row in LedgerCheckpoint.objects.all()] == [
        StoredTree().head(3),
        StoredTree().head(33),
    ]


def test_ledger_with_nothing_in_it_is_signed_too(office: Office) -> None:
    made = opened(make_checkpoint())
    assert (made.size, made.root) == (0, EMPTY_ROOT)
    act(office)
    assert make_checkpoint().size == 1
    assert recount().checkpoints == 2


def test_process_without_the_ring_signs_nothing(office: Office, settings: Settings) -> None:
    act(office)
    rings.forget_cached()
    settings.HIRZ_OPENS = False
    try:
        with pytest.raises(NothingToOpenWith):
            make_checkpoint()
    finally:
        rings.forget_cached()
    assert last_checkpoint() is None

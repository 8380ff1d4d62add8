"""What the database knows of a session: when it ends, and nothing else."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session

from hirz.foundation.accounts.sessions import SessionStore

pytestmark = pytest.mark.django_db
CANARY = "Zafiramoon"


def kept() -> SessionStore:
    store = SessionStore()
    store["note"] = CANARY
    store.save()
    return store


def test_session_is_found_by_its_key_and_ends_with_it() -> None:
    store = kept()
    assert SessionStore(store.session_key)["note"] == CANARY
    assert store.exists(store.session_key)
    store.delete()
    assert SessionStore(store.session_key).get("note") is None


def test_row_holds_neither_the_key_nor_the_content() -> None:
    store = kept()
    row = Session.objects.get()
    assert store.session_key not in (row.session_key, row.session_data)
    assert CANARY not in row.session_data


def test_name_of_the_row_opens_nothing() -> None:
    kept()
    assert SessionStore(Session.objects.get().session_key).load() == {}


def test_content_of_another_row_does_not_open() -> None:
    mine, other = kept(), kept()
    rows = {row.session_key: row for row in Session.objects.all()}
    first, second = rows.values()
    Session.objects.filter(pk=first.pk).update(session_data=second.session_data)
    Session.objects.filter(pk=second.pk).update(session_data=first.session_data)
    assert SessionStore(mine.session_key).load() == SessionStore(other.session_key).load() == {}


def test_key_changes_and_the_content_goes_along() -> None:
    store = kept()
    before = store.session_key
    store.cycle_key()
    store.save()
    assert SessionStore(store.session_key)["note"] == CANARY
    assert SessionStore(before).load() == {}

"""Entries find their place in the ledger after they are committed: no gaps, no waiting, late ones later."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.db import connection, connections, transaction
from pytest_django import Settings

from hirz.foundation.audit import sequencing
from hirz.foundation.audit.models import Entry, LedgerLeaf, LedgerNode
from hirz.foundation.audit.recounting import recount
from hirz.foundation.audit.sequencing import only_one_at_a_time, sequence
from hirz.foundation.audit.tasks import give_places_in_ledger
from hirz.foundation.offices.models import Office
from tests.foundation.audit.acting import act

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("tables_may_be_emptied")]


@pytest.fixture(autouse=True)
def never_on_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sequencing, "PAUSE", float("inf"))
    monkeypatch.setattr(sequencing, "_looked_at", 0.0)


@contextmanager
def acting_elsewhere(office: Office) -> Iterator[int]:
    """An act on another connection, which has written its entry and commits at the end; its entry."""
    wrote, may_commit, written = threading.Event(), threading.Event(), list[Entry]()

    def run() -> None:
        with transaction.atomic():
            written.extend(act(office))
            wrote.set()
            may_commit.wait(10)
        connections.close_all()

    with ThreadPoolExecutor(1) as elsewhere:
        running = elsewhere.submit(run)
        assert wrote.wait(10)
        yield written[0].pk
        may_commit.set()
        running.result(10)


def places() -> list[tuple[int, int]]:
    return list(LedgerLeaf.objects.order_by("index").values_list("index", "entry_id"))


def test_entry_that_commits_late_gets_a_later_place(office: Office) -> None:
    with acting_elsewhere(office) as late:
        early = act(office)[0].pk
        assert late < early
        assert sequence() == 1
        assert places() == [(0, early)]
    assert sequence() == 1
    assert places() == [(0, early), (1, late)]
    assert recount().entries == 2


def test_entry_that_commits_very_late_is_found_by_the_thorough_look(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sequencing, "LATE", 0)
    with acting_elsewhere(office) as late:
        act(office)
        sequence()
    assert sequence() == 0
    assert sequence(thorough=True) == 1
    assert places()[-1] == (1, late)


def test_act_that_is_taken_back_leaves_no_gap(office: Office) -> None:
    with transaction.atomic():
        act(office)
        transaction.set_rollback(True)
    act(office, 2)
    sequence()
    assert [index for index, _ in places()] == [0, 1]


def test_many_at_once_give_each_entry_one_place(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sequencing, "PAUSE", 0.0)

    def acting(_number: int) -> None:
        for _ in range(10):
            act(office, 3)
        connections.close_all()

    with ThreadPoolExecutor(6) as threads:
        list(threads.map(acting, range(6)))
    sequence()
    assert [index for index, _ in places()] == list(range(180))
    assert LedgerNode.objects.count() == 180 // 16
    assert recount().entries == 180


def test_act_does_not_wait_for_whoever_gives_places(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sequencing, "PAUSE", 0.0)
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            only_one_at_a_time()
            held.set()
            done.wait(10)
        connections.close_all()

    with ThreadPoolExecutor(1) as elsewhere:
        holding = elsewhere.submit(hold)
        assert held.wait(10)
        with connection.cursor() as cursor:
            cursor.execute("set lock_timeout = '1s'")
        act(office)
        assert places() == []
        done.set()
        holding.result(10)
    assert sequence() == 1


def test_act_gives_places_when_it_is_committed(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sequencing, "PAUSE", 0.0)
    with transaction.atomic():
        act(office, 2)
        assert places() == []
    assert len(places()) == 2


def test_one_process_looks_no_more_often_than_it_should(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sequencing, "PAUSE", 3600.0)
    monkeypatch.setattr(sequencing, "_looked_at", float("-inf"))
    act(office)
    act(office)
    assert len(places()) == 1
    give_places_in_ledger(0)
    assert len(places()) == 2


def test_public_process_leaves_it_to_the_others(
    office: Office, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sequencing, "PAUSE", 0.0)
    settings.HIRZ_OPENS = False
    act(office)
    assert places() == []


def test_failure_after_the_act_does_not_take_the_act_back(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*, wait: bool) -> int:
        raise OSError

    monkeypatch.setattr(sequencing, "PAUSE", 0.0)
    monkeypatch.setattr(sequencing, "sequence", fail)
    act(office)
    assert Entry.objects.count() == 1


@pytest.mark.parametrize("batch", [1, 7, 16, 100])
def test_tree_is_the_same_whatever_came_together(batch: int, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sequencing, "BATCH", batch)
    for times in (1, 14, 1, 20, 3):
        act(office, times)
        sequence()
    assert recount().entries == 39
    assert set(LedgerNode.objects.values_list("level", "position")) == {(4, 0), (4, 1)}

"""Words are found in what a person may read, newest first, with an honest account of how much that was."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from hirz.foundation.accounts.models import User
from hirz.foundation.keys.chain import keys_at_hand
from hirz.foundation.keys.models import UnitKey
from hirz.foundation.offices.models import Office
from hirz.reprisals.cases import finding
from hirz.reprisals.cases.actions.opening import open_case
from hirz.reprisals.cases.actions.recording import add_development, add_party
from hirz.reprisals.cases.finding import Found, Progress, scan
from hirz.reprisals.cases.models import Case
from hirz.reprisals.people.models import Person


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "FIRST", 2)
    monkeypatch.setattr(finding, "AT_ONCE", 3)


@pytest.fixture
def told(office: Office, desk: User) -> list[Case]:
    """Seven cases, the newest first; every second one speaks of a lighthouse."""
    now = timezone.now()
    return [
        open_case(
            office=office, state_concerned="XM", language="en", by=desk, opened_at=now - timedelta(days=age),
            summary="Taken at the lighthouse." if age % 2 == 0 else "Taken at home.",
        )
        for age in range(7)
    ]  # fmt: skip


def found(user: User, words: str) -> list[Case]:
    return [event.case for event in scan(Case.objects.visible_to(user), words) if isinstance(event, Found)]


def progress(user: User, words: str) -> list[Progress]:
    return [event for event in scan(Case.objects.visible_to(user), words) if isinstance(event, Progress)]


def test_what_is_found_comes_newest_first(told: list[Case], desk: User) -> None:
    assert found(desk, "LIGHTHOUSE") == told[::2]
    assert found(desk, "lighthouse taken") == told[::2]
    assert found(desk, "lighthouse home") == []


def test_progress_is_told_after_every_batch_and_ends_with_the_whole(told: list[Case], desk: User) -> None:
    assert progress(desk, "nowhere") == [
        Progress(0, 7, 0), Progress(2, 7, 0), Progress(5, 7, 0), Progress(7, 7, 0), Progress(7, 7, 0, done=True),
    ]  # fmt: skip


def test_finds_of_a_batch_are_told_before_the_next_is_opened(told: list[Case], desk: User) -> None:
    events = scan(Case.objects.visible_to(desk), "lighthouse")
    assert [next(events) for _ in range(3)] == [Progress(0, 7, 0), Found(told[0]), Progress(2, 7, 0)]
    told[2].summary = "Told otherwise meanwhile."
    told[2].save()
    assert next(events) == Found(told[4])


def test_closed_cases_are_neither_found_nor_counted(told: list[Case], outsider: User) -> None:
    assert found(outsider, "lighthouse") == []
    assert progress(outsider, "lighthouse") == [Progress(0, 0, 0), Progress(0, 0, 0, done=True)]


def test_one_that_does_not_open_is_told_and_holds_up_no_other(told: list[Case], desk: User) -> None:
    UnitKey.objects.filter(pk=told[2].pk).delete()
    assert found(desk, "lighthouse") == [told[0], told[4], told[6]]
    assert progress(desk, "lighthouse")[-1] == Progress(7, 7, 1, done=True)


def test_words_are_found_wherever_on_the_case_they_were_written(told: list[Case], desk: User, victim: Person) -> None:
    add_development(case=told[1], kind="victim_situation", date="2026-05", text="أُفرج عنها من المنارة", by=desk)
    add_party(case=told[3], person=victim, role="victim", note="She asked about the ferry.", by=desk)
    assert found(desk, "المناره") == [told[1]]
    assert found(desk, "ferry") == [told[3]]


@pytest.mark.parametrize("words", ["", " ", "'", "ـ"])
def test_nothing_to_look_for_opens_nothing(words: str, told: list[Case], desk: User) -> None:
    assert progress(desk, words) == [Progress(0, 7, 0), Progress(0, 0, 0, done=True)]


def test_no_key_outlives_its_batch(told: list[Case], desk: User) -> None:
    with keys_at_hand() as keys:
        assert found(desk, "lighthouse") == told[::2]
        assert keys.is_empty


def test_questions_to_the_database_grow_by_the_batch_not_by_the_case(
    told: list[Case], desk: User, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: object
) -> None:
    monkeypatch.setattr(finding, "AT_ONCE", 50)
    cases = Case.objects.visible_to(desk)
    with django_assert_max_num_queries(26):  # type: ignore[operator]  # who may see, how many, twice twelve
        list(scan(cases, "lighthouse"))

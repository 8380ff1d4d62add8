"""Whoever reads content is on record: every page that tells any, every file, every search; or there is no page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client
from django.urls import reverse

from hirz.faces.staff.history import history_of, readings_of
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from tests.faces.staff.addresses import addresses
from tests.faces.staff.conftest import Browse
from tests.faces.staff.pages import parsed, parsed_part
from tests.faces.staff.test_case_list import shape
from tests.faces.staff.world import PLANTED, World, keys_of, values_of_everything

PUBLIC_FACTS = ("mechanisms:", "recommendations:")
"""What these pages tell is published elsewhere."""


@pytest.fixture
def reader(colleague: User, browse: Browse) -> Client:
    return browse(colleague)


def latest() -> int:
    return Entry.objects.order_by("-id").values_list("id", flat=True).first() or 0


def verbs_since(entry: int) -> list[str]:
    return list(Entry.objects.filter(id__gt=entry, reading=True).order_by("id").values_list("verb", flat=True))


def tells_content(answer: Any) -> bool:
    if answer.streaming:
        return bool(b"".join(answer))
    return any(word in answer.content.decode() for word in PLANTED)


def every_answer(world: World, reader: Client) -> Iterator[tuple[str, Any, list[str]]]:
    """Every address of the staff face, what it answers, and which readings that left."""
    reader.raise_request_exception = False  # a page that breaks tells nothing; another test walks them for that
    values = {**values_of_everything(world), **keys_of(world)}
    for address in addresses():
        if not address.is_below_sign_in and not address.name.startswith(PUBLIC_FACTS):
            for where in address.with_all(values):
                before = latest()
                answer = reader.get(where)
                yield where, answer, verbs_since(before)


def test_every_page_and_file_that_tells_content_leaves_a_reading(world: World, reader: Client) -> None:
    told = [(where, left) for where, answer, left in every_answer(world, reader) if tells_content(answer)]
    assert len(told) > 20
    assert [where for where, left in told if not left] == []
    assert {verb for _where, left in told for verb in left} >= {
        "READ_CASE", "READ_SUBMISSION", "READ_FILE", "READ_PERSON", "READ_NAMES", "READ_LETTER", "READ_ENTRY",
    }  # fmt: skip


def test_page_that_was_refused_leaves_none(world: World, outsider: User, browse: Browse) -> None:
    left = [verbs for _where, answer, verbs in every_answer(world, browse(outsider)) if answer.status_code == 404]
    assert left
    assert not any(left)


def test_without_the_entry_there_is_no_page(world: World, reader: Client) -> None:
    reader.raise_request_exception = False
    where = [
        reverse("staff:case", args=[world.case.pk]), reverse("people:person", args=[world.person.pk]),
        reverse("intake:submission", args=[world.submission.pk]), reverse("response:letter", args=[world.letter.pk]),
        reverse("reporting:entry", args=[world.entry.pk]),
    ]  # fmt: skip
    assert all(tells_content(reader.get(address)) for address in where)
    with patch.object(Entry, "save", side_effect=OSError("disk full")):
        answers = [reader.get(address) for address in where]
    assert {answer.status_code for answer in answers} == {500}
    assert not any(tells_content(answer) for answer in answers)


def test_search_is_on_record_without_its_words(world: World, reader: Client, colleague: User) -> None:
    before = latest()
    reader.get(reverse("staff:search"))
    assert verbs_since(before) == []
    assert tells_content(reader.post(reverse("staff:search"), {"q": "Zafiramoon"}))
    entry = Entry.objects.get(id__gt=before, verb="READ_FOUND")
    assert (entry.actor, entry.detail, entry.case_id) == (colleague, {}, None)


def test_name_that_was_looked_for_is_not_on_record(world: World, reader: Client) -> None:
    reader.post(reverse("people:list"), {"name": "Zafiramoon"})
    entry = Entry.objects.filter(verb="READ_NAMES").latest("id")
    assert entry.detail == {"people": [str(world.person.pk)]}


def test_readings_stand_apart_from_what_was_done(world: World, reader: Client, desk: User, colleague: User) -> None:
    acts = list(history_of(world.case, desk))
    for address in (
        reverse("staff:case", args=[world.case.pk]),
        reverse("people:person", args=[world.person.pk]),
        reverse("response:letter", args=[world.letter.pk]),
    ):
        reader.get(address)
    assert list(history_of(world.case, desk)) == acts
    read = readings_of(world.case, desk)
    assert [(entry.verb, entry.actor) for entry in read] == [
        ("READ_LETTER", colleague), ("READ_PERSON", colleague), ("READ_CASE", colleague),
    ]  # fmt: skip
    page = parsed(reader.get(reverse("staff:case_readers", args=[world.case.pk])).content)
    assert page.text().count(colleague.display_name) >= 3


def test_who_has_read_is_told_to_nobody_who_may_not_read_the_history(
    world: World, outsider: User, browse: Browse
) -> None:
    world.case.grants.update(user=outsider)
    browser = browse(outsider)
    assert browser.get(reverse("staff:case", args=[world.case.pk])).status_code == 200
    assert not readings_of(world.case, outsider).exists()
    assert browser.get(reverse("staff:case_readers", args=[world.case.pk])).status_code == 404


def test_swap_of_readers_is_the_part_of_the_whole_page(world: World, reader: Client) -> None:
    where = reverse("staff:case_readers", args=[world.case.pk])
    reader.get(reverse("staff:case", args=[world.case.pk]))
    swap = parsed_part(reader.get(where, headers={"HX-Request": "true"}).content)
    assert shape(swap) == shape(parsed(reader.get(where).content).part("history-lines"))


def test_readers_cost_the_same_however_many(world: World, reader: Client, django_assert_num_queries: object) -> None:
    where = reverse("staff:case_readers", args=[world.case.pk])
    for _time in range(2):
        with django_assert_num_queries(9):  # type: ignore[operator]
            reader.get(where)
        for _read in range(5):
            reader.get(reverse("staff:case", args=[world.case.pk]))

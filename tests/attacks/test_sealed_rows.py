"""What is sealed, altered where it lies, in every sealed column there is. Nothing opens as something else."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from django.db import connection, models

from hirz.foundation.accounts.models import User
from hirz.foundation.keys.chain import KeyGone
from hirz.foundation.keys.sealed import SealedField
from hirz.foundation.offices.models import Office
from hirz.reprisals.intake.models import Submission
from hirz.reprisals.intake.triage import join_case, triage
from hirz.reprisals.response.actions import draft_communication, plan_communication, send_communication
from hirz.reprisals.response.models import Communication
from tests.attacks.filling import every_page
from tests.attacks.planting import all_sealed, holds_words, name_of, plant, sealed_fields, sealed_models
from tests.faces.staff.conftest import Browse
from tests.faces.staff.world import World
from tests.reprisals.intake.arriving import within_scope
from tests.reprisals.story import enter_case, enter_victim, give_consent

MARK = "Words that are whole."
NOT_OPENED = "▒▒▒▒"


@pytest.fixture
def sealed(whole_world: World) -> World:
    assert plant(MARK) == []
    return whole_world


def cells(model: type[models.Model], field: SealedField) -> list[tuple[Any, bytes]]:
    """Each row's id, and the envelope that lies in this column of it."""
    with connection.cursor() as cursor:
        cursor.execute(f"select id, {field.column} from {model._meta.db_table} order by id")  # noqa: S608 - of the models
        return [(pk, bytes(envelope)) for pk, envelope in cursor.fetchall() if envelope]


def put(model: type[models.Model], field: SealedField, pk: Any, envelope: bytes) -> None:
    with connection.cursor() as cursor:
        cursor.execute("set local session_replication_role = replica")
        cursor.execute(f"update {model._meta.db_table} set {field.column} = %s where id = %s", [envelope, pk])  # noqa: S608


def says(model: type[models.Model], field: SealedField, pk: Any) -> bool:
    """Whether the column of that row reads as it was written, where every key is at hand, those of drafts too."""
    return MARK in str(getattr(model._default_manager.get(pk=pk), field.name))


WORDS = [(model, field) for model, field in all_sealed() if holds_words(field)]


def test_bit_flip_in_any_sealed_column_is_noticed(sealed: World) -> None:
    """At the beginning, in the middle and at the end of the envelope."""
    opened = []
    for model, field in WORDS:
        pk, envelope = next(cell for cell in cells(model, field) if says(model, field, cell[0]))
        for at in (0, len(envelope) // 2, -1):
            flipped = bytearray(envelope)
            flipped[at] ^= 1
            put(model, field, pk, bytes(flipped))
            if says(model, field, pk):
                opened.append(f"{name_of(model, field)} at {at}")
        put(model, field, pk, envelope)
    assert opened == []


def test_field_swap_within_a_row_does_not_open(sealed: World) -> None:
    """Both columns are sealed with one key, so that nothing but the place tells them apart."""
    opened = []
    for model in sealed_models():
        fields = [field for field in sealed_fields(model) if holds_words(field)]
        for field, other in pairwise(fields):
            pk, envelope = cells(model, other)[-1]
            put(model, field, pk, envelope)
            if says(model, field, pk):
                opened.append(name_of(model, field))
    assert opened == []


def test_row_swap_within_a_table_does_not_open(sealed: World) -> None:
    """A row of the same case, of the same key: its words do not pass for those of its neighbour."""
    opened, swapped = [], 0
    for model, field in WORDS:
        (pk, _own), *others = cells(model, field)
        for _other, envelope in others[:1]:
            put(model, field, pk, envelope)
            swapped += 1
            if says(model, field, pk):
                opened.append(name_of(model, field))
    assert swapped > 5
    assert opened == []


def test_one_undecryptable_item_among_many_closes_no_page(sealed: World, colleague: User, browse: Browse) -> None:
    """One row of every table does not open. Every page still does; it shows what it can, and says what it cannot."""
    browser = browse(colleague)
    browser.raise_request_exception = False
    whole = {page.where: page.status for page in every_page(sealed, browser)}
    for model, field in WORDS:
        pk, envelope = cells(model, field)[0]
        put(model, field, pk, envelope[:-1] + bytes([envelope[-1] ^ 1]))
    pages = list(every_page(sealed, browser))
    assert [(page.where, page.status) for page in pages if whole.get(page.where) == 200 != page.status] == []
    assert any(NOT_OPENED in page.content.decode(errors="replace") for page in pages)


def test_row_that_does_not_open_is_not_lost_when_it_is_saved(sealed: World) -> None:
    """What lies there stays as it lay: it may open again when the right key is back."""
    for model, field in WORDS:
        pk, envelope = cells(model, field)[0]
        damaged = envelope[:-1] + bytes([envelope[-1] ^ 1])
        put(model, field, pk, damaged)
        row = model._default_manager.get(pk=pk)
        assert MARK not in str(getattr(row, field.name))
        row.save()
        assert dict(cells(model, field))[pk] == damaged, name_of(model, field)


def damage(row: models.Model, field: SealedField) -> None:
    (envelope,) = (envelope for pk, envelope in cells(type(row), field) if pk == row.pk)
    put(type(row), field, row.pk, envelope[:-1] + bytes([envelope[-1] ^ 1]))


def test_one_undecryptable_item_does_not_leave_in_a_letter(office: Office, desk: User, verifier: User) -> None:
    """What our pages show in its place is for our pages: with it nothing is sent, and nothing is on record as sent."""
    victim = enter_victim(office, desk)
    give_consent(victim, desk)
    case = enter_case(office, desk, verifier, [victim])
    letter = plan_communication(
        case=case, kind="allegation_letter", sender="special_procedures", language="en", named=False, by=desk
    )
    draft_communication(letter=letter, by=desk)
    (body,) = (field for field in sealed_fields(Communication) if field.name == "body")
    damage(letter, body)
    unread = Communication.objects.get(pk=letter.pk)
    assert unread.body == NOT_OPENED
    with pytest.raises(KeyGone):
        send_communication(letter=unread, by=desk)
    assert Communication.objects.get(pk=letter.pk).state == "DRAFTED"


def test_one_undecryptable_submission_is_neither_triaged_nor_lost(world: World, colleague: User) -> None:
    """No case is opened on answers that nobody can read."""
    (answers,) = (field for field in sealed_fields(Submission) if field.name == "answers")
    damage(world.submission, answers)
    submission = Submission.objects.get(pk=world.submission.pk)
    for rest_on_it in (
        lambda: triage(submission=submission, decision=within_scope(colleague), by=colleague),
        lambda: join_case(submission=submission, case=world.case, by=colleague),
    ):
        with pytest.raises(KeyGone):
            rest_on_it()
    assert Submission.objects.get(pk=submission.pk).triaged_at is None

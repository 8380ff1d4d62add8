"""Mapping a word while an import is under way, or while somebody maps another: none works with what was before."""

from __future__ import annotations

import pytest

from hirz.foundation.accounts.models import User
from hirz.regional.recommendations import actions, taking
from hirz.regional.recommendations.actions import map_term
from hirz.regional.recommendations.models import GivenTerm, Recommendation
from tests.racing import PATIENCE, Racer, held_at
from tests.regional.recommendations.conftest import TEMPLATE, imported

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("tables_may_be_emptied")]
HEAD, _newline, ROWS = TEMPLATE.partition(b"\n")
OF_ONE_WORD = ROWS.replace(b"Train those", b"Pay those")
OF_TWO_WORDS = ROWS.replace(b"Right to teach", b"Right to teach|Quiet hours")


def mapping(wording: str, code: str, by: User) -> Racer:
    term = GivenTerm.objects.get(wording=wording)
    return Racer(lambda: map_term(term=term, codes=[code], by=by))


def themes_of(wording: str) -> list[list[str]]:
    return list(Recommendation.objects.filter(themes_given__contains=[wording]).values_list("themes", flat=True))


def assert_waits(racer: Racer) -> None:
    racer.thread.join(0.5)
    assert racer.thread.is_alive(), "it did not wait for the other"


def test_mapping_waits_for_an_import_and_reaches_what_that_brings(
    officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(TEMPLATE)
    with held_at(monkeypatch, taking._Writing, "write") as (reached, go_on):
        importer = Racer(lambda: imported(HEAD + b"\n" + OF_ONE_WORD)).start()
        assert reached.wait(PATIENCE)
        mapper = mapping("Right to teach", "education", officer).start()
        assert_waits(mapper)
        go_on.set()
        assert (importer.finish(), mapper.finish()) == (None, None)
    assert themes_of("Right to teach") == [["education"], ["education"]]


def test_import_waits_for_a_mapping_and_knows_it(officer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    imported(TEMPLATE)
    with held_at(monkeypatch, actions, "derive") as (reached, go_on):
        mapper = mapping("Right to teach", "education", officer).start()
        assert reached.wait(PATIENCE)
        importer = Racer(lambda: imported(HEAD + b"\n" + OF_ONE_WORD)).start()
        assert_waits(importer)
        go_on.set()
        assert (mapper.finish(), importer.finish()) == (None, None)
    assert themes_of("Right to teach") == [["education"], ["education"]]


def test_two_words_of_one_recommendation_mapped_at_once_are_both_kept(
    officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(HEAD + b"\n" + OF_TWO_WORDS)
    with held_at(monkeypatch, actions, "derive") as (reached, go_on):
        first = mapping("Right to teach", "education", officer).start()
        assert reached.wait(PATIENCE)
        second = mapping("Quiet hours", "migrants", officer).start()
        assert_waits(second)
        go_on.set()
        assert (first.finish(), second.finish()) == (None, None)
    assert themes_of("Quiet hours") == [["education", "migrants"]]

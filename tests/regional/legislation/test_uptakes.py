"""What became of ten comments: computed when the next version arrives, and then in the hands of people."""

from __future__ import annotations

from unittest.mock import patch

import pytest

from hirz.engines.statutes.remarks import Noticed
from hirz.engines.statutes.uptake import Because, Outcome, Uptake
from hirz.foundation.accounts.access import AccessDenied
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.regional.legislation import refusals
from hirz.regional.legislation.importing import add_version
from hirz.regional.legislation.models import Advice, CommentUptake
from hirz.regional.legislation.uptakes import compute_uptake, decide_uptake
from hirz.regional.legislation.wording import BECAUSE, words_for_remark
from tests.engines.statutes.laws import law, text_of
from tests.regional.legislation.conftest import second_version, sent, told

pytestmark = pytest.mark.django_db


def rows_of(advice: Advice) -> list[CommentUptake]:
    rows = CommentUptake.objects.filter(comment__advice=advice).select_related("comment__advice__version__law")
    return list(rows.order_by("comment__order"))


def test_ten_comments_are_computed_when_the_next_version_arrives(advised: Advice, officer: User) -> None:
    assert rows_of(advised) == []
    second_version(advised.version.law, officer)
    labels = [one.label.value for one in law("en").comments[:10]]
    computed = [row.computed for row in rows_of(advised)]
    assert len(computed) == 10
    assert sum(one == label for one, label in zip(computed, labels, strict=True)) >= 8
    taken = [label for one, label in zip(computed, labels, strict=True) if one == Outcome.TAKEN.value]
    assert set(taken) == {Outcome.TAKEN.value}
    reworded = rows_of(advised)[3]
    assert reworded.shown["came"]
    assert Entry.objects.filter(verb="UPTAKE_COMPUTED").count() == 1


def test_advice_that_was_not_sent_has_no_uptake(drafted: Advice, officer: User, second: User) -> None:
    later = second_version(drafted.version.law, officer)
    assert rows_of(drafted) == []
    with pytest.raises(refusals.AdviceNotSent):
        compute_uptake(advice=drafted, version=later, by=officer)
    sent(drafted, officer, second)
    assert len(rows_of(drafted)) == 10


def test_what_a_person_decided_stays_when_it_is_computed_again(advised: Advice, officer: User) -> None:
    later = second_version(advised.version.law, officer)
    row = next(row for row in rows_of(advised) if row.computed == Outcome.TAKEN)
    with pytest.raises(refusals.CorrectionLacksReason):
        decide_uptake(uptake=row, outcome=Outcome.NOT_TAKEN.value, why=" ", by=officer)
    decide_uptake(uptake=row, outcome=Outcome.NOT_TAKEN.value, why="Zafiramoon", by=officer)
    assert compute_uptake(advice=advised, version=later, by=officer) == 10
    again = CommentUptake.objects.select_related("comment__advice").get(pk=row.pk)
    assert (again.decided, again.decided_why, again.decided_by_id) == ("NOT_TAKEN", "Zafiramoon", officer.pk)
    assert (again.computed, again.decided) == (Outcome.TAKEN.value, Outcome.NOT_TAKEN.value)
    assert again.decided_at is not None
    assert len(rows_of(advised)) == 10


def test_confirming_needs_no_reason_and_a_stranger_decides_nothing(
    advised: Advice, officer: User, reader: User
) -> None:
    second_version(advised.version.law, officer)
    row = rows_of(advised)[0]
    with pytest.raises(AccessDenied):
        decide_uptake(uptake=row, outcome=row.computed, why="", by=reader)
    confirmed = decide_uptake(uptake=row, outcome=row.computed, why="", by=officer)
    assert confirmed.decided == confirmed.computed


def test_version_in_another_language_tells_nothing(advised: Advice, officer: User) -> None:
    data = text_of("ru", "after").encode()
    add_version(law=advised.version.law, text=told(language="ru"), data=data, by=officer)
    assert {(row.computed, row.because) for row in rows_of(advised)} == {("CANNOT_TELL", "OTHER_LANGUAGE")}


def test_every_reason_and_every_remark_has_words() -> None:
    assert set(BECAUSE) == set(Because)
    for noticed in Noticed:
        assert words_for_remark((noticed.value, "5", 2))


def test_word_of_a_person_that_came_while_it_was_computed_stays(advised: Advice, officer: User) -> None:
    later = second_version(advised.version.law, officer)
    decided, as_it_was = rows_of(advised)[0], rows_of(advised)[0]

    def meanwhile(*args: object) -> Uptake:
        decide_uptake(uptake=decided, outcome=decided.computed, why="Read", by=officer)
        return Uptake(Outcome.CANNOT_TELL, Because.REWORDED)

    with patch("hirz.regional.legislation.uptakes._finder", return_value=meanwhile):
        compute_uptake(advice=advised, version=later, by=officer)
    row = CommentUptake.objects.get(pk=as_it_was.pk)
    assert (row.decided, row.computed) == (decided.decided, Outcome.CANNOT_TELL.value)

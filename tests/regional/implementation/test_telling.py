"""Every finding of the rules has its words, and numbers stand as they were reported."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from hirz.regional.implementation.telling import (
    AGREEMENTS,
    agreement_words,
    exact_words,
    finding_words,
    index_words,
)
from hirz.rules.assessments import Agreement, Degree, Source, Word, index_of
from hirz.rules.disaggregation import Finding, Outcome


def said(*degrees: Degree) -> list[Word]:
    return [
        Word(source=Source.UN, author=str(number), degree=degree, on_date=date(2026, 3, 1))
        for number, degree in enumerate(degrees)
    ]


def test_every_agreement_has_words() -> None:
    assert set(AGREEMENTS) == set(Agreement)


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_has_words_with_and_without_a_difference(outcome: Outcome) -> None:
    for difference in (Decimal(0), Decimal("1.5"), Decimal("-1.5")):
        words = finding_words(Finding(outcome, difference))
        assert words
        assert ("1.5" in words) == (
            (difference != 0 and outcome in (Outcome.DOES_NOT_SUM, Outcome.CANNOT_BE)) or difference < 0
        )


@pytest.mark.parametrize(
    ("value", "expected"),
    [("10.000000", "10"), ("0.000001", "0.000001"), ("1234.5", "1,234.5"), ("0", "0"), ("1000", "1,000")],
)
def test_number_stands_as_it_was_reported(value: str, expected: str) -> None:
    with translation.override("en"):
        assert exact_words(Decimal(value)) == expected


def test_index_is_a_share_or_a_range_or_nothing() -> None:
    with translation.override("en"):
        assert index_words(index_of(said(Degree.PARTIAL, Degree.FIRST_STEPS))) == "38%"
        assert index_words(index_of(said(Degree.FULL, Degree.NONE))) == "Not carried out – Fully carried out"
        assert index_words(index_of(said(Degree.NONE))) == "0%"
        for silent in (said(), said(Degree.NO_RESPONSE), said(Degree.NOT_KNOWN)):
            assert index_words(index_of(silent)) == ""
        assert "not a zero" in agreement_words(index_of(said(Degree.NO_RESPONSE)))

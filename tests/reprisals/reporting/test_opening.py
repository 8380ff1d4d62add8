"""Opening the edition of a year."""

from __future__ import annotations

from datetime import date

import pytest

from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.foundation.vocabularies.languages import UN_LANGUAGES
from hirz.reprisals.reporting.actions import open_edition
from hirz.reprisals.reporting.refusals import EditionExists
from hirz.reprisals.response.telling import LanguageNotTold
from hirz.rules.counting import PeriodUnknown


def test_edition_covers_the_period_of_its_year(office: Office, desk: User) -> None:
    edition = open_edition(office=office, year=2026, by=desk)
    assert (edition.period_start, edition.period_end) == (date(2025, 5, 1), date(2026, 4, 30))
    assert edition.languages == list(UN_LANGUAGES)


def test_second_edition_of_a_year_is_refused(office: Office, desk: User) -> None:
    open_edition(office=office, year=2026, by=desk)
    with pytest.raises(EditionExists):
        open_edition(office=office, year=2026, by=desk)


@pytest.mark.parametrize("languages", [[], ["ky"], ["en", "ky"], ["xx"]])
def test_language_without_sentences_is_refused(office: Office, desk: User, languages: list[str]) -> None:
    with pytest.raises(LanguageNotTold):
        open_edition(office=office, year=2026, by=desk, languages=languages)


def test_year_without_known_period_is_refused(office: Office, desk: User) -> None:
    with pytest.raises(PeriodUnknown):
        open_edition(office=office, year=2009, by=desk)

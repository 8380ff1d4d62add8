"""Every refusal can be shown in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from django.utils import translation

import hirz
from hirz.foundation.wording import has_words, words_for
from hirz.reprisals.people.web.consent_words import document_in_words
from hirz.reprisals.people.wording import CONSENT_REASONS
from hirz.reprisals.reporting.wording import ENTRY_NEEDS
from hirz.rules.consent import Reason
from hirz.rules.errors import HirzError
from hirz.rules.report_track import EntryMissing, EntryNotAllowed


def refusals(kind: type[HirzError] = HirzError) -> Iterator[type[HirzError]]:
    for below in kind.__subclasses__():
        if below.__module__.startswith(("hirz.reprisals", "hirz.rules")):
            yield below
        yield from refusals(below)


def code_of(refusal: type[HirzError]) -> str:
    return refusal.code


REFUSALS: Final[list[type[HirzError]]] = sorted(set(refusals()), key=code_of)


@pytest.mark.parametrize("refusal", REFUSALS, ids=code_of)
def test_refusal_has_words_of_its_own(refusal: type[HirzError]) -> None:
    assert has_words(refusal.code)


def test_words_are_in_the_language_of_the_page() -> None:
    error = EntryNotAllowed((EntryMissing.TEXT_MISSING,))
    english = words_for(error)
    with translation.override("ar"):
        assert words_for(error) != english


def test_every_reason_and_every_need_has_words() -> None:
    assert set(CONSENT_REASONS) == set(Reason)
    assert set(ENTRY_NEEDS) == set(EntryMissing)


def test_every_document_that_a_disclosure_is_about_has_words() -> None:
    """The page of a person lists them; one without words would close it."""
    sources = [path.read_text(encoding="utf-8") for path in Path(hirz.__file__).parent.rglob("reprisals/**/*.py")]
    codes = {code for source in sources for code in re.findall(r"\bwhat=\"(\w+)\"", source)}
    assert len(codes) >= 3
    assert all(document_in_words(code) for code in codes)

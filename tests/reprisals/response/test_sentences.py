"""Every sentence that can be told, in each language of the United Nations: whole, in that language, grammatical."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

import pytest
from babel import Locale
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from hirz.foundation.vocabularies.dates import day_in_words
from hirz.foundation.vocabularies.languages import UN_LANGUAGES, django_code_of
from hirz.foundation.vocabularies.registry import states
from hirz.reprisals.cases.models import Act, Engagement
from hirz.reprisals.people.models import Person
from hirz.reprisals.reporting.drafting import COMMUNICATIONS, DEVELOPMENTS, REPLIES, STATUSES
from hirz.reprisals.response.dates_in_prose import when
from hirz.reprisals.response.letters import time_to_reply
from hirz.reprisals.response.phrases import ACTS, BODIES, LINK_BASES, MEANS, PERPETRATORS, SELF_RESTRAINT
from hirz.reprisals.response.telling import (
    LANGUAGES_TOLD,
    LanguageNotTold,
    subject_of,
    tell_act,
    tell_engagement,
    tell_link,
    telling_in,
)

PHRASES = (
    ACTS, SELF_RESTRAINT, PERPETRATORS, BODIES, MEANS, LINK_BASES, COMMUNICATIONS, REPLIES, DEVELOPMENTS, STATUSES,
)  # fmt: skip
DATES = (
    "2026-05-14", "2026-05", "2026", "202X", "2026-05~", "2026-05-14~", "2026-05-14?", "2026-05-03/2026-06",
    "2026-05-14/..", "2026/..", "2026-05-14/", "../2026-05-14", "../2026-05", "../2026",
)  # fmt: skip
RELATIONS = ("past", "perceived", "future_deterrence", "attempted")
OTHERS = [language for language in UN_LANGUAGES if language != "en"]
OWN_SCRIPT = {"ar": "[ء-ي]", "ru": "[а-я]", "zh": "[一-鿿]"}
# Prepositions that would have merged with the article behind them, and articles or particles left standing twice.
CLUMSY = {
    "fr": r"\b(de|à) les?\b|\bde (une?|des)\b|\b(de|que|le|la) [aeiouéèêî]|  | ,|\(\)|«\S|\S»",
    "es": r"\b(de|a) el\b|\bel el\b|\by i|  | ,|\(\)",
    "ru": r"\bс с\b|  | ,|\(\)|г\.",
    "zh": r"[,;:()?!]|[一-鿿] [一-鿿]|，，|的的|年年",
    "ar": r"\bل ال|  | ،|[,;?]|\(\)",
    "en": r"\b(a|the) (a|the)\b|\bof of\b|  | ,|\(\)",
}


def phrases_in(language: str) -> list[str]:
    with translation.override(django_code_of(language)):
        return [str(words) for phrases in PHRASES for words in phrases.values()]


def people() -> list[list[Person]]:
    return [[Person(kind=kind)] for kind in ("individual", "group", "organisation")] + [[Person(), Person()]]


def _told() -> Iterator[str]:
    for subject in map(subject_of, people()):
        for number, body in enumerate(BODIES):
            relation, day = RELATIONS[number % len(RELATIONS)], DATES[number % len(DATES)]
            kind = "unclear" if number % 5 == 0 else list(MEANS)[number % len(MEANS)]
            yield tell_engagement(Engagement(body=body, kind=kind, temporal_relation=relation, date=day), subject)
        for relation in RELATIONS:
            for kind in MEANS:
                yield tell_engagement(
                    Engagement(body="hrc", kind=kind, temporal_relation=relation, date="2026-05-14"), subject
                )
        for number, act in enumerate((*ACTS, *SELF_RESTRAINT)):
            day, perpetrator = DATES[number % len(DATES)], (*PERPETRATORS, "unknown")[number % (len(PERPETRATORS) + 1)]
            yield tell_act(Act(kind=act, perpetrator=perpetrator, date=day), subject)
    yield tell_link(list(LINK_BASES))


@cache
def told(language: str) -> list[str]:
    with telling_in(language):
        return list(_told())


@pytest.mark.parametrize("language", OTHERS)
def test_every_phrase_is_put_in_the_language(language: str) -> None:
    english, spoken = (phrases_in(code) for code in ("en", language))
    assert [before for before, after in zip(english, spoken, strict=True) if before == after] == []


@pytest.mark.parametrize("language", sorted(OWN_SCRIPT))
def test_sentence_holds_no_word_of_another_script(language: str) -> None:
    for sentence in told(language):
        assert re.search(OWN_SCRIPT[language], sentence)
        assert not re.search("[A-Za-z]{2,}", sentence), sentence


@pytest.mark.parametrize("language", ["fr", "es"])
def test_sentence_holds_no_english_word(language: str) -> None:
    for sentence in told(language):
        assert not re.search(r"\b(the|of|and|was|with|through|by|reportedly)\b", sentence, re.IGNORECASE), sentence


@pytest.mark.parametrize("language", UN_LANGUAGES)
def test_sentence_reads_smoothly_whatever_is_set_into_it(language: str) -> None:
    assert [sentence for sentence in told(language) if re.search(CLUMSY[language], sentence)] == []
    assert all(sentence.endswith("。" if language == "zh" else ".") for sentence in told(language))
    assert all("%(" not in sentence for sentence in told(language))


@pytest.mark.parametrize("language", UN_LANGUAGES)
def test_as_many_different_sentences_are_told_in_each_language(language: str) -> None:
    assert len(set(told(language))) == len(set(told("en")))


@pytest.mark.parametrize(
    ("language", "beginnings"),
    [
        ("fr", ("de la ", "de l’", "du ", "des ", "d’A", "de Saint", "de Nioué")),
        ("es", ("de la ", "del ", "de los ", "de las ", "de ")),
        ("en", ("of ",)),
    ],
)
def test_state_is_joined_to_a_noun_as_the_language_joins_it(language: str, beginnings: tuple[str, ...]) -> None:
    for state in states(include_demonstration=True):
        joined = state.of_formal(language)
        assert joined.startswith(beginnings)
        assert not re.match(r"de (le|les|el|[AEIOUÉÎ])\b", joined)
        # The name itself stays whole: a merged article is all that may be lost of it.
        assert joined.endswith(state.name(language).formal.split(" ", 1)[-1])


@pytest.mark.parametrize("language", ["ar", "ru", "zh"])
def test_state_stands_in_its_own_form_where_nothing_joins_it(language: str) -> None:
    assert all(s.of_formal(language) == s.name(language).formal for s in states(include_demonstration=True))


FORMS = {
    ("en", "one"): "day of", ("en", "other"): "days of", ("fr", "one"): "jour à", ("fr", "many"): "jours à",
    ("fr", "other"): "jours à", ("es", "one"): "día a", ("es", "many"): "días a", ("es", "other"): "días a",
    ("ru", "one"): "дня с", ("ru", "few"): "дней с", ("ru", "many"): "дней с", ("zh", "other"): "天内",
    ("ar", "zero"): "يوم", ("ar", "one"): "يوم", ("ar", "two"): "يومين", ("ar", "few"): "أيام", ("ar", "many"): "يوما",
    ("ar", "other"): "يوم",
}  # fmt: skip


@pytest.mark.parametrize("language", UN_LANGUAGES)
@given(days=st.integers(min_value=0, max_value=100_000))
def test_number_of_days_takes_the_form_of_its_plural(language: str, days: int) -> None:
    with telling_in(language):
        words = time_to_reply(days)
    assert FORMS[language, Locale.parse(language).plural_form(days)] in words
    assert str(days) in words or (language == "ar" and days in {0, 1, 2})


@pytest.mark.parametrize("language", UN_LANGUAGES)
@given(day=st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 12, 31)))
def test_day_is_told_with_its_number_and_year(language: str, day: date) -> None:
    with telling_in(language):
        assert day_in_words(day) in when(day.isoformat())
        assert {int(number) for number in re.findall(r"\d+", day_in_words(day))} >= {day.day, day.year}
        following = day + timedelta(days=1)
        assert day_in_words(following) != day_in_words(day)


def test_languages_told_are_those_of_the_united_nations() -> None:
    assert set(LANGUAGES_TOLD) == {"ar", "zh", "en", "fr", "ru", "es"}


@pytest.mark.parametrize("language", ["ky", "zh-hans", "EN", ""])
def test_other_language_is_refused(language: str) -> None:
    with pytest.raises(LanguageNotTold), telling_in(language):
        pass

"""Forty words stand in a case that is closed to somebody. By whatever they ask, they learn none of them."""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hirz.faces.staff.search import Found, look_for, look_through
from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.foundation.walls.standing import standing
from hirz.reprisals.cases.actions import opening, recording
from hirz.reprisals.cases.models import Case, Development
from hirz.reprisals.people.actions import enter_person
from hirz.reprisals.response.models import Communication
from tests.attacks.filling import Answer, answered
from tests.faces.staff.addresses import addresses
from tests.faces.staff.conftest import Browse

NAMES: Final = tuple(f"{begin}{end}" for begin in ("Zaru", "Qulb", "Wexo", "Дарь", "مرون") for end in ("vand", "ماسا"))
WRITTEN: Final = tuple(f"{begin}{end}" for begin in ("lond", "serr", "тихо", "كتاب") for end in ("axim", "ibur", "دره"))
PLACES: Final = tuple(f"Place{letter}mir" for letter in "ABCDEF")
NOTES: Final = tuple(f"noted{letter}qex" for letter in "ABCDEF")
LETTERS: Final = tuple(f"LETTER{letter}WUM 1/2026" for letter in "ABCDEF")
ABSENT_LETTER: Final = "LETTERXWUM 1/2026"
WORDS: Final = (*NAMES, *WRITTEN, *PLACES, *NOTES, *LETTERS)
ABSENT: Final = tuple(f"Absent{letter}word" for letter in "ABCDEFGHIJ")
PASSES: Final = re.compile(rb'(name="(csrfmiddlewaretoken|token)" value="[^"]*")|(datetime="[^"]*")')


@dataclass(frozen=True)
class Asker:
    """Somebody signed in, and what each way of asking answers to a word."""

    user: User
    browser: Client

    def answers(self, word: str, *, to: Iterable[str] = ()) -> list[bytes]:
        """What pages answer that are given the word under every name that any page reads, as address and as form."""
        asked = dict.fromkeys(FIELDS, word)
        got = [self.browser.get(reverse(name), asked) for name in to]
        sent = [self.browser.post(reverse(name), asked) for name in to]
        return [told(answered("", response), word) for response in (*got, *sent)]

    def learnt(self) -> list[str]:
        """The words to which some page does not answer as it does to a word that stands nowhere.

        The pages that look for words are asked for each; the others, which should not, for some.
        """
        there: list[str] = []
        for pages, words in ((SEARCHES, WORDS), (LISTS, WORDS[::20])):
            nothing = self.answers(ABSENT[0], to=pages)
            assert self.answers(ABSENT[1], to=pages) == nothing
            there.extend(word for word in words if self._differs(word, pages, nothing))
        return there

    def _differs(self, word: str, pages: Iterable[str], nothing: list[bytes]) -> bool:
        """Asked once more where it does: a page may have changed by itself since, and then changed for every word."""
        return self.answers(word, to=pages) != nothing and (
            self.answers(word, to=pages) != self.answers(ABSENT[0], to=pages)
        )


SEARCHES: Final = ("staff:search", "people:list")
LISTS: Final = sorted(
    address.name for address in addresses()
    if not (address.takes or address.is_below_sign_in or address.route.startswith("gallery/"))
)  # fmt: skip
"""Every address that is no record's own: lists, the search, the first page, forms that begin something."""
FIELDS: Final = (
    "q",
    "name",
    "text",
    "reference",
    "state",
    "year",
    "person",
    "wanted",
    "from",
    "after",
    "owner",
    "risk",
)


def told(answer: Answer, word: str) -> bytes:
    """A page without what the asker typed, and without what differs on every page."""
    shown = PASSES.sub(b"", answer.content).decode()
    for form in (word, word.lower(), word.upper()):
        shown = shown.replace(form, "")
    return f"{answer.status} {' '.join(shown.split())}".encode()


@pytest.fixture
def closed(office: Office, desk: User) -> Case:
    """The words are its people's names, its summary, its places, its notes and its letters."""
    case = opening.open_case(
        office=office, state_concerned="XM", language="en", by=desk, owner=desk, summary=" ".join(WRITTEN)
    )
    for name in NAMES:
        person = enter_person(office=office, names=[name], by=desk, note=" ".join(NOTES))
        recording.add_party(case=case, person=person, role="victim", by=desk)
    for place, note in zip(PLACES, NOTES, strict=True):
        recording.add_act(case=case, by=desk, kind="detention", date="2026-03", place=place, note=note)
    Development.objects.create(case=case, kind="other", date="2026", text=" ".join(NOTES), entered_by=desk)
    for subject in LETTERS:
        Communication.objects.create(
            case=case, kind="allegation_letter", recipient_state="XM", sender="special_procedures", planned_by=desk,
            subject=subject, body=subject, reference=subject,
        )  # fmt: skip
    return case


@pytest.fixture
def ask(closed: Case, browse: Browse) -> Callable[[User], Asker]:
    return lambda user: Asker(user, browse(user))


def _is_written(word: str, user: User) -> bool:
    return any(isinstance(event, Found) for event in look_through(word, user))


def test_there_are_forty_words_and_whoever_may_read_the_case_finds_them(
    closed: Case, desk: User, ask: Callable[[User], Asker]
) -> None:
    """Otherwise it would say nothing that others do not."""
    assert len(set(WORDS)) == 40
    with standing(desk):
        found = [word for word in WORDS if look_for(word, desk) or _is_written(word, desk)]
    assert len(found) == 40
    insider = ask(desk)
    assert insider.answers(NAMES[0], to=SEARCHES) != insider.answers(ABSENT[0], to=SEARCHES)


@pytest.mark.parametrize("who", ["of another office", "intake", "administrator", "without a role"])
def test_outsider_learns_0_of_40_words(
    who: str, outsider: User, intake: User, administrator: User, nobody_at_all: User, ask: Callable[[User], Asker]
) -> None:
    """Whatever page, count, list or search: a word that stands there is answered as one that does not."""
    people = {"of another office": outsider, "intake": intake, "administrator": administrator}
    assert ask(people.get(who, nobody_at_all)).learnt() == []


def test_outsider_who_has_cases_of_their_own_learns_0_of_40_words(
    closed: Case, outsider: User, other_office: Office, ask: Callable[[User], Asker]
) -> None:
    """Counts, totals and offers of their own lists are not nudged by what is closed to them."""
    for _number in range(3):
        opening.open_case(office=other_office, state_concerned="XM", language="en", by=outsider, summary="mine")
    asker = ask(outsider)
    assert asker.learnt() == []
    assert asker.answers("mine", to=SEARCHES) != asker.answers(ABSENT[0], to=SEARCHES)


def test_outsider_cannot_tell_by_whether_a_name_or_a_reference_is_taken(
    closed: Case, outsider: User, other_office: Office
) -> None:
    """Entering the same name, or opening a case, meets no trace of the one that is there."""
    with standing(outsider):
        for name in NAMES:
            assert enter_person(office=other_office, names=[name], by=outsider).names.count() == 1


def test_time_of_an_answer_tells_nothing_above_noise(closed: Case, outsider: User, desk: User, office: Office) -> None:
    """The middle of many measures, taken in turns: a word that stands there takes as long as one that does not."""
    for number in range(60):
        opening.open_case(office=office, state_concerned="XM", language="en", by=desk, summary=f"{WRITTEN[0]} {number}")
    words, absent, spent = WORDS[::8], ABSENT[:5], {True: [], False: []}  # type: ignore[var-annotated]
    with standing(outsider):
        look_for(ABSENT[9], outsider)
        for _round in range(12):
            for there, asked in ((True, words), (False, absent)):
                for word in asked:
                    began = time.perf_counter()
                    look_for(word, outsider)
                    spent[there].append(time.perf_counter() - began)
    there, absent_ = (statistics.median(spent[which]) for which in (True, False))
    assert abs(there - absent_) < max(0.25 * absent_, 2 * deviation(spent[False]))


def deviation(measures: list[float]) -> float:
    """The middle of how far measures lie from their middle: noise, whatever single measures do."""
    middle = statistics.median(measures)
    return statistics.median(abs(measure - middle) for measure in measures)


def test_statements_of_a_search_are_the_same_whatever_is_closed(closed: Case, outsider: User) -> None:
    """What time rests on: the database is asked the same questions, whether the word stands there or not.

    What looks like a reference is looked for as one, wherever it stands; so it is held against another of that shape.
    """
    statements_of(ABSENT[0], outsider)  # what is asked once in the life of a process has been asked
    asked = {word: statements_of(word, outsider) for word in (*WORDS, *ABSENT, ABSENT_LETTER)}
    usual = {word: asked[ABSENT_LETTER if word in (*LETTERS, ABSENT_LETTER) else ABSENT[0]] for word in asked}
    assert [word for word, questions in asked.items() if questions != usual[word]] == []


def statements_of(word: str, user: User) -> list[str]:
    """Without what they were given, and without the names of their transactions."""
    fresh = User.objects.get(pk=user.pk)
    with CaptureQueriesContext(connection) as captured, standing(fresh):
        look_for(word, fresh)
    return [re.sub(r"'[^']*'|\bs\d+_x\d+\b|curs_\w+|\b\d+\b", "?", query["sql"]) for query in captured.captured_queries]


def test_outsider_learns_0_of_40_words_with_the_second_wall_removed(closed: Case, outsider: User) -> None:
    """Asked as the owner of the database, for whom no policy holds: the filters of the application are enough."""
    assert [word for word in WORDS if look_for(word, outsider)] == []

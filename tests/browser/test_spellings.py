"""A second spelling, in another script: the officer who may see the file is shown it with the reason, others nothing.

That the answer costs an outsider no query and no opening more, so that it takes no longer, is shown where both can be
counted: tests/reprisals/matching/test_outsider.py. Two files that were opened all the same become one person's and are
taken apart again; consent follows at once."""

from __future__ import annotations

from typing import Final

import pytest

from hirz.engines.names import compare, explain
from hirz.foundation.vocabularies.registry import label
from hirz.rules.consent import ConsentState, Scope
from tests.browser.conftest import SignIn
from tests.browser.serving import Served
from tests.browser.visiting import Visitor

pytestmark = pytest.mark.browser
ENTER: Final = "/people/same/enter/"
FILED, TYPED = "Жээнбаева Толгонай", "تولغوناي جينبايفا"
USE: Final = Scope.RAISE_WITH_GOVERNMENT
WHY_ONE, WHOSE, WHY_TWO = "The same telephone.", "She was asked again on Sunday.", "It is the telephone of her cousin."


def test_arabic_spelling_offers_who_is_filed_in_cyrillic_with_the_reason(sign_in: SignIn) -> None:
    officer = sign_in("Yasmin Darwazeh", album="spellings")
    officer.speaks("ar")
    enters(officer, FILED)
    file = officer.path
    enters(officer, TYPED)
    officer.shoot("offered")
    assert officer.path == ENTER, "a second file was opened without a question"
    assert FILED in officer.words
    for sentence in explain(compare(TYPED, FILED), "ar"):
        assert sentence in officer.words
    officer.choose("known", file.rstrip("/").rsplit("/", 1)[-1])
    officer.press()
    assert officer.path == file
    assert TYPED in officer.words


def test_outsider_is_offered_nothing_and_enters_a_file_of_their_own(sign_in: SignIn) -> None:
    officer, outsider = sign_in("Yasmin Darwazeh"), sign_in("Otabek Rasulzoda")
    enters(officer, "Сыдыгалиева Бурулкан")
    file = officer.path
    enters(outsider, "بورولكان سيديغالييفا")
    assert outsider.path not in (ENTER, file)
    assert "Сыдыгалиева" not in outsider.words
    assert outsider.page.request.get(outsider.origin + file).status == 404


def test_files_become_one_persons_and_are_taken_apart_and_consent_follows(sign_in: SignIn, served: Served) -> None:
    before = served.ledger()
    officer = sign_in("Yasmin Darwazeh", album="merging")
    officer.speaks("ar")
    first, second = two_files(officer)
    answers(officer, first, ConsentState.GIVEN)
    answers(officer, second, ConsentState.REFUSED)
    holds_them_for_one(officer, second)
    officer.shoot("one-person")
    assert held(officer, first, second) == [ConsentState.REFUSED, ConsentState.REFUSED], "the wider answer won"
    decides_whose_answer_counts(officer, first)
    assert held(officer, first, second) == [ConsentState.GIVEN, ConsentState.GIVEN]
    takes_them_apart(officer, first)
    assert held(officer, first, second) == [ConsentState.GIVEN, ConsentState.REFUSED]
    for file in (first, second):
        decided = what_was_decided(officer, file)
        assert WHY_ONE in decided
        assert WHY_TWO in decided
    officer.shoot("taken-apart")
    on_record = served.ledger() - before
    assert {act: on_record[act] for act in ("PEOPLE_MERGED", "CONSENT_SETTLED", "MERGE_UNDONE")} == {
        "PEOPLE_MERGED": 2, "CONSENT_SETTLED": 1, "MERGE_UNDONE": 2,
    }  # fmt: skip


def two_files(officer: Visitor) -> tuple[str, str]:
    """The second is opened although the first is offered: the officer cannot tell yet."""
    enters(officer, "Токомбаева Зулайка")
    first = officer.path
    enters(officer, "زليخة توكومبايفا")
    officer.choose("known", "UNSURE")
    officer.write("why", "Only the names are alike.")
    officer.press()
    assert officer.path not in (ENTER, first)
    return first, officer.path


def answers(officer: Visitor, file: str, state: ConsentState) -> None:
    officer.go(f"{file}consent/")
    officer.choose("scopes", USE)
    officer.choose("state", state)
    officer.choose("given_by", "self")
    officer.write("how", "By telephone, on a number known to us.")
    officer.write("risks_explained", "That the Government may guess who spoke.")
    officer.press()


def holds_them_for_one(officer: Visitor, file: str) -> None:
    officer.go(file)
    officer.press('#files a[href*="/with/"]')
    officer.choose("verdict", "SAME")
    officer.write("reason", WHY_ONE)
    officer.shoot("pair")
    officer.press()


def decides_whose_answer_counts(officer: Visitor, file: str) -> None:
    officer.go(file)
    officer.press('#files a[href$="/answers/"]')
    officer.choose("scopes", USE)
    officer.choose("file", file.rstrip("/").rsplit("/", 1)[-1])
    officer.write("reason", WHOSE)
    officer.shoot("whose-answers")
    officer.press()


def takes_them_apart(officer: Visitor, file: str) -> None:
    what_was_decided(officer, file)
    officer.press('#files a[href$="/undo/"]')
    officer.choose("verdict", "DIFFERENT")
    officer.write("reason", WHY_TWO)
    officer.press()


def held(officer: Visitor, *files: str) -> list[ConsentState]:
    """What the pages of the files say about the use that was asked about."""
    states = {label("consent_state", state, officer.language): state for state in ConsentState}
    use = officer.page.get_by_role("rowheader", name=label("consent_scope", USE, officer.language), exact=True)
    found = []
    for file in files:
        officer.go(file)
        answer = officer.page.locator("#consent tr").filter(has=use).locator("td .consent-cell").first
        found.append(states[answer.inner_text().strip()])
    return found


def what_was_decided(officer: Visitor, file: str) -> str:
    officer.go(file)
    officer.page.locator("#files summary").click()
    return officer.page.locator("#files").inner_text()


def enters(staff: Visitor, name: str) -> None:
    staff.go(ENTER)
    staff.write("names", name)
    staff.press()

"""A second spelling, in another script: the officer who may see the file is shown it with the reason, others nothing.

That the answer costs an outsider no query and no opening more, so that it takes no longer, is shown where both can be
counted: tests/reprisals/matching/test_outsider.py."""

from __future__ import annotations

from typing import Final

import pytest

from hirz.engines.names import compare, explain
from tests.browser.conftest import SignIn
from tests.browser.visiting import Visitor

pytestmark = pytest.mark.browser
ENTER: Final = "/people/same/enter/"
FILED, TYPED = "Жээнбаева Толгонай", "تولغوناي جينبايفا"


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


def enters(staff: Visitor, name: str) -> None:
    staff.go(ENTER)
    staff.write("names", name)
    staff.press()

"""A law in two versions: ten comments on the draft, and what became of each in the law that was adopted.

Both versions come as files of a word processor. A reader who knows both texts said before what became of each comment;
the officer of the story confirms what is computed where it agrees with the reader, and corrects it where it does not.
"""

from __future__ import annotations

from collections import Counter
from typing import Final

import pytest
from django.utils import translation
from playwright.sync_api import FilePayload

from hirz.engines.statutes.uptake import Outcome, Uptakes
from hirz.regional.legislation.models import CommentUptake
from tests.browser.conftest import SignIn
from tests.browser.visiting import Visitor
from tests.engines.statutes.files import docx
from tests.engines.statutes.laws import Labelled, law, text_of

pytestmark = pytest.mark.browser

OFFICER, SECOND, ELSEWHERE = "Meerim Asanalieva", "Gulnara Osmonbekova", "Otabek Rasulzoda"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
REASON = "The article says it in words of its own."
TEN: Final = 10


@pytest.mark.parametrize("language", ["en", "ar"])
def test_uptake_of_ten_comments_is_computed_and_confirmed_in_the_page(language: str, sign_in: SignIn) -> None:
    officer, second = sign_in(OFFICER, album=f"law-{language}"), sign_in(SECOND)
    officer.speaks(language)
    told = law(language)
    comments = told.comments[:TEN]
    page = takes_in_the_draft(officer, language)
    advice = advises(officer, language, comments)
    goes_out(officer, second, advice)
    takes_in_the_law(officer, language, page)
    officer.go(page)
    officer.press('main a[href*="/uptake/"]')
    uptakes = Uptakes(told.before, told.after)
    computed = [uptakes.of(one.comment).outcome for one in comments]
    assert shown(officer, column=1) == in_words(computed, language)
    decides(officer, computed, [one.label for one in comments])
    officer.shoot("decided")
    assert shown(officer, column=2) == in_words([one.label for one in comments], language)
    assert totals(officer) == Counter(in_words([one.label for one in comments], language))
    what_was_decided_stays(officer)
    changes_stand_side_by_side(officer)
    outsider = sign_in(ELSEWHERE)
    for path in (page, advice, officer.path):
        outsider.go(path, expected=404)


def takes_in_the_draft(officer: Visitor, language: str) -> str:
    """From the file; nothing is kept before it was shown. Returns the page of the law."""
    officer.go("/legislation/import/")
    officer.pick("state", "XM")
    officer.write("title", text_of(language, "before").splitlines()[0])
    tells_of_the_file(officer, language, "before", stage="draft")
    law_page = officer.page.locator("main .back-link").get_attribute("href")
    assert law_page
    return law_page


def takes_in_the_law(officer: Visitor, language: str, page: str) -> None:
    officer.go(page)
    officer.press('main a[href$="/versions/add/"]')
    tells_of_the_file(officer, language, "after", stage="adopted")


def tells_of_the_file(officer: Visitor, language: str, version: str, *, stage: str) -> None:
    officer.attach("file", [file_of(language, version)])
    officer.pick("language", language)
    officer.pick("stage", stage)
    officer.write("source", "Letter of the Ministry")
    officer.press()
    officer.shoot("recognised")
    officer.press('main button[name="confirmed"]')


def file_of(language: str, version: str) -> FilePayload:
    lines = [line for line in text_of(language, version).splitlines() if line.strip()]
    return {"name": f"{version}.docx", "mimeType": DOCX, "buffer": docx(*lines)}


def advises(officer: Visitor, language: str, comments: tuple[Labelled, ...]) -> str:
    """Ten comments, each begun beside its article. Returns the page of the advice."""
    officer.press('main a[href$="/advise/"]')
    officer.pick("language", language)
    officer.press()
    advice = officer.path
    for one in comments:
        officer.go(f"{advice}comments/add/?key={one.comment.article}")
        officer.pick("ask", one.comment.ask.value)
        officer.write("passage", one.comment.passage)
        officer.write("wording", one.comment.wording)
        officer.write(f"reason_{language}", REASON)
        officer.press()
        assert officer.path == advice, officer.words
    officer.shoot("ten-comments")
    return advice


def goes_out(officer: Visitor, second: Visitor, advice: str) -> None:
    """Cleared by somebody who wrote none of it; the document leaves."""
    officer.press('main form[action$="/submit/"] button')
    assert not officer.page.locator('main form[action$="/clear/"]').count(), "who wrote it may clear it"
    second.go(advice)
    second.press('main form[action$="/clear/"] button')
    officer.go(advice)
    officer.press('main form[action$="/send/"] button')
    (document,) = (link for link in officer.links("/legislation/advice/") if link.endswith(".docx"))
    assert officer.download(document).startswith(b"PK")


def decides(officer: Visitor, computed: list[Outcome], read: list[Outcome]) -> None:
    """One press where the reader agrees; otherwise another answer, which needs its reason."""
    for place, (held, right) in enumerate(zip(computed, read, strict=True)):
        row = officer.page.locator("main tbody tr").nth(place)
        if held is right:
            officer.press(row.locator('button[name="outcome"]'))
            continue
        officer.press(row.locator("a.quiet-link"))
        officer.choose("outcome", right.value)
        officer.press()
        assert officer.page.locator(".error-summary li").count() == 1, "corrected without a reason"
        officer.shoot("reason-missing")
        officer.write("why", REASON)
        officer.press()


def what_was_decided_stays(officer: Visitor) -> None:
    decided = shown(officer, column=2)
    officer.press('main form[action$="/again/"] button')
    assert shown(officer, column=2) == decided
    assert REASON in officer.words


def changes_stand_side_by_side(officer: Visitor) -> None:
    officer.press('main .page-actions a[href*="/with/"]')
    officer.shoot("compared")
    assert officer.page.locator("main del").count()
    assert officer.page.locator("main ins").count()


def shown(officer: Visitor, *, column: int) -> list[str]:
    """What the page says of each comment, in this column of its table."""
    rows = officer.page.locator("main tbody tr").all()
    return [badge for row in rows for badge in row.locator("td").nth(column).locator(".badge").all_inner_texts()]


def totals(officer: Visitor) -> Counter[str]:
    """The numbers above the table, without how many were decided."""
    facts = officer.page.locator("#total .fact").all()
    counted = {fact.locator("dt").inner_text(): fact.locator("dd").inner_text() for fact in facts[:-1]}
    return Counter({words: int(number) for words, number in counted.items()})


def in_words(outcomes: list[Outcome], language: str) -> list[str]:
    with translation.override(language):
        return [str(CommentUptake.Outcome(outcome.value).label) for outcome in outcomes]

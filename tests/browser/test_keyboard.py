"""The main job without a mouse, and with the focus in sight at every stop."""

from __future__ import annotations

from typing import Final

import pytest

from tests.browser import lawyer
from tests.browser.conftest import SignIn, Visit
from tests.browser.lawyer import SOMEBODY_ELSE
from tests.browser.visiting import GO_ON, Visitor

pytestmark = pytest.mark.browser

STOPS: Final = 120
"""More stops than any page of the main job has."""
FOCUS: Final = """() => {
  const focused = document.activeElement;
  const marked = [focused, focused.closest('.choice')].filter(Boolean).map(part => getComputedStyle(part));
  const box = focused.getBoundingClientRect();
  return {
    what: focused.outerHTML.slice(0, 160),
    isMarked: marked.some(style => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2),
    isInSight: box.bottom > 0 && box.top < innerHeight && box.width > 0 && box.height > 0,
  };
}"""


def reach(visitor: Visitor, what: str, *, within: int = STOPS) -> None:
    """Press the tabulator until the focus is on it; at every stop on the way the focus is seen."""
    for _stop in range(within):
        visitor.page.keyboard.press("Tab")
        focus = visitor.page.evaluate(FOCUS)
        assert focus["isMarked"], focus["what"]
        assert focus["isInSight"], focus["what"]
        if visitor.page.locator(what).first.evaluate("control => control === document.activeElement"):
            return
    raise AssertionError(f"{what} is not reached by keyboard on {visitor.path}")


def enter(visitor: Visitor, what: str) -> None:
    """Reach a button or link, and follow it."""
    reach(visitor, what)
    with visitor.page.expect_navigation() as arriving:
        visitor.page.keyboard.press("Enter")
    assert arriving.value.ok


def mark(visitor: Visitor, name: str, *, down: int = 0) -> None:
    """Reach a box or a group of answers, and mark it, or the answer so many places further down."""
    reach(visitor, f'main [name="{name}"]')
    visitor.page.keyboard.press("Space")
    for _place in range(down):
        visitor.page.keyboard.press("ArrowDown")


def type_into(visitor: Visitor, name: str, text: str) -> None:
    reach(visitor, f'main [name="{name}"]')
    visitor.page.keyboard.type(text)


def chosen(visitor: Visitor, name: str) -> str | None:
    return visitor.page.locator(f'main [name="{name}"]:checked').get_attribute("value")


def test_way_to_the_content_and_the_way_out_come_first(visit: Visit) -> None:
    reader = visit()
    reader.go("/ar/")
    reach(reader, ".skip-link", within=1)
    reader.page.keyboard.press("Enter")
    assert reader.page.evaluate("document.activeElement.id") == "main"
    reader = visit()
    reader.go("/ar/")
    reach(reader, ".quick-exit a", within=3)


def test_first_steps_of_a_submission(visit: Visit) -> None:
    writer = visit()
    writer.go("/ar/")
    enter(writer, '.page-header a[href="/ar/submit/"]')
    mark(writer, "understood")
    enter(writer, GO_ON)
    mark(writer, "relation", down=1)
    assert chosen(writer, "relation") not in (None, "victim")
    mark(writer, "life_at_risk")
    enter(writer, GO_ON)
    type_into(writer, "name_1", SOMEBODY_ELSE[0])
    enter(writer, GO_ON)
    assert writer.path == "/ar/submit/cooperation/"
    writer.go("/ar/submit/person/")
    assert writer.page.locator('[name="name_1"]').input_value() == SOMEBODY_ELSE[0]


def test_triage(visit: Visit, sign_in: SignIn) -> None:
    writer = visit()
    lawyer.begins(writer)
    lawyer.answers_until(writer, "summary")
    lawyer.sends(writer)
    officer = sign_in("Yasmin Darwazeh")
    enter(officer, '#submissions-due a[href^="/submissions/"]')
    enter(officer, '.page-actions a[href$="/triage/"]')
    mark(officer, "duplicates_checked")
    mark(officer, "protected_category")
    type_into(officer, "scope_reason", "She spoke at a side event of the Council.")
    mark(officer, "level", down=2)
    mark(officer, "reasons")
    enter(officer, GO_ON)
    assert officer.path.startswith("/cases/")

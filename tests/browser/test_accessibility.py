"""axe finds nothing on any page, in any language, by day and by night; and no page of the staff is too wide."""

from __future__ import annotations

from itertools import chain

import pytest

from hirz.foundation.vocabularies.languages import UN_LANGUAGES
from tests.browser.conftest import SignIn, Visit
from tests.browser.looking import BOTH, LOOKED_AT, Scheme, too_wide, violations
from tests.browser.places import public_pages, signed_out_pages, staff_pages
from tests.browser.visiting import DESKTOP

pytestmark = pytest.mark.browser

IN_THE_DARK = ("ar", "en")


@pytest.mark.parametrize(
    ("scheme", "rules"), [("light", {"image-alt", "color-contrast"}), ("dark", {"color-contrast"})]
)
def test_what_is_wrong_on_a_page_is_found(scheme: Scheme, rules: set[str], visit: Visit) -> None:
    reader = visit(**LOOKED_AT)
    reader.go("/en/")
    reader.page.locator("main").evaluate(
        "main => main.innerHTML = '<img src=x><p style=color:#888;background:#777>Somebody reads this.</p>'"
    )
    assert {found.split()[2].rstrip(":") for found in violations(reader, [scheme])} >= rules


def test_public_pages_have_no_violations(visit: Visit) -> None:
    reader = visit(**LOOKED_AT)
    found: list[str] = []
    for page in public_pages(reader, "ar"):
        for language in UN_LANGUAGES:
            reader.page.goto(f"{reader.origin}/{language}/{page}")
            found += violations(reader, BOTH if language in IN_THE_DARK else ("light",))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_staff_pages_have_no_violations_and_do_not_scroll_sideways(
    language: str, visit: Visit, sign_in: SignIn
) -> None:
    """In one visit: what takes long is to open each page as each person."""
    found: list[str] = []
    outside = signed_out_pages(visit, language, viewport=DESKTOP, **LOOKED_AT)
    for person in chain(outside, staff_pages(sign_in, language, **LOOKED_AT)):
        found += [*violations(person, BOTH), *too_wide(person)]
    assert not found, "\n".join(found)


def test_form_without_answers_has_no_violations(sign_in: SignIn) -> None:
    person = sign_in("Yasmin Darwazeh", **LOOKED_AT)
    person.go("/submissions/new/")
    person.press()
    assert person.page.locator(".error-summary").count()
    found = list(violations(person, BOTH))
    assert not found, "\n".join(found)

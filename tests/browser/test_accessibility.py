"""axe finds nothing on any page, in any language, by day and by night."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, Final, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe

from hirz.foundation.vocabularies.languages import UN_LANGUAGES
from tests.browser.conftest import SignIn, Visit
from tests.browser.places import public_pages, signed_out_pages, staff_pages
from tests.browser.visiting import DESKTOP, Visitor

pytestmark = pytest.mark.browser

AXE: Final = Axe()
Scheme = Literal["light", "dark"]
PLAIN: Final = {"resultTypes": ["violations"], "preload": False, "iframes": False}
RULES: Final[dict[Scheme, dict[str, Any]]] = {
    "light": PLAIN,
    # By night the page is the same but for its colours.
    "dark": {**PLAIN, "runOnly": ["color-contrast", "link-in-text-block"]},
}
BOTH: Final[tuple[Scheme, ...]] = ("light", "dark")
# axe is a script, put into the page from outside; colours must not be caught while they change.
LOOKED_AT: Final[dict[str, Any]] = {"javascript": True, "bypass_csp": True, "reduced_motion": "reduce"}
IN_THE_DARK: Final = ("ar", "en")


def findings(visitor: Visitor, schemes: Iterable[Scheme]) -> Iterator[str]:
    """What axe holds against the page that is open, one line for each element."""
    for scheme in schemes:
        visitor.page.emulate_media(color_scheme=scheme)
        for violation in AXE.run(visitor.page, options=RULES[scheme]).response["violations"]:
            for node in violation["nodes"]:
                yield f"{visitor.path} {scheme} {violation['id']}: {' '.join(_where(node))}: {node['html'][:160]}"
    visitor.page.emulate_media(color_scheme="light")


def _where(node: dict[str, Any]) -> list[str]:
    return [str(part) for part in node["target"]]


@pytest.mark.parametrize(
    ("scheme", "rules"), [("light", {"image-alt", "color-contrast"}), ("dark", {"color-contrast"})]
)
def test_what_is_wrong_on_a_page_is_found(scheme: Scheme, rules: set[str], visit: Visit) -> None:
    reader = visit(**LOOKED_AT)
    reader.go("/en/")
    reader.page.locator("main").evaluate(
        "main => main.innerHTML = '<img src=x><p style=color:#888;background:#777>Somebody reads this.</p>'"
    )
    assert {finding.split()[2].rstrip(":") for finding in findings(reader, [scheme])} >= rules


def test_public_pages_have_no_violations(visit: Visit) -> None:
    reader = visit(**LOOKED_AT)
    found: list[str] = []
    for page in public_pages(reader, "ar"):
        for language in UN_LANGUAGES:
            reader.page.goto(f"{reader.origin}/{language}/{page}")
            found += findings(reader, BOTH if language in IN_THE_DARK else ("light",))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_staff_pages_have_no_violations(language: str, visit: Visit, sign_in: SignIn) -> None:
    found: list[str] = []
    outside = signed_out_pages(visit, language, viewport=DESKTOP, **LOOKED_AT)
    for person in chain(outside, staff_pages(sign_in, language, **LOOKED_AT)):
        found += findings(person, BOTH)
    assert not found, "\n".join(found)


def test_form_without_answers_has_no_violations(sign_in: SignIn) -> None:
    person = sign_in("Yasmin Darwazeh", **LOOKED_AT)
    person.go("/submissions/new/")
    person.press()
    assert person.page.locator(".error-summary").count()
    found = list(findings(person, BOTH))
    assert not found, "\n".join(found)

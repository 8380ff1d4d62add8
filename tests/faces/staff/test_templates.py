"""Templates and the names in them: none is left over, none leads nowhere, and a misspelt variable fails."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template import Context, Template
from django.template.loader import get_template
from django.urls import NoReverseMatch, get_resolver, reverse

from tests.faces.staff.addresses import addresses
from tests.faces.staff.strict import UndefinedVariable

SOURCE = Path(__file__).resolve().parents[3] / "src" / "hirz"
STAFF_ROOTS = [SOURCE / "faces" / "staff" / "templates", *sorted((SOURCE / "reprisals").glob("*/templates"))]
FOUND_BY_DJANGO = {"429.html", "account/messages/logged_in.txt"}
NAMED = re.compile(r"""["']([\w/]+\.(?:html|txt))["']""")
LINKED = re.compile(r"""\{%\s*url\s+["']([\w:]+)["']""")
REVERSED = re.compile(r"""(?:reverse|redirect)\(\s*["']([\w:]+)["']""")


def templates() -> list[tuple[str, Path]]:
    return [
        (str(path.relative_to(root)), path)
        for root in STAFF_ROOTS
        for path in sorted(root.rglob("*"))
        if path.is_file()
    ]


def written(pattern: re.Pattern[str]) -> set[str]:
    """Everything the pattern finds in our code and templates."""
    sources = [*SOURCE.rglob("*.py"), *SOURCE.rglob("*.html")]
    return {found for source in sources for found in pattern.findall(source.read_text(encoding="utf-8"))}


def test_every_template_is_used() -> None:
    used = written(NAMED) | FOUND_BY_DJANGO
    assert [name for name, _path in templates() if name not in used] == []


@pytest.mark.parametrize("name", [name for name, _path in templates() if name.endswith(".html")])
def test_template_can_be_read(name: str) -> None:
    assert get_template(name)


def test_every_address_named_on_a_staff_page_exists() -> None:
    known = {address.name for address in addresses()}
    linked = {name for _template, path in templates() for name in LINKED.findall(path.read_text(encoding="utf-8"))}
    assert linked - known == set()


def test_every_address_named_in_staff_code_exists() -> None:
    known = {address.name for address in addresses()}
    roots = [SOURCE / "faces" / "staff", *sorted((SOURCE / "reprisals").glob("*/web"))]
    sources = [source.read_text(encoding="utf-8") for root in roots for source in root.rglob("*.py")]
    assert {name for source in sources for name in REVERSED.findall(source)} - known == set()


def test_misspelt_variable_in_one_of_our_templates_fails() -> None:
    with pytest.raises(UndefinedVariable):
        Template("{{ cas.reference }}").render(Context({"case": "C-1"}))


def test_name_that_no_address_has_is_no_address() -> None:
    with pytest.raises(NoReverseMatch):
        reverse("staff:nowhere")
    assert get_resolver().url_patterns

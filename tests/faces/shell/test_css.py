"""The style sheets of both faces: logical, in layers, small, and in step with the templates of the shell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from hirz.faces.shell.components.rendering import Emphasis, Tone
from hirz.faces.shell.components.text import icon_class
from tests.faces.shell.rendering import page
from tests.faces.shell.stylesheets import FACES, SHARED, SHEETS, rules

PHYSICAL = re.compile(
    r"^(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right|top|bottom)\b"
    r"|^border-(?:top|bottom)-(?:left|right)-radius$"
    r"|^(?:left|right|top|bottom|width|height|min-width|max-width|min-height|max-height)$"
    r"|^overflow-[xy]$"
)
SIDED_VALUES = {"text-align", "float", "clear", "caption-side", "resize"}
BOX = {"margin", "padding", "inset", "border-width", "border-style", "border-color", "scroll-margin", "scroll-padding"}
CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
ICON_CLASSES = (icon_class("clock"), icon_class("arrow-right"))
SHELL = FACES / "shell"
PACKAGE = FACES.parent
LAYERS = ("reset", "tokens", "base", "layout", "components", "utilities")
FIRST_PAGE_BYTES = 30_000
PUBLIC_SHEET_BYTES = 16_384

names = [f"{sheet.parent.name}/{sheet.name}" for sheet in SHEETS]


@pytest.mark.parametrize("sheet", SHEETS, ids=names)
def test_sheet_has_only_logical_properties(sheet: Path) -> None:
    assert [
        f"{selector} {name}: {value}" for selector, name, value in declared(sheet) if is_physical(name, value)
    ] == []


@pytest.mark.parametrize("sheet", SHEETS, ids=names)
def test_sheet_keeps_every_rule_in_a_known_layer(sheet: Path) -> None:
    outer = {rule.around[0] if rule.around else rule.selector for rule in rules(sheet)}
    assert outer <= {f"@layer {layer}" for layer in LAYERS}


@pytest.mark.parametrize("sheet", SHEETS, ids=names)
def test_sheet_asks_nothing_of_anyone(sheet: Path) -> None:
    assert "url(" not in sheet.read_text()
    assert "@import" not in sheet.read_text()


@pytest.mark.parametrize("sheet", SHEETS, ids=names)
def test_sheet_moves_only_where_motion_is_welcome(sheet: Path) -> None:
    moving = [
        rule for rule in rules(sheet) if any(n.startswith(("transition", "animation")) for n in rule.declarations)
    ]
    assert [rule.selector for rule in moving if "no-preference" not in " ".join(rule.around)] == []


@pytest.mark.parametrize(("name", "value"), [("margin", "0 1px 0 2px"), ("text-align", "left"), ("width", "1px")])
def test_physical_declaration_is_recognised(name: str, value: str) -> None:
    assert is_physical(name, value)


def test_every_class_of_the_shell_is_styled() -> None:
    assert classes_in(SHELL) - styled() == set()


def test_every_style_of_the_shell_is_used() -> None:
    assert styled() - classes_in(PACKAGE) == set()


def test_tones_and_emphases_styled_are_those_that_exist() -> None:
    selectors = " ".join(rule.selector for sheet in SHEETS for rule in rules(sheet))
    assert set(re.findall(r'\[data-tone="(\w+)"\]', selectors)) == set(Tone)
    assert set(re.findall(r'\[data-emphasis="(\w+)"\]', selectors)) == set(Emphasis) - {Emphasis.SECONDARY}


def test_public_sheet_stays_small() -> None:
    assert len((SHARED / "public.css").read_bytes()) <= PUBLIC_SHEET_BYTES


@pytest.mark.parametrize("language", ["ar", "en"])
def test_public_page_with_a_question_of_each_kind_stays_small(language: str) -> None:
    sheets = sum(len(sheet.read_bytes()) for sheet in SHEETS if sheet.parent.name == "public")
    whole = len(page("public", language).encode()) + len((SHARED / "public.css").read_bytes()) + sheets
    assert whole < FIRST_PAGE_BYTES


def declared(sheet: Path) -> Iterator[tuple[str, str, str]]:
    for rule in rules(sheet):
        for name, value in rule.declarations.items():
            yield rule.selector, name, value


def is_physical(name: str, value: str) -> bool:
    if PHYSICAL.match(name):
        return True
    if name in SIDED_VALUES and value in ("left", "right"):
        return True
    parts = re.findall(r"(?:[^\s(]|\([^()]*(?:\([^()]*\)[^()]*)*\))+", value)
    return name in BOX and len(parts) == 4 and parts[1] != parts[3]


def styled() -> set[str]:
    return {name for sheet in SHARED.glob("*.css") for rule in rules(sheet) for name in CLASS.findall(rule.selector)}


def classes_in(folder: Path) -> set[str]:
    sources = [path.read_text() for path in [*folder.rglob("templates/**/*.html"), *SHELL.glob("components/*.py")]]
    attributes = [found for source in sources for found in re.findall(r'class="([^"]*)"', source)]
    return {name for attribute in [*attributes, *ICON_CLASSES] for name in attribute.split()}

"""Colours that are read together differ enough, by day and by night (WCAG 2.2, 1.4.3 and 1.4.11)."""

from __future__ import annotations

import pytest

from tests.faces.shell.stylesheets import SHARED, rules

TEXT = 4.5
GRAPHICS = 3.0
TONES = ("neutral", "info", "success", "warning", "danger")
READ = [
    *[(ink, paper) for ink in ("ink", "muted", "accent", "accent-deep", *TONES) for paper in ("paper", "surface")],
    *[(tone, f"{tone}-soft") for tone in TONES],
    *[("ink", f"{tone}-soft") for tone in TONES],
    *[("muted", soft) for soft in ("neutral-soft", "accent-soft")],
    ("ink", "accent-soft"),
    ("accent", "accent-soft"),
    ("accent-deep", "accent-soft"),
    ("danger", "surface"),
    ("on-accent", "accent"),
    ("on-accent", "accent-deep"),
    ("on-danger", "danger"),
    ("on-band", "band"),
    ("on-band", "strip"),
]
SEEN = [
    *[("edge", paper) for paper in ("paper", "surface")],
    *[("focus", paper) for paper in ("paper", "surface", "accent-soft", "neutral-soft")],
    ("brass", "band"),
    ("brass", "strip"),
]
SCHEMES = ("light", "dark")


@pytest.fixture(params=SCHEMES)
def colours(request: pytest.FixtureRequest) -> dict[str, str]:
    return tokens(dark=request.param == "dark")


@pytest.mark.parametrize(("ink", "paper"), READ)
def test_text_can_be_read(colours: dict[str, str], ink: str, paper: str) -> None:
    assert contrast(colours[ink], colours[paper]) >= TEXT


@pytest.mark.parametrize(("mark", "paper"), SEEN)
def test_edges_and_marks_can_be_seen(colours: dict[str, str], mark: str, paper: str) -> None:
    assert contrast(colours[mark], colours[paper]) >= GRAPHICS


def test_contrast_is_the_formula_of_the_guidelines() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def tokens(*, dark: bool) -> dict[str, str]:
    found: dict[str, str] = {}
    for rule in rules(SHARED / "public.css"):
        at_night = "@media (prefers-color-scheme: dark)" in rule.around
        if rule.selector == ":root" and "@layer tokens" in rule.around and (dark or not at_night):
            found |= {name.removeprefix("--"): value for name, value in rule.declarations.items()}
    return found


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    red, green, blue = (linear(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)

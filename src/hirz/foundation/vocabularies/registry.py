"""The vocabularies of ``settings.HIRZ_VOCABULARIES_DIR``, each read once per process.

Whoever changes a file restarts the process: a vocabulary has an edition, and a page never mixes two.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from django.conf import settings
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from hirz.foundation.vocabularies.languages import django_code_of, language_of
from hirz.rules.vocabulary import (
    UN_LANGUAGES,
    MalformedVocabulary,
    State,
    UnknownCode,
    Vocabulary,
    parse,
    parse_states,
)
from hirz.rules.vocabulary_file import Fact

STATE_LISTS = ("countries", "demonstration_states")
NOT_VOCABULARIES = (*STATE_LISTS, "offices")


@dataclass(frozen=True, slots=True)
class Wording:
    """What a code is called, in which language that is, and whether somebody has to verify it before it is published.

    As text it carries its mark. Who takes ``text`` alone answers for showing the mark beside it.
    """

    text: str
    language: str
    unverified: bool = False

    def __str__(self) -> str:
        if not self.unverified:
            return self.text
        with override(django_code_of(self.language)):
            return _("%(words)s (to be verified)") % {"words": self.text}


@dataclass(frozen=True, slots=True)
class Known:
    """A fact that a term carries besides its labels, and whether somebody has to verify it."""

    value: Fact
    unverified: bool


def vocabulary(name: str) -> Vocabulary:
    """Return a vocabulary by the name of its file. Raises ``UnknownCode`` or ``MalformedVocabulary``."""
    return _vocabulary(_directory(), name)


def names() -> tuple[str, ...]:
    """Return the names of all vocabularies, in alphabetical order of the files."""
    found = sorted(path.stem for path in _directory().glob("*.yaml"))
    return tuple(name for name in found if name not in NOT_VOCABULARIES)


def wording(name: str, code: str, language: str | None = None) -> Wording:
    """Return what a code is called, in the language of the page unless another is given.

    A vocabulary that says it is not written in that United Nations language answers in English, and says so.
    """
    source = vocabulary(name)
    asked = language or page_language()
    spoken = "en" if asked in UN_LANGUAGES and asked not in source.languages else asked
    return Wording(source.label(code, spoken), spoken, source.term(code).is_unverified)


def label(name: str, code: str, language: str | None = None) -> str:
    """Return the same as plain text; what has to be verified carries its mark wherever it goes."""
    return str(wording(name, code, language))


def known(name: str, code: str, fact: str) -> Known | None:
    """Return a fact that a term carries besides its labels, or nothing when it carries none of that name."""
    term = vocabulary(name).term(code)
    if fact not in term.facts:
        return None
    return Known(term.facts[fact], term.is_unverified or fact in term.verify)


def choices(name: str, family: str | None = None, language: str | None = None) -> list[tuple[str, str]]:
    """Return (code, label) of the terms that may be chosen, in vocabulary order; of one family when it is given."""
    source = vocabulary(name)
    terms = source.terms if family is None else source.children(family)
    return [(term.code, label(name, term.code, language)) for term in terms if term.withdrawn_date is None]


def grouped_choices(name: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the choices of a vocabulary under the label of each family, in the order of the families."""
    families = vocabulary(vocabulary(name).family_vocabulary)
    groups = [(label(families.name, family.code), choices(name, family.code)) for family in families]
    return [(title, members) for title, members in groups if members]


def states(*, include_demonstration: bool) -> tuple[State, ...]:
    """Return the States, real ones first, in the order of the files. Sort them for people by name."""
    real, invented = (_states(_directory(), name) for name in STATE_LISTS)
    return real + invented if include_demonstration else real


def state(code: str) -> State:
    """Return a State, invented ones included, by its ISO 3166-1 alpha-2 or alpha-3 code. Raises ``UnknownCode``."""
    found = _states_by_code(_directory()).get(code)
    if found is None:
        raise UnknownCode("states")
    return found


def document(name: str) -> object:
    """Return the content of a file of the directory that is not a vocabulary, such as ``offices``."""
    return _read(_directory(), name)


def page_language() -> str:
    """Return the ISO 639-1 code of the language of the page; Chinese is ``zh`` whatever the script."""
    return language_of(get_language())


def _directory() -> Path:
    return Path(settings.HIRZ_VOCABULARIES_DIR)


@cache
def _vocabulary(directory: Path, name: str) -> Vocabulary:
    found = parse(_read(directory, name), file=f"{name}.yaml")
    if found.name != name:
        raise MalformedVocabulary(f"{name}.yaml", "name", "is not the name of the file")
    return found


@cache
def _states(directory: Path, name: str) -> tuple[State, ...]:
    return parse_states(_read(directory, name), file=f"{name}.yaml")


@cache
def _states_by_code(directory: Path) -> Mapping[str, State]:
    listed = [found for name in STATE_LISTS for found in _states(directory, name)]
    return {code: found for found in listed for code in (found.alpha_2, found.alpha_3)}


def _read(directory: Path, name: str) -> object:
    path = directory / f"{name}.yaml"
    if not path.is_file():
        raise UnknownCode("vocabularies")
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError):
        raise MalformedVocabulary(f"{name}.yaml", "document", "is not YAML") from None

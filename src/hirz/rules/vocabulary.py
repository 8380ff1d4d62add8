"""Controlled vocabularies and States: codes that never change and what they are called in each language.

Everything here is parsed from mappings that somebody else has read; nothing touches a file. A vocabulary that is
not complete in the six official languages of the United Nations is refused as a whole, so that no page, letter or
report can show a gap or fall back to another language unasked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import ClassVar, Final

from hirz.rules.errors import BadInput

UN_LANGUAGES: Final = ("ar", "zh", "en", "fr", "ru", "es")
"""Official languages of the United Nations as ISO 639-1 codes, in the order the Organization lists them in English."""

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_CODE = re.compile(r"[a-z][a-z0-9_]*|[A-Z][A-Z0-9_]*")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_TERM_FIELDS = {"code", "family", "status", "labels", "definition", "notes", "provenance", "drafts", "withdrawn"}
_VOCABULARY_FIELDS = {"name", "title", "edition", "source", "family_vocabulary", "terms"}
_STATE_FIELDS = {"alpha_2", "alpha_3", "m49", "demonstration", "names"}
_STATE_NAME_FIELDS = {"short", "formal", "article", "capital"}
_USER_ASSIGNED_ALPHA_2 = re.compile(r"AA|Q[M-Z]|X[A-JL-Z]|ZZ")
_USER_ASSIGNED_ALPHA_3 = re.compile(r"AA[A-Z]|Q[M-Z][A-Z]|X[A-Z][A-Z]|ZZ[A-Z]")


class MalformedVocabulary(BadInput):
    """A vocabulary or list of States does not have the agreed shape; says where, for whoever edits the file."""

    code: ClassVar[str] = "vocabulary_malformed"

    def __init__(self, file: str, field_path: str, problem: str) -> None:
        super().__init__(f"{self.code}: {file}: {field_path}: {problem}")
        self.file = file
        self.field_path = field_path
        self.problem = problem


class UnknownCode(BadInput):
    """The vocabulary has no such code. The code itself may be somebody's typing, so it is not repeated."""

    code: ClassVar[str] = "vocabulary_unknown_code"

    def __init__(self, vocabulary: str) -> None:
        super().__init__(f"{self.code}: {vocabulary}")
        self.vocabulary = vocabulary


class MissingLabel(BadInput):
    """The term exists, but not in the language asked for; another language is never put in its place."""

    code: ClassVar[str] = "vocabulary_missing_label"

    def __init__(self, vocabulary: str, term: str, language: str) -> None:
        super().__init__(f"{self.code}: {vocabulary}.{term}: {language}")
        self.vocabulary = vocabulary
        self.term = term
        self.language = language


class TermStatus(StrEnum):
    """How a term, or its wording in one language, is known."""

    SEEN = "seen"
    DATABASE = "database"
    GENERAL = "general"
    DESIGN = "design"


@dataclass(frozen=True, slots=True)
class Term:
    """One code with its labels by language. ``family`` is the code of its parent."""

    code: str
    labels: Mapping[str, str]
    status: TermStatus
    family: str | None = None
    definition: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    notes: str = ""
    provenance: Mapping[str, TermStatus] = field(default_factory=lambda: MappingProxyType({}))
    drafts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    withdrawn_date: date | None = None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A named list of terms in the order in which people should meet them.

    ``family_vocabulary`` names the vocabulary in which the families of the terms are codes; it is this one unless
    the file says otherwise.
    """

    name: str
    title: Mapping[str, str]
    edition: date
    source: str
    family_vocabulary: str
    terms: tuple[Term, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(term.code for term in self.terms)

    def __contains__(self, code: object) -> bool:
        return any(term.code == code for term in self.terms)

    def __iter__(self) -> Iterator[Term]:
        return iter(self.terms)

    def term(self, code: str) -> Term:
        """Return the term with this code, withdrawn or not.

        Raises ``UnknownCode``.
        """
        for term in self.terms:
            if term.code == code:
                return term
        raise UnknownCode(self.name)

    def label(self, code: str, language: str) -> str:
        """Return what ``code`` is called in ``language`` (ISO 639-1).

        Raises ``UnknownCode``, or ``MissingLabel`` when the term has no label in that language.
        """
        labels = self.term(code).labels
        if language not in labels:
            raise MissingLabel(self.name, code, language)
        return labels[language]

    def children(self, code: str) -> tuple[Term, ...]:
        """Return the terms whose family is ``code``, in vocabulary order; empty when there is none."""
        return tuple(term for term in self.terms if term.family == code)


@dataclass(frozen=True, slots=True)
class StateName:
    """The name of a State in one language.

    ``short`` carries no article, so that it can be sorted and stand in a list; ``article`` is what a sentence puts
    before it ("the", "l’", "la"), empty where there is none. ``formal`` is written as in a sentence.
    """

    short: str
    formal: str
    article: str = ""
    capital: str = ""

    @property
    def in_sentence(self) -> str:
        """The name after a comma or a verb; a short name that is inverted for lists gives way to the formal one."""
        if self.short.endswith(")"):
            return self.formal
        joint = "" if not self.article or self.article.endswith("’") else " "
        return f"{self.article}{joint}{self.short}"


@dataclass(frozen=True, slots=True)
class State:
    """A State, by ISO 3166-1 codes and, where it has one, UN M49 number (three digits as text).

    ``demonstration`` marks an invented State: the only kind of which anything invented may be said. Its codes lie
    in the ranges ISO 3166-1 leaves to users, so it can never be taken for a real one.
    """

    alpha_2: str
    alpha_3: str
    names: Mapping[str, StateName]
    m49: str = ""
    demonstration: bool = False

    @property
    def code(self) -> str:
        return self.alpha_2

    def name(self, language: str) -> StateName:
        """Return the name in ``language`` (ISO 639-1). Raises ``MissingLabel``."""
        if language not in self.names:
            raise MissingLabel("states", self.code, language)
        return self.names[language]


@dataclass(frozen=True, slots=True)
class _Place:
    """A mapping inside a file, and the words for where it is; reads fields and refuses what is wrong."""

    file: str
    path: str
    content: Mapping[object, object]

    @classmethod
    def of(cls, file: str, path: str, value: object) -> _Place:
        if not isinstance(value, Mapping):
            raise MalformedVocabulary(file, path or "document", "is not a mapping")
        return cls(file, path, value)

    def wrong(self, key: str, problem: str) -> MalformedVocabulary:
        return MalformedVocabulary(self.file, f"{self.path}.{key}".lstrip("."), problem)

    def allow(self, fields: set[str]) -> None:
        if any(key not in fields for key in self.content):
            raise self.wrong("*", "has a field that is not known")

    def text(self, key: str, *, required: bool = True) -> str:
        value = self.content.get(key, "")
        if not isinstance(value, str) or value != value.strip() or (required and not value):
            raise self.wrong(key, "is missing or is not plain text")
        return value

    def matching(self, key: str, pattern: re.Pattern[str]) -> str:
        value = self.text(key)
        if not pattern.fullmatch(value):
            raise self.wrong(key, "does not have the form of a code")
        return value

    def day(self, key: str) -> date:
        value = self.content.get(key)
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.wrong(key, "is not a date")
        return value

    def status(self, key: str) -> TermStatus:
        try:
            return TermStatus(self.text(key))
        except ValueError:
            raise self.wrong(key, "is not a known status") from None

    def part(self, key: str) -> _Place:
        return _Place.of(self.file, f"{self.path}.{key}".lstrip("."), self.content.get(key))

    def parts(self, key: str) -> list[_Place]:
        value = self.content.get(key)
        if not isinstance(value, Sequence) or isinstance(value, str) or not value:
            raise self.wrong(key, "is not a list with entries")
        return [_Place.of(self.file, f"{key}[{index}]", entry) for index, entry in enumerate(value)]

    def languages(self) -> list[str]:
        found = [key for key in self.content if isinstance(key, str) and _LANGUAGE.fullmatch(key)]
        if len(found) != len(self.content):
            raise self.wrong("*", "has a key that is not a language code")
        return found

    def texts(self, key: str) -> Mapping[str, str]:
        """Read an optional mapping of language to text."""
        if key not in self.content:
            return MappingProxyType({})
        part = self.part(key)
        return MappingProxyType({language: part.text(language) for language in part.languages()})

    def texts_in_all_languages(self, key: str) -> Mapping[str, str]:
        texts = self.texts(key)
        for language in UN_LANGUAGES:
            if language not in texts:
                raise self.wrong(f"{key}.{language}", "is missing")
        return texts


def parse(mapping: object, *, file: str = "vocabulary") -> Vocabulary:
    """Read a vocabulary from ``mapping``, as ``vocabularies/*.yaml`` hold it.

    ``file`` only serves to say where a fault is. Shape: ``name``, ``title`` and each term's ``labels`` in all six
    UN languages, ``edition`` (date), ``source`` (citation), ``terms`` (a list with entries). Codes are lower snake
    case or upper snake case, unique. A family must be a code of this vocabulary unless ``family_vocabulary`` names
    another one.

    Raises ``MalformedVocabulary``.
    """
    place = _Place.of(file, "", mapping)
    place.allow(_VOCABULARY_FIELDS)
    name = place.matching("name", _NAME)
    family_vocabulary = place.text("family_vocabulary", required=False) or name
    vocabulary = Vocabulary(
        name=name,
        title=place.texts_in_all_languages("title"),
        edition=place.day("edition"),
        source=place.text("source"),
        family_vocabulary=family_vocabulary,
        terms=tuple(_term(entry) for entry in place.parts("terms")),
    )
    _check_codes(vocabulary, file)
    return vocabulary


def _term(place: _Place) -> Term:
    place.allow(_TERM_FIELDS)
    return Term(
        code=place.matching("code", _CODE),
        labels=place.texts_in_all_languages("labels"),
        status=place.status("status"),
        family=place.text("family", required=False) or None,
        definition=place.texts("definition"),
        notes=place.text("notes", required=False),
        provenance=_provenance(place),
        drafts=place.texts("drafts"),
        withdrawn_date=place.day("withdrawn") if "withdrawn" in place.content else None,
    )


def _provenance(place: _Place) -> Mapping[str, TermStatus]:
    if "provenance" not in place.content:
        return MappingProxyType({})
    part = place.part("provenance")
    return MappingProxyType({language: part.status(language) for language in part.languages()})


def _check_codes(vocabulary: Vocabulary, file: str) -> None:
    seen: set[str] = set()
    for index, term in enumerate(vocabulary.terms):
        if term.code in seen:
            raise MalformedVocabulary(file, f"terms[{index}].code", "is there twice")
        seen.add(term.code)
    if vocabulary.family_vocabulary == vocabulary.name:
        _check_families(vocabulary, file)


def _check_families(vocabulary: Vocabulary, file: str) -> None:
    for index, term in enumerate(vocabulary.terms):
        if term.family is not None and (term.family == term.code or term.family not in vocabulary):
            raise MalformedVocabulary(file, f"terms[{index}].family", "is not another code of this vocabulary")


def parse_states(mapping: object, *, file: str = "states") -> tuple[State, ...]:
    """Read a list of States from ``mapping`` (``states``: a list), as ``countries.yaml`` holds it.

    Each has ``alpha_2``, ``alpha_3``, optional ``m49`` (three digits), ``names`` with ``short`` and ``formal`` in
    all six UN languages. ``demonstration: true`` belongs to States with user-assigned ISO 3166-1 codes and to no
    other (XK is left out: it is in use for Kosovo in many systems).

    Raises ``MalformedVocabulary``.
    """
    document = _Place.of(file, "", mapping)
    document.allow({"name", "edition", "source", "states"})
    states = tuple(_state(place) for place in document.parts("states"))
    codes = [code for state in states for code in (state.alpha_2, state.alpha_3)]
    if len(codes) != len(set(codes)):
        raise MalformedVocabulary(file, "states", "has a code twice")
    return states


def _state(place: _Place) -> State:
    place.allow(_STATE_FIELDS)
    names = place.part("names")
    missing = set(UN_LANGUAGES) - set(names.languages())
    if missing:
        raise names.wrong(min(missing), "is missing")
    state = State(
        alpha_2=place.matching("alpha_2", re.compile("[A-Z]{2}")),
        alpha_3=place.matching("alpha_3", re.compile("[A-Z]{3}")),
        m49=place.matching("m49", re.compile("[0-9]{3}")) if "m49" in place.content else "",
        names=MappingProxyType({language: _state_name(names.part(language)) for language in names.languages()}),
        demonstration=place.content.get("demonstration") is True,
    )
    if state.demonstration != _is_user_assigned(state):
        raise place.wrong("demonstration", "does not fit the codes")
    return state


def _is_user_assigned(state: State) -> bool:
    alpha_2 = _USER_ASSIGNED_ALPHA_2.fullmatch(state.alpha_2)
    alpha_3 = _USER_ASSIGNED_ALPHA_3.fullmatch(state.alpha_3)
    return bool(alpha_2 and alpha_3)


def _state_name(place: _Place) -> StateName:
    place.allow(_STATE_NAME_FIELDS)
    return StateName(
        short=place.text("short"),
        formal=place.text("formal"),
        article=place.text("article", required=False),
        capital=place.text("capital", required=False),
    )

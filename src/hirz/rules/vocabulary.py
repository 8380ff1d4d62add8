"""Controlled vocabularies and States: codes that never change and what they are called in each language.

Everything here is parsed from mappings that somebody else has read; nothing touches a file. A vocabulary that is
not complete in the six official languages of the United Nations, or in those it says it is written in, is refused as a
whole, so that no page, letter or report can show a gap or fall back to another language unasked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import ClassVar, Final

from hirz.rules.errors import BadInput
from hirz.rules.vocabulary_file import Fact, Place
from hirz.rules.vocabulary_file import MalformedVocabulary as MalformedVocabulary

UN_LANGUAGES: Final = ("ar", "zh", "en", "fr", "ru", "es")

# How "of" joins the name of a State: the first beginning that fits gives way to what stands beside it.
_OF: Final[Mapping[str, tuple[tuple[re.Pattern[str], str], ...]]] = {
    language: tuple((re.compile(beginning), merged) for beginning, merged in joints)
    for language, joints in {
        "en": (("^", "of "),),
        "fr": (("^le ", "du "), ("^les ", "des "), ("^(?=[AEIOUÉÎ])", "d’"), ("^", "de ")),
        "es": (("^el ", "del "), ("^", "de ")),
    }.items()
}
"""Official languages of the United Nations as ISO 639-1 codes, in the order the Organization lists them in English."""

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_CODE = re.compile(r"[a-z][a-z0-9_]*|[A-Z][A-Z0-9_]*")
_TERM_FIELDS = {
    "code", "family", "status", "labels", "definition", "notes", "provenance", "drafts", "withdrawn",
    "confidence", "facts", "verify",
}  # fmt: skip
_VOCABULARY_FIELDS = {"name", "title", "edition", "source", "family_vocabulary", "languages", "confidence", "terms"}
_STATE_FIELDS = {"alpha_2", "alpha_3", "m49", "demonstration", "names"}
_STATE_NAME_FIELDS = {"short", "formal", "article", "capital"}
_USER_ASSIGNED_ALPHA_2 = re.compile(r"AA|Q[M-Z]|X[A-JL-Z]|ZZ")
_USER_ASSIGNED_ALPHA_3 = re.compile(r"AA[A-Z]|Q[M-Z][A-Z]|X[A-Z][A-Z]|ZZ[A-Z]")


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


class Confidence(StrEnum):
    """Whether a term can be shown as a fact: taken from a source, or known and to be verified before publication."""

    SOURCED = "S"
    VERIFY = "K"


@dataclass(frozen=True, slots=True)
class Term:
    """One code with its labels by language. ``family`` is the code of its parent.

    ``verify`` names those of its ``facts`` that have to be verified; ``confidence`` is that of the term itself.
    """

    code: str
    labels: Mapping[str, str]
    status: TermStatus
    family: str | None = None
    definition: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    notes: str = ""
    provenance: Mapping[str, TermStatus] = field(default_factory=lambda: MappingProxyType({}))
    drafts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    withdrawn_date: date | None = None
    confidence: Confidence = Confidence.SOURCED
    facts: Mapping[str, Fact] = field(default_factory=lambda: MappingProxyType({}))
    verify: frozenset[str] = frozenset()

    @property
    def is_unverified(self) -> bool:
        return self.confidence is Confidence.VERIFY


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A named list of terms in the order in which people should meet them.

    ``family_vocabulary`` names the vocabulary in which the families of the terms are codes; it is this one unless
    the file says otherwise. ``languages`` are those in which every term has a label: all six, unless the file says that
    no source gives the others.
    """

    name: str
    title: Mapping[str, str]
    edition: date
    source: str
    family_vocabulary: str
    terms: tuple[Term, ...]
    languages: tuple[str, ...] = UN_LANGUAGES

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

    def of_formal(self, language: str) -> str:
        """Return the formal name as it completes a noun: "of the Republic of Amruvia". Raises ``MissingLabel``.

        In French and Spanish the preposition merges with a masculine or plural article, so that the name brings it.
        In languages that show the relation by order or by case it is the name alone.
        """
        formal = self.name(language).formal
        for beginning, merged in _OF.get(language, ()):
            if beginning.match(formal):
                return beginning.sub(merged, formal, count=1)
        return formal


def parse(mapping: object, *, file: str = "vocabulary") -> Vocabulary:
    """Read a vocabulary from ``mapping``, as ``vocabularies/*.yaml`` hold it.

    ``file`` only serves to say where a fault is. Shape: ``name``, ``title`` and each term's ``labels`` in all six
    UN languages or in those of ``languages`` (English among them), ``edition`` (date), ``source`` (citation), ``terms``
    (a list with entries). Codes are lower snake case or upper snake case, unique. A family must be a code of this
    vocabulary unless ``family_vocabulary`` names another one. ``confidence`` is that of every term that has none of its
    own; without any, the terms stand as they are.

    Raises ``MalformedVocabulary``.
    """
    place = Place.of(file, "", mapping)
    place.allow(_VOCABULARY_FIELDS)
    name = place.matching("name", _NAME)
    family_vocabulary = place.text("family_vocabulary", required=False) or name
    languages = _languages(place)
    confidence = place.one_of("confidence", Confidence) if "confidence" in place.content else Confidence.SOURCED
    vocabulary = Vocabulary(
        name=name,
        title=place.texts_in("title", UN_LANGUAGES),
        edition=place.day("edition"),
        source=place.text("source"),
        family_vocabulary=family_vocabulary,
        terms=tuple(_term(entry, languages, confidence) for entry in place.parts("terms")),
        languages=languages,
    )
    _check_codes(vocabulary, file)
    return vocabulary


def _languages(place: Place) -> tuple[str, ...]:
    listed = place.codes("languages") or UN_LANGUAGES
    if "en" not in listed or not set(listed) <= set(UN_LANGUAGES):
        raise place.wrong("languages", "is not a list of United Nations languages with English among them")
    return listed


def _term(place: Place, languages: tuple[str, ...], confidence: Confidence) -> Term:
    place.allow(_TERM_FIELDS)
    facts, verify = place.facts("facts"), frozenset(place.codes("verify"))
    if not verify <= set(facts):
        raise place.wrong("verify", "names a fact that is not there")
    return Term(
        code=place.matching("code", _CODE),
        labels=place.texts_in("labels", languages),
        status=place.one_of("status", TermStatus),
        family=place.text("family", required=False) or None,
        definition=place.texts("definition"),
        notes=place.text("notes", required=False),
        provenance=_provenance(place),
        drafts=place.texts("drafts"),
        withdrawn_date=place.day("withdrawn") if "withdrawn" in place.content else None,
        confidence=place.one_of("confidence", Confidence) if "confidence" in place.content else confidence,
        facts=facts,
        verify=verify,
    )


def _provenance(place: Place) -> Mapping[str, TermStatus]:
    if "provenance" not in place.content:
        return MappingProxyType({})
    part = place.part("provenance")
    return MappingProxyType({language: part.one_of(language, TermStatus) for language in part.languages()})


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
    document = Place.of(file, "", mapping)
    document.allow({"name", "edition", "source", "states"})
    states = tuple(_state(place) for place in document.parts("states"))
    codes = [code for state in states for code in (state.alpha_2, state.alpha_3)]
    if len(codes) != len(set(codes)):
        raise MalformedVocabulary(file, "states", "has a code twice")
    return states


def _state(place: Place) -> State:
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


def _state_name(place: Place) -> StateName:
    place.allow(_STATE_NAME_FIELDS)
    return StateName(
        short=place.text("short"),
        formal=place.text("formal"),
        article=place.text("article", required=False),
        capital=place.text("capital", required=False),
    )

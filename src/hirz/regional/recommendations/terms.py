"""Words of files as codes: States, bodies, themes, groups, goals. What nobody knows stays a word, and waits."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import ClassVar, Final

from hirz.foundation.vocabularies.registry import states, vocabulary
from hirz.regional.recommendations.models import GivenTerm, Recommendation
from hirz.rules.errors import BadInput

GIVEN: Final = {
    GivenTerm.Kind.THEME: ("themes_given", "themes"),
    GivenTerm.Kind.GROUP: ("groups_given", "groups"),
    GivenTerm.Kind.SDG: ("sdgs_given", "sdgs"),
    GivenTerm.Kind.STATE: ("recommending_given", "recommending_states"),
}
"""Where a recommendation keeps the words of its source, and where the codes that follow from them."""

OTHER_NAMES_OF_STATES: Final = {
    "bolivia": "BO", "bosnia and herzegovina": "BA", "brunei": "BN", "cape verde": "CV", "cote d'ivoire": "CI",
    "czech republic": "CZ", "dpr korea": "KP", "democratic republic of congo": "CD", "holland": "NL", "iran": "IR",
    "laos": "LA", "macedonia fyr": "MK", "micronesia": "FM", "moldova": "MD", "palestine": "PS",
    "republic of congo": "CG", "south korea": "KR", "swaziland": "SZ", "syria": "SY", "tanzania": "TZ",
    "the former yugoslav republic of macedonia": "MK", "trinidad and tobago": "TT", "turkey": "TR",
    "united kingdom": "GB", "united states": "US", "venezuela": "VE", "vietnam": "VN",
}  # fmt: skip
"""English names that files use beside those of the United Nations."""


@dataclass(frozen=True, slots=True)
class Body:
    """Who recommended: a mechanism, and which of its bodies if the vocabulary knows it."""

    mechanism: str
    committee: str = ""
    procedure: str = ""


def state_of(written: str) -> str | None:
    """The code of a State by its code, its name in English, or another name in use."""
    return _states().get(_even(written))


def body_of(written: str) -> Body | None:
    """The mechanism that a word names; a special procedure that the vocabulary does not have is one all the same."""
    name = _even(written.removeprefix("-"))
    if name in {"upr", "universal periodic review"}:
        return Body("upr")
    if name in _committees():
        return Body("treaty_body", committee=_committees()[name])
    procedure = _procedures().get(_subject(name), "")
    is_one = re.match(r"(sr|ie|wg|special rapporteur|independent expert|working group|special_procedure)\b", name)
    return Body("special_procedure", procedure=procedure) if procedure or is_one else None


@cache
def codes_of(kind: str, written: str) -> tuple[str, ...]:
    """The codes that the vocabularies have for a word; a target stands with its goal. Nothing for an unknown word."""
    if kind == GivenTerm.Kind.SDG:
        return _sdg_of(written)
    known = state_of(written) if kind == GivenTerm.Kind.STATE else _labels(kind).get(_even(written))
    return (known,) if known else ()


def mapped(kind: str, words: Iterable[str], decided: Mapping[tuple[str, str], Iterable[str]]) -> list[str]:
    """The codes of some words of one kind: by the vocabularies, and by what people decided about the others."""
    found = {code for word in words for code in codes_of(kind, word) or decided.get((kind, word), ())}
    return sorted(found)


def decisions() -> dict[tuple[str, str], list[str]]:
    """What people decided about words that no vocabulary knows."""
    rows = GivenTerm.objects.filter(decided_at__isnull=False).values_list("kind", "wording", "codes")
    return {(kind, wording): codes for kind, wording, codes in rows}


def derive(row: Recommendation, decided: Mapping[tuple[str, str], Iterable[str]]) -> None:
    """Set the codes of a recommendation from the words that its source gave."""
    for kind, (given, codes) in GIVEN.items():
        setattr(row, codes, mapped(kind, getattr(row, given), decided))


def cycle_of(number: int | None, session: int | None) -> str:
    """The cycle of the review: the one that the file names, or else the one to which the session belongs."""
    cycles = vocabulary("upr_cycle")
    if number is not None:
        return f"cycle_{number}" if f"cycle_{number}" in cycles else ""
    sessions = vocabulary("upr_session")
    term = f"session_{session}"
    return str(sessions.term(term).family or "") if term in sessions else ""


def action_of(category: int | None) -> str:
    """The kind of action by the number of UPR Info."""
    found = (term.code for term in vocabulary("recommendation_action") if term.facts.get("category") == category)
    return next(found, "")


def _sdg_of(written: str) -> tuple[str, ...]:
    found = re.match(r"(?:(?:sdg|goal|target)\s*)?(\d{1,2})(?:\.(\w{1,2}))?(?!\w)", written.strip().casefold())
    if found is None:
        return ()
    goal, target = f"goal_{found[1]}", f"target_{found[1]}_{found[2]}" if found[2] else ""
    if goal not in vocabulary("sdg_goal") or (target and target not in vocabulary("sdg_target")):
        return ()
    return (goal, target) if target else (goal,)


@cache
def _states() -> Mapping[str, str]:
    known = states(include_demonstration=True)
    names = {
        _even(name): state.alpha_2
        for state in known
        for name in (state.alpha_2, state.alpha_3, state.name("en").short, state.name("en").formal)
    }
    return {**OTHER_NAMES_OF_STATES, **names}


@cache
def _committees() -> Mapping[str, str]:
    terms = vocabulary("committee")
    return {_even(name): term.code for term in terms for name in (term.code, term.labels["en"])}


@cache
def _procedures() -> Mapping[str, str]:
    terms = vocabulary("special_procedure")
    return {_subject(_even(name)): term.code for term in terms for name in (term.code, term.labels["en"])}


@cache
def _labels(kind: str) -> Mapping[str, str]:
    return {_even(name): term.code for term in vocabulary(kind) for name in (term.code, term.labels["en"])}


def _subject(name: str) -> str:
    """A mandate without the title of who holds it: ``SR Torture`` and ``Special Rapporteur on torture`` are alike."""
    title = r"^(sr|ie|wg|special rapporteur|independent expert|working group)( on| in the field of)?( the)? "
    return re.sub(title, "", name)


def _even(written: str) -> str:
    """Without regard to capitals, accents, spaces, kinds of quotation marks, and to & for and."""
    plain = unicodedata.normalize("NFKD", written).replace("’", "'").replace("&", " and ")
    kept = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(kept.casefold().removeprefix("the ").split())


class NoSuchCode(BadInput):
    """None of the vocabulary's codes."""

    code: ClassVar[str] = "no_such_code"


def require_codes(kind: str, codes: Iterable[str]) -> None:
    """Raises ``NoSuchCode`` for a code that the vocabulary of this kind does not have."""
    if not set(codes) <= _codes(kind):
        raise NoSuchCode


def _codes(kind: str) -> set[str]:
    if kind == GivenTerm.Kind.STATE:
        return {state.alpha_2 for state in states(include_demonstration=True)}
    targets = vocabulary("sdg_target").codes if kind == GivenTerm.Kind.SDG else ()
    return {*vocabulary(kind).codes, *targets}

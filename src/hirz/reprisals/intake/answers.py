"""What a submission may contain: one documented shape for the form, imports and whatever comes later."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import Any, Final

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from hirz.foundation.vocabularies.registry import states, vocabulary
from hirz.rules.consent import Scope
from hirz.rules.dates import BadDate, EdtfDate
from hirz.rules.errors import BadInput

SCHEMA_FILE: Final = Path(__file__).with_name("submission.schema.json")
MAX_DEPTH: Final = 12
_NOT_STORABLE: Final = re.compile("[\0\ud800-\udfff]")
ASKED_SCOPES: Final = (
    Scope.RECORD,
    Scope.CONTACT_BACK,
    Scope.SHARE_WITHIN_OHCHR,
    Scope.SHARE_UN_ENTITY,
    Scope.SHARE_MECHANISM,
    Scope.SHARE_PROTECTION_PARTNER,
    Scope.RAISE_WITH_GOVERNMENT,
    Scope.NAME_TO_GOVERNMENT,
    Scope.REPORT_WITHOUT_NAME,
    Scope.REPORT_NAMED,
    Scope.PUBLIC_STATEMENT,
    Scope.STATISTICS,
)
_CODED: Final = {
    ("channel",): "channel",
    ("relation",): "relation_to_victim",
    ("victim", "kind"): "person_kind",
    ("victim", "gender"): "gender",
    ("victim", "age_group"): "age_group",
    ("engagement", "body"): "engagement_body",
    ("engagement", "kind"): "engagement_type",
    ("act", "perpetrator"): "perpetrator",
    ("consent", "given_by"): "consent_given_by",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """Where in the answers, and what: a code that the faces put into words. Never the value itself."""

    path: str
    code: str


class BadAnswers(BadInput):
    code = "answers_not_acceptable"

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(f"{p.path}: {p.code}" for p in problems))
        self.problems = problems


@cache
def schema() -> Mapping[str, Any]:
    loaded: dict[str, Any] = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    return loaded


def check(answers: Any) -> tuple[Problem, ...]:
    """Everything that is wrong with the answers, by their places; empty when they can be received. Never raises."""
    if _is_too_deep(answers):
        return (Problem("", "nested_too_deep"),)
    return tuple(_shape_problems(answers)) or (*_meaning_problems(answers), *_text_problems(answers))


def accept(answers: Any) -> dict[str, Any]:
    problems = check(answers)
    if problems:
        raise BadAnswers(problems)
    return dict(answers)


def _is_too_deep(answers: Any) -> bool:
    """Whether lists and objects are nested beyond reason. Without recursion: the input is a stranger's."""
    waiting = [(answers, 1)]
    while waiting:
        value, depth = waiting.pop()
        if isinstance(value, dict | list):
            if depth > MAX_DEPTH:
                return True
            waiting += [(inner, depth + 1) for inner in (value.values() if isinstance(value, dict) else value)]
    return False


def _shape_problems(answers: Any) -> list[Problem]:
    validator = Draft202012Validator(schema(), format_checker=FormatChecker())
    return sorted(map(_as_problem, validator.iter_errors(answers)), key=lambda problem: problem.path)


def _as_problem(error: ValidationError) -> Problem:
    path = _known_part(error.absolute_path)
    if error.validator == "required":
        path.append(error.message.split("'")[1])
    return Problem(".".join(path), _CODES.get(str(error.validator), "not_acceptable"))


_CODES: Final = {
    "required": "missing",
    "additionalProperties": "unknown_field",
    "maxLength": "too_long",
    "minLength": "missing",
    "maxItems": "too_many",
    "minItems": "missing",
    "enum": "unknown_code",
    "type": "wrong_type",
}


def _known_part(path: Iterable[str | int]) -> list[str]:
    """A place as far as the schema names it: a key that a stranger wrote may hold anything."""
    return [str(part) for part in takewhile(lambda part: isinstance(part, int) or part in _known_fields(), path)]


@cache
def _known_fields() -> frozenset[str]:
    parts = [schema(), *(part for part in schema()["properties"].values() if "properties" in part)]
    return frozenset(name for part in parts for name in part["properties"]) | {scope.value for scope in ASKED_SCOPES}


def _meaning_problems(answers: Mapping[str, Any]) -> Iterator[Problem]:
    for path, name in _CODED.items():
        value = _at(answers, path)
        if value and value not in vocabulary(name).codes:
            yield Problem(".".join(path), "unknown_code")
    for kind in answers.get("act", {}).get("kinds", ()):
        if kind not in vocabulary("act_type").codes:
            yield Problem("act.kinds", "unknown_code")
    state = answers.get("state_concerned")
    if state and state not in {s.alpha_2 for s in states(include_demonstration=True)}:
        yield Problem("state_concerned", "unknown_code")
    for section in ("engagement", "act"):
        yield from _date_problems(section, answers.get(section, {}).get("date", ""))


def _text_problems(value: Any, path: str = "") -> Iterator[Problem]:
    """Characters that no database stores: NUL, and halves of a pair."""
    if isinstance(value, str) and _NOT_STORABLE.search(value):
        yield Problem(path, "not_storable")
    if isinstance(value, Mapping | list):
        for part, inner in value.items() if isinstance(value, Mapping) else enumerate(value):
            yield from _text_problems(inner, f"{path}.{part}" if path else str(part))


def _date_problems(section: str, text: str) -> Iterator[Problem]:
    if text:
        try:
            EdtfDate.parse(text)
        except BadDate:
            yield Problem(f"{section}.date", "date_not_read")


def _at(answers: Mapping[str, Any], path: tuple[str, ...]) -> Any:
    value: Any = answers
    for part in path:
        value = value.get(part) if isinstance(value, Mapping) else None
    return value

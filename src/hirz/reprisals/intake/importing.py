"""Submissions from a file, one JSON object a line: all checked first, then all received, or none."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from hirz.foundation.accounts.access import require
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import Actor, action
from hirz.reprisals.intake.answers import check
from hirz.reprisals.intake.arrival import find_submitted, receive
from hirz.reprisals.intake.permissions import IntakePermission
from hirz.rules.errors import BadInput

MAX_LINE: Final = 8 * 1024 * 1024
MAX_DEPTH: Final = 12


@dataclass(frozen=True, slots=True)
class LineProblem:
    """What is wrong where: the number of the line (from 1), the place in it, and a code; never what was written."""

    line: int
    path: str
    code: str


@dataclass(frozen=True, slots=True)
class Line:
    """One submission that can be received; ``is_known`` when the same was imported before."""

    number: int
    answers: dict[str, Any]
    token: str
    is_known: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do. Nothing is received while there is a problem."""

    lines: tuple[Line, ...]
    problems: tuple[LineProblem, ...]

    @property
    def new(self) -> int:
        return sum(not line.is_known for line in self.lines)

    @property
    def known(self) -> int:
        return sum(line.is_known for line in self.lines)


class NotImported(BadInput):
    """Some lines cannot be received, so none was."""

    code: ClassVar[str] = "not_imported"

    def __init__(self, problems: tuple[LineProblem, ...]) -> None:
        super().__init__(self.code)
        self.problems = problems


def plan_import(raw_lines: Iterable[bytes]) -> Plan:
    """Read and check every line; changes nothing."""
    lines: list[Line] = []
    problems: list[LineProblem] = []
    for number, raw in enumerate(raw_lines, start=1):
        if not raw.strip():
            continue
        read = _read(number, raw)
        if isinstance(read, LineProblem):
            problems.append(read)
            continue
        found = check(read)
        problems += [LineProblem(number, p.path, p.code) for p in found]
        if not found:
            lines.append(_line(number, read))
    return Plan(tuple(lines), tuple((*problems, *_repeated(lines))))


@action
def import_submissions(*, plan: Plan, by: Actor) -> int:
    """Receive every new line of a plan without problems, in one transaction. Returns how many were received."""
    if isinstance(by, User):
        require(by, IntakePermission.SUBMISSION_IMPORT)
    if plan.problems:
        raise NotImported(plan.problems)
    new = [line for line in plan.lines if not line.is_known]
    for line in new:
        channel = line.answers.get("channel", "import")
        receive(answers=line.answers, token=line.token, channel=channel, by=by)
    return len(new)


def _read(number: int, raw: bytes) -> dict[str, Any] | LineProblem:
    if len(raw) > MAX_LINE:
        return LineProblem(number, "", "line_too_long")
    try:
        content = json.loads(raw.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        return LineProblem(number, "", "not_json")
    if not isinstance(content, dict):
        return LineProblem(number, "", "not_an_object")
    return LineProblem(number, "", "nested_too_deep") if _depth(content) > MAX_DEPTH else content


def _depth(content: Any) -> int:
    """How deep lists and objects are nested, without recursion: the input is a stranger's."""
    deepest, waiting = 0, [(content, 1)]
    while waiting and deepest <= MAX_DEPTH:
        value, depth = waiting.pop()
        if isinstance(value, dict | list):
            deepest = max(deepest, depth)
            waiting += [(v, depth + 1) for v in (value.values() if isinstance(value, dict) else value)]
    return deepest


def _line(number: int, answers: dict[str, Any]) -> Line:
    token = _token(answers)
    return Line(number, answers, token, find_submitted(token) is not None)


def _token(answers: dict[str, Any]) -> str:
    """The sender's own number, or the content itself, makes importing the same again change nothing."""
    own = answers.get("external_id")
    whole = json.dumps(answers, sort_keys=True, ensure_ascii=False)
    return "import:" + hashlib.sha256((f"id:{own}" if own else whole).encode()).hexdigest()


def _repeated(lines: list[Line]) -> Iterator[LineProblem]:
    times = Counter(line.token for line in lines)
    seen: set[str] = set()
    for line in lines:
        if times[line.token] > 1 and line.token in seen:
            yield LineProblem(line.number, "external_id", "repeated_in_file")
        seen.add(line.token)


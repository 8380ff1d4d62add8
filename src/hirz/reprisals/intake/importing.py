"""Submissions from a file, one JSON object a line: all checked first, then all received, or none."""

from __future__ import annotations

import codecs
import hmac
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, ClassVar, Final

from hirz.foundation.accounts.access import require
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import Actor, action
from hirz.foundation.keys.rings import INDEX, secret
from hirz.reprisals.intake.answers import Problem, check
from hirz.reprisals.intake.arrival import receive_collected
from hirz.reprisals.intake.models import Submission
from hirz.reprisals.intake.permissions import IntakePermission
from hirz.reprisals.intake.receipts import fingerprint
from hirz.rules.errors import BadInput

MAX_LINE: Final = 8 * 1024 * 1024
_FRAME: Final = len(codecs.BOM_UTF8) + len(b"\r\n")


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
    def read(self) -> int:
        """How many lines hold something."""
        return len({entry.number for entry in self.lines} | {problem.line for problem in self.problems})

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


def lines_of(stream: BinaryIO) -> Iterator[bytes]:
    """The lines of a file. Of one longer than can be taken in, only as much as shows that it is."""
    while line := stream.readline(MAX_LINE + _FRAME):
        rest = line
        while rest and not rest.endswith(b"\n"):
            rest = stream.readline(MAX_LINE)
        yield line


def plan_import(raw_lines: Iterable[bytes]) -> Plan:
    """Read and check every line; changes nothing."""
    found: dict[int, dict[str, Any]] = {}
    problems: list[LineProblem] = []
    for number, raw in enumerate(raw_lines, start=1):
        content = raw.removeprefix(codecs.BOM_UTF8).strip()
        if content:
            answers, wrong = _read(content)
            problems += [LineProblem(number, p.path, p.code) for p in wrong]
            found |= {} if wrong else {number: answers}
    return _plan(found, problems)


@action
def import_submissions(*, plan: Plan, by: Actor, each: Callable[[Sequence[Line]], Iterable[Line]] = iter) -> int:
    """Receive every new line of a plan without problems, in one transaction. Returns how many were received.

    ``each`` hands the lines out one by one, so that a face can show how far the work is.
    """
    if isinstance(by, User):
        require(by, IntakePermission.SUBMISSION_IMPORT)
    if plan.problems:
        raise NotImported(plan.problems)
    new = [line for line in plan.lines if not line.is_known]
    for line in each(new):
        channel = line.answers.get("channel") or "import"
        receive_collected(answers=line.answers, token=line.token, channel=channel, by=by)
    return len(new)


def _read(content: bytes) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """The answers of a line, and what is wrong with them."""
    if len(content) > MAX_LINE:
        return {}, (Problem("", "line_too_long"),)
    try:
        answers = json.loads(content.decode())
    except RecursionError:
        return {}, (Problem("", "nested_too_deep"),)
    except ValueError:  # not UTF-8, not JSON, or a number too long to be one
        return {}, (Problem("", "not_json"),)
    return (answers, check(answers)) if isinstance(answers, dict) else ({}, (Problem("", "not_an_object"),))


def _plan(found: Mapping[int, dict[str, Any]], problems: Sequence[LineProblem]) -> Plan:
    tokens = {number: _token(answers) for number, answers in found.items()}
    earlier = _received_before(tokens.values())
    lines = tuple(Line(n, answers, tokens[n], tokens[n] in earlier) for n, answers in found.items())
    changed = [
        LineProblem(line.number, "external_id", "known_with_other_content")
        for line in lines
        if line.is_known and earlier[line.token] != line.answers
    ]
    return Plan(lines, tuple(sorted((*problems, *changed, *_repeated(lines)), key=lambda p: p.line)))


def _received_before(tokens: Iterable[str]) -> Mapping[str, Any]:
    """What was received with each of these tokens, asked for in one query."""
    by_fingerprint = {fingerprint(token): token for token in tokens}
    known = Submission.objects.filter(idempotency_sha256__in=list(by_fingerprint))
    return {by_fingerprint[earlier.idempotency_sha256]: earlier.answers for earlier in known}


def _token(answers: dict[str, Any]) -> str:
    """The sender's own number, or the content itself, makes importing the same again change nothing.

    Under a key: whoever stole the database and holds a copy of what was sent cannot tell from it whether it came here.
    """
    own = answers.get("external_id")
    whole = json.dumps(answers, sort_keys=True, ensure_ascii=False)
    return "import:" + hmac.new(secret(INDEX).secret, (f"id:{own}" if own else whole).encode(), "sha256").hexdigest()


def _repeated(lines: Iterable[Line]) -> Iterator[LineProblem]:
    seen: set[str] = set()
    for line in lines:
        if line.token in seen:
            yield LineProblem(line.number, "external_id", "repeated_in_file")
        seen.add(line.token)

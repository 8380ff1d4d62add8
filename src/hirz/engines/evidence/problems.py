"""What can be wrong with a custody bundle, each with a name of its own."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Code(StrEnum):
    """Why a bundle does not hold."""

    NOT_A_BUNDLE = "NOT_A_BUNDLE"
    CONTAINER_ALTERED = "CONTAINER_ALTERED"
    NAME_NOT_ALLOWED = "NAME_NOT_ALLOWED"
    DUPLICATE_NAME = "DUPLICATE_NAME"
    COMPRESSED = "COMPRESSED"
    NOT_A_PLAIN_FILE = "NOT_A_PLAIN_FILE"
    MANIFEST_MALFORMED = "MANIFEST_MALFORMED"
    MANIFEST_CHANGED = "MANIFEST_CHANGED"
    FILE_MISSING = "FILE_MISSING"
    FILE_EXTRA = "FILE_EXTRA"
    FILE_CHANGED = "FILE_CHANGED"
    FILE_NOT_IN_CUSTODY = "FILE_NOT_IN_CUSTODY"
    LEDGER_MALFORMED = "LEDGER_MALFORMED"
    LINE_CHANGED = "LINE_CHANGED"
    LINE_MISSING = "LINE_MISSING"
    LINE_EXTRA = "LINE_EXTRA"
    PROOF_WRONG = "PROOF_WRONG"
    CHECKPOINT_MALFORMED = "CHECKPOINT_MALFORMED"
    CHECKPOINT_NOT_SIGNED = "CHECKPOINT_NOT_SIGNED"
    OTHER_KEY = "OTHER_KEY"
    OTHER_LOG = "OTHER_LOG"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong; ``where`` names the file, the item or the number of the line, or is empty."""

    code: Code
    where: str = ""


class Found(Exception):
    """A problem after which nothing more of that part can be looked at."""

    def __init__(self, code: Code, where: str = "") -> None:
        super().__init__(f"{code} {where}".strip())
        self.problem = Problem(code, where)


__all__ = ["Code", "Found", "Problem"]

"""The one family of errors that Hirz raises on purpose.

Each class carries a ``code`` that the faces translate into words; the text of the exception itself never holds
case content, a name or a file's content, so it is safe in a log.
"""

from __future__ import annotations

from typing import ClassVar


class HirzError(Exception):
    """Root of every error Hirz raises on purpose."""

    code: ClassVar[str] = "error"


class RefusedByRule(HirzError):
    """The rules of the mandate say no (exit code 1 on the command line)."""

    code: ClassVar[str] = "refused"


class BadInput(HirzError):
    """What was given cannot be understood or accepted as it is (exit code 2)."""

    code: ClassVar[str] = "bad_input"


class SystemFault(HirzError):
    """The machine, not the person, is the reason (exit code 3)."""

    code: ClassVar[str] = "system_fault"

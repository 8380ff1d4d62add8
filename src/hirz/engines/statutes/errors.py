"""Why a file cannot be read as a law. Messages hold no text of the file and no name."""

from __future__ import annotations

from enum import StrEnum


class TextFault(StrEnum):
    """What is wrong with a file as a whole."""

    EMPTY = "EMPTY"
    TOO_LARGE = "TOO_LARGE"
    KIND_NOT_READ = "KIND_NOT_READ"
    DAMAGED = "DAMAGED"
    ENCRYPTED = "ENCRYPTED"
    UNSAFE = "UNSAFE"
    SCANNED = "SCANNED"
    NO_TEXT = "NO_TEXT"


class TextRefused(ValueError):
    """The file gives no text; ``fault`` says why, and a face puts it into words."""

    def __init__(self, fault: TextFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


__all__ = ["TextFault", "TextRefused"]

"""What looking into a file can find: reasons to refuse it, things to be careful about, and its measures."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hirz.engines.files.kinds import Kind


class Refusal(StrEnum):
    """Why a file is not taken in."""

    EMPTY = "EMPTY"
    TOO_LARGE = "TOO_LARGE"
    TYPE_NOT_ACCEPTED = "TYPE_NOT_ACCEPTED"
    EXECUTABLE = "EXECUTABLE"
    DAMAGED = "DAMAGED"
    PIXEL_FLOOD = "PIXEL_FLOOD"
    TOO_MANY_PAGES = "TOO_MANY_PAGES"
    ARCHIVE_BOMB = "ARCHIVE_BOMB"
    MACRO = "MACRO"
    ENCRYPTED = "ENCRYPTED"


class Caution(StrEnum):
    """What the person who opens an accepted file has to know."""

    ENCRYPTED = "ENCRYPTED"
    POLYGLOT = "POLYGLOT"
    ACTIVE_CONTENT = "ACTIVE_CONTENT"
    NAME_MISMATCH = "NAME_MISMATCH"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of anything is accepted.

    ``pixels`` is width times height of a picture. The three ``archive`` limits concern DOCX, XLSX and ODT, which are
    ZIP archives: entries and unpacked bytes are counted over the file and all archives inside it; ``archive_ratio``
    is unpacked to packed size, asked only when more than ten mebibytes unpack; ``archive_depth`` is the number of
    archives that may lie inside one another below the file itself (a chart in a letter carries its workbook: one).

    Whatever is honest and no longer than ``bytes`` fits: tables unpack to twenty times their length, telephones take
    pictures of 200 megapixels, court files have thousands of pages. Whether a working copy can be made of it is
    another question, with limits of its own.
    """

    bytes: int = 50 * 2**20
    pixels: int = 300_000_000
    pages: int = 30_000
    archive_entries: int = 5_000
    archive_bytes: int = 2**30
    archive_ratio: int = 200
    archive_depth: int = 2


class Refused(Exception):
    """An examiner met a reason to refuse; :func:`hirz.engines.files.inspect` turns it into a finding."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


@dataclass(frozen=True, slots=True)
class Findings:
    """What one examiner saw. ``end`` is the offset where the format ends, when bytes may follow it."""

    kind: Kind | None
    charset: str | None = None
    refusals: tuple[Refusal, ...] = ()
    cautions: frozenset[Caution] = frozenset()
    width: int | None = None
    height: int | None = None
    pages: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Inspection:
    """The outcome of looking into one file.

    ``kind`` is ``None`` when the content is of no accepted kind; ``media_type`` then names the best guess. ``width``
    and ``height`` are in pixels; ``pages`` is known for a PDF that opens without a password.
    """

    kind: Kind | None
    media_type: str
    refusals: tuple[Refusal, ...] = ()
    cautions: tuple[Caution, ...] = ()
    width: int | None = None
    height: int | None = None
    pages: int | None = None

    @property
    def is_accepted(self) -> bool:
        return not self.refusals


__all__ = ["Caution", "Findings", "Inspection", "Limits", "Refusal", "Refused"]

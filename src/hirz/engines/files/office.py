"""DOCX, XLSX and ODT: ZIP archives that may lie about what is in them.

The directory is checked before :mod:`zipfile` reads it, names and sizes before anything unpacks, and everything is
then unpacked once, in pieces and to nowhere, so that no later reader meets what this one did not.
Sources: PKWARE APPNOTE 6.3.10; ISO/IEC 29500-2 (packages); ISO/IEC 26300-2 (OpenDocument packages).
"""

from __future__ import annotations

import io
import itertools
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO, BinaryIO, Final

from hirz.engines.files.findings import Caution, Findings, Limits, Refusal, Refused
from hirz.engines.files.foreign import is_program
from hirz.engines.files.kinds import Kind
from hirz.engines.files.reading import CHUNK

LOCAL_HEADER: Final = b"PK\x03\x04"
_END: Final = b"PK\x05\x06"
_END_LENGTH: Final = 22
_END_64_LOCATOR: Final = b"PK\x06\x07"
_END_64_LOCATOR_LENGTH: Final = 20
_ROOM_PER_ENTRY: Final = 256  # header, name and extra field of an entry in an honest office document, on average
_RATIO_FLOOR: Final = 10 * 2**20
_LONGEST_TAG: Final = 256 * 1024
_GONE_THROUGH: Final = 64 * 2**20
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED_BIT: Final = 1
_DRIVE: Final = re.compile(r"^[A-Za-z]:")
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, RuntimeError, KeyError, OSError)

_TYPES_LIST: Final = "[Content_Types].xml"
_MACRO_PARTS: Final = ("vbaproject.bin", "vbadata.xml")
_MACRO_FOLDERS: Final = ("xl/macrosheets/", "basic/", "scripts/")
# No attribute holds a "<": from each beginning there is only as far to read as to the next.
_TAG: Final = re.compile(rb"""<([\w.:-]++)((?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+)>""")
_FETCHED: Final = re.compile(rb"""\sTargetMode\s*=\s*(["'])(?!Internal\1)""")
_CLICKED: Final = re.compile(rb"""\sType\s*=\s*(["'])[^"']*/hyperlink\1""")
_ODT_PARTS: Final = frozenset({"content.xml", "styles.xml"})
_ODT_LINKS: Final = frozenset({b"text:a", b"draw:a"})
_FROM_ELSEWHERE: Final = re.compile(rb"""\s[\w.-]+:href\s*=\s*["']\s*(?:[A-Za-z][A-Za-z0-9+.-]*:|//|\\\\|&#)""")
_KINDS: Final = (
    (b"wordprocessingml.document.main+xml", Kind.DOCX),
    (b"spreadsheetml.sheet.main+xml", Kind.XLSX),
    (b"ms-word.document.macroEnabled.main+xml", Kind.DOCX),
    (b"ms-excel.sheet.macroEnabled.main+xml", Kind.XLSX),
)
_ODT: Final = b"application/vnd.oasis.opendocument.text"


@dataclass(slots=True)
class _Survey:
    """What is left of the limits, and what was met, over a file and all archives in it."""

    limits: Limits
    entries: int = 0
    bytes: int = 0
    refusals: list[Refusal] = field(default_factory=list)
    cautions: set[Caution] = field(default_factory=set)

    def count_entries(self, count: int) -> None:
        self.entries += count
        if self.entries > self.limits.archive_entries:
            raise Refused(Refusal.ARCHIVE_BOMB)

    def count_bytes(self, count: int) -> None:
        self.bytes += count
        if self.bytes > self.limits.archive_bytes:
            raise Refused(Refusal.ARCHIVE_BOMB)

    def refuse(self, refusal: Refusal) -> None:
        if refusal not in self.refusals:
            self.refusals.append(refusal)


def examine_office(stream: BinaryIO, size: int, limits: Limits) -> Findings:
    """Kind and faults of an office document; kind ``None`` with TYPE_NOT_ACCEPTED for any other archive.

    Raises :class:`Refused` with ARCHIVE_BOMB (too many entries, too much unpacked, too deep, names that leave their
    folder, entries lying over one another), ENCRYPTED, or DAMAGED.
    """
    survey = _Survey(limits)
    end = _check_directory(stream, size, survey)
    try:
        with zipfile.ZipFile(stream) as archive:
            _survey_archive(archive, size, survey, depth=0)
            kind = _kind(archive)
    except _BROKEN as error:
        raise Refused(Refusal.DAMAGED) from error
    refusals = survey.refusals if kind else [Refusal.TYPE_NOT_ACCEPTED]
    return Findings(kind, refusals=tuple(refusals), cautions=frozenset(survey.cautions), end=end)


def _check_directory(stream: BinaryIO, size: int, survey: _Survey) -> int:
    """Hold the directory to the limits before it is read into memory; returns the offset where the archive ends."""
    start = max(0, size - _END_LENGTH - 0xFFFF)
    stream.seek(start)
    tail = stream.read(size - start)
    at = tail.rfind(_END)
    if at < 0 or at + _END_LENGTH > len(tail):
        raise Refused(Refusal.DAMAGED)
    length, _, comment = struct.unpack("<IIH", tail[at + 12 : at + _END_LENGTH])
    if tail[max(0, at - _END_64_LOCATOR_LENGTH) :].startswith(_END_64_LOCATOR):
        raise Refused(Refusal.ARCHIVE_BOMB)  # no office document within the limits needs 64-bit counts
    if length > survey.limits.archive_entries * _ROOM_PER_ENTRY:
        raise Refused(Refusal.ARCHIVE_BOMB)
    return start + at + _END_LENGTH + int(comment)


def _survey_archive(archive: zipfile.ZipFile, size: int, survey: _Survey, depth: int) -> None:
    infos = archive.infolist()
    survey.count_entries(len(infos))
    _check_names(infos)
    _check_sizes(infos, size, survey.limits)
    for info in infos:
        if _is_macro(info.filename):
            survey.refuse(Refusal.MACRO)
        if not info.is_dir():
            _survey_member(archive, info, survey, depth)


def _check_names(infos: list[zipfile.ZipInfo]) -> None:
    names = [info.orig_filename for info in infos]
    is_link = any(stat.S_ISLNK(info.external_attr >> 16) for info in infos)
    if is_link or len(set(names)) != len(names) or any(map(_leaves_folder, names)):
        raise Refused(Refusal.ARCHIVE_BOMB)


def _leaves_folder(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return name.startswith(("/", "\\")) or ".." in parts or "\x00" in name or bool(_DRIVE.match(name))


def _check_sizes(infos: list[zipfile.ZipInfo], size: int, limits: Limits) -> None:
    """Compare what the directory declares with the file; what unpacks is counted again while it unpacks."""
    if any(info.flag_bits & _ENCRYPTED_BIT for info in infos):
        raise Refused(Refusal.ENCRYPTED)
    if any(info.compress_type not in _METHODS for info in infos):
        raise Refused(Refusal.DAMAGED)
    packed = sum(info.compress_size for info in infos)
    unpacked = sum(info.file_size for info in infos)
    is_dense = unpacked > _RATIO_FLOOR and unpacked > packed * limits.archive_ratio
    if packed > size or is_dense:
        raise Refused(Refusal.ARCHIVE_BOMB)


def _is_macro(name: str) -> bool:
    lowered = name.lower()
    return lowered.endswith(_MACRO_PARTS) or lowered.startswith(_MACRO_FOLDERS)


def _survey_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, survey: _Survey, depth: int) -> None:
    with archive.open(info) as member:
        head = member.read(CHUNK)
        survey.count_bytes(len(head))
        if is_program(head):
            survey.refuse(Refusal.EXECUTABLE)
        if head.startswith(LOCAL_HEADER):
            _survey_inner(head, member, survey, depth + 1)
        else:
            _survey_part(info.filename, itertools.chain([head], _pieces(member, survey)), survey)
    if "oleobject" in info.filename.lower() or "/activex/" in info.filename.lower():
        survey.cautions.add(Caution.ACTIVE_CONTENT)


def _survey_part(name: str, pieces: Iterator[bytes], survey: _Survey) -> None:
    """To its end in any case, however long: honest documents hold tables of hundreds of thousands of lines."""
    if name.lower().endswith(".rels"):
        _note_outside(pieces, survey)
    elif name in _ODT_PARTS:
        _note_from_elsewhere(pieces, survey)
    elif name.startswith("META-INF/manifest.xml"):
        _refuse_encrypted(pieces, survey)
    for _piece in pieces:
        pass


def _survey_inner(head: bytes, member: IO[bytes], survey: _Survey, depth: int) -> None:
    if depth > survey.limits.archive_depth:
        raise Refused(Refusal.ARCHIVE_BOMB)
    inner = io.BytesIO(head + _rest(member, survey))
    size = len(inner.getbuffer())
    _check_directory(inner, size, survey)
    with zipfile.ZipFile(inner) as archive:
        _survey_archive(archive, size, survey, depth)


def _rest(member: IO[bytes], survey: _Survey) -> bytes:
    """The rest of an archive that has to be looked at whole: no longer than it might be if it came by itself."""
    rest = member.read(survey.limits.bytes + 1)
    survey.count_bytes(len(rest))
    if len(rest) > survey.limits.bytes:
        raise Refused(Refusal.ARCHIVE_BOMB)
    return rest


def _pieces(member: IO[bytes], survey: _Survey) -> Iterator[bytes]:
    while piece := member.read(CHUNK):
        survey.count_bytes(len(piece))
        yield piece


def _note_outside(relationships: Iterable[bytes], survey: _Survey) -> None:
    """A template, picture or object fetched from elsewhere tells its owner that the document was opened.

    A link is followed by a click alone.
    """
    for name, attributes in _tags(relationships, b"TargetMode", survey):
        is_one = name.rpartition(b":")[2] == b"Relationship"
        if is_one and _FETCHED.search(attributes) and not _CLICKED.search(attributes):
            survey.cautions.add(Caution.ACTIVE_CONTENT)


def _note_from_elsewhere(part: Iterable[bytes], survey: _Survey) -> None:
    """The same in an OpenDocument text, where what a picture is lies in its address."""
    for name, attributes in _tags(part, b"href", survey):
        if name not in _ODT_LINKS and _FROM_ELSEWHERE.search(attributes):
            survey.cautions.add(Caution.ACTIVE_CONTENT)


def _tags(part: Iterable[bytes], word: bytes, survey: _Survey) -> Iterator[tuple[bytes, bytes]]:
    """Name and attributes of each near which ``word`` stands. In UTF-16 every letter has a zero beside it.

    A tag that ends in a later piece is kept until then. Where one is longer than any program writes, or more of them
    hold the word than can be gone through, whatever it is about may be among them.
    """
    begun, left = b"", _GONE_THROUGH
    for piece in part:
        whole, mark, last = (begun + piece.replace(b"\x00", b"")).rpartition(b"<")
        begun = mark + last if mark else b""
        if ended := _TAG.match(begun):
            whole, begun = whole + ended[0], b""
        if word in whole:
            left -= len(whole)
            yield from ((found[1], found[2]) for found in _TAG.finditer(whole))
        if left < 0 or len(begun) > _LONGEST_TAG:
            survey.cautions.add(Caution.ACTIVE_CONTENT)
            return


def _refuse_encrypted(manifest: Iterable[bytes], survey: _Survey) -> None:
    mark = b"encryption-data"
    if any(name.endswith(mark) for name, _attributes in _tags(manifest, mark, survey)):
        raise Refused(Refusal.ENCRYPTED)


def _kind(archive: zipfile.ZipFile) -> Kind | None:
    names = set(archive.namelist())
    if _TYPES_LIST in names:
        types = _beginning(archive, _TYPES_LIST)
        return next((kind for mark, kind in _KINDS if mark in types), None)
    if "mimetype" in names and _beginning(archive, "mimetype").strip() == _ODT:
        return Kind.ODT
    return None


def _beginning(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as member:
        return member.read(2**20)


__all__ = ["LOCAL_HEADER", "examine_office"]

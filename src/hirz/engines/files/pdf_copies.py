"""The working copy of a PDF: its pages as they look, and nothing that acts or tells.

What may stay is listed, not what has to go: a key nobody thought of does not pass. Notes and filled form fields are
drawn into the page first, because they are part of how it looks.
Source: ISO 32000-2, tables 29 (catalogue), 31 (page), 16 and 87 to 93 (streams).
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import BinaryIO, Final

import pikepdf
from pikepdf.exceptions import PikepdfError

from hirz.engines.files.boxes import boxes
from hirz.engines.files.findings import Refused
from hirz.engines.files.jpeg import without_metadata

_ROOT_KEPT: Final = frozenset({"/Type", "/Pages", "/Lang", "/OCProperties"})
_TRAILER_DROPPED: Final = ("/Info", "/ID")
_PAGE_KEPT: Final = frozenset(
    {"/Type", "/Parent", "/Resources", "/Contents", "/Rotate", "/Group", "/UserUnit"}
    | {"/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox"}
)
_TELLING: Final = ("/Metadata", "/PieceInfo", "/CreatorInfo")
_TELLING_IN_STREAMS: Final = (
    *("/LastModified", "/AF", "/Ref", "/OPI", "/PtData", "/Measure", "/ID"),
    *("/F", "/FFilter", "/FDecodeParms"),  # data kept in another file
)
_JPEG_2000: Final = b"\x00\x00\x00\x0cjP  "
_TELLING_BOXES: Final = frozenset({b"xml ", b"uuid", b"uinf", b"jp2i"})
MOST_PAGES: Final = 3_000  # all of them are held in memory at once
_DEEPEST: Final = 500  # qpdf itself reads no deeper
_BROKEN: Final = (PikepdfError, Refused, ValueError, TypeError, KeyError, AttributeError, RecursionError)


def pdf_copy(stream: BinaryIO) -> bytes | None:
    """``stream`` rewritten; ``None`` when it asks for a password, none of its pages can be read, or it has too many."""
    target = io.BytesIO()
    try:
        with pikepdf.open(stream, suppress_warnings=True) as document:
            if not 0 < len(document.pages) <= MOST_PAGES:
                return None
            _flatten(document)
            _strip(document)
            document.save(target, deterministic_id=True, encryption=False, fix_metadata_version=False)
    except _BROKEN:
        return None
    return target.getvalue()


def _flatten(document: pikepdf.Pdf) -> None:
    document.generate_appearance_streams()
    document.flatten_annotations("all")


def _strip(document: pikepdf.Pdf) -> None:
    _drop(document.trailer, _TRAILER_DROPPED)
    _keep_only(document.Root, _ROOT_KEPT)
    for page in document.pages:
        _keep_only(page.obj, _PAGE_KEPT)
    for each in list(document.objects):
        _silence(each, _DEEPEST)
        if isinstance(each, pikepdf.Stream):
            _clean_photograph(document, each)


def _keep_only(holder: pikepdf.Object, kept: frozenset[str]) -> None:
    for key in set(holder.keys()) - kept:
        del holder[key]


def _drop(holder: pikepdf.Object, keys: tuple[str, ...]) -> None:
    for key in keys:
        if key in holder:
            del holder[key]


def _silence(each: object, depth: int) -> None:
    """Drop what tells from one object and what lies directly in it; what it points to is an object of its own."""
    if not depth:
        raise RecursionError
    if isinstance(each, pikepdf.Array):
        _silence_all(list(each), depth)
    elif isinstance(each, pikepdf.Stream):
        _drop(each, _TELLING + _TELLING_IN_STREAMS)
        _silence_all([value for _, value in each.items()], depth)
    elif isinstance(each, pikepdf.Dictionary):
        _drop(each, _TELLING)
        _silence_all([value for _, value in each.items()], depth)


def _silence_all(values: list[pikepdf.Object], depth: int) -> None:
    for value in values:
        if isinstance(value, pikepdf.Object) and not value.is_indirect:
            _silence(value, depth - 1)


def _clean_photograph(document: pikepdf.Pdf, stream: pikepdf.Stream) -> None:
    """A photograph in a PDF is a whole file of its own and may carry the place where it was taken."""
    filters = _as_list(stream.get("/Filter"))
    clean = _CLEANERS.get(str(filters[-1])) if filters else None
    if clean is None:
        return
    parameters = _as_list(stream.get("/DecodeParms"))
    data = stream.read_raw_bytes()
    if len(filters) > 1:
        data = _unpacked(document, data, filters[:-1], parameters[: len(filters) - 1])
    stream.write(clean(data), filter=pikepdf.Name(str(filters[-1])), decode_parms=_own(parameters, len(filters)))


def _own(parameters: list[pikepdf.Object], filters: int) -> pikepdf.Dictionary | None:
    """Parameters of the last filter, where they are given for each."""
    last = parameters[-1] if parameters and len(parameters) == filters else None
    return last if isinstance(last, pikepdf.Dictionary) else None


def _as_list(value: pikepdf.Object | None) -> list[pikepdf.Object]:
    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]


def _unpacked(
    document: pikepdf.Pdf, data: bytes, filters: list[pikepdf.Object], parameters: list[pikepdf.Object]
) -> bytes:
    """``data`` with the filters undone that were laid over the photograph."""
    packed = pikepdf.Stream(document, b"")
    packed.write(data, filter=pikepdf.Array(filters), decode_parms=pikepdf.Array(parameters) if parameters else None)
    return packed.read_bytes()


def _without_boxes(data: bytes) -> bytes:
    """A JPEG 2000 without the boxes in which cameras and editors write about the picture."""
    if not data.startswith(_JPEG_2000):
        return data
    found = boxes(io.BytesIO(data), len(data))
    return b"".join(data[box.start : box.end] for box in found if box.name not in _TELLING_BOXES)


_CLEANERS: Final[dict[str, Callable[[bytes], bytes]]] = {
    "/DCTDecode": without_metadata,
    "/DCT": without_metadata,
    "/JPXDecode": _without_boxes,
}

__all__ = ["MOST_PAGES", "pdf_copy"]

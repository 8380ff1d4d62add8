"""Files of recommendations, read row by row. What cannot be read is a problem of its row, never an exception."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from io import BytesIO

from hirz.regional.recommendations.reading import template, thematic, uhri, upr_info
from hirz.regional.recommendations.reading.said import Format, Read, Refused, RowProblem, Said
from hirz.regional.recommendations.reading.tables import (
    MAX_BYTES,
    ZIP,
    Row,
    csv_rows,
    decoded,
    json_rows,
    json_value,
    require_sound_archive,
    xlsx_rows,
)

__all__ = ["MAX_BYTES", "Format", "Read", "RowProblem", "Said", "read"]


def read(data: bytes, expected: Format | None = None) -> Read:
    """Read a file of any shape that is known. With ``expected``, a file of another shape is refused.

    Returns a ``Read`` whose problems name rows; what concerns the whole file is a problem of row 1.
    """
    try:
        found, answer = _read(data)
        if expected not in (None, found):
            raise Refused("other_shape")
    except Refused as refusal:
        return Read(0, (), (RowProblem(1, refusal.code, refusal.detail),))
    return answer


def _read(data: bytes) -> tuple[Format, Read]:
    if len(data) > MAX_BYTES:
        raise Refused("too_large")
    if data.startswith(ZIP):
        return _packed(data)
    text = decoded(data)
    if text.lstrip()[:1] in ("{", "["):
        return _json(text)
    return _table(*csv_rows(text))


def _packed(data: bytes) -> tuple[Format, Read]:
    require_sound_archive(data)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        is_document = "word/document.xml" in archive.namelist()
    if is_document:
        return Format.OHCHR_THEMATIC, thematic.read_document(data)
    return _table(*xlsx_rows(data))


def _json(text: str) -> tuple[Format, Read]:
    value = json_value(text)
    if isinstance(value, dict):
        return Format.OHCHR_THEMATIC, thematic.read_json(value)
    rows = json_rows(value)
    if not rows:
        raise Refused("empty_file")
    if not any(uhri.looks_like(tuple(cells)) for _number, cells in rows):
        raise Refused("unknown_shape")
    return Format.UHRI, uhri.read_rows(rows)


def _table(names: Sequence[str], rows: Sequence[Row]) -> tuple[Format, Read]:
    if reader := upr_info.reader_for(names):
        return Format.UPR_INFO, upr_info.read_rows(rows, reader)
    for shape, known in ((template, Format.HIRZ), (uhri, Format.UHRI)):
        if shape.looks_like(names):
            if lacking := shape.missing(names):
                raise Refused("columns_missing", ", ".join(lacking))
            if shape is template and template.unknown(names):
                raise Refused("columns_unknown")
            return known, shape.read_rows(rows)
    raise Refused("unknown_shape")

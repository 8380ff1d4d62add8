"""Thematic lists of recommendations of one review, as the Office of the High Commissioner publishes them (DOCX), and
the same as JSON.

In the document a row is ``number, text, (State) (State);`` with ``Source of Position: symbol - Para n`` under it, the
position, and a list of themes, goals and affected persons. Which review it is stands in the header of the page. Rows
that span the table are headings.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import Final

from docx import Document

from hirz.regional.recommendations.reading.said import Read, Refused, RowProblem, Said, cell_list, checked_text
from hirz.regional.recommendations.reading.tables import require_sound_archive

SOURCE: Final = "OHCHR thematic list"
_HEADER: Final = re.compile(r"UPR of (?P<state>.+?) \((?P<cycle>\d)\w* Cycle\W+(?P<session>\d{1,3})\w* Session\)")
_ABOUT: Final = re.compile(r"UPR (?P<session>\d{1,3})\w* session, (?P<state>[^,]+),")
_ROW: Final = re.compile(
    r"(?P<no>\d{1,3}\.\d{1,3})\s+(?P<text>.+?)\s*(?:Source of Position:\s*(?P<source>.*))?", re.DOTALL
)
_SYMBOL: Final = re.compile(r"(A/HRC/(?:WG\.6/)?[\dA-Z/.]*?\d+)(?:/Add\.\d+)?(?=$|[\s,;-])")
_NAMED: Final = re.compile(r"\(((?:[^()\d]|\([^()]*\))+)\)(?=[\s;.]*(?:\(|;|$))")
"""A State in brackets, at the end of what it recommended."""


def read_document(data: bytes) -> Read:
    """Read the document. Raises ``Refused`` when it is none, or is about no review."""
    require_sound_archive(data)
    try:
        document = Document(io.BytesIO(data))
        headers = " ".join(p.text for section in document.sections for p in section.header.paragraphs)
        rows = [[cell.text.strip() for cell in row.cells] for table in document.tables for row in table.rows]
    except Exception:  # what python-docx raises for a damaged document is of many kinds, none documented
        raise Refused("not_a_document") from None
    review = _review(_HEADER, headers)
    return _read(review, ((number, _entry_of(cells)) for number, cells in enumerate(rows, 1) if _is_entry(cells)))


def read_json(value: Mapping[str, object]) -> Read:
    """Read the same as JSON: ``source`` names the review, ``recommendations`` lists what the rows say."""
    review = _review(_ABOUT, str(value.get("source", "")))
    listed = value.get("recommendations")
    if not isinstance(listed, list):
        raise Refused("unknown_shape")
    return _read(review, ((number, one if isinstance(one, dict) else {}) for number, one in enumerate(listed, 1)))


def _review(pattern: re.Pattern[str], written: str) -> Mapping[str, str]:
    found = pattern.search(written)
    if found is None:
        raise Refused("review_unknown")
    return found.groupdict()


def _is_entry(cells: list[str]) -> bool:
    """Not a heading that spans the table, and not the row that names the columns."""
    return len(set(cells)) > 1 and cells[0] != "Recommendation"


def _entry_of(cells: list[str]) -> dict[str, object]:
    """A row of the document under the names that the JSON has."""
    found = _ROW.fullmatch(cells[0])
    if found is None or len(cells) < 3:
        return {}
    lists = dict(_lists(cells[2]))
    return {
        "no": found["no"], "text": found["text"], "position": cells[1],
        "position_source": (found["source"] or "").strip(), **lists,
        "recommending_states": [" ".join(name.split()) for name in _NAMED.findall(found["text"])],
    }  # fmt: skip


def _lists(written: str) -> Iterator[tuple[str, list[str]]]:
    themes, _goals, rest = written.partition("SDGs:")
    if not _goals:
        themes, _persons, persons = written.partition("Affected persons:")
        rest = ""
    else:
        rest, _persons, persons = rest.partition("Affected persons:")
    for name, part in (("themes", themes), ("sdgs", rest), ("groups", persons)):
        yield name, part.splitlines()


def _read(review: Mapping[str, str], entries: Iterator[tuple[int, dict[str, object]]]) -> Read:
    said: list[Said] = []
    problems: list[RowProblem] = []
    for number, entry in entries:
        try:
            said.append(_said(number, entry, review))
        except Refused as refusal:
            problems.append(RowProblem(number, refusal.code, refusal.detail))
    return Read(len(said) + len(problems), tuple(said), tuple(problems))


def _said(row: int, entry: Mapping[str, object], review: Mapping[str, str]) -> Said:
    paragraph, where = str(entry.get("no", "")).strip(), str(entry.get("position_source", "")).strip()
    if not re.fullmatch(r"\d{1,3}\.\d{1,3}", paragraph):
        raise Refused("paragraph_missing")
    symbol = _SYMBOL.match(where)
    if symbol is None:
        raise Refused("symbol_missing")
    return Said(
        row=row, state=review["state"], body="UPR", text=checked_text(str(entry.get("text", "")).strip(" ;\n\t")),
        source=SOURCE, symbol=symbol[1], paragraph=paragraph,
        cycle=int(review["cycle"]) if "cycle" in review else None, session=int(review["session"]),
        recommending=cell_list(entry, "recommending_states"), position=_position(entry),
        position_source=where, themes=cell_list(entry, "themes"), groups=cell_list(entry, "groups"),
        sdgs=cell_list(entry, "sdgs"),
    )  # fmt: skip


def _position(entry: Mapping[str, object]) -> str:
    position = str(entry.get("position", "")).strip().casefold()
    if position not in {"", "supported", "noted", "pending"}:
        raise Refused("position")
    return position

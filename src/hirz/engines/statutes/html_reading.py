"""Lines of a web page: what stands in blocks, with the numbers that lists make. Nothing is fetched or run."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from hirz.engines.statutes.docx_numbering import written
from hirz.engines.statutes.errors import TextFault, TextRefused
from hirz.engines.statutes.remarks import Noticed, Remark

_UNREAD_TAGS: Final = "script style head template noscript nav form button select textarea iframe object svg"
_BLOCK_TAGS: Final = (
    "address article aside blockquote body br caption center dd div dl dt fieldset figcaption figure footer h1 h2 h3 "
    "h4 h5 h6 header hr li main ol p pre section table tbody td tfoot th thead title tr ul"
)
_UNREAD: Final = frozenset(_UNREAD_TAGS.split())
_BLOCKS: Final = frozenset(_BLOCK_TAGS.split())
_RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_FORMS: Final = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


def read_html(text: str) -> tuple[list[str], list[Remark]]:
    """The lines of a page in order. Raises :class:`TextRefused` where the parser finds no page."""
    parser = etree.HTMLParser(no_network=True, huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        root = etree.fromstring(text.encode("utf-8", errors="replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        raise TextRefused(TextFault.DAMAGED) from None
    if root is None:
        raise TextRefused(TextFault.NO_TEXT)
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        # The parser stops there without another word, and half a law would pass for a whole one.
        raise TextRefused(TextFault.UNSAFE)
    page = _Page()
    page.walk(root)
    return page.lines, page.remarks()


@dataclass(slots=True)
class _Page:
    lines: list[str] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    _lists: list[tuple[str, int]] = field(default_factory=list)
    _made: int = 0
    _tables: int = 0
    _unread: int = 0

    def walk(self, root: etree._Element) -> None:
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if event == "start":
                self._enter(element)
            else:
                self._leave(element)
        self._end_line()

    def remarks(self) -> list[Remark]:
        made = [Remark(Noticed.NUMBERS_MADE)] if self._made else []
        return made + ([Remark(Noticed.TABLES_FLATTENED, count=self._tables)] if self._tables else [])

    def _enter(self, element: etree._Element) -> None:
        tag = str(element.tag)
        self._unread += tag in _UNREAD
        if self._unread:
            return
        if tag in _BLOCKS:
            self._end_line()
        self._tables += tag == "table"
        if tag in ("ol", "ul"):
            start = element.get("start", "")
            first = int(start[:6]) if start.isascii() and start.isdigit() else 1
            self._lists.append((_FORMS.get(element.get("type", ""), "decimal") if tag == "ol" else "", first))
        if tag == "li":
            self._pieces.append(self._label())
        text = element.text or ""
        is_raised = tag == "sup" and text.strip().isascii() and text.strip().isdigit()
        self._pieces.append(text.strip().translate(_RAISED) if is_raised else text)

    def _leave(self, element: etree._Element) -> None:
        tag = str(element.tag)
        was_unread, self._unread = self._unread, self._unread - (tag in _UNREAD)
        if not was_unread:
            if tag in _BLOCKS:
                self._end_line()
            if tag in ("ol", "ul") and self._lists:
                self._lists.pop()
        if not self._unread:
            self._pieces.append(element.tail or "")

    def _label(self) -> str:
        form, number = self._lists[-1] if self._lists else ("", 0)
        if not form:
            return "• "
        self._lists[-1] = form, number + 1
        self._made += 1
        return f"{written(number, form)}. "

    def _end_line(self) -> None:
        line = "".join(self._pieces)
        if line.strip():
            self.lines.append(line)
        self._pieces = []


__all__ = ["read_html"]

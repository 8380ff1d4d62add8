"""The part of a DOCX package that holds footnotes, which python-docx does not make."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree

_CONTENT_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


class Footnotes:
    """Collects footnotes while the text is written, then becomes a part of the package."""

    def __init__(self, *, rtl: bool, language: Mapping[str, str]) -> None:
        """``language`` holds the attributes of ``w:lang``."""
        self._rtl = rtl
        self._language = language
        self._root = etree.Element(f"{{{_W}}}footnotes", nsmap={"w": _W})
        self._separator("separator", 0)
        self._separator("continuationSeparator", 1)
        self._last = 1

    def refer(self, paragraph: Any, text: str) -> None:
        """Set the mark at the end of ``paragraph`` and keep ``text`` under it."""
        self._last += 1
        run = paragraph.add_run()
        run.font.superscript = True
        mark = OxmlElement("w:footnoteReference")
        mark.set(qn("w:id"), str(self._last))
        run._r.append(mark)
        self._note(text)

    def attach(self, package: Any) -> None:
        if self._last == 1:
            return
        blob = etree.tostring(self._root, xml_declaration=True, encoding="UTF-8", standalone=True)
        part = Part(PackURI("/word/footnotes.xml"), _CONTENT_TYPE, blob, package.part.package)
        package.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)

    def _note(self, text: str) -> None:
        note = self._element(self._root, "footnote", id=str(self._last))
        paragraph = self._element(note, "p")
        if self._rtl:
            self._element(self._element(paragraph, "pPr"), "bidi")
        mark = self._element(paragraph, "r")
        self._element(self._element(mark, "rPr"), "vertAlign", val="superscript")
        self._element(mark, "footnoteRef")
        words = self._element(paragraph, "r")
        dress = self._element(words, "rPr")
        if "eastAsia" in self._language:
            self._element(dress, "rFonts", hint="eastAsia")
        self._element(dress, "sz", val="18")
        self._element(dress, "szCs", val="20")
        if self._rtl:
            self._element(dress, "rtl")
        self._element(dress, "lang", **self._language)
        shown = self._element(words, "t")
        shown.text = f" {text}"
        shown.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")

    def _separator(self, kind: str, number: int) -> None:
        note = self._element(self._root, "footnote", type=kind, id=str(number))
        self._element(self._element(self._element(note, "p"), "r"), kind)

    def _element(self, parent: Any, tag: str, **attributes: str) -> Any:
        element = etree.SubElement(parent, f"{{{_W}}}{tag}")
        for name, value in attributes.items():
            element.set(f"{{{_W}}}{name}", value)
        return element

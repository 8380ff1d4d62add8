"""Numbered paragraphs and bullets as Word defines them, on the side where the language begins."""

from __future__ import annotations

from typing import Any, Final

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from hirz.engines.documents.model import Language
from hirz.engines.documents.numbering import mark_after

NUMBERED: Final = 9001
BULLETED: Final = 9002
# Twentieths of a point. A bullet stands under the text of the paragraph that it belongs to.
INDENT: Final = 624
_BULLET_INDENT: Final = INDENT + 340


def define_numbering(package: Any, language: Language) -> None:
    """Add the two numberings to the package. Paragraphs refer to them by ``NUMBERED`` and ``BULLETED``."""
    root = package.part.numbering_part.element
    first_number = root.find(f"{{{root.nsmap['w']}}}num")
    side = "right" if language.is_rtl else "left"
    for definition in (
        _definition(NUMBERED, "decimal", f"%1{mark_after(language)}", side, start=INDENT, hanging=INDENT),
        _definition(BULLETED, "bullet", "•", side, start=_BULLET_INDENT, hanging=_BULLET_INDENT - INDENT),
    ):
        first_number.addprevious(parse_xml(definition))
    for number in (NUMBERED, BULLETED):
        root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'))


def _definition(number: int, form: str, text: str, side: str, *, start: int, hanging: int) -> str:
    return (
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="tab"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="{side}"/><w:pPr><w:tabs><w:tab w:val="num" w:pos="{start}"/>'
        f'</w:tabs><w:ind w:start="{start}" w:hanging="{hanging}"/></w:pPr></w:lvl></w:abstractNum>'
    )

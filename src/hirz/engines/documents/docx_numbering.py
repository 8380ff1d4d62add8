"""Numbered paragraphs and bullets as Word defines them, on the side where the language begins."""

from __future__ import annotations

from typing import Any, Final

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

NUMBERED: Final = 9001
BULLETED: Final = 9002


def define_numbering(package: Any, *, rtl: bool) -> None:
    """Add the two numberings to the package. Paragraphs refer to them by ``NUMBERED`` and ``BULLETED``."""
    root = package.part.numbering_part.element
    side = "right" if rtl else "left"
    first_number = root.find(f"{{{root.nsmap['w']}}}num")
    for definition in (_definition(NUMBERED, "decimal", "%1.", side), _definition(BULLETED, "bullet", "•", side)):
        first_number.addprevious(parse_xml(definition))
    for number in (NUMBERED, BULLETED):
        root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'))


def _definition(number: int, form: str, text: str, side: str) -> str:
    return (
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="{side}"/><w:pPr><w:ind w:start="567" w:hanging="567"/></w:pPr></w:lvl></w:abstractNum>'
    )

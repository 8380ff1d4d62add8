"""The look of a DOCX: one face, few sizes, hairlines; all of it as styles that an editor can change in one place."""

from __future__ import annotations

from typing import Any, Final

from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from hirz.engines.documents.docx_xml import append, remove
from hirz.engines.documents.model import Language

FACE: Final = "Times New Roman"
CHINESE_FACE: Final = "SimSun"
# As Word itself describes it: a Song face for GB 2312 (charset 86), by other names on other machines.
_CHINESE_FACE_IS: Final = {
    "altName": "宋体,Songti SC,Noto Serif CJK SC,Noto Serif SC", "panose1": "02010600030101010101", "charset": "86",
    "family": "auto", "pitch": "variable",
}  # fmt: skip
_CHINESE_FACE_HAS: Final = {
    "usb0": "00000003", "usb1": "288F0000", "usb2": "00000016", "usb3": "00000000", "csb0": "00040001",
    "csb1": "00000000",
}  # fmt: skip
LOCALES: Final = {"ar": "ar-SA", "zh": "zh-CN", "en": "en-GB", "fr": "fr-FR", "ru": "ru-RU", "es": "es-ES"}
# A4 with margins of 2.7 cm at the sides, in twentieths of a point.
LINE: Final = 8844
_INK, _FAINT, _WARNING = RGBColor(0x1B, 0x1B, 0x1B), RGBColor(0x5F, 0x63, 0x68), RGBColor(0x8A, 0x34, 0x20)


class Styles:
    """Defines the styles of one package in the direction of one language."""

    def __init__(self, package: Any, language: Language) -> None:
        self._styles = package.styles
        self._language = language
        self._rtl = language.is_rtl

    def define(self) -> None:
        size = 13 if self._rtl else 11
        self._style("Normal", size, after=7)
        for level, bigger in ((1, 3), (2, 1), (3, 0)):
            self._style(f"Heading {level}", size + bigger, after=6, before=16 - 2 * level, bold=level < 3, keep=True)
        self._style("Title", size * 1.5, after=4, before=22, bold=True, keep=True)
        self._style("Subtitle", size, after=16, color=_FAINT, keep=True)
        self._style("Quote", size, after=7)
        self._style("List Bullet", size, after=3)
        self._style("Caption", size - 0.5, after=4, before=10, bold=True, keep=True)
        self._style("Hirz Numbered", size, after=7, new=True)
        self._style("Hirz Note", size - 2, after=6, color=_FAINT, new=True)
        self._style("Hirz Table", size - 1, after=0, spacing=1.0, new=True)
        self._style("Hirz Addressee", size, after=1, new=True)
        self._style("Hirz Signature", size, after=1, keep=True, new=True)
        self._ruled()

    def _ruled(self) -> None:
        masthead = self._style("Hirz Masthead", 15 if self._rtl else 13, after=0, bold=True, new=True)
        below = self._style("Hirz Masthead Below", 11 if self._rtl else 9.5, after=0, color=_FAINT, new=True)
        dated = self._style("Hirz Reference", 13 if self._rtl else 11, after=8, before=5, new=True)
        running = self._style("Hirz Running", 9.5 if self._rtl else 8.5, after=0, color=_FAINT, new=True)
        for style in (masthead, below, dated, running):
            append(append(style.element.pPr, "w:tabs"), "w:tab", val="right", pos=str(LINE))
        _rule(dated, "top", size=8, space=6)
        banner = self._style("Hirz Banner", 10 if self._rtl else 8.5, after=0, bold=True, color=_WARNING, new=True)
        append(banner.element.pPr, "w:jc", val="center")
        for side in ("top", "left", "bottom", "right"):
            _rule(banner, side, size=4, space=3, color="A4442B")

    def _style(
        self, name: str, size: float, *, after: float, before: float = 0, bold: bool = False, keep: bool = False,
        new: bool = False, color: RGBColor = _INK, spacing: float = 0,
    ) -> Any:  # fmt: skip
        style = self._styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH) if new else self._styles[name]
        _strip(style)
        style.font.name, style.font.size, style.font.bold = FACE, Pt(round(size * 2) / 2), bold
        style.font.italic = False
        style.font.color.rgb = color
        style.paragraph_format.space_after, style.paragraph_format.space_before = Pt(after), Pt(before)
        style.paragraph_format.line_spacing = spacing or (1.2 if self._rtl else 1.15)
        style.paragraph_format.keep_with_next = keep
        style.paragraph_format.widow_control = True
        self._complex_script(style.element.get_or_add_rPr(), round(size * 2), bold=bold)
        if self._rtl:
            append(style.element.get_or_add_pPr(), "w:bidi")
        return style

    def _complex_script(self, properties: Any, half_points: int, *, bold: bool) -> None:
        """Word keeps a second set of properties for Arabic: face, size, weight, slant, language; a face for Chinese."""
        fonts = properties.find(qn("w:rFonts"))
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        for script in ("ascii", "hAnsi", "cs"):
            fonts.set(qn(f"w:{script}"), FACE)
        fonts.set(qn("w:eastAsia"), CHINESE_FACE)
        append(properties, "w:szCs", val=str(half_points))
        append(properties, "w:bCs", val="1" if bold else "0")
        append(properties, "w:iCs", val="0")
        append(properties, "w:lang", **language_of(self._language))


def language_of(language: Language) -> dict[str, str]:
    """The language of a text as an attribute of ``w:lang``, which has one for each kind of script."""
    kind = {Language.AR: "bidi", Language.ZH: "eastAsia"}.get(language, "val")
    return {kind: LOCALES[language]}


def describe_chinese_face(package: Any) -> None:
    """Say in the table of faces what the Chinese one is: no file embeds it, and who lacks it is given its like."""
    part = package.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    faces = parse_xml(part.blob)
    face = append(faces, "w:font", name=CHINESE_FACE)
    for name, value in _CHINESE_FACE_IS.items():
        append(face, f"w:{name}", val=value)
    append(face, "w:sig", **_CHINESE_FACE_HAS)
    part._blob = serialize_part_xml(faces)


def _strip(style: Any) -> None:
    """Take off what the template of the library brings along: coloured rules, wide letters, lists, slants."""
    element = style.element
    remove(element.get_or_add_pPr(), "w:pBdr", "w:numPr", "w:ind", "w:contextualSpacing", "w:tabs")
    remove(element.get_or_add_rPr(), "w:spacing", "w:kern", "w:szCs", "w:bCs", "w:iCs", "w:lang")


def _rule(style: Any, side: str, *, size: int, space: int, color: str = "1B1B1B") -> None:
    """A line on one side; ``size`` in eighths of a point, ``space`` in points."""
    properties = style.element.pPr
    borders = properties.find(qn("w:pBdr"))
    borders = append(properties, "w:pBdr") if borders is None else borders
    append(borders, f"w:{side}", val="single", sz=str(size), space=str(space), color=color)

"""A document reads the same in every format and language, and nothing written in it is ever taken for markup."""

from __future__ import annotations

import ctypes
import io
import re
import unicodedata
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from hirz.engines.clearance import Cleared, NotCleared
from hirz.engines.documents.docx import render_docx
from hirz.engines.documents.docx_numbering import NUMBERED
from hirz.engines.documents.model import Document, DocumentNotSound, Heading, Language, Paragraph, Run, Table, runs
from hirz.engines.documents.pdf import render_pdf
from hirz.engines.documents.text import render_text

from .conftest import sample

Clear = Callable[[Document], Cleared[Document]]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def parts(made: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        return {name: package.read(name) for name in package.namelist()}


def docx_text(made: bytes) -> str:
    found = [etree.fromstring(blob) for name, blob in parts(made).items() if re.match(r"word/(doc|foot|head)", name)]
    return "".join(t.text or "" for root in found for t in root.iter(f"{W}t"))


def pdf_text(made: bytes) -> str:
    pages = pypdfium2.PdfDocument(made)
    return "".join(page.get_textpage().get_text_bounded() for page in pages)


def letters(text: str) -> list[str]:
    """The letters of a text in their basic forms: PDF keeps Arabic as it is drawn and from the other side."""
    return sorted(c for c in unicodedata.normalize("NFKC", text) if c.isalpha())


@pytest.mark.parametrize("language", Language)
def test_docx_says_everything_the_document_says(language: Language, clear: Clear) -> None:
    text = docx_text(render_docx(clear(sample(language))))
    for words in sample(language).words():
        assert words in text


@pytest.mark.parametrize("language", Language)
def test_pdf_says_everything_the_document_says(language: Language, clear: Clear) -> None:
    text = letters(pdf_text(render_pdf(clear(sample(language)))))
    for words in sample(language).words():
        for letter in set(letters(words)):
            assert text.count(letter) >= letters(words).count(letter)


@pytest.mark.parametrize("language", Language)
def test_pdf_brings_the_glyphs_it_uses_and_leaves_none_out(language: Language, clear: Clear) -> None:
    """A letter that no font has would stand there as an empty box; a font that is not embedded may be missing."""
    in_all_scripts = "Aé «\u202f1\u202f234\u00a0» № – “x” Ќө ع 人。《》，"
    blocks = (Paragraph((Run(in_all_scripts), Run(in_all_scripts, bold=True))),)
    made = pikepdf.open(io.BytesIO(render_pdf(clear(sample(language, blocks=blocks)))))
    fonts = [font for page in made.pages for font in page.resources.get("/Font", {}).values()]
    descriptors = [font["/DescendantFonts"][0]["/FontDescriptor"] for font in fonts]
    assert fonts
    assert all({"/FontFile2", "/FontFile3"} & set(descriptor) for descriptor in descriptors)
    assert all(re.match(r"/[A-Z]{6}\+", str(descriptor["/FontName"])) for descriptor in descriptors), "not a subset"
    assert not re.search("[\ufffd\x00]", pdf_text(render_pdf(clear(sample(language, blocks=blocks)))))


def test_chinese_punctuation_is_that_of_the_chinese_face(clear: Clear) -> None:
    """Latin has quotation marks too, which are narrower and stand elsewhere."""
    blocks = (Paragraph(runs("据报告，“颠覆分子”——2026年。")),)
    (page,) = pypdfium2.PdfDocument(render_pdf(clear(sample(Language.ZH, blocks=blocks))))
    drawn = page.get_textpage()
    place = drawn.get_text_range().index("“")
    font = ctypes.create_string_buffer(64)
    pypdfium2.raw.FPDFText_GetFontInfo(drawn, place, font, 64, None)
    assert b"NotoSerifSC" in font.value


@pytest.mark.parametrize("language", Language)
def test_docx_says_its_language_to_the_speller(language: Language, clear: Clear) -> None:
    made = parts(render_docx(clear(sample(language))))
    kind = {"ar": "bidi", "zh": "eastAsia"}.get(language, "val")
    for name in ("word/styles.xml", "word/footnotes.xml"):
        told = {e.get(f"{W}{kind}") for e in etree.fromstring(made[name]).iter(f"{W}rPr") for e in e.iter(f"{W}lang")}
        assert any((code or "").startswith(f"{language}-") for code in told), name


def test_chinese_docx_names_a_chinese_face_for_its_text(clear: Clear) -> None:
    made = parts(render_docx(clear(sample(Language.ZH))))
    faces = {e.get(f"{W}eastAsia") for e in etree.fromstring(made["word/styles.xml"]).iter(f"{W}rFonts")}
    hints = [r.find(f"{W}rPr/{W}rFonts") for r in etree.fromstring(made["word/document.xml"]).iter(f"{W}r")]
    assert "SimSun" in faces
    assert any(hint is not None and hint.get(f"{W}hint") == "eastAsia" for hint in hints)


def test_chinese_footnote_takes_marks_of_both_scripts_from_the_chinese_face(clear: Clear) -> None:
    notes = etree.fromstring(parts(render_docx(clear(sample(Language.ZH))))["word/footnotes.xml"])
    (words,) = (run for run in notes.iter(f"{W}r") if run.find(f"{W}t") is not None)
    assert [hint.get(f"{W}hint") for hint in words.iter(f"{W}rFonts")] == ["eastAsia"]


@pytest.mark.parametrize("language", Language)
def test_docx_says_of_each_face_that_it_names_what_kind_it_is(language: Language, clear: Clear) -> None:
    """No face is embedded: by this a program finds another of the kind where one is missing."""
    made = parts(render_docx(clear(sample(language))))
    kinds = {"ascii", "hAnsi", "cs", "eastAsia"}
    fonts = etree.fromstring(made["word/styles.xml"]).iter(f"{W}rFonts")
    named = {font.get(f"{W}{kind}") for font in fonts for kind in kinds} - {None}
    described = {font.get(f"{W}name"): font for font in etree.fromstring(made["word/fontTable.xml"]).iter(f"{W}font")}
    assert named <= set(described)
    assert [charset.get(f"{W}val") for charset in described["SimSun"].iter(f"{W}charset")] == ["86"]


@pytest.mark.parametrize("language", Language)
def test_plain_text_says_everything_the_document_says(language: Language, clear: Clear) -> None:
    text = re.sub("[\u2068\u2069]|\\[\\d\\]", "", render_text(clear(sample(language))).decode())
    assert all(words in text for words in sample(language).words())


def test_plain_text_keeps_numbers_of_paragraphs_footnotes_and_columns(clear: Clear) -> None:
    pieces = render_text(clear(sample(Language.EN))).decode().rstrip("\n").split("\n\n")
    said = "Allegations reported in the period"
    assert pieces == [
        "State", "A/DEMO/2026\n2026", "Annual report", "Annual report", f"1. {said}",
        f"2. {said}\u2068XAM 2/2026\u2069[1]", f"– {said}", said, "Annual report\nState\t2026\nAmruvia\t12",
        "Annual report", f"3. {said}", "Annual report", "[1] See the letters",
    ]  # fmt: skip


def test_arabic_docx_runs_from_right_to_left_throughout(clear: Clear) -> None:
    made = parts(render_docx(clear(sample(Language.AR))))
    body = etree.fromstring(made["word/document.xml"])
    styles = etree.fromstring(made["word/styles.xml"])
    normal = next(s for s in styles.iter(f"{W}style") if s.get(f"{W}styleId") == "Normal")
    assert normal.find(f"{W}pPr/{W}bidi") is not None
    assert body.find(f".//{W}sectPr/{W}bidi") is not None
    assert body.find(f".//{W}tblPr/{W}bidiVisual") is not None
    for run in body.iter(f"{W}r"):
        words = "".join(t.text or "" for t in run.iter(f"{W}t"))
        if re.search("[ء-ي]", words):
            assert run.find(f"{W}rPr/{W}rtl") is not None, words


def test_english_docx_has_nothing_of_right_to_left(clear: Clear) -> None:
    body = parts(render_docx(clear(sample(Language.EN))))["word/document.xml"]
    assert b"w:bidi" not in body
    assert b"<w:rtl" not in body


def test_numbered_paragraphs_share_one_numbering_across_annexes(clear: Clear) -> None:
    body = etree.fromstring(parts(render_docx(clear(sample(Language.EN))))["word/document.xml"])
    used = [e.get(f"{W}val") for e in body.iter(f"{W}numId")]
    assert used.count(str(NUMBERED)) == 3
    text = pdf_text(render_pdf(clear(sample(Language.EN))))
    assert re.search(r"1\..*2\..*3\.", text, re.DOTALL)


def test_footnotes_of_docx_resolve(clear: Clear) -> None:
    made = parts(render_docx(clear(sample(Language.EN))))
    asked = {e.get(f"{W}id") for e in etree.fromstring(made["word/document.xml"]).iter(f"{W}footnoteReference")}
    kept = {e.get(f"{W}id") for e in etree.fromstring(made["word/footnotes.xml"]).iter(f"{W}footnote")}
    assert asked
    assert asked <= kept


@pytest.mark.parametrize("render", [render_docx, render_pdf])
def test_same_document_gives_same_bytes(render: Callable[[Cleared[Document]], bytes], clear: Clear) -> None:
    assert render(clear(sample(Language.AR))) == render(clear(sample(Language.AR)))


def test_files_name_no_person_and_no_machine(clear: Clear) -> None:
    package = docx.Document(io.BytesIO(render_docx(clear(sample(Language.EN)))))
    properties = package.core_properties
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert properties.created.date() == sample(Language.EN).dated
    metadata = pypdfium2.PdfDocument(render_pdf(clear(sample(Language.EN)))).get_metadata_dict()
    assert metadata["Author"] == ""
    assert metadata["Title"] == "Annual report"
    assert metadata["CreationDate"].startswith("D:20260601")


@pytest.mark.parametrize("render", [render_docx, render_pdf, render_text])
def test_content_without_clearance_is_refused(render: Callable[[Any], object]) -> None:
    with pytest.raises(NotCleared):
        render(sample(Language.EN))


def test_variant_of_a_document_is_refused_although_cleared(clear: Clear) -> None:
    class Forged(Document):
        def plain_text(self) -> str:
            return "harmless"

    plain = sample(Language.EN)
    forged = Forged(language=plain.language, title="t", dated=plain.dated, date_text="", blocks=plain.blocks)
    for render in (render_docx, render_pdf, render_text):
        with pytest.raises(NotCleared):
            render(clear(forged))


def test_document_that_could_still_grow_is_refused() -> None:
    with pytest.raises(DocumentNotSound):
        sample(Language.EN, blocks=[Heading(1, "a")])
    with pytest.raises(DocumentNotSound):
        Paragraph([Run("a")])  # type: ignore[arg-type]


def test_letter_that_no_font_has_is_refused_rather_than_left_out(clear: Clear) -> None:
    document = sample(Language.EN, blocks=(Paragraph(runs("Mr. \U00013000")),))
    with pytest.raises(DocumentNotSound):
        render_pdf(clear(document))


@pytest.mark.parametrize(
    "text",
    [
        "#panic()",
        "#sys.inputs",
        "*bold* _it_ $x$ `raw` @ref <label> \\",
        "</w:t><w:br/>&amp;",
        "= Heading - item",
        "%1.",
    ],
)
def test_markup_in_text_comes_out_to_the_letter(text: str, clear: Clear) -> None:
    document = sample(Language.EN, blocks=(Paragraph(runs(text), numbered=True),))
    assert text in docx_text(render_docx(clear(document)))
    assert text in pdf_text(render_pdf(clear(document)))


@pytest.mark.parametrize("text", ["a\x00b", "a\x0bb", "\ud800", "abc\u202edcba", "\uffff"])
def test_text_no_format_can_carry_is_refused_when_the_document_is_made(text: str) -> None:
    with pytest.raises(DocumentNotSound):
        Run(text)


def test_unsound_structure_is_refused_when_the_document_is_made() -> None:
    with pytest.raises(DocumentNotSound):
        Heading(4, "too deep")
    with pytest.raises(DocumentNotSound):
        Table(("a", "b"), (("only one",),))
    with pytest.raises(DocumentNotSound):
        Paragraph(())
    with pytest.raises(DocumentNotSound):
        sample(Language.EN, title=" ")


def test_paragraph_of_a_megabyte_is_rendered(clear: Clear) -> None:
    document = sample(Language.EN, blocks=(Paragraph(runs("word " * 200_000)),))
    assert docx_text(render_docx(clear(document))).count("word ") == 200_000
    assert len(pypdfium2.PdfDocument(render_pdf(clear(document)))) > 100


@settings(max_examples=40, deadline=None)
@given(
    st.text(
        st.characters(
            exclude_categories=["Cs", "Cc", "Cn", "Co"], exclude_characters="\u202a\u202b\u202c\u202d\u202e\ufffe\uffff"
        ),
        min_size=1,
        max_size=60,
    )
)
def test_name_split_over_runs_is_still_one_text(text: str) -> None:
    middle = len(text) // 2
    document = sample(Language.EN, blocks=(Paragraph((Run(text[:middle]), Run(text[middle:], bold=True))),))
    assert text in document.plain_text()


def test_arabic_paragraph_numbers_end_in_a_hyphen(clear: Clear) -> None:
    numbering = {
        language: parts(render_docx(clear(sample(language))))["word/numbering.xml"].decode()
        for language in (Language.AR, Language.FR)
    }
    assert 'w:val="%1-"' in numbering[Language.AR]
    assert 'w:val="%1."' in numbering[Language.FR]
    assert re.search(r"1-|-1", pdf_text(render_pdf(clear(sample(Language.AR)))))


def test_table_of_docx_has_hairlines_and_no_boxes(clear: Clear) -> None:
    body = etree.fromstring(parts(render_docx(clear(sample(Language.EN))))["word/document.xml"])
    sides = {line.tag.removeprefix(W) for borders in body.iter(f"{W}tblBorders") for line in borders}
    assert sides == {"top", "bottom", "insideH"}


def test_figures_stand_at_the_end_of_their_column(clear: Clear) -> None:
    table = Table(("State", "Cases", "Dates"), (("Amruvia", "12", "May"), ("Berulia", "1,204", "3")))
    body = etree.fromstring(parts(render_docx(clear(sample(Language.EN, blocks=(table,)))))["word/document.xml"])
    columns = [cell.find(f".//{W}jc") is not None for row in body.iter(f"{W}tr") for cell in row.iter(f"{W}tc")]
    assert columns == [False, True, False] * 3


@pytest.mark.parametrize("language", [Language.AR, Language.EN])
def test_title_is_larger_than_any_heading(language: Language, clear: Clear) -> None:
    package = docx.Document(io.BytesIO(render_docx(clear(sample(language)))))
    sizes = [package.styles[name].font.size for name in ("Title", "Heading 1", "Heading 2", "Heading 3")]
    assert sizes[0] > sizes[1] > sizes[2] > sizes[3]


def test_heading_stays_with_what_follows_and_annex_begins_a_page(clear: Clear) -> None:
    package = docx.Document(io.BytesIO(render_docx(clear(sample(Language.EN)))))
    assert all(package.styles[f"Heading {level}"].paragraph_format.keep_with_next for level in (1, 2, 3))
    breaks = [p.style.name for p in package.paragraphs if p.style and p.paragraph_format.page_break_before]
    assert breaks == ["Heading 2"]


@pytest.mark.parametrize("language", [Language.AR, Language.EN])
def test_properties_of_docx_are_in_the_order_of_the_standard(language: Language, clear: Clear) -> None:
    made = parts(render_docx(clear(sample(language))))
    for name in ("word/document.xml", "word/styles.xml", "word/header1.xml"):
        for properties in etree.fromstring(made[name]).iter(f"{W}rPr"):
            tags = [child.tag.removeprefix(W) for child in properties]
            known = [tag for tag in ("rFonts", "b", "bCs", "color", "sz", "szCs", "rtl", "lang") if tag in tags]
            assert [tag for tag in tags if tag in known] == known


def test_title_that_is_longer_than_a_property_holds_stands_whole_on_the_page(clear: Clear) -> None:
    title = "Quiet rooms " * 25
    assert title in docx_text(render_docx(clear(sample(Language.EN, title=title))))

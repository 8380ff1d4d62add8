from __future__ import annotations

import io
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hirz.engines.statutes.docx_numbering import written
from hirz.engines.statutes.errors import TextFault, TextRefused
from hirz.engines.statutes.reading import Source, read
from hirz.engines.statutes.remarks import Noticed
from hirz.engines.statutes.structure import recognise
from tests.engines.statutes import files
from tests.engines.statutes.laws import HELD_OUT, TUNED, text_of

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PAGE = """<!doctype html><html><head><title>Law</title><style>p {color: red}</style></head><body>
<nav>Menu</nav><script>alert("Zafir")</script>
<h2>Статья 1. Цель</h2><p>Первый&nbsp;абзац<br>второй абзац</p>
<h2>Статья 5<sup>1</sup>. Сфера</h2><ol start="3"><li>три</li><li>четыре</li></ol><ul><li>точка</li></ul>
<table><tr><td>клетка</td></tr></table></body></html>"""


def noticed(source: Source) -> set[Noticed]:
    return {remark.noticed for remark in source.remarks}


def fault_of(data: bytes) -> TextFault:
    with pytest.raises(TextRefused) as refused:
        read(data)
    return refused.value.fault


@pytest.mark.parametrize("language", [*TUNED, *HELD_OUT])
def test_docx_and_text_give_the_articles_of_the_law(language: str) -> None:
    text = text_of(language, "before")
    expected = [article.lines for article in recognise(text.splitlines()).articles]
    lines = [line for line in text.splitlines() if line.strip()]
    for data in (files.docx(*lines), text.encode(), text.encode("utf-16")):
        assert [article.lines for article in recognise(read(data).lines).articles] == expected


@pytest.mark.parametrize(("language", "encoding"), [("ru", "windows-1251"), ("ar", "windows-1256")])
def test_old_encodings_are_read(language: str, encoding: str) -> None:
    text = text_of(language, "before").replace("ّ", "")
    source = read(text.encode(encoding, errors="replace"))
    assert len(recognise(source.lines).articles) == len(recognise(text.splitlines()).articles)


def test_numbers_that_word_makes_are_written_and_that_is_said() -> None:
    source = read(files.docx_with_numbers("Purpose", "Scope", "\tone", "\ttwo", "Names", "\tthree", start=4))
    assert source.lines == (
        "Article 4. Purpose",
        "Article 5. Scope",
        "d) one",
        "e) two",
        "Article 6. Names",
        "d) three",
    )
    assert [article.key for article in recognise(source.lines).articles] == ["4", "5", "6"]
    assert noticed(source) == {Noticed.NUMBERS_MADE}


def test_raised_figure_belongs_to_the_number() -> None:
    source = read(files.docx_with_raised_figure("Статья 5", "1", ". Имя"))
    assert source.lines == ("Статья 5¹. Имя",)
    assert recognise(source.lines).articles[0].number.value == (5, 1)


def test_tracked_changes_are_read_as_accepted_and_that_is_said() -> None:
    source = read(files.docx_with_changes("The court ", "may", "shall"))
    assert source.lines == ("The court shall",)
    assert Noticed.TRACKED_CHANGES in noticed(source)


def test_page_gives_what_stands_in_it_and_nothing_that_runs() -> None:
    source = read(PAGE.encode())
    assert source.lines == (
        "Статья 1. Цель", "Первый абзац", "второй абзац", "Статья 5¹. Сфера", "3. три", "4. четыре", "• точка",
        "клетка",
    )  # fmt: skip
    assert noticed(source) == {Noticed.NUMBERS_MADE, Noticed.TABLES_FLATTENED}


@pytest.mark.parametrize("language", ["en", "ru", "ar"])
def test_pdf_gives_the_articles_of_the_law(language: str) -> None:
    text = text_of(language, "before")
    expected = recognise(text.splitlines()).articles
    heads = tuple(article.lines[0] for article in expected)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    source = read(files.pdf(language, "Zafir", *lines[1:], heads=heads))
    found = recognise(source.lines).articles
    assert [article.key for article in found] == [article.key for article in expected]
    words = {word for article in expected for word in article.body.split()}
    lost = words - {word for article in found for word in article.body.split()}
    assert len(lost) <= 0.07 * len(words)  # a PDF may spell a word with vowel signs otherwise
    assert Noticed.LINES_JOINED in noticed(source)


def test_wrapped_lines_of_a_pdf_are_joined_and_page_numbers_left_out() -> None:
    long = "Everybody may found an association and nobody has to ask for it, " * 12
    paragraphs = [part for number in range(1, 40) for part in (f"Article {number}. Zafir", f"{long}number {number}.")]
    source = read(files.pdf("en", "Moon law", *paragraphs))
    articles = recognise(source.lines).articles
    assert len(articles) == 39
    assert all(len(article.lines) == 2 for article in articles)
    assert Noticed.RUNNING_LINES_LEFT_OUT in noticed(source)


def test_scanned_pdf_is_refused() -> None:
    assert fault_of(files.scanned_pdf()) is TextFault.SCANNED


def test_entities_are_not_resolved() -> None:
    bomb = f"""<?xml version="1.0"?><!DOCTYPE w:document [<!ENTITY a "zafir"><!ENTITY b "{"&a;" * 50}">
        <!ENTITY file SYSTEM "file:///etc/hostname">]>
        <w:document {W}><w:body><w:p><w:r><w:t>&b;&file;</w:t></w:r></w:p></w:body></w:document>"""
    assert fault_of(files.docx_with_document(bomb)) is TextFault.UNSAFE


def test_package_that_unpacks_to_too_much_is_refused() -> None:
    made = io.BytesIO(files.docx("x"))
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/media/zeros.bin", b"\0" * (130 * 2**20))
    assert fault_of(made.getvalue()) is TextFault.UNSAFE


def test_deep_nesting_ends() -> None:
    assert read(f"<!doctype html>{'<div>' * 1000}Article 1. Zafir{'</div>' * 1000}".encode()).lines
    assert fault_of(f"<!doctype html><p>x</p>{'<div>' * 5000}Zafir".encode()) is TextFault.UNSAFE
    deep = f"<w:document {W}><w:body>{'<w:p>' * 3000}{'</w:p>' * 3000}</w:body></w:document>"
    assert fault_of(files.docx_with_document(deep)) in (TextFault.DAMAGED, TextFault.NO_TEXT)


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", TextFault.EMPTY), (b"PK\x03\x04 no", TextFault.DAMAGED), (b"\x89PNG\r\n\x1a\n", TextFault.DAMAGED),
        (b"   \n \n", TextFault.NO_TEXT), (b"MZ\x90\x00" + b"\0" * 60, TextFault.UNSAFE),
        (b"%PDF-1.7\n%%EOF", TextFault.DAMAGED), (b"<!doctype html><html><script>x</script></html>", TextFault.NO_TEXT),
    ],
)  # fmt: skip
def test_what_is_no_text_is_refused_with_its_fault(data: bytes, fault: TextFault) -> None:
    assert fault_of(data) is fault


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 4000), st.binary(min_size=1, max_size=30))
def test_damaged_file_is_read_or_refused_and_nothing_else(at: int, noise: bytes) -> None:
    whole = files.docx("Article 1. Zafir", "moon")
    data = whole[: at % len(whole)] + noise + whole[at % len(whole) + len(noise) :]
    with suppress(TextRefused):
        assert read(data).lines


def test_empty_paragraph_with_a_number_is_counted_as_word_counts_it() -> None:
    source = read(files.docx_with_numbers("Zafir moon", "", "Over the hill"))
    assert source.lines == ("Article 1. Zafir moon", "Article 3. Over the hill")


def test_label_without_an_end_does_not_fill_the_memory() -> None:
    long = files.docx_with_numbers(*["Zafir"] * 20, label="moon " * 100_000)
    assert sum(map(len, read(long).lines)) < 20 * 200
    assert written(999_999, "lowerLetter") == "999999"
    assert written(30, "lowerLetter") == "dd"

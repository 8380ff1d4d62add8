"""What is taken in, with a word to the person who opens it."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest

from hirz.engines.files import Caution, Kind
from tests.engines.files import samples
from tests.engines.files.test_kinds import SAMPLES, look

LOCK = pikepdf.Encryption(owner="owner", user="reader")
PRINTING_ONLY = pikepdf.Encryption(owner="owner", user="")


Change = Callable[[pikepdf.Pdf], None]


def pdf_with(change: Change) -> bytes:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(samples.pdf())) as document:
        change(document)
        document.save(target)
    return target.getvalue()


def run_script(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def go_to_first_page(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = pikepdf.Array([document.pages[0].obj, pikepdf.Name.Fit])


def attach(document: pikepdf.Pdf) -> None:
    document.attachments["list.txt"] = b"x"


def launch_from_page(document: pikepdf.Pdf) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="x.exe")
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=action)
    document.pages[0].Annots = pikepdf.Array([document.make_indirect(link)])


def test_pdf_with_a_password_is_accepted_and_flagged() -> None:
    locked = look(samples.pdf(encryption=LOCK), "a.pdf")
    assert (locked.kind, locked.refusals, locked.cautions) == (Kind.PDF, (), (Caution.ENCRYPTED,))
    assert locked.pages is None
    assert look(samples.pdf(encryption=PRINTING_ONLY), "a.pdf").cautions == (Caution.ENCRYPTED,)


@pytest.mark.parametrize("change", [run_script, attach, launch_from_page])
def test_pdf_that_acts(change: Change) -> None:
    found = look(pdf_with(change), "a.pdf")
    assert (found.refusals, found.cautions) == ((), (Caution.ACTIVE_CONTENT,))


def test_pdf_that_opens_at_a_page_does_not_act() -> None:
    assert look(pdf_with(go_to_first_page), "a.pdf").cautions == ()


def test_letter_that_fetches_its_template() -> None:
    outside = b'<Relationship Id="r1" Type="http://x/%s" Target="https://x.invalid/" TargetMode="External"/>'
    fetching = samples.word({"word/_rels/settings.xml.rels": outside % b"attachedTemplate"})
    linking = samples.word({"word/_rels/document.xml.rels": outside % b"hyperlink"})
    assert look(fetching, "a.docx").cautions == (Caution.ACTIVE_CONTENT,)
    assert look(linking, "a.docx").cautions == ()


@pytest.mark.parametrize(
    "written",
    [
        b"<Relationship Type='http://x/image' Target='https://x.invalid/' TargetMode='External'/>",
        b'<Relationship Type="http://x/image" Target="https://x.invalid/hyperlink" TargetMode = "External"/>',
        b'<Relationship Type="http://x/image" Target="https://x.invalid/?a>b" TargetMode="External"/>',
        b'<Relationship Type="http://x/image" Target="https://x.invalid/" TargetMode="&#69;xternal"/>',
        b'<r:Relationship r:Type="/hyperlink" Type="http://x/image" Target="//x.invalid" TargetMode="External"/>',
        '<Relationship Type="http://x/image" Target="https://x.invalid/" TargetMode="External"/>'.encode("utf-16"),
    ],
)
def test_letter_that_fetches_something_is_found_however_it_says_so(written: bytes) -> None:
    data = samples.word({"word/_rels/document.xml.RELS": written})
    assert look(data, "a.docx").cautions == (Caution.ACTIVE_CONTENT,)


def test_letter_with_parts_of_its_own_and_links_fetches_nothing() -> None:
    own = b"<Relationship Type='http://x/styles' Target='styles.xml' TargetMode='Internal'/>"
    link = b"<Relationship TargetMode='External' Type='http://x/hyperlink' Target='https://x.invalid/'/>"
    assert look(samples.word({"word/_rels/document.xml.rels": own + link}), "a.docx").cautions == ()


def test_relationships_that_never_end_are_read_once() -> None:
    """Read from each beginning to the end, these would keep the server busy for hours."""
    endless = samples.word({"word/_rels/document.xml.rels": b'<Relationship a="' * 200_000})
    assert look(endless, "a.docx").cautions == ()


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (b'<draw:image xlink:href="https://x.invalid/a.png"/>', (Caution.ACTIVE_CONTENT,)),
        (b"<draw:image a='>' x:href = '//x.invalid/a.png'/>", (Caution.ACTIVE_CONTENT,)),
        (b'<draw:object xlink:href="&#104;ttp://x.invalid"/>', (Caution.ACTIVE_CONTENT,)),
        (b'<draw:image xlink:href="Pictures/a.png"/>', ()),
        (b'<text:a xlink:href="https://x.invalid/">there</text:a>', ()),
    ],
)
def test_open_document_that_fetches_a_picture(written: bytes, expected: tuple[Caution, ...]) -> None:
    assert look(samples.odt({"content.xml": written}), "a.odt").cautions == expected


def test_letter_with_an_object_of_another_program() -> None:
    data = samples.word({"word/embeddings/oleObject1.bin": b"x"})
    assert look(data, "a.docx").cautions == (Caution.ACTIVE_CONTENT,)


@pytest.mark.parametrize(
    "tail",
    [samples.pdf(), samples.word(), b"<script>alert(1)</script>", bytes(90_000) + samples.odt()],
    ids=["pdf", "docx", "page", "odt after filling"],
)
@pytest.mark.parametrize("kind", [Kind.JPEG, Kind.PNG, Kind.GIF, Kind.WEBP, Kind.WAV, Kind.OGG])
def test_second_format_behind_the_first(kind: Kind, tail: bytes) -> None:
    data, name = SAMPLES[kind]
    found = look(data + tail, name)
    assert (found.kind, found.refusals, found.cautions) == (kind, (), (Caution.POLYGLOT,))


def test_film_behind_a_photograph_is_what_telephones_write() -> None:
    assert look(samples.picture("JPEG") + samples.film(b"mp42"), "a.jpg").cautions == ()


def test_pdf_inside_the_comment_of_a_picture() -> None:
    assert look(samples.picture("JPEG", comment=b"%PDF-1.4 1 0 obj"), "a.jpg").cautions == (Caution.POLYGLOT,)


def test_pdf_with_something_before_or_behind_it() -> None:
    assert look(b"<html><!--" + samples.pdf(), "a.pdf").cautions == (Caution.POLYGLOT,)
    assert look(samples.pdf() + samples.odt(), "a.pdf").cautions == (Caution.POLYGLOT,)
    assert look(samples.pdf() + b"\r\n", "a.pdf").cautions == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_page_in_a_text(encoding: str) -> None:
    text = "notes " * 20_000 + "<SCRIPT>alert(1)</SCRIPT>"
    found = look(text.encode(encoding), "a.txt")
    assert (found.kind, found.refusals, found.cautions) == (Kind.TEXT, (), (Caution.POLYGLOT,))


def test_page_in_a_text_across_two_pieces() -> None:
    for shift in range(8):
        data = b"x" * (64 * 1024 - shift) + b"<script>" + b"x" * 100
        assert look(data, "a.txt").cautions == (Caution.POLYGLOT,), shift

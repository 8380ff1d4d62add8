"""A working copy looks like its original and tells nothing about its maker."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngImageFile

from hirz.engines.files import Kind, working_copy
from tests.engines.files import samples
from tests.engines.files.test_kinds import SAMPLES, look

COPIED = {Kind.JPEG, Kind.PNG, Kind.WEBP, Kind.PDF}


def copy_of(kind: Kind, data: bytes) -> bytes:
    made = working_copy(kind, io.BytesIO(data))
    assert made is not None
    return made


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def pixel(image: Image.Image, x: int, y: int) -> tuple[int, ...]:
    value = image.convert("RGBA").getpixel((x, y))
    assert isinstance(value, tuple)
    return value


def average(image: Image.Image) -> list[int]:
    return [round(band / 8) for band in pixel(image.convert("RGB").resize((1, 1)), 0, 0)[:3]]


def test_photograph_loses_place_owner_and_comment() -> None:
    original = samples.jpeg_with_gps()
    assert opened(original).getexif().get_ifd(samples.GPS_IFD)
    made = copy_of(Kind.JPEG, original)
    image = opened(made)
    assert image.info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert not image.getexif()
    assert samples.OWNER.encode() not in made
    assert b"Exif" not in made


def test_photograph_is_turned_upright_first() -> None:
    upright = opened(copy_of(Kind.JPEG, samples.jpeg_with_gps(orientation=6)))
    assert upright.size == (24, 40)
    left, right = pixel(upright, 1, 20), pixel(upright, 22, 20)
    assert left[0] > right[0]  # bottom of the gradient, which is light, comes to the left


def test_png_and_webp_lose_what_is_written_in_them() -> None:
    made = copy_of(Kind.PNG, samples.png_with_text())
    assert opened(made).info == {}
    assert samples.OWNER.encode() not in made
    exif = Image.Exif()
    exif[samples.CAMERA_OWNER] = samples.OWNER
    webp = copy_of(Kind.WEBP, samples.picture("WEBP", exif=exif, xmp=samples.OWNER.encode()))
    assert samples.OWNER.encode() not in webp
    assert not opened(webp).getexif()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_mode_of_png_is_copied(mode: str) -> None:
    source = Image.linear_gradient("L").resize((30, 20))
    source = source.convert("RGB").convert(mode) if mode != "I;16" else Image.new("I;16", (30, 20), 30_000)
    target = io.BytesIO()
    source.save(target, "PNG")
    made = opened(copy_of(Kind.PNG, target.getvalue()))
    assert made.size == (30, 20)
    assert average(made) == ([15, 15, 15] if mode == "I;16" else average(opened(target.getvalue())))


def test_transparent_palette_stays_transparent() -> None:
    source = Image.new("P", (10, 10))
    target = io.BytesIO()
    source.save(target, "PNG", transparency=0)
    assert pixel(opened(copy_of(Kind.PNG, target.getvalue())), 0, 0)[3] == 0


def test_print_colours_become_screen_colours() -> None:
    target = io.BytesIO()
    Image.new("CMYK", (20, 20), (0, 255, 255, 0)).save(target, "JPEG")
    made = opened(copy_of(Kind.JPEG, target.getvalue()))
    assert made.mode == "RGB"
    red, green, blue, _ = pixel(made, 10, 10)
    assert red > 200 > 60 > max(green, blue)


def test_colours_are_read_as_their_profile_says() -> None:
    red = Image.new("RGB", (10, 10), (255, 0, 0))
    for form, kind in (("JPEG", Kind.JPEG), ("PNG", Kind.PNG), ("WEBP", Kind.WEBP)):
        target = io.BytesIO()
        red.save(target, form, icc_profile=samples.profile_with_red_and_green_exchanged())
        made = opened(copy_of(kind, target.getvalue()))
        assert "icc_profile" not in made.info
        assert pixel(made, 5, 5)[1] > 200 > pixel(made, 5, 5)[0], form


def test_comment_and_profile_of_a_grey_picture_are_dropped() -> None:
    profile = samples.profile_with_red_and_green_exchanged()
    photograph = opened(copy_of(Kind.JPEG, samples.picture("JPEG", mode="L", comment=b"taken at home")))
    assert "comment" not in photograph.info
    drawing = opened(copy_of(Kind.PNG, samples.picture("PNG", mode="L", icc_profile=profile, dpi=(72, 72))))
    assert drawing.info == {}


def test_large_picture_is_made_smaller() -> None:
    made = opened(copy_of(Kind.JPEG, samples.picture("JPEG", size=(6_000, 1_000), mode="L")))
    assert made.size == (4_096, 683)


def test_picture_too_large_to_hold_is_not_given_to_a_decoder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PngImageFile, "_open", lambda _: pytest.fail("the decoder saw it"))
    assert working_copy(Kind.PNG, io.BytesIO(samples.png_of_size(9_000, 9_000))) is None
    assert working_copy(Kind.PNG, io.BytesIO(samples.png_of_size(60_000, 60_000))) is None


def test_baseline_photograph_is_decoded_at_a_scale_and_progressive_is_not() -> None:
    data = samples.picture("JPEG", size=(9_000, 6_000), mode="L", quality=20)
    progressive = samples.picture("JPEG", size=(9_000, 6_000), mode="L", quality=20, progressive=True)
    assert opened(copy_of(Kind.JPEG, data)).size == (4_096, 2_731)
    assert working_copy(Kind.JPEG, io.BytesIO(progressive)) is None


@pytest.mark.parametrize("kind", sorted(set(Kind) - COPIED))
def test_other_kinds_have_no_copy(kind: Kind) -> None:
    assert working_copy(kind, io.BytesIO(SAMPLES[kind][0])) is None


@pytest.mark.parametrize("kind", sorted(COPIED))
def test_damaged_original_has_no_copy(kind: Kind) -> None:
    data = SAMPLES[kind][0]
    assert working_copy(kind, io.BytesIO(data[: len(data) // 3])) is None


def telling_pdf() -> bytes:
    """A PDF with everything that tells or acts, and a note and a photograph that belong to the page."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(samples.pdf(pages=2))) as document:
        document.docinfo["/Author"] = samples.OWNER
        with document.open_metadata() as meta:
            meta["dc:creator"] = [samples.OWNER]
        document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        document.attachments["list.txt"] = samples.OWNER.encode()
        page = document.pages[0]
        page.PieceInfo = pikepdf.Dictionary(Author=samples.OWNER)
        page.AA = pikepdf.Dictionary(O=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(2)"))
        page.Annots = pikepdf.Array([document.make_indirect(stamp(document)), document.make_indirect(link())])
        photograph = document.make_stream(samples.jpeg_with_gps(), Metadata=document.make_stream(b"<xmp/>"))
        photograph.update({"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Image, "/Width": 40, "/Height": 24})
        photograph.update({"/ColorSpace": pikepdf.Name.DeviceRGB, "/BitsPerComponent": 8})
        told = pikepdf.Dictionary(Author=samples.OWNER)
        photograph.update({"/LastModified": samples.OWNER, "/OPI": told, "/PieceInfo": told})
        photograph.Filter = pikepdf.Name.DCTDecode
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(AA=photograph))
        page.Contents = document.make_stream(b"q 100 0 0 100 0 0 cm /AA Do Q")
        document.save(target, compress_streams=False)
    return target.getvalue()


def stamp(document: pikepdf.Pdf) -> pikepdf.Dictionary:
    look_of_it = document.make_stream(b"1 0 0 rg 0 0 20 20 re f")
    look_of_it.update({"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Form})
    look_of_it.BBox = pikepdf.Array([0, 0, 20, 20])
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Stamp,
        Rect=[150, 150, 170, 170],
        T=samples.OWNER,
        F=4,
        AP=pikepdf.Dictionary(N=look_of_it),
    )


def link() -> pikepdf.Dictionary:
    action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://opened.invalid/")
    return pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=action)


def test_pdf_loses_what_tells_and_acts() -> None:
    made = copy_of(Kind.PDF, telling_pdf())
    found = look(made, "a.pdf")
    assert (found.kind, found.pages, found.cautions) == (Kind.PDF, 2, ())
    with pikepdf.open(io.BytesIO(made)) as document:
        assert set(document.Root.keys()) <= {"/Type", "/Pages", "/Lang", "/OCProperties"}
        assert "/Info" not in document.trailer
        assert "/Annots" not in document.pages[0]
        everything = spelled_out(document)
    for word in (samples.OWNER.encode(), b"JavaScript", b"Metadata", b"PieceInfo", b"Exif", b"opened.invalid"):
        assert word not in everything, word


def spelled_out(document: pikepdf.Pdf) -> bytes:
    target = io.BytesIO()
    plain = pikepdf.ObjectStreamMode.disable
    document.save(target, compress_streams=False, object_stream_mode=plain, normalize_content=True)
    return target.getvalue()


def test_pdf_keeps_how_its_pages_look() -> None:
    before, after = (rendered(data) for data in (telling_pdf(), copy_of(Kind.PDF, telling_pdf())))
    assert before.size == after.size
    assert pixel(after, 160, 40) == (255, 0, 0, 255)  # the stamp
    assert after.tobytes() == before.tobytes()


def rendered(data: bytes) -> Image.Image:
    with pypdfium2.PdfDocument(data) as document:
        drawn: Image.Image = document[0].render(may_draw_forms=True).to_pil()
        return drawn.convert("RGB")


def test_photograph_under_other_filters_loses_its_place_too() -> None:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(samples.pdf())) as document:
        photograph = document.make_stream(b"")
        filters = pikepdf.Array([pikepdf.Name.ASCIIHexDecode, pikepdf.Name.DCTDecode])
        photograph.write(samples.jpeg_with_gps().hex().encode() + b">", filter=filters)
        document.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=photograph))
        document.save(target)
    with pikepdf.open(io.BytesIO(copy_of(Kind.PDF, target.getvalue()))) as document:
        kept = document.pages[0].Resources.XObject.P
        assert kept.Filter == pikepdf.Name.DCTDecode
        assert opened(kept.read_raw_bytes()).size == (40, 24)
        assert not opened(kept.read_raw_bytes()).getexif()


def test_jpeg_2000_in_a_pdf_loses_what_is_written_in_it() -> None:
    picture = samples.box(b"jP  ", b"\r\n\x87\n") + samples.box(b"xml ", samples.OWNER.encode())
    picture += samples.box(b"jp2c", b"coded picture")
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(samples.pdf())) as document:
        photograph = document.make_stream(b"")
        photograph.write(picture, filter=pikepdf.Name.JPXDecode)
        document.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=photograph))
        document.save(target)
    with pikepdf.open(io.BytesIO(copy_of(Kind.PDF, target.getvalue()))) as document:
        kept = document.pages[0].Resources.XObject.P.read_raw_bytes()
    assert kept == samples.box(b"jP  ", b"\r\n\x87\n") + samples.box(b"jp2c", b"coded picture")


def test_pdf_with_a_password_has_no_copy() -> None:
    locked = samples.pdf(encryption=pikepdf.Encryption(owner="owner", user="reader"))
    assert working_copy(Kind.PDF, io.BytesIO(locked)) is None
    restricted = samples.pdf(encryption=pikepdf.Encryption(owner="owner", user=""))
    with pikepdf.open(io.BytesIO(copy_of(Kind.PDF, restricted))) as document:
        assert not document.is_encrypted


def test_pdf_bomb_has_no_copy() -> None:
    assert working_copy(Kind.PDF, io.BytesIO(samples.pdf_with_padded_objects(300 * 2**20))) is None

"""What a hostile archive may try: other places, doubles, links, bombs, compression, anything hidden between members."""

from __future__ import annotations

import io
import stat
import warnings
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hirz.engines.evidence import Code, Problem, member_of, verify, written
from hirz.engines.evidence.archive import MAX_MEMBERS, Member
from tests.engines.evidence.bundles import LOG, REDACTED, bundle, stream

Fill = Callable[[zipfile.ZipFile], object]


def made_by_others(fill: Fill) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        fill(archive)
    return target.getvalue()


def dated(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 0, 0
    return info


def link(archive: zipfile.ZipFile) -> None:
    info = zipfile.ZipInfo("files/0001.txt")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    archive.writestr(info, "/etc/passwd")


def twice(archive: zipfile.ZipFile) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for text in ("one", "other"):
            archive.writestr(dated("manifest.json"), text)


def bomb(archive: zipfile.ZipFile) -> None:
    info = dated("files/0001.txt")
    info.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(info, bytes(50 * 2**20))


@pytest.mark.parametrize(
    "name",
    [
        "../manifest.json", "/etc/cron.d/x", "files/../../x.txt", "files\\0001.txt", "C:/x.txt", "files/0001",
        "MANIFEST.JSON", "files/0001.txt\x01.png", "files/٠٠٠١.txt", "files/\u202e0001.txt",
    ],
)  # fmt: skip
def test_name_that_leads_elsewhere_is_refused_and_not_repeated(name: str) -> None:
    data = made_by_others(lambda archive: archive.writestr(dated(name), "x"))
    assert verify(stream(data)).problems == (Problem(Code.NAME_NOT_ALLOWED),)


@pytest.mark.parametrize(
    ("fill", "code"),
    [(link, Code.NOT_A_PLAIN_FILE), (twice, Code.DUPLICATE_NAME), (bomb, Code.COMPRESSED)],
)
def test_link_double_and_bomb_are_refused_by_their_names(fill: Fill, code: Code) -> None:
    (problem,) = verify(stream(made_by_others(fill))).problems
    assert problem.code is code


def test_archive_of_another_program_is_not_the_one_form_even_if_it_says_the_same() -> None:
    with zipfile.ZipFile(io.BytesIO(bundle())) as ours:
        contents = [(name, ours.read(name)) for name in ours.namelist()]

    def fill(archive: zipfile.ZipFile) -> None:
        for name, data in contents:
            info = dated(name)
            info.date_time = (2026, 11, 22, 12, 0, 0)
            archive.writestr(info, data)

    (problem,) = verify(stream(made_by_others(fill))).problems
    assert problem.code is Code.CONTAINER_ALTERED


@pytest.mark.parametrize("hidden", [b"x", b"PK\x03\x04", b"x" * 70_000])
@pytest.mark.parametrize("place", ["before", "behind", "between"])
def test_bytes_hidden_around_members_are_found(place: str, hidden: bytes) -> None:
    whole = bundle()
    middle = whole.index(b"PK\x03\x04", 4)
    data = {
        "before": hidden + whole, "behind": whole + hidden, "between": whole[:middle] + hidden + whole[middle:],
    }[place]  # fmt: skip
    assert not verify(stream(data), LOG.verifier).holds


def test_checksum_that_does_not_fit_is_found_also_when_both_headers_say_it() -> None:
    whole = bundle()
    crc = zlib.crc32(REDACTED).to_bytes(4, "little")
    assert whole.count(crc) == 2
    (problem,) = verify(stream(whole.replace(crc, bytes(4))), LOG.verifier).problems
    assert problem == Problem(Code.FILE_CHANGED, "files/0002.png")


@pytest.mark.parametrize("length", [0, 1, 21, 22, 23, 100])
def test_bundle_that_was_cut_is_refused(length: int) -> None:
    assert not verify(stream(bundle()[:length]), LOG.verifier).holds


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_anything_else_is_refused_without_an_error(data: bytes) -> None:
    assert not verify(stream(data)).holds


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_tail_of_anything_under_a_bundle_s_end_is_refused(data: st.DataObject) -> None:
    """The directory at the end is read first: it is what a hostile archive will lie in."""
    whole = bytearray(bundle())
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(len(whole) - 260, len(whole) - 1))
        whole[at] = data.draw(st.integers(0, 255))
    if bytes(whole) != bundle():
        assert not verify(stream(bytes(whole)), LOG.verifier).holds


def test_file_that_changed_while_it_was_written_stops_the_bundle() -> None:
    changed = Member("files/0001.txt", 3, 0, lambda: (b"abc",))
    with pytest.raises(ValueError, match="not what it was"):
        b"".join(written([changed]))


@pytest.mark.parametrize("name", ["../x", "files/1.txt", "notes.txt"])
def test_no_other_name_is_ever_written(name: str) -> None:
    with pytest.raises(ValueError, match="does not go"):
        b"".join(written([member_of(name, b"")]))


def test_no_more_members_are_written_than_are_read() -> None:
    many = (member_of(f"files/{number:04}.txt", b"") for number in range(MAX_MEMBERS + 1))
    with suppress(ValueError):
        b"".join(written(many))
        pytest.fail("one more than a bundle holds was written")

"""No file, however broken, does more than be refused."""

from __future__ import annotations

import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hirz.engines.files import Inspection, Kind, working_copy
from tests.engines.files import samples
from tests.engines.files.test_kinds import SAMPLES, look

PLACES = st.floats(0, 1, exclude_max=True)
PIECES = st.binary(max_size=12) | st.sampled_from(
    [b"\xff" * 8, b"\0" * 8, b"PK\x05\x06", b"\xff\xda", b"/Kids", b"%PDF-"]
)


@st.composite
def broken(draw: st.DrawFn, data: bytes) -> bytes:
    """``data`` with a few pieces written over, put in, or cut out."""
    for _ in range(draw(st.integers(1, 4))):
        at = int(draw(PLACES) * len(data))
        piece = draw(PIECES)
        data = data[:at] + piece + data[at + draw(st.integers(0, 40)) :]
    return data


@pytest.mark.parametrize("kind", Kind)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_broken_file_never_raises(kind: Kind, data: st.DataObject) -> None:
    content = data.draw(broken(SAMPLES[kind][0]))
    assert isinstance(look(content, SAMPLES[kind][1]), Inspection)
    assert working_copy(kind, io.BytesIO(content)) is None or kind in (Kind.JPEG, Kind.PNG, Kind.WEBP, Kind.PDF)


def test_nothing_of_a_file_reaches_a_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    photograph, bomb = samples.jpeg_with_gps(), samples.pdf_with_padded_objects(200 * 2**20)
    caplog.clear()
    for kind, content in ((Kind.JPEG, photograph), (Kind.PDF, bomb)):
        look(content)
        working_copy(kind, io.BytesIO(content))
    assert caplog.records == []


@given(st.binary(max_size=300))
def test_any_bytes_never_raise(content: bytes) -> None:
    found = look(content)
    assert found.is_accepted == (found.kind is not None and not found.refusals)

"""What no browser sends: refused with a page like any other, never a fault of ours, and not a word of it in the log."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final, cast

import pytest
from django.http import HttpResponse
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.faces.public import journey
from tests.faces.public.raw import Answer, form, part, send
from tests.faces.public.reading import Response, read
from tests.foundation.blobs import forms

STORY: Final = "/ar/submit/story/"
CANARY: Final = "Zafiramoon"
TOLD: Final = forms.field("narrative", CANARY)
FILE: Final = forms.file("uploads", f"{CANARY}.txt", CANARY.encode())
HALF: Final = "*=utf-7''+2AA-"
"""Half a character, as a name of a part can say it: such a part is none."""

Logged = Callable[[], bytes]

TYPES: Final = {
    "charset that is none": f"{forms.TYPE}; charset={CANARY}",
    "charset of no text": f"{forms.TYPE}; charset=base64",
    "charset with halves of characters": f"{forms.TYPE}; charset=utf-7",
    "charset with NUL": f"{forms.TYPE}; charset=utf-8\0{CANARY}",
    "charset in another charset": f"{forms.TYPE}; charset*={CANARY}''x",
    "parts of a parameter out of any order": f"{forms.TYPE}; a*={CANARY}; a*0=y",
    "part of a parameter of any number": f"{forms.TYPE}; a*{'9' * 5000}={CANARY}",
    "no boundary": "multipart/form-data",
    "boundary beyond ASCII": f"multipart/form-data; boundary={CANARY}é",
}
BODIES: Final = {
    "parts of a name out of any order": form(part(f"name*={CANARY}; name*0=y", b"1")),
    "head of a part without end": form(part(f'name="{CANARY * 200}"', b"1")),
    "file that breaks off": form(TOLD, FILE[:-9], end=b""),
    "thousands of answers": form(*(forms.field(f"name_{number}", CANARY) for number in range(2_000))),
    "hundreds of files": form(*[FILE] * 300),
    "more than is taken at once": form(forms.field("narrative", CANARY * 900_000)),
    "base64 that is none": form(part('name="a"; filename="a"', b"====A", "Content-Transfer-Encoding: base64")),
}
LENGTHS: Final = {"longer than it is": "999999", "below nothing": "-5"}


def refused(answer: Answer, logged: Logged, tmp_path: Path) -> None:
    assert answer.status == 400
    page = read(cast(Response, HttpResponse(answer.content)))
    assert page.root.get("lang") == "ar"
    assert page.way_out() is not None
    assert answer.headers["Cache-Control"] == "no-store"
    assert CANARY.encode() not in answer.content
    assert CANARY.encode() not in logged()
    assert not [path for path in (tmp_path / "blobs").rglob("*") if path.is_file()]


@pytest.mark.parametrize("said", TYPES)
def test_type_that_cannot_be_read_is_refused(said: str, public_face: None, logged: Logged, tmp_path: Path) -> None:
    answer = send(STORY, form(TOLD, FILE), TYPES[said], QUERY_STRING="then=%41")
    refused(answer, logged, tmp_path)


@pytest.mark.parametrize("sent", BODIES)
def test_body_that_cannot_be_read_is_refused(sent: str, public_face: None, logged: Logged, tmp_path: Path) -> None:
    refused(send(STORY, BODIES[sent]), logged, tmp_path)


@pytest.mark.parametrize("said", LENGTHS)
def test_length_that_is_a_lie_is_refused(said: str, public_face: None, logged: Logged, tmp_path: Path) -> None:
    refused(send(STORY, form(TOLD, FILE), length=LENGTHS[said]), logged, tmp_path)


@pytest.mark.parametrize("encoding", ["base64", "utf-7", "undefined"])
def test_address_is_read_in_no_encoding_but_ours(encoding: str, public_face: None) -> None:
    answer = send("/ar/submit/", b"", f"text/plain; charset={encoding}", QUERY_STRING="draft=%41", REQUEST_METHOD="GET")
    assert answer.status == 400


def test_wrong_boundary_is_no_form_of_ours(public_face: None) -> None:
    answer = send(STORY, form(TOLD, FILE).replace(b"--frontier", b"--elsewhere"), HTTP_ORIGIN="http://testserver")
    assert answer.status == 403
    assert CANARY.encode() not in answer.content


TOLERATED: Final = {
    "charset of a part": part('name="narrative"', CANARY.encode(), f"Content-Type: text/plain; charset={CANARY}"),
    "charset of a part in another": part('name="narrative"', CANARY.encode(), "Content-Type: a/b; charset*=bogus''x"),
    "name with half a character": TOLD + part(f"name{HALF}", b"1"),
    "file name with half a character": TOLD + part(f'name="uploads"; filename{HALF}', b"1"),
    "NUL and bytes that are no text": part('name="narrative"', CANARY.encode() + b"\0\xed\xa0\x80\xff"),
    "the same question twice": part('name="narrative"', b"earlier") + TOLD,
}


@pytest.mark.parametrize("sent", TOLERATED)
def test_text_is_kept_whatever_came_with_it(sent: str, public_client: Client) -> None:
    journey.begin(public_client)
    token = public_client.cookies["hirz_draft"].value
    answer = send(STORY, form(TOLERATED[sent], forms.field("language", "ar")), cookies=f"hirz_draft={token}")
    assert answer.status == 302
    assert CANARY in journey.typed(public_client, "story")["narrative"][-1]
    assert CANARY.encode() in public_client.get(STORY).content


HEADERS: Final = {
    "HTTP_COOKIE": "hirz_draft=\xff\ud7ff; hirz_inbox_ar=====; x=\\777\\000",
    "HTTP_ACCEPT_LANGUAGE": "ar;q=" + "9" * 9_000 + ",\xff",
    "HTTP_ORIGIN": "http://[\0",
    "HTTP_REFERER": "http://[" + "x" * 70_000,
    "QUERY_STRING": "draft=%00%ed%a0%80&then=%ff&done=%00",
}


@pytest.mark.parametrize("header", HEADERS)
@pytest.mark.parametrize("path", ["/", "/ar/submit/", "/ar/inbox/", STORY, "/ar/\0/", "/ar/submit/\xed\xa0\x80/"])
def test_header_of_any_kind_is_no_fault(header: str, path: str, public_face: None) -> None:
    said = {header: HEADERS[header].encode("utf-8", "replace").decode("latin-1")}
    for method in ("GET", "POST", "OPTIONS"):
        assert send(path, form(TOLD), **said, REQUEST_METHOD=method).status < 500


FRAGMENTS = st.sampled_from(
    [*";=*'\"\\ ", "name", "filename", "0", "1", "charset", "utf-8''", "utf-7''", "+2AA-", "%ff", "boundary=frontier",
     "form-data", "\r\n", "Content-Type: ", "\xe9", "idna''", "--", "frontier"]
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(FRAGMENTS, max_size=12), st.lists(FRAGMENTS, max_size=12))
def test_no_heading_of_a_part_or_of_a_request_is_a_fault(public_face: None, said: list[str], sent: list[str]) -> None:
    body = form(part("".join(sent), b"1"), part('name="uploads"; ' + "".join(sent), b"2"))
    for content_type in (forms.TYPE, f"{forms.TYPE};{''.join(said)}", "".join(said)):
        assert send("/ar/submit/discard/", body, content_type, HTTP_ORIGIN="http://testserver").status < 500

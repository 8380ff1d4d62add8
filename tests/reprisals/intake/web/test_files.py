from __future__ import annotations

import io
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from hirz.foundation.accounts.models import User
from hirz.foundation.keys.chain import keychain
from hirz.foundation.keys.held import wrapped_for
from hirz.reprisals.intake.arrival import new_token, start_draft
from hirz.reprisals.intake.files import attach_bytes
from hirz.reprisals.intake.models import ArrivedFile, Draft, Submission
from hirz.reprisals.intake.receipts import fingerprint
from tests.reprisals.people.web.pages import assert_good_page, assert_nothing_here, signed_in


def picture() -> bytes:
    """A JPEG that says who made it."""
    exif = Image.Exif()
    exif[0x010E] = "taken by Salma"
    stream = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(stream, "JPEG", exif=exif)
    return stream.getvalue()


def came_with(submission: Submission, data: bytes, name: str) -> ArrivedFile:
    token = new_token()
    start_draft(token=token, language="ar")
    key = wrapped_for(token, "draft", submission.unit_id, keychain().key(submission.unit_id))
    Draft.objects.filter(token_sha256=fingerprint(token)).update(unit_id=submission.unit_id, wrapped=key)
    file = attach_bytes(token=token, data=data, name=name)
    file.draft, file.submission = None, submission
    file.save()
    Draft.objects.all().delete()
    return file


@pytest.fixture
def photo(submission: Submission) -> ArrivedFile:
    return came_with(submission, picture(), "صورة المطار.jpg")


def fetched(client: Client, name: str, file: ArrivedFile) -> tuple[bytes, dict[str, str]]:
    answer = client.get(reverse(f"intake:{name}", args=[file.pk]))
    assert answer.status_code == 200
    return b"".join(answer.streaming_content), dict(answer.headers)  # type: ignore[attr-defined]


def test_original_is_saved_and_never_opened(desk: User, photo: ArrivedFile) -> None:
    body, headers = fetched(signed_in(desk), "file", photo)
    assert body == picture()
    assert headers["Content-Type"] == "application/octet-stream"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Disposition"] == f"attachment; filename*=utf-8''{quote('صورة المطار.jpg')}"
    assert headers["Cache-Control"] == "no-store"


def test_working_copy_is_shown_without_what_the_picture_says_of_its_maker(desk: User, photo: ArrivedFile) -> None:
    body, headers = fetched(signed_in(desk), "working_copy", photo)
    assert b"Salma" in picture()
    assert b"Salma" not in body
    assert headers["Content-Type"] == "image/jpeg"
    assert "sandbox" in headers["Content-Security-Policy"]


def test_file_without_a_working_copy_has_none(desk: User, submission: Submission) -> None:
    text = came_with(submission, b"What I saw.\n", "note.txt")
    assert signed_in(desk).get(reverse("intake:working_copy", args=[text.pk])).status_code == 404


@pytest.mark.parametrize("name", ['a"; filename="b.txt', "line\r\nbreak.txt", "Amir\u202efdp.txt", "../../etc/passwd"])
def test_name_cannot_break_out_of_its_header(desk: User, submission: Submission, name: str) -> None:
    file = came_with(submission, b"What I saw.\n", name)
    _body, headers = fetched(signed_in(desk), "file", file)
    value = headers["Content-Disposition"]
    assert value.startswith("attachment; filename")
    assert "\n" not in value
    assert "\u202e" not in value
    assert "%E2%80%AE" not in value
    assert '; filename="b' not in value
    assert "../" not in value


def test_page_previews_the_picture_and_warns_of_a_strange_ending(
    desk: User, submission: Submission, photo: ArrivedFile
) -> None:
    came_with(submission, b"What I saw.\n", "note.pdf")
    page = assert_good_page(signed_in(desk), reverse("intake:submission", args=[submission.pk]))
    assert f'<img src="{reverse("intake:working_copy", args=[photo.pk])}"' in page
    assert "The ending of its name does not fit its content." in page


def test_files_of_drafts_and_of_others_are_not_there(
    desk: User, outsider: User, administrator: User, photo: ArrivedFile
) -> None:
    for stranger in (outsider, administrator):
        client = signed_in(stranger)
        assert_nothing_here(client, *(reverse(f"intake:{n}", args=[photo.pk]) for n in ("file", "working_copy")))
    token = new_token()
    start_draft(token=token, language="ar")
    draft = attach_bytes(token=token, data=picture(), name="draft.jpg")
    assert_nothing_here(signed_in(desk), reverse("intake:file", args=[draft.pk]))

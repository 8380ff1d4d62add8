"""Files: taken in, or refused by name with the reason in words, and nothing lost with them."""

from __future__ import annotations

from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from hirz.reprisals.intake.models import ArrivedFile
from tests.engines.files import samples
from tests.faces.public import journey
from tests.faces.public.reading import Response, read

FILES = "/ar/submit/files/"


def add(client: Client, *files: SimpleUploadedFile, **buttons: str) -> Response:
    return client.post(FILES, {"uploads": list(files), "add": "1", **buttons})


def refusals(client: Client) -> str:
    alerts = read(client.get(FILES)).having(role="alert")
    return " ".join("".join(alert.itertext()) for alert in alerts)


def stored(blobs: Path) -> list[Path]:
    return [path for path in blobs.rglob("*") if path.is_file()]


def test_empty_file_and_program_are_refused_by_name_beside_one_that_is_taken(
    public_client: Client, blobs: Path
) -> None:
    journey.begin(public_client)
    good = journey.file("letter.txt", b"hello")
    add(public_client, journey.file("empty.pdf", b""), good, journey.file("run.exe", samples.program()))
    said = refusals(public_client)
    assert "empty.pdf" in said
    assert "run.exe" in said
    assert journey.file_names(public_client) == ["letter.txt"]
    assert len(stored(blobs)) == 1


def test_file_beyond_the_limit_is_refused_and_leaves_nothing(
    public_client: Client, settings: Settings, blobs: Path
) -> None:
    settings.HIRZ_MAX_FILE_BYTES = 1_000_000
    journey.begin(public_client)
    add(public_client, journey.file("film.mp4", bytes(4_000_000)), journey.file("note.txt", b"hello"))
    assert "film.mp4" in refusals(public_client)
    assert journey.file_names(public_client) == ["note.txt"]
    assert len(stored(blobs)) == 1


def test_refusals_are_gone_with_the_next_files(public_client: Client) -> None:
    journey.begin(public_client)
    add(public_client, journey.file("empty.pdf", b""))
    add(public_client, journey.file("note.txt", b"hello"))
    assert refusals(public_client) == ""


def test_continue_waits_while_a_file_was_refused_and_goes_on_afterwards(public_client: Client) -> None:
    journey.begin(public_client)
    response = public_client.post(FILES, {"uploads": [journey.file("empty.pdf", b"")]})
    assert response.headers["Location"] == FILES
    assert public_client.post(FILES, {}).headers["Location"] == "/ar/submit/consent/"


def test_eleventh_file_is_refused_and_its_bytes_are_not_kept(public_client: Client, blobs: Path) -> None:
    journey.begin(public_client)
    for number in range(10):
        add(public_client, journey.file(f"{number}.txt", b"hello"))
    add(public_client, journey.file("one-more.txt", b"hello"))
    assert "one-more.txt" in refusals(public_client)
    assert ArrivedFile.objects.count() == len(stored(blobs)) == 10


def test_removed_file_is_gone_with_its_working_copy(public_client: Client, blobs: Path) -> None:
    journey.begin(public_client)
    add(public_client, journey.file("photo.jpg", samples.jpeg_with_gps()))
    assert len(stored(blobs)) == 2
    public_client.post(FILES, {"remove": str(ArrivedFile.objects.get().pk)})
    assert not ArrivedFile.objects.exists()
    assert not stored(blobs)


def test_files_chosen_while_another_is_removed_are_taken_in(public_client: Client) -> None:
    journey.begin(public_client)
    add(public_client, journey.file("old.txt", b"hello"))
    public_client.post(
        FILES, {"remove": str(ArrivedFile.objects.get().pk), "uploads": [journey.file("new.txt", b"hi")]}
    )
    assert journey.file_names(public_client) == ["new.txt"]


def test_file_of_somebody_else_cannot_be_removed(public_client: Client) -> None:
    journey.begin(public_client)
    add(public_client, journey.file("theirs.txt", b"hello"))
    stranger = Client()
    journey.begin(stranger)
    for wanted in (str(ArrivedFile.objects.get().pk), "not-an-id"):
        assert stranger.post(FILES, {"remove": wanted}).status_code == 302
    assert ArrivedFile.objects.count() == 1


def test_name_that_hides_its_ending_is_shown_with_the_hidden_character(public_client: Client) -> None:
    journey.begin(public_client)
    add(public_client, journey.file("صورة\u202egpj.txt", b"hello"))
    assert "[U+202E]" in journey.file_names(public_client)[0]
    assert "\u202e" not in public_client.get(FILES).content.decode()


def test_disk_that_takes_nothing_is_said_and_the_form_goes_on(public_client: Client, blobs: Path) -> None:
    journey.begin(public_client)
    blobs.write_text("a file where the folder should be")
    add(public_client, journey.file("note.txt", b"hello"))
    assert "note.txt" in refusals(public_client)

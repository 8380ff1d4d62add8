"""An upload that takes longer than the session, or than the draft: it lands, or it is said to be lost."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hirz.foundation.accounts.models import User
from hirz.reprisals.intake.models import Submission
from tests.attacks.filling import parsed
from tests.faces.public import journey
from tests.faces.staff.conftest import Browse
from tests.foundation.blobs import forms

SLOW = b"What I saw.\n" * 20_000


class SlowBody(io.BytesIO):
    """A body of which the last part comes hours after the first."""

    def __init__(self, content: bytes, clock: Any, takes: timedelta) -> None:
        super().__init__(content)
        self._clock, self._takes = clock, takes

    def read(self, size: int | None = -1, /) -> bytes:
        before = self.tell()
        piece = super().read(size)
        if before < len(self.getvalue()) // 2 <= self.tell():
            self._clock.shift(self._takes)
        return piece


def send_slowly(browser: Client, where: str, body: bytes, clock: Any, takes: timedelta) -> Any:
    sent: dict[str, Any] = {
        "wsgi.input": SlowBody(body, clock, takes), "CONTENT_LENGTH": str(len(body)), "CONTENT_TYPE": forms.TYPE,
    }  # fmt: skip
    return browser.generic("POST", where, b"", **sent)


def test_upload_longer_than_a_session_tells_that_the_file_is_lost_and_keeps_the_text(
    intake: User, browse: Browse
) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        browser = Client(enforce_csrf_checks=True)
        browser.cookies = browse(intake).cookies
        where = reverse("intake:enter")
        token = forms.field("csrfmiddlewaretoken", str(browser.get(where).context["csrf_token"]))
        text = "Two lines,\nthat took an hour to write and are longer than what is hidden in a page."
        body = token + forms.field("narrative", text) + forms.file("attachments", "note.txt", SLOW) + forms.END
        answer = send_slowly(browser, where, body, clock, timedelta(hours=9))
        assert answer.status_code == 403
        assert text in "".join(parsed(answer.content).itertext())
        assert answer.context["files_lost"]
        assert not Submission.objects.exists()


def test_upload_longer_than_a_session_lands_where_there_is_no_session(public_client: Client) -> None:
    """The public face knows none: whoever has a thin line may take all night."""
    with time_machine.travel(timezone.now(), tick=False) as clock:
        journey.begin(public_client)
        body = forms.file("uploads", "note.txt", SLOW) + forms.field("add", "1") + forms.END
        assert send_slowly(public_client, "/ar/submit/files/", body, clock, timedelta(hours=12)).status_code == 302
        assert journey.file_names(public_client) == ["note.txt"]

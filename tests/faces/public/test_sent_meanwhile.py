"""A step that is saved in the very instant in which the report is sent: between finding the draft and locking it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from hirz.faces.public.views import files, questions
from hirz.reprisals.intake.arrival import keep_answers
from hirz.reprisals.intake.models import Submission
from tests.faces.public import journey
from tests.faces.public.conftest import Browser
from tests.faces.public.reading import read

LATER = "Zafiramoon came back at night."


@pytest.fixture(params=[questions, files], ids=["question", "files"])
def sent_meanwhile(request: pytest.FixtureRequest, public_client: Client, monkeypatch: pytest.MonkeyPatch) -> str:
    """Where the second tab saves a step; the first sends the report just before the second locks the draft."""

    def keep(**given: Any) -> object:
        first = Browser()
        first.cookies = public_client.cookies
        assert journey.send(first).status_code == 302
        return keep_answers(**given)

    journey.fill_in(public_client)
    monkeypatch.setattr(request.param, "keep_answers", keep)
    return "story" if request.param is questions else "files"


def test_step_saved_while_the_report_is_sent_is_answered_as_one_saved_afterwards(
    sent_meanwhile: str, public_client: Client
) -> None:
    typed = {**journey.ANSWERS.get(sent_meanwhile, {}), "narrative": LATER}
    response = public_client.post(f"/ar/submit/{sent_meanwhile}/", typed)
    if sent_meanwhile == "story":
        assert response.status_code == 200
        assert LATER in read(response).value("body")
    else:
        assert response.headers["Location"] == "/ar/submit/receipt/"
    assert Submission.objects.count() == 1

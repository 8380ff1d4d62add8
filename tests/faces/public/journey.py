"""A lawyer who writes in Arabic: what she sends at each step, and the way through all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from hirz.faces.public import steps
from hirz.foundation.keys.chain import keys_at_hand
from hirz.reprisals.intake.answers import ASKED_SCOPES
from hirz.reprisals.intake.arrival import find_draft
from hirz.reprisals.intake.models import Draft, Submission
from tests.faces.public.reading import Response

NAME: Final = "سلمى بنت عبد الرحمن الحارثي"
NAME_WITH_OVERRIDE: Final = "Salma \u202eal-Harithi"
NARRATIVE: Final = "أوقفوها في المطار بعد ثلاثة أيام من كلمتها.\r\nوسألوها عن جنيف."
REFUSED: Final = frozenset({"name_to_government", "report_named"})

ANSWERS: Final[Mapping[str, Mapping[str, Any]]] = {
    "you": {
        "relation": "lawyer",
        "life_at_risk": "no",
        "state_concerned": "KG",
        "stay_confidential": "yes",
        "safe_contact": "",
    },
    "person": {
        "name_1": NAME,
        "name_2": NAME_WITH_OVERRIDE,
        "name_3": "Сальма аль-Харити",
        "kind": "individual",
        "gender": "female",
        "age_group": "adult",
        "description": "محامية ومدافعة عن حقوق الإنسان",
    },
    "cooperation": {
        "body": "hrc",
        "kind": "participation_in_meeting_on_un_premises",
        "date_day": "١٤",
        "date_month": "5",
        "date_year": "٢٠٢٦",
        "place": "جنيف",
        "description": "",
    },
    "acts": {
        "kinds": ["arbitrary_arrest", "passport_confiscation"],
        "date_day": "",
        "date_month": "5",
        "date_year": "۲۰۲۶",
        "date_unsure": "on",
        "place": "المطار",
        "perpetrator": "police",
        "description": "",
        "link": "قالوا لها: نعرف ماذا قلتِ في جنيف.",
    },
    "story": {"language": "ar", "narrative": NARRATIVE, "steps_taken": "", "prior_submissions": ""},
    "files": {},
    "consent": {
        "given_by": "representative",
        **{scope.lower(): "no" if scope.lower() in REFUSED else "yes" for scope in ASKED_SCOPES},
    },
}
ORDER: Final = (steps.YOU, steps.PERSON, steps.COOPERATION, steps.ACTS, steps.STORY, steps.FILES, steps.CONSENT)


def begin(client: Client, language: str = "ar") -> Response:
    return client.post(f"/{language}/submit/", {"understood": "on"})


def answer(client: Client, slug: str, language: str = "ar", **changes: Any) -> Response:
    return client.post(f"/{language}/submit/{slug}/", {**ANSWERS[slug], **changes})


def fill_in(client: Client, language: str = "ar", *, but: frozenset[str] = frozenset()) -> None:
    """Every step but those named, up to the summary."""
    begin(client, language)
    for step in ORDER:
        if step.slug not in but:
            answer(client, step.slug, language)


def send(client: Client, language: str = "ar") -> Response:
    return client.post(f"/{language}/submit/summary/")


def sent(client: Client) -> Submission:
    fill_in(client)
    send(client)
    return Submission.objects.get()


def receipt_of(client: Client) -> str:
    response = client.get("/ar/submit/receipt/")
    return "".join(response.context["groups"])


def draft(client: Client) -> Draft:
    """As the holder of the token opens it, which is the only way."""
    return find_draft(client.cookies["hirz_draft"].value)


def typed(client: Client, slug: str) -> dict[str, Any]:
    """What the draft holds of one step."""
    kept: dict[str, Any] = draft(client).answers[slug]
    return kept


def file_names(client: Client) -> list[str]:
    return [file.name for file in draft(client).files.all()]


@contextmanager
def at_the_desk() -> Iterator[None]:
    """What arrived is opened where the keys are; here that is the same process, with other settings."""
    with override_settings(HIRZ_OPENS=True, HIRZ_KEYS_DIR=Path(settings.HIRZ_KEYS_DIR).parent), keys_at_hand():
        yield


def file(name: str, content: bytes, media_type: str = "application/octet-stream") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, media_type)

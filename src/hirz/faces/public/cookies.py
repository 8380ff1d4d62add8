"""The cookies of the public face. None is set before somebody begins to write or opens an inbox.

``hirz_draft`` holds the random token of a draft. ``hirz_inbox_…`` holds a signed reference to one submission and counts
for half an hour. Both end with the browser's session; scripts cannot read them and other sites cannot send them.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from hirz.foundation.vocabularies.languages import UN_LANGUAGES

DRAFT: Final = "hirz_draft"
INBOX_OPEN: Final = timedelta(minutes=30)
_SIGNER: Final = "hirz inbox 1"


def draft_token(request: HttpRequest) -> str:
    return request.COOKIES.get(DRAFT, "")


def remember_draft(response: HttpResponse, token: str) -> None:
    _set(response, DRAFT, token, path="/")


def forget_draft(response: HttpResponse) -> None:
    """Leave nothing on the device: the cookie against forgery goes with the draft."""
    response.delete_cookie(DRAFT, path="/", samesite="Strict")
    response.delete_cookie(settings.CSRF_COOKIE_NAME, path="/", samesite="Strict")


def opened_inbox(request: HttpRequest, language: str) -> UUID | None:
    """The submission whose inbox this browser opened in the last half hour."""
    value = request.COOKIES.get(_inbox_name(language), "")
    try:
        return UUID(signing.TimestampSigner(salt=_SIGNER).unsign(value, max_age=INBOX_OPEN))
    except (signing.BadSignature, ValueError):
        return None


def remember_inbox(response: HttpResponse, submission_id: UUID) -> None:
    """One cookie for the inbox in each language: the reader may change it, and no other page gets to see them."""
    value = signing.TimestampSigner(salt=_SIGNER).sign(str(submission_id))
    for language in UN_LANGUAGES:
        _set(response, _inbox_name(language), value, path=_inbox_path(language))


def forget_inbox(response: HttpResponse) -> None:
    for language in UN_LANGUAGES:
        response.delete_cookie(_inbox_name(language), path=_inbox_path(language), samesite="Strict")


def _inbox_name(language: str) -> str:
    return f"hirz_inbox_{language}"


def _inbox_path(language: str) -> str:
    return f"/{language}/inbox/"


def _set(response: HttpResponse, name: str, value: str, *, path: str) -> None:
    response.set_cookie(name, value, path=path, httponly=True, samesite="Strict", secure=not settings.HIRZ_DEMO)

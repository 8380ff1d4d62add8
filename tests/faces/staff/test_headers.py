"""What browsers are told, the same on every kind of answer: pages, refusals, files, redirections."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from hirz.foundation.accounts.models import User
from tests.faces.staff.conftest import Browse

Asked = Callable[[Client, Client], Any]
KINDS: dict[str, Asked] = {
    "page": lambda stranger, desk: desk.get(reverse("people:list")),
    "sign-in": lambda stranger, desk: stranger.get(reverse("account_login")),
    "how one signs in": lambda stranger, desk: desk.get(reverse("mfa_index")),
    "redirection": lambda stranger, desk: stranger.get("/"),
    "nothing": lambda stranger, desk: desk.get("/nothing/here/"),
    "session that ended": lambda stranger, desk: stranger.post("/search/", {"q": "x"}),
    "refused form": lambda stranger, desk: Client(enforce_csrf_checks=True).post(reverse("account_login")),
    "too often": lambda stranger, desk: [stranger.post(reverse("mfa_login_webauthn")) for _ in range(61)][-1],
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_answer_limits_what_the_browser_does_with_it(kind: str, desk: User, browse: Browse) -> None:
    headers = KINDS[kind](Client(), browse(desk)).headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cross-Origin-Embedder-Policy"] == "require-corp"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "publickey-credentials-get=(self)" in headers["Permissions-Policy"]
    assert "no-store" in headers["Cache-Control"]


def test_plain_line_is_led_to_tls_and_tls_is_remembered(settings: Settings, db: None) -> None:
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 1000
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    plain = Client().get(reverse("account_login"))
    assert (plain.status_code, plain["Location"]) == (301, f"https://testserver{reverse('account_login')}")
    secure = Client().get(reverse("account_login"), headers={"x-forwarded-proto": "https"})
    assert (secure.status_code, secure["Strict-Transport-Security"]) == (200, "max-age=1000")


def test_files_of_the_pages_have_them_too(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "a.svg").write_text("<svg/>")
    settings.STATIC_ROOT = tmp_path / "static"
    answer = Client().get("/static/a.svg")
    assert answer.status_code == 200
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert b"".join(answer) == b"<svg/>"

"""What both faces hold to, and what each leaves to the other."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

SHOWN = (
    "DEBUG", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "CSRF_COOKIE_HTTPONLY",
    "FILE_UPLOAD_HANDLERS", "MIDDLEWARE", "CONTENT_SECURITY_POLICY", "LANGUAGES", "LOGGING", "ALLOWED_HOSTS",
    "SESSION_COOKIE_AGE", "HIRZ_IDLE_SECONDS", "ROOT_URLCONF", "X_FRAME_OPTIONS", "STORAGES", "PASSWORD_HASHERS",
    "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "SECURE_PROXY_SSL_HEADER",
    "ALLAUTH_TRUSTED_PROXY_COUNT",
)  # fmt: skip


@pytest.fixture(scope="module", params=["public", "staff"])
def deployed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The settings of one face as a real deployment has them."""
    code = (
        f"import json; from hirz.config.settings import {request.param} as face;"
        f"print(json.dumps({{name: getattr(face, name) for name in {SHOWN}}}, default=lambda label: None))"
    )
    state = str(tmp_path_factory.mktemp("state"))
    given = {"HIRZ_SECRET_KEY": "x" * 50, "HIRZ_STATE_DIR": state, "HIRZ_ALLOWED_HOSTS": "hirz.example"}
    ran = subprocess.run([sys.executable, "-c", code], env=given, capture_output=True, text=True, check=True)  # noqa: S603
    return {"FACE": request.param, **json.loads(ran.stdout)}


def test_nothing_is_debugged_and_every_cookie_is_for_the_server_alone(deployed: dict[str, Any]) -> None:
    assert deployed["DEBUG"] is False
    for cookie in ("SESSION", "CSRF"):
        assert deployed[f"{cookie}_COOKIE_SECURE"] is True
        assert deployed[f"{cookie}_COOKIE_HTTPONLY"] is True


def test_pages_run_and_load_nothing_but_our_own(deployed: dict[str, Any]) -> None:
    directives = deployed["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]
    assert directives["default-src"] == ["'none'"]
    allowed = {source for sources in directives.values() for source in sources}
    assert allowed <= {"'none'", "'self'", "data:"}
    assert directives["script-src"] == directives["style-src"] == ["'self'"]
    assert deployed["X_FRAME_OPTIONS"] == "DENY"


def test_files_reach_a_disk_through_the_blob_store_alone(deployed: dict[str, Any]) -> None:
    assert deployed["FILE_UPLOAD_HANDLERS"] == ["hirz.foundation.blobs.upload.ArrivalUploadHandler"]
    assert deployed["STORAGES"]["default"]["BACKEND"].endswith("InMemoryStorage")


def test_face_answers_to_its_names_only(deployed: dict[str, Any]) -> None:
    assert deployed["ALLOWED_HOSTS"] == ["hirz.example"]


def test_interface_speaks_the_six_languages(deployed: dict[str, Any]) -> None:
    assert [code for code, _ in deployed["LANGUAGES"]] == ["ar", "zh-hans", "en", "fr", "ru", "es"]


def test_logs_hold_no_request(deployed: dict[str, Any]) -> None:
    loggers = deployed["LOGGING"]["loggers"]
    assert loggers["django.request"]["level"] == "CRITICAL"
    assert loggers["django.server"]["handlers"] == []
    assert deployed["LOGGING"]["root"]["level"] == "WARNING"


def test_public_face_knows_no_staff_session_and_staff_face_denies_by_default(deployed: dict[str, Any]) -> None:
    sessions = [name for name in deployed["MIDDLEWARE"] if "session" in name.lower() or "Authentication" in name]
    denies = "hirz.faces.staff.middleware.DenyByDefaultMiddleware" in deployed["MIDDLEWARE"]
    assert (bool(sessions), denies) == ((False, False) if deployed["FACE"] == "public" else (True, True))


def test_staff_is_signed_out_after_half_an_hour_of_rest_and_eight_hours_in_all(deployed: dict[str, Any]) -> None:
    assert (deployed["HIRZ_IDLE_SECONDS"], deployed["SESSION_COOKIE_AGE"]) == (30 * 60, 8 * 60 * 60)


def test_passwords_are_hashed_with_argon2_alone(deployed: dict[str, Any]) -> None:
    assert deployed["PASSWORD_HASHERS"] == ["django.contrib.auth.hashers.Argon2PasswordHasher"]


def test_pages_and_cookies_keep_to_tls_and_to_this_host(deployed: dict[str, Any]) -> None:
    for cookie in ("SESSION", "CSRF"):
        assert deployed[f"{cookie}_COOKIE_NAME"].startswith("__Host-")
    assert deployed["SECURE_SSL_REDIRECT"] is True
    assert deployed["SECURE_HSTS_SECONDS"] >= 365 * 24 * 60 * 60
    assert deployed["SECURE_PROXY_SSL_HEADER"] == ["HTTP_X_FORWARDED_PROTO", "https"]
    assert deployed["ALLAUTH_TRUSTED_PROXY_COUNT"] == 1


def test_headers_are_set_outside_everything_that_answers(deployed: dict[str, Any]) -> None:
    order = [name.rpartition(".")[2] for name in deployed["MIDDLEWARE"]]
    for outer, inner in (("HeadersMiddleware", "SecurityMiddleware"), ("CSPMiddleware", "WhiteNoiseMiddleware")):
        assert order.index(outer) < order.index(inner)

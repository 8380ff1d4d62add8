"""What the operator says through the environment, read once and checked."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

PROJECT_DIR = Path(__file__).resolve().parents[3]


class Misconfigured(RuntimeError):
    """The environment does not let Hirz start safely."""


@dataclass(frozen=True, slots=True)
class Environment:
    demo: bool
    state_dir: Path
    keys_dir: Path
    secret_key: str
    allowed_hosts: tuple[str, ...]
    proxies: int
    ledger_origin: str
    iati_reporter: str
    ledger_witnesses: tuple[str, ...]
    database: dict[str, Any]


def read() -> Environment:
    demo = os.environ.get("HIRZ_DEMO") == "1"
    return Environment(
        demo=demo,
        state_dir=state_dir(),
        keys_dir=keys_dir(demo),
        secret_key=_secret_key(demo, state_dir()),
        allowed_hosts=_allowed_hosts(demo),
        proxies=_proxies(demo),
        ledger_origin=os.environ.get("HIRZ_LEDGER_ORIGIN", "hirz.example/ledger"),
        iati_reporter=os.environ.get("HIRZ_IATI_REPORTER", ""),
        ledger_witnesses=tuple(os.environ.get("HIRZ_LEDGER_WITNESSES", "").split()),
        database=database_settings(
            os.environ.get("DATABASE_URL", "postgresql:///hirz"), role=os.environ.get("HIRZ_DATABASE_ROLE", "")
        ),
    )


def state_dir() -> Path:
    """Where this installation keeps what is not in the database: blobs, collected static files."""
    return Path(os.environ.get("HIRZ_STATE_DIR", PROJECT_DIR / "var"))


def keys_dir(demo: bool) -> Path:
    """A demonstration has keys of its own, whatever the environment says: it never comes near those of an office."""
    if demo:
        return state_dir() / "demo-keys"
    return Path(os.environ.get("HIRZ_KEYS_DIR", state_dir() / "keys"))


def _secret_key(demo: bool, state_dir: Path) -> str:
    given = os.environ.get("HIRZ_SECRET_KEY", "")
    if given:
        return given
    if not demo:
        raise Misconfigured("HIRZ_SECRET_KEY is not set; make one with: hirz new-secret")
    return _demo_secret(state_dir / "demo-secret")


def _demo_secret(path: Path) -> str:
    """A demonstration keeps its own secret beside its own database, so that a restart keeps sessions."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text()


def _allowed_hosts(demo: bool) -> tuple[str, ...]:
    loopback = ("127.0.0.1", "localhost", "[::1]")
    if demo:
        return loopback
    named = tuple(h.strip() for h in os.environ.get("HIRZ_ALLOWED_HOSTS", "").split(",") if h.strip())
    return named or loopback


def _proxies(demo: bool) -> int:
    """How many proxies stand before us. TLS ends at the first; the last tells from which address somebody asks."""
    given = os.environ.get("HIRZ_PROXIES", "0" if demo else "1")
    if not given.isdecimal():
        raise Misconfigured("HIRZ_PROXIES is not a number; write 1 for one proxy before Hirz, 0 for none")
    return int(given)


def database_settings(url: str, *, role: str = "") -> dict[str, Any]:
    """``role`` is what every connection becomes: that of the process, set by the command that starts it."""
    try:
        parts = conninfo_to_dict(url)
    except ProgrammingError:
        # Its own text repeats what was given, and that holds a password.
        raise Misconfigured("DATABASE_URL cannot be read; write postgresql://user@host/database") from None
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname", "hirz"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**parts, "assume_role": role} if role else parts,
    }

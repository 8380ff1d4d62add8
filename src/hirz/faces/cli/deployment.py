"""What must hold before real cases are entered, each thing said in words: `hirz check --deploy`."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Final

from django.conf import settings
from django.core.checks import run_checks
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext_lazy as _

from hirz.engines.sealing import SealingError, is_locked
from hirz.foundation.keys import rings
from hirz.foundation.walls.standing import PUBLIC, STAFF, WORKER
from hirz.foundation.wording import register_words
from hirz.rules.errors import HirzError, SystemFault

LEAST_SECRET: Final = 50
LEAST_VARIETY: Final = 15
LEAST_POSTGRESQL: Final = 150000
OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO
LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "[::1]"})
CHECKED_TLS: Final = frozenset({"verify-full", "verify-ca"})
QUIET: Final = {"log_error_verbosity": "terse", "log_min_error_statement": "panic", "log_statement": "none"}
"""Settings of PostgreSQL with which it writes no row and no statement into its log."""


class NotFit(SystemFault):
    """Something that must hold before real cases are entered does not."""

    code: ClassVar[str] = "not_fit"


register_words({NotFit.code: _("Do not enter real cases yet: what is marked above has to be mended first.")})


@dataclass(frozen=True)
class Finding:
    """One thing looked at: whether it is as it must be, and in words what was found, or what to do."""

    fits: bool
    words: str


def findings() -> list[Finding]:
    """Everything, the machine first, then what stands in the database."""
    return [*_itself(), *_names_and_tls(), *_folders(), *_keys(), *_database()]


def _itself() -> Iterator[Finding]:
    if settings.HIRZ_DEMO:
        yield Finding(False, "This is the demonstration: anybody signs in with a click. Take HIRZ_DEMO away.")
    else:
        yield Finding(True, "The demonstration is off.")
    yield _secret(settings.SECRET_KEY)
    faults = [message for message in run_checks(include_deployment_checks=True) if not message.is_silenced()]
    # What these say of transport is said below in our own words, with what Hirz expects of a proxy.
    for fault in faults:
        if not str(fault.id).startswith("security.W0"):
            yield Finding(False, f"{fault.msg} ({fault.id})")


def _secret(secret: str) -> Finding:
    if len(secret) < LEAST_SECRET or len(set(secret)) < LEAST_VARIETY:
        return Finding(False, "HIRZ_SECRET_KEY is short or easy to guess. Make one with: hirz new-secret")
    return Finding(True, "The secret is long, and looks like chance.")


def _names_and_tls() -> Iterator[Finding]:
    hosts = set(settings.ALLOWED_HOSTS)
    if "*" in hosts or hosts <= LOOPBACK:
        yield Finding(False, "Name in HIRZ_ALLOWED_HOSTS the names under which people reach this installation.")
    else:
        yield Finding(True, f"It answers to these names only: {', '.join(sorted(hosts))}.")
    if settings.ALLAUTH_TRUSTED_PROXY_COUNT:
        yield Finding(
            True, "TLS ends at the proxy, which sets X-Forwarded-Proto and X-Forwarded-For and is not gone around."
        )
    else:
        yield Finding(False, "HIRZ_PROXIES is 0: nothing speaks TLS before Hirz. Put a proxy there, and count it.")
    if settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE and settings.SECURE_HSTS_SECONDS:
        yield Finding(True, "Cookies and pages go over TLS only, and browsers are told to keep to it (HSTS).")
    else:
        yield Finding(False, "Cookies and pages may go without TLS: the settings of this installation were changed.")


def _folders() -> Iterator[Finding]:
    for path, what in ((settings.HIRZ_KEYS_DIR, "keys"), (settings.HIRZ_BLOBS_DIR, "files")):
        yield _private(Path(path), what)


def _private(folder: Path, what: str) -> Finding:
    """The folder and everything in it is of the account that runs Hirz, and closed to every other."""
    if not folder.is_dir():
        return Finding(what != "keys", f"The folder of {what} is not there yet.")
    entries = [folder, *folder.rglob("*")] if what == "keys" else [folder]
    strange = [entry for entry in entries if entry.stat().st_uid != os.geteuid() or entry.stat().st_mode & OTHERS]
    if strange:
        return Finding(False, f"The folder of {what} is open to other accounts: chown it to this one and chmod go= -R.")
    return Finding(True, f"The folder of {what} is closed to every other account.")


def _keys() -> Iterator[Finding]:
    try:
        for kind in rings.KEPT:
            rings.secret(kind)
        rings.recovery_key()
    except (HirzError, SealingError, OSError, ValueError) as error:
        yield Finding(False, f"The ring does not open ({type(error).__name__}). Make it, or bring it back: hirz keys")
        return
    yield Finding(True, "The ring opens, and every key it wraps.")
    ring = Path(settings.HIRZ_KEYS_DIR) / "ring"
    if ring.exists() and not is_locked(ring):
        yield Finding(False, "The ring lies open in its file, for whoever takes the disk. Lock it with a passphrase.")
    elif ring.exists():
        yield Finding(True, "The ring is locked with a passphrase.")


def _database() -> Iterator[Finding]:
    try:
        yield from _asked_of_the_database()
    except DatabaseError as error:
        yield Finding(False, f"The database does not answer ({type(error).__name__}).")


def _asked_of_the_database() -> Iterator[Finding]:
    version = int(str(_one("show server_version_num")))
    yield Finding(version >= LEAST_POSTGRESQL, f"PostgreSQL is version {version // 10000}; 15 or later is needed.")
    yield _line_to(str(connection.settings_dict["HOST"]), str(connection.settings_dict["OPTIONS"].get("sslmode", "")))
    plan = MigrationExecutor(connection).migration_plan(MigrationExecutor(connection).loader.graph.leaf_nodes())
    yield Finding(not plan, "The tables are of another version: hirz migrate" if plan else "The tables are up to date.")
    yield _login()
    if not plan:
        yield from _walls()
    yield _quiet()


def _line_to(host: str, sslmode: str) -> Finding:
    here = not host or host.startswith("/") or host in LOOPBACK
    if here or sslmode in CHECKED_TLS:
        return Finding(True, "The line to the database stays on this machine, or is TLS with a name that is checked.")
    return Finding(False, "The line to the database leaves this machine: add ?sslmode=verify-full to DATABASE_URL.")


def _login() -> Finding:
    mighty = _one("select rolsuper or rolbypassrls from pg_roles where rolname = session_user")
    if mighty:
        return Finding(False, "The login of DATABASE_URL passes every wall (superuser or BYPASSRLS). Use a plain one.")
    return Finding(True, "The login of DATABASE_URL stands behind the walls itself.")


def _walls() -> Iterator[Finding]:
    roles = _one(
        "select count(*) from pg_roles where rolname = any(%s) and not (rolcanlogin or rolsuper or rolbypassrls)",
        [STAFF, PUBLIC, WORKER],
    )
    if roles == len((STAFF, PUBLIC, WORKER)):
        yield Finding(True, "The roles of the processes are there, and none can log in or pass a wall.")
    else:
        yield Finding(False, "A role of the processes is missing, can log in or passes the wall. Make it anew.")
    open_to_owner = _one(
        "select count(*) from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace"
        " and relrowsecurity and not relforcerowsecurity and relname not like 'accounts\\_%%'"
    )  # accounts hold no content: their owner maintains them, and sign-in reads them before anybody is known
    walled = _one("select count(*) from pg_class where relkind = 'r' and relforcerowsecurity")
    if walled and not open_to_owner:
        yield Finding(True, f"{walled} tables with content stand behind the wall, for their owner too.")
    else:
        yield Finding(False, f"{open_to_owner} tables with content are open to their owner: hirz migrate")


def _quiet() -> Finding:
    loud = [name for name, wanted in QUIET.items() if _one(f"show {name}") != wanted]
    if loud:
        return Finding(False, f"PostgreSQL may write names into its log. Set as the how-to says: {', '.join(loud)}.")
    return Finding(True, "PostgreSQL writes no row and no statement into its log.")


def _one(statement: str, *given: list[str]) -> object:
    with connection.cursor() as cursor:
        cursor.execute(statement, list(given))
        row = cursor.fetchone()
    return row[0] if row else None

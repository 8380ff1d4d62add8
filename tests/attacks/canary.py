"""A word that nobody else writes, in two scripts, and all the shapes in which it would show that it was kept."""

from __future__ import annotations

import base64
import json
import logging
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from django.db import connection

LATIN: Final = "Qumru Xalvatova-9c31f7"
ARABIC: Final = "قمرو خالفاتوفا-٩ج٣١"
CANARY: Final = f"{LATIN} {ARABIC}"


def shapes_of(word: str) -> Iterator[bytes]:
    """As it stands, and as it would look in what is kept as JSON, hexadecimal, base64 at any offset, or reversed."""
    for form in {word, word.upper(), word.lower(), word[::-1]}:
        yield form.encode()
        yield form.encode("utf-16-le")
        yield form.encode().hex().encode()
        yield json.dumps(form)[1:-1].encode()
        yield from (base64.b64encode(b" " * shift + form.encode())[4:-4] for shift in range(3))


MARKS: Final = tuple(mark for word in (LATIN, ARABIC) for mark in shapes_of(word))


def found_in(data: bytes, marks: Iterable[bytes] = MARKS) -> bool:
    return any(mark in data for mark in marks)


def files_holding(folder: Path, marks: Iterable[bytes] = MARKS) -> list[str]:
    """The files below a folder in which a mark stands."""
    wanted = tuple(marks)
    return [str(path) for path in folder.rglob("*") if path.is_file() and found_in(path.read_bytes(), wanted)]


def tables_holding(marks: Iterable[bytes] = MARKS) -> list[str]:
    """The tables in which a mark stands, in whatever column."""
    wanted = tuple(marks)
    return [table for table in connection.introspection.table_names() if found_in(_copied(table), wanted)]


def _copied(table: str) -> bytes:
    question = f"copy (select * from {connection.ops.quote_name(table)}) to stdout"  # noqa: S608 - from the catalogue
    with connection.cursor() as cursor, cursor.copy(question) as rows:
        return b"".join(bytes(row) for row in rows)


def kept_by_the_server() -> list[str]:
    """The files of the database server in which the word stands: its tables, its journal, its log."""
    with connection.cursor() as cursor:
        cursor.execute("select current_setting('data_directory')")
        (kept,) = cursor.fetchone()
        cursor.execute("checkpoint")
    words = [part for word in (LATIN, ARABIC) for part in ("-e", word)]
    found = subprocess.run(["grep", "-rlaF", *words, kept], capture_output=True, check=False, text=True)  # noqa: S603, S607
    return found.stdout.splitlines()


class Heard(logging.Handler):
    """Whatever a deployment would write into its log, with the text of the errors that go with it."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(logging.Formatter("%(name)s %(message)s"))
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))

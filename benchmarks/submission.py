"""Submissions at once, beside a server that spends two Argon2id on each. Run: ``python -m benchmarks.submission``.

Four writers send a report through the pages of the public face, as a browser without scripts does: three answers, a
file of 1 MB, the summary, the receipt. The baseline is spared the pages: it gets the same answers and file in one
request, and makes two Argon2id of 128 MiB under a lock, with the cost that a known system of this field uses
(libsodium's opslimit 16 for the receipt and 17 for the key).
"""

from __future__ import annotations

import os
import re
import secrets
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.cookiejar import CookieJar
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final

from nacl.pwhash import argon2id

from benchmarks.measuring import Result, report

WRITERS: Final = 4
EACH: Final = 15
"""Submissions of each writer; the budget of floods lets through more."""
EACH_OF_BASELINE: Final = 2
MEMORY: Final = 128 * 1024 * 1024
COSTS: Final = (16, 17)
TIMES: Final = 20
PORT, BASELINE_PORT = 18_471, 18_472
TEXT: Final = b"An officer asked what was said at the session. " * 21_300
YOU: Final = {
    "relation": "lawyer", "life_at_risk": "no", "state_concerned": "KG", "stay_confidential": "yes", "safe_contact": "",
}  # fmt: skip
STORY: Final = {"language": "en", "narrative": "Three days after the session they came. " * 20}
RECEIPT: Final = re.compile(r"(?:\d{4,6}\D+){5,}")


class Kept(urllib.request.HTTPRedirectHandler):
    """A redirect is an answer like another here."""

    def redirect_request(self, *_: object) -> None:
        return None


class Writer:
    """A browser without scripts: cookies, and the hidden field of the form before it."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self._opener = urllib.request.build_opener(Kept, urllib.request.HTTPCookieProcessor(CookieJar()))
        self._token = ""

    def get(self, path: str) -> str:
        with self._opener.open(self.address + path, timeout=120) as answer:
            page: str = answer.read().decode()
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        self._token = found.group(1) if found else self._token
        return page

    def post(self, path: str, fields: Mapping[str, str], file: bytes | None = None) -> str:
        """Where the answer leads; an answer that leads nowhere is a refusal."""
        body, kind = _form({"csrfmiddlewaretoken": self._token, **fields}, file)
        headers = {"Content-Type": kind, "Origin": self.address}
        request = urllib.request.Request(self.address + path, body, headers)  # noqa: S310 - loopback
        try:
            with self._opener.open(request, timeout=120) as answer:
                raise AssertionError(f"{path} was not accepted ({answer.status})")
        except urllib.error.HTTPError as moved:
            if moved.code != 302:
                raise
            return str(moved.headers["Location"])


def submit(port: int) -> None:
    """One submission from the first page to the receipt."""
    writer = Writer(port)
    writer.get("/en/submit/")
    writer.get(writer.post("/en/submit/", {"understood": "on"}))
    writer.post("/en/submit/you/", YOU)
    writer.post("/en/submit/story/", STORY)
    writer.post("/en/submit/consent/", _consent())
    writer.post("/en/submit/files/", {}, TEXT)
    led = writer.post("/en/submit/summary/", {})
    if "receipt" not in led or not RECEIPT.search(re.sub(r"<[^>]+>", " ", writer.get(led))):
        raise AssertionError("no receipt")


def submit_to_baseline(port: int) -> None:
    body, kind = _form({**YOU, **STORY, **_consent()}, TEXT)
    request = urllib.request.Request(f"http://127.0.0.1:{port}/", body, {"Content-Type": kind})
    with urllib.request.urlopen(request, timeout=600) as answer:  # noqa: S310
        answer.read()


def rate(act: Callable[[int], None], port: int, each: int) -> tuple[float, int]:
    """Accepted submissions a second by the wall, and how many of them were accepted."""

    def one(_number: int) -> int:
        return sum(_accepted(act, port) for _ in range(each))

    start = time.perf_counter()
    with ThreadPoolExecutor(WRITERS) as writers:
        accepted = sum(writers.map(one, range(WRITERS)))
    return accepted / (time.perf_counter() - start), accepted


def results() -> Iterator[Result]:
    with _public_face() as face, _baseline() as baseline:
        submit(face)  # the first one warms everything up
        ours, accepted = rate(submit, face, EACH)
        theirs, _ = rate(submit_to_baseline, baseline, EACH_OF_BASELINE)
    sent = WRITERS * EACH
    yield Result(f"submissions of {WRITERS} writers at once", f"{accepted} of {sent}", "all", accepted == sent)
    yield Result("with three answers and a file of 1 MB", f"{ours:.1f}/s", "measured", True)
    yield Result("baseline, two Argon2id of 128 MiB under a lock", f"{theirs:.2f}/s", "measured", True)
    yield Result("ours beside the baseline", f"{ours / theirs:.0f} times", f">= {TIMES} times", ours >= TIMES * theirs)


@contextmanager
def _public_face() -> Iterator[int]:
    """The process that is served to the world, with its own role in the database and public keys only."""
    with tempfile.TemporaryDirectory(prefix="hirz-benchmark-") as folder:
        Path(folder).chmod(0o755)
        hirz = [sys.executable, "-m", "hirz.faces.cli"]
        given = {**os.environ, "HIRZ_DEMO": "1", "HIRZ_STATE_DIR": folder}
        made = [*hirz, "demo", "--no-serve", "--fresh", "--cases", "0", "--out", f"{folder}/out", "--json"]
        subprocess.run(made, env=given, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
        serving = [*hirz, "serve", "public", "--port", str(PORT)]
        server = subprocess.Popen(serving, env=given, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
        try:
            _wait_for(PORT)
            yield PORT
        finally:
            server.terminate()
            server.wait()


@contextmanager
def _baseline() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", BASELINE_PORT), _TwoHashes)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield BASELINE_PORT
    finally:
        server.shutdown()
        server.server_close()


class _TwoHashes(BaseHTTPRequestHandler):
    lock = threading.Lock()

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        with self.lock:
            for cost in COSTS:
                argon2id.kdf(32, secrets.token_bytes(16), secrets.token_bytes(16), cost, MEMORY)
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """The numbers are told at the end."""


def _accepted(act: Callable[[int], None], port: int) -> bool:
    try:
        act(port)
    except (OSError, AssertionError) as error:
        sys.stderr.write(f"{error}\n")
        return False
    return True


def _consent() -> dict[str, str]:
    from hirz.reprisals.intake.answers import ASKED_SCOPES

    return {"given_by": "representative", **{scope.lower(): "yes" for scope in ASKED_SCOPES}}


def _form(fields: Mapping[str, str], file: bytes | None) -> tuple[bytes, str]:
    if file is None:
        return urllib.parse.urlencode(fields).encode(), "application/x-www-form-urlencoded"
    edge = secrets.token_hex(16)
    part = f'--{edge}\r\nContent-Disposition: form-data; name="'
    typed = "".join(f'{part}{name}"\r\n\r\n{value}\r\n' for name, value in fields.items())
    head = f'{part}uploads"; filename="note.txt"\r\nContent-Type: text/plain\r\n\r\n'
    body = b"".join([typed.encode(), head.encode(), file, f"\r\n--{edge}--\r\n".encode()])
    return body, f"multipart/form-data; boundary={edge}"


def _wait_for(port: int) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/en/", timeout=5).close()
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("the public face did not start")


if __name__ == "__main__":
    sys.exit(report(*results()))

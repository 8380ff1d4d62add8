"""The browser: the one named, the system's, or Playwright's own, in this order."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from playwright.sync_api import Browser, sync_playwright

ARGUMENTS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # no page finds its way to another host
)


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_found(), args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


def _found() -> str | None:
    """None leaves the choice to Playwright."""
    return os.environ.get("HIRZ_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")

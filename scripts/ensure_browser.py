"""Make sure that a Chromium is there for the browser tests: the one named, the system's, or Playwright's own.

Tries, in this order: ``HIRZ_CHROMIUM``, a chromium on the path, Debian's package (as root), Playwright's download.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

VENV_BIN = Path(__file__).resolve().parents[1] / ".venv" / "bin"


def main() -> int:
    if _found() or _from_debian() or _from_playwright():
        return 0
    print("No Chromium could be had. Install it (Debian: apt-get install chromium) or name one in HIRZ_CHROMIUM.")
    return 1


def _found() -> bool:
    return bool(os.environ.get("HIRZ_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser"))


def _from_debian() -> bool:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    print("Installing Debian's chromium for the browser tests …")
    _run(["apt-get", "update", "-qq"])
    return _run(["apt-get", "install", "-y", "-qq", "chromium"]) and bool(shutil.which("chromium"))


def _from_playwright() -> bool:
    print("Fetching Playwright's own chromium for the browser tests …")
    return _run([str(VENV_BIN / "playwright"), "install", "chromium"])


def _run(command: list[str]) -> bool:
    return subprocess.run(command, check=False, stdout=subprocess.DEVNULL).returncode == 0  # noqa: S603 - our own


if __name__ == "__main__":
    sys.exit(main())

"""Take the pictures of the README from a demonstration made for the purpose: ``python scripts/take_pictures.py``.

They end up in ``docs/pictures``: the form in Arabic on a telephone, and on a desktop a case in English and the region
in Arabic.
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, ViewportSize

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT))

from tests.browser import lawyer  # noqa: E402 - the tests know the way through the pages
from tests.browser.chromium import chromium  # noqa: E402
from tests.browser.serving import Served, served_demonstration  # noqa: E402
from tests.browser.visiting import Visitor  # noqa: E402

PICTURES = PROJECT / "docs" / "pictures"
CASES = 24
COLOURS = 96
LARGEST = 200_000
DESKTOP: ViewportSize = {"width": 1280, "height": 1000}
OFFICER, REGIONAL_OFFICER = "Tomas Eriksund", "Meerim Asanalieva"
NAME = "Nawal"
"""Of the invented person in whose case everything has happened that can."""
BELOW_THE_TOP = "part => scrollTo(0, part.getBoundingClientRect().top - 150)"


def main() -> int:
    with (
        tempfile.TemporaryDirectory() as folder,
        served_demonstration(Path(folder), cases=CASES) as served,
        chromium() as browser,
    ):
        keep("public-form-ar.png", form_on_a_telephone(browser, served))
        keep("case-en.png", case_on_a_desktop(browser, served))
        keep("region-ar.png", region_on_a_desktop(browser, served))
    return 0


def form_on_a_telephone(browser: Browser, served: Served) -> bytes:
    writer = _window(browser, served.public, {"width": 360, "height": 900}, java_script_enabled=False, locale="ar")
    lawyer.begins(writer)
    lawyer.answers_until(writer, "consent")
    writer.page.locator(".yes-no").first.evaluate(BELOW_THE_TOP)
    return writer.page.screenshot(animations="disabled")


def case_on_a_desktop(browser: Browser, served: Served) -> bytes:
    officer = _signed_in(browser, served, OFFICER)
    officer.speaks("en")
    officer.go("/search/")
    officer.write("q", NAME)
    officer.press("main form.search-page button")
    officer.go(officer.links("/cases/")[0])
    return officer.page.screenshot(animations="disabled")


def region_on_a_desktop(browser: Browser, served: Served) -> bytes:
    officer = _signed_in(browser, served, REGIONAL_OFFICER)
    officer.speaks("ar")
    officer.go("/region/")
    return officer.page.screenshot(animations="disabled")


def keep(name: str, picture: bytes) -> None:
    """Few colours are enough for pages, and make small files."""
    drawn = Image.open(io.BytesIO(picture)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    target = PICTURES / name
    PICTURES.mkdir(parents=True, exist_ok=True)
    drawn.save(target, optimize=True)
    size = target.stat().st_size
    print(f"{name}: {drawn.width} × {drawn.height}, {size // 1000} kB")
    if size > LARGEST:
        raise SystemExit(f"{name} is larger than {LARGEST // 1000} kB")


def _signed_in(browser: Browser, served: Served, name: str) -> Visitor:
    person = _window(browser, served.staff, DESKTOP)
    person.go("/sign-in/demo/")
    person.press(person.page.locator("button.person-choice", has_text=name))
    return person


def _window(browser: Browser, origin: str, size: ViewportSize, **context: Any) -> Visitor:
    return Visitor(browser.new_context(viewport=size, device_scale_factor=2, **context), origin)


if __name__ == "__main__":
    sys.exit(main())

"""The faces of a PDF, from Python packages, so that a page looks the same on every machine."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final

import typst

from hirz.engines.documents.language import Language

_PACKAGES: Final = ("fontpkg_ibm_plex_sans_arabic", "fontpkg_noto_sans")
_LATIN: Final = "Noto Sans"
_ARABIC: Final = "IBM Plex Sans Arabic"
_CHINESE: Final = (
    "Noto Sans SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "WenQuanYi Micro Hei",
    "SimSun",
)


@cache
def packaged() -> typst.Fonts:
    """The fonts Hirz brings with it: Arabic, Latin, Cyrillic and Greek, but no Chinese."""
    return _fonts(and_of_machine=False)


@cache
def packaged_and_of_machine() -> typst.Fonts:
    """The same, and whatever this machine has: for Chinese, which no small font package covers."""
    return _fonts(and_of_machine=True)


def families(language: Language, fonts: typst.Fonts) -> list[str]:
    """Families among ``fonts`` to try for ``language``, the best first."""
    latin_first = [_LATIN, _ARABIC, *_CHINESE]
    order = {Language.AR: [_ARABIC, _LATIN, *_CHINESE], Language.ZH: [*_CHINESE, _LATIN, _ARABIC]}
    present = set(fonts.families())
    return [family for family in order.get(language, latin_first) if family in present]


def _fonts(*, and_of_machine: bool) -> typst.Fonts:
    folders = [str(files(package) / "files") for package in _PACKAGES]
    return typst.Fonts(include_system_fonts=and_of_machine, font_paths=folders)

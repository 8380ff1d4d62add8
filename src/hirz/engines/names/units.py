"""Letters and groups of letters as numbers, and the sounds each may stand for: `data/letters.tsv`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

from hirz.engines.names.scripts import Script

SCRIPT_CODES: Final = {"Latn": Script.LATIN, "Cyrl": Script.CYRILLIC, "Arab": Script.ARABIC}
OTHERS: Final = 32
"""Numbers kept for letters of scripts that have no table: a letter takes one by its code point."""


@dataclass(frozen=True, slots=True)
class Alphabet:
    """The units of every script, numbered through; ``sounds[n]`` are the sounds unit ``n`` may stand for."""

    numbers: dict[tuple[Script, str], int]
    scripts: tuple[Script, ...]
    texts: tuple[str, ...]
    sounds: tuple[tuple[str, ...], ...]
    patterns: dict[Script, re.Pattern[str]]

    @property
    def size(self) -> int:
        return len(self.texts)


@lru_cache(maxsize=1)
def alphabet() -> Alphabet:
    rows = [line.split("\t") for line in _table().splitlines() if line and not line.startswith("#")]
    scripts = [SCRIPT_CODES[row[0]] for row in rows] + [Script.OTHER] * OTHERS
    texts = [row[1] for row in rows] + [f"#{place}" for place in range(OTHERS)]
    sounds = [tuple(sound for sound in row[2].split(",")) for row in rows] + [("",)] * OTHERS
    numbers = {(script, text): place for place, (script, text) in enumerate(zip(scripts, texts, strict=True))}
    patterns = {script: _longest_first([t for s, t in numbers if s is script]) for script in SCRIPT_CODES.values()}
    return Alphabet(numbers, tuple(scripts), tuple(texts), tuple(sounds), patterns)


def units_of(text: str, script: Script) -> bytes:
    """The units of a folded word, one byte each: the longest groups first, doubled letters once.

    In the table ``^`` is the beginning of a word and ``$`` its end.
    """
    letters = alphabet()
    if script is Script.OTHER:
        first = letters.size - OTHERS
        return bytes(first + ord(letter) % OTHERS for letter in text)
    found = [letters.numbers[script, unit] for unit in letters.patterns[script].findall(f"^{text}$")]
    return bytes(unit for place, unit in enumerate(found) if not place or unit != found[place - 1])


def _table() -> str:
    return (files("hirz.engines.names") / "data" / "letters.tsv").read_text(encoding="utf-8")


def _longest_first(units: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(units, key=len, reverse=True))))

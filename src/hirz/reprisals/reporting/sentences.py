"""An edited paragraph as sentences: those left as they were keep the fact they rest on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from hirz.reprisals.reporting.drafting import Sentence

# A full stop inside a number or an abbreviation of one letter ends no sentence.
_ENDS: Final = re.compile(r"(?<=[^\W\d_]{2}[.!?؟。])\s+|(?<=[)\]\"”»\d][.!?؟。])\s+|(?<=[!?؟。！？])\s*")
_SPACE: Final = re.compile(r"\s+")


def rejoin(text: str, earlier: Sequence[Sentence]) -> list[Sentence]:
    """Cut ``text`` into sentences; the unchanged ones of ``earlier`` are kept, wherever they moved."""
    remaining = _SPACE.sub(" ", text).strip()
    kept = list(earlier)
    made: list[Sentence] = []
    while remaining:
        start, found = _first(remaining, kept)
        if found is None:
            return [*made, *_free(remaining)]
        made += [*_free(remaining[:start].strip()), found]
        kept.remove(found)
        remaining = remaining[start + len(found["text"]) :].strip()
    return made


def _first(text: str, sentences: Sequence[Sentence]) -> tuple[int, Sentence | None]:
    """Where the first of the sentences stands whole in the text; of two at one place the longer."""
    places = [(start, -len(s["text"]), s) for s in sentences if (start := _whole(text, s["text"])) >= 0]
    if not places:
        return -1, None
    start, _length, sentence = min(places, key=lambda place: place[:2])
    return start, sentence


def _whole(text: str, sentence: str) -> int:
    """Between spaces; in Chinese, which writes none, after one full stop and up to the next."""
    found = re.search(rf"(?:(?<!\S)|(?<=[。！？])){re.escape(sentence)}(?:(?!\S)|(?<=[。！？]))", text)
    return found.start() if found else -1


def _free(text: str) -> Iterator[Sentence]:
    return (Sentence(text=part, fact="", digest="") for part in _ENDS.split(text) if part)

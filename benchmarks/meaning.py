"""How fast passages get their vectors, and are looked for. Run: ``python -m benchmarks.meaning``.

The passages are those of the tests, said anew in many lengths. Speed is that of one core and one thread. With the list
of terms beside a working checkout (``shared/data/terms.tsv``), each term is looked for among the English ones and the
texts of recommendations there: terms are shorter than passages, and harder to find.
"""

from __future__ import annotations

import csv
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import quantiles
from time import perf_counter
from typing import Final

# Several threads wait for each other longer than one works. Read when NumPy is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from benchmarks.measuring import Result, best_seconds, report
from hirz.engines.meaning import SentenceEncoder, match

PASSAGES: Final = Path(__file__).parent.parent / "tests/engines/meaning/passages.tsv"
UN: Final = ("en", "ar", "es", "fr", "ru", "zh")
HELD: Final = 50_000
QUERIES: Final = 200
REFERENCE: Final = Path(__file__).parents[1].parent / "shared/data"
CENTRAL_ASIA: Final = ("ky", "kk", "uz", "tg", "tk")


def passages() -> dict[str, list[str]]:
    languages, *rows = [line.split("\t") for line in PASSAGES.read_text(encoding="utf-8").splitlines()]
    return {language: [row[place] for row in rows] for place, language in enumerate(languages)}


def speed(encoder: SentenceEncoder, texts: list[str], whose: str) -> Result:
    encoder.encode(texts)
    rate = len(texts) / best_seconds(lambda: encoder.encode(texts))
    length = sum(map(len, texts)) / len(texts)
    return Result(f"passages of {length:.0f} letters, {whose}", f"{rate:,.0f}/s of one core", ">= 300/s", rate >= 300)


def search() -> Result:
    """One passage among many, as a page would ask without an index: every cosine."""
    made = np.random.default_rng(1).normal(size=(HELD, 512)).astype(np.float32)
    held = made / np.linalg.norm(made, axis=1, keepdims=True)
    taken = []
    for query in held[:QUERIES]:
        begun = perf_counter()
        np.argpartition(held @ query, -10)
        taken.append(perf_counter() - begun)
    p95 = quantiles(taken, n=20)[-1] * 1000
    return Result(f"one passage looked for among {HELD:,}, p95", f"{p95:.0f} ms", "< 50 ms", p95 < 50)


def found(encoder: SentenceEncoder, said: dict[str, list[str]]) -> Iterator[Result]:
    english = encoder.encode(said["en"])
    for language in (each for each in said if each != "en"):
        pairs = list(match(encoder.encode(said[language]), english, 1))
        first = sum(pair.left == pair.right for pair in pairs)
        yield Result(f"{language} to English, the right one first", f"{first} of {len(pairs)}", "measured", True)


def terms(encoder: SentenceEncoder, folder: Path) -> Iterator[Result]:
    """How many terms find their English counterpart among the first ten of all terms and all texts."""
    with (folder / "terms.tsv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t"))
    with (folder / "upr_central_asia_2008_2014.csv").open(encoding="utf-8-sig", newline="") as stream:
        others = sorted({row["text"] for row in csv.DictReader(stream)})
    held = encoder.encode([*(row["en"] for row in rows), *others])
    for language in (*UN[1:], *CENTRAL_ASIA):
        places = [place for place, row in enumerate(rows) if row[language]]
        pairs = list(match(encoder.encode([rows[place][language] for place in places]), held, 10))
        ten = sum(pair.right == places[pair.left] for pair in pairs)
        least = 0.85 if language in CENTRAL_ASIA else 0.0
        share = ten / len(places)
        told, target = f"{ten} of {len(places)} ({share:.2f})", ">= 0.85" if least else "measured"
        yield Result(f"terms, {language} to English, in the first ten", told, target, share >= least)


def results() -> Iterator[Result]:
    encoder, said = SentenceEncoder(), passages()
    yield speed(encoder, [text for language in UN for text in said[language]] * 4, "UN languages")
    yield speed(
        encoder, [text for language in said if language not in UN for text in said[language]] * 4, "Central Asia"
    )
    yield search()
    yield from found(encoder, said)
    if (REFERENCE / "terms.tsv").exists():
        yield from terms(encoder, REFERENCE)


if __name__ == "__main__":
    sys.exit(report(*results()))

"""A comparison in words, in the six languages of the United Nations: `data/explanations.yaml`."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Final

import yaml

from hirz.engines.names.comparing import Comparison, Likeness, Pairing
from hirz.engines.names.parsing import Token

LANGUAGES: Final = ("ar", "en", "es", "fr", "ru", "zh")
_ISOLATED: Final = "\u2068{}\u2069"


def explain(comparison: Comparison, language: str = "en") -> tuple[str, ...]:
    """Sentences that say why the score is what it is, the verdict first.

    ``language`` is one of `LANGUAGES`; otherwise `KeyError`. Names inside stand in directional isolates.
    """
    words = _words()[language]
    verdict = words["SAME" if comparison.same else "NOT_SAME"].format(percent=round(100 * comparison.score))
    lines = [verdict, *(_pairing_words(pairing, words) for pairing in comparison.pairings)]
    lines += [words["ONLY_FIRST"].format(part=_shown((token,))) for token in comparison.only_a]
    lines += [words["ONLY_SECOND"].format(part=_shown((token,))) for token in comparison.only_b]
    return (*lines, *(words[remark.value] for remark in comparison.remarks))


def _pairing_words(pairing: Pairing, words: dict[str, str]) -> str:
    text = words[pairing.likeness.value].format(a=_shown(pairing.a), b=_shown(pairing.b))
    if pairing.likeness is not Likeness.SPELLING or not pairing.letters:
        return text
    return text + words["LETTERS"].format(letters=", ".join(_letters(a, b) for a, b in pairing.letters))


def _letters(a: str, b: str) -> str:
    return _ISOLATED.format(f"{a or '∅'} ~ {b or '∅'}")


def _shown(tokens: tuple[Token, ...]) -> str:
    return _ISOLATED.format(" ".join(token.text for token in tokens))


@lru_cache(maxsize=1)
def _words() -> dict[str, dict[str, str]]:
    text = (files("hirz.engines.names") / "data" / "explanations.yaml").read_text(encoding="utf-8")
    words: dict[str, dict[str, str]] = yaml.safe_load(text)
    return words

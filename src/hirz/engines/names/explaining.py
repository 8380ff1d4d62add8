"""A comparison in words, in the six languages of the United Nations: `data/explanations.yaml`."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import yaml

from hirz.engines.names.comparing import Comparison, Likeness, Pairing
from hirz.engines.names.errors import UnknownLanguage
from hirz.engines.names.parsing import Token

if TYPE_CHECKING:
    from hirz.engines.names.organisations import OrganisationComparison

LANGUAGES: Final = ("ar", "en", "es", "fr", "ru", "zh")
_ISOLATED: Final = "\u2068{}\u2069"


def explain(comparison: Comparison, language: str = "en") -> tuple[str, ...]:
    """Sentences that say why the score is what it is, the verdict first.

    ``language`` is one of `LANGUAGES`; otherwise `UnknownLanguage`. Names inside stand in directional isolates.
    """
    if language not in LANGUAGES:
        raise UnknownLanguage
    words = _words()[language]
    verdict = words["SAME" if comparison.same else "NOT_SAME"].format(percent=round(100 * comparison.score))
    lines = [verdict, *(_pairing_words(pairing, words) for pairing in comparison.pairings)]
    lines += [words["ONLY_FIRST"].format(part=_shown((token,))) for token in comparison.only_a]
    lines += [words["ONLY_SECOND"].format(part=_shown((token,))) for token in comparison.only_b]
    return (*lines, *(words[remark.value] for remark in comparison.remarks))


def explain_organisations(comparison: OrganisationComparison, language: str = "en") -> tuple[str, ...]:
    """As `explain`, for names of groups and organisations."""
    if language not in LANGUAGES:
        raise UnknownLanguage
    words = _words()[language]
    verdict = words["ORGANISATION_SAME" if comparison.same else "ORGANISATION_NOT_SAME"]
    lines = [verdict.format(percent=round(100 * comparison.score))]
    lines += [words[match.tie.value].format(a=_isolated(match.a), b=_isolated(match.b)) for match in comparison.matches]
    lines += [words["ONLY_FIRST"].format(part=_isolated(part)) for part in comparison.only_a]
    return (*lines, *(words["ONLY_SECOND"].format(part=_isolated(part)) for part in comparison.only_b))


def _pairing_words(pairing: Pairing, words: dict[str, str]) -> str:
    text = words[pairing.likeness.value].format(a=_shown(pairing.a), b=_shown(pairing.b))
    if pairing.likeness is not Likeness.SPELLING or not pairing.letters:
        return text
    return text + words["LETTERS"].format(letters=", ".join(_letters(a, b) for a, b in pairing.letters))


def _letters(a: str, b: str) -> str:
    return _ISOLATED.format(f"{a or '∅'} ~ {b or '∅'}")


def _shown(tokens: tuple[Token, ...]) -> str:
    return _isolated(" ".join(token.text for token in tokens))


def _isolated(text: str) -> str:
    return _ISOLATED.format(text)


@lru_cache(maxsize=1)
def _words() -> dict[str, dict[str, str]]:
    text = (files("hirz.engines.names") / "data" / "explanations.yaml").read_text(encoding="utf-8")
    words: dict[str, dict[str, str]] = yaml.safe_load(text)
    return words

"""Why two records may be one person's, in the six languages of the United Nations: `data/explanations.yaml`."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Final

import yaml

from hirz.engines.linkage.linking import UNKNOWN, Link, Step

LANGUAGES: Final = ("ar", "en", "es", "fr", "ru", "zh")


def explain_link(link: Link, language: str = "en") -> tuple[str, ...]:
    """A line for the whole, then one for each thing that speaks for or against, the prior first.

    ``language`` is one of `LANGUAGES`; otherwise `KeyError`. What is unknown on either side is left out.
    """
    words = _words()[language]
    percent = min(max(round(100 * link.probability), 1), 99)
    return (
        words["WHOLE"].format(percent=percent),
        *(_line(step, link, words) for step in link.steps if step.level != UNKNOWN),
    )


def _line(step: Step, link: Link, words: dict[str, str]) -> str:
    what = words[_code(step)].format(percent=round(100 * link.name_score))
    return words["FOR" if step.bits > 0 else "AGAINST"].format(what=what, bits=f"{abs(step.bits):.1f}")


def _code(step: Step) -> str:
    """Levels of names differ by what they weigh only; in words they are one, with the score of the engine."""
    if step.comparison in ("prior", "name"):
        return step.comparison.upper()
    return f"{step.comparison}_{step.level}".upper()


@lru_cache(maxsize=1)
def _words() -> dict[str, dict[str, str]]:
    text = (files("hirz.engines.linkage") / "data" / "explanations.yaml").read_text(encoding="utf-8")
    words: dict[str, dict[str, str]] = yaml.safe_load(text)
    return words

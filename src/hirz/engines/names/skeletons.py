"""What is left of a word in every script: classes of consonants. They index names and count how common a name is."""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from typing import Final

from hirz.engines.names.parsing import Name, Role, Token
from hirz.engines.names.scripts import Script
from hirz.engines.names.units import alphabet, units_of

CLASSES: Final = {
    **dict.fromkeys("pb", "P"),
    **dict.fromkeys("fv", "F"),
    **dict.fromkeys("tdTD", "T"),
    **dict.fromkeys("kgqG", "K"),
    **dict.fromkeys("xh", "H"),
    **dict.fromkeys("szc", "S"),
    **dict.fromkeys("SZCJ", "C"),
    "m": "M",
    **dict.fromkeys("nN", "N"),
    "l": "L",
    "r": "R",
}
MOST_KEYS: Final = 4
_SILENT: Final = ""


@lru_cache(maxsize=1)
def unit_classes() -> tuple[tuple[str, ...], ...]:
    """For each unit the classes of its two likeliest sounds; silence for a vowel or a glide."""
    return tuple(_classes(sounds) for sounds in alphabet().sounds)


def _classes(sounds: tuple[str, ...]) -> tuple[str, ...]:
    spelt = ["".join(CLASSES.get(letter, _SILENT) for letter in sound) for sound in sounds[:2]]
    return tuple(dict.fromkeys(spelt or [_SILENT]))


def skeleton(units: bytes) -> str:
    """The likeliest classes of a word, equal neighbours once: "Abdykadyrov", «Абдыкадыров» → PTKTRF."""
    return _squeezed([unit_classes()[unit][0] for unit in units])


def _squeezed(classes: list[str]) -> str:
    spelt = [letter for part in classes for letter in part]
    return "".join(letter for place, letter in enumerate(spelt) if not place or letter != spelt[place - 1])


@lru_cache(maxsize=65536)
def token_keys(token: Token) -> frozenset[str]:
    """The keys of one part of a name: at most four, most often one or two."""
    text = token.text[2:] if token.article and token.text[:2] in ("ال", "al", "el") else token.text
    units = units_of(text, token.script)
    choices = [unit_classes()[unit] for unit in units]
    while _spellings(choices) > MOST_KEYS:
        last = max(place for place, classes in enumerate(choices) if len(classes) > 1)
        choices[last] = choices[last][:1]
    spelt = {_squeezed(list(choice)) for choice in product(*choices)}
    if token.script is Script.OTHER:
        return frozenset({"#" + token.text})
    return frozenset(key or _vowels(text) for key in spelt)


def _spellings(choices: list[tuple[str, ...]]) -> int:
    count = 1
    for classes in choices:
        count *= len(classes)
    return count


def _vowels(text: str) -> str:
    """A word without consonants ("Али" has one, "Ая" has none) is its own key by length."""
    return f"_{min(len(text), 3)}"


def keys(name: Name) -> frozenset[str]:
    """The keys a name is indexed under: two spellings of one name nearly always share one, in whatever scripts.

    Initials and titles give none, unless there is nothing else.
    """
    core = [token for token in name.tokens if token.role not in (Role.INITIAL, Role.HONORIFIC, Role.PARTICLE)]
    return frozenset(key for token in core or name.tokens for key in token_keys(token))

"""What is left of a word in every script: classes of consonants. They index names and count how common a name is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import combinations, islice, product
from typing import Final

from hirz.engines.names.parsing import Name, Role, Token
from hirz.engines.names.scripts import Script
from hirz.engines.names.units import SCRIPT_CODES, alphabet, units_of

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
ALSO: Final = {"dz": "T", "дз": "T", "ts": "T", "ц": "T", "ng": "NK", "gn": "KN"}
"""Classes that only the keys of a word allow for: Belarusian spells soft d and t so, and the g of ng and gn may
be heard."""
MOST_KEYS: Final = 5
MOST_OF_ANOTHER: Final = 3
"""Of a word as it stands, and of the same word read in another way."""
_MOST_READINGS: Final = 64
"""Readings looked at: where many of them leave the same key, a long word would have too many."""
_ASSIMILATED: Final = re.compile("(?<=[^ ]ا)ل(?=[تثدذرزسشصضطظن])|(?<=^abd[aeiou])l(?=[tdrszn])")
"""The l of عبد الرحمن, spoken and spelt Abdurrahman."""
_SILENT: Final = ""
_GLIDES: Final = {"y": "Y", "w": "W"}
_VOWELS: Final = {"a": _SILENT, "e": _SILENT, "i": "Y", "o": _SILENT, "u": "W"}
"""The glide each may be heard as beside another."""
_SHORT: Final = 2
_MOST_VOICED: Final = 8


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


@lru_cache(maxsize=1)
def _key_classes() -> tuple[tuple[str, ...], ...]:
    return tuple(
        (*classes, ALSO[text]) if text in ALSO else classes
        for text, classes in zip(alphabet().texts, unit_classes(), strict=True)
    )


@lru_cache(maxsize=65536)
def token_keys(token: Token) -> frozenset[str]:
    """The keys of one part of a name: at most five, most often one or two. A word that may be read in several ways
    (with an article in front or inside, or by `data/respellings.tsv`) has keys for each, at most ten."""
    if token.script is Script.OTHER:
        return frozenset({"#" + token.text})
    found = set(_keys_of(token.text, token.script, MOST_KEYS))
    for form in _other_forms(token):
        found.update(_keys_of(form, token.script, MOST_OF_ANOTHER))
    return frozenset(found)


def _other_forms(token: Token) -> Iterator[str]:
    """Without the article the word may open with, or with the l of an article inside it taken up by the next letter;
    and as it is read where letters stand for other sounds than one by one."""
    if _has_article(token):
        yield token.text[2:]
    elif _ASSIMILATED.search(token.text):
        yield _ASSIMILATED.sub("", token.text)
    read = _respelt(token.text, token.script)
    if read != token.text:
        yield read


def _has_article(token: Token) -> bool:
    return token.article and token.text[:2] in ("ال", "al", "el")


def _respelt(text: str, script: Script) -> str:
    for pattern, reading in _respellings().get(script, ()):
        text = pattern.sub(reading, text)
    return text


@lru_cache(maxsize=1)
def _respellings() -> dict[Script, list[tuple[re.Pattern[str], str]]]:
    table = (files("hirz.engines.names") / "data" / "respellings.tsv").read_text(encoding="utf-8")
    found: dict[Script, list[tuple[re.Pattern[str], str]]] = {}
    for line in table.splitlines():
        if not line.startswith("#"):
            script, pattern, reading, _why = line.split("\t")
            found.setdefault(SCRIPT_CODES[script], []).append((re.compile(pattern), reading))
    return found


def _keys_of(text: str, script: Script, most: int) -> Iterable[str]:
    """The likeliest ``most`` keys: those with the fewest letters read otherwise than usual."""
    choices = [_key_classes()[unit] for unit in units_of(text, script)]
    found: dict[str, None] = {}
    for reading in islice(_readings(choices), _MOST_READINGS):
        found[_squeezed(reading) or _vowels(text)] = None
        if len(found) == most:
            break
    return found


def _readings(choices: Sequence[tuple[str, ...]]) -> Iterator[list[str]]:
    """Ways to read a word: each letter as usual, then one otherwise, then two and so on."""
    unsure = [place for place, classes in enumerate(choices) if len(classes) > 1]
    for number in range(len(unsure) + 1):
        for places in combinations(unsure, number):
            for others in product(*(choices[place][1:] for place in places)):
                reading = [classes[0] for classes in choices]
                for place, other in zip(places, others, strict=True):
                    reading[place] = other
                yield reading


@lru_cache(maxsize=65536)
def voiced_keys(token: Token) -> frozenset[str]:
    """Finer keys of a word of at most two consonants, with the glides that its weak letters may stand for: عوض and Awad
    share .WT, عياد and Ayyad .YT, and all four T. At most eight, mostly one or two; none for a longer word.

    An article that the word may open with is left out; consonants stand as they are most often read. A letter that may
    be one of them or two (x) leaves it open how long the word is."""
    if token.script is Script.OTHER:
        return frozenset()
    units = units_of(token.text[2:] if _has_article(token) else token.text, token.script)
    if len(skeleton(units)) > _SHORT or any(map(_is_one_or_two, units)):
        return frozenset()
    heard = [_heard(units, place, token.script) for place in range(len(units))]
    return frozenset(f".{_squeezed(list(reading))}" for reading in islice(product(*heard), _MOST_VOICED))


def _is_one_or_two(unit: int) -> bool:
    usual, *others = unit_classes()[unit]
    return bool(usual) and any(len(other) > len(usual) for other in others)


def _heard(units: bytes, place: int, script: Script) -> tuple[str, ...]:
    """What a unit may be heard as: the class of a consonant, a glide, or nothing that counts (a vowel).

    A weak letter of the Arabic script may be either wherever it stands; of other scripts a vowel beside a vowel."""
    usual, sounds = unit_classes()[units[place]][0], alphabet().sounds[units[place]]
    if usual:
        return (usual,)
    if script is Script.ARABIC:
        return (*(_GLIDES[sound] for sound in sounds if sound in _GLIDES), _SILENT)
    beside = any(alphabet().sounds[unit][0] in _VOWELS for unit in (*units[:place][-1:], *units[place + 1 :][:1]))
    if sounds[0] in _GLIDES:
        return (_GLIDES[sounds[0]] if beside or sounds[0] == "w" else _SILENT,)
    return (_VOWELS[sounds[0]], _SILENT) if beside and _VOWELS.get(sounds[0]) else (_SILENT,)


def _vowels(text: str) -> str:
    """A word without consonants ("Али" has one, "Ая" has none) is its own key by length."""
    return f"_{min(len(text), 3)}"


def keys(name: Name) -> frozenset[str]:
    """The keys a name is indexed under: two spellings of one name nearly always share one, in whatever scripts.

    Initials and titles give none, unless there is nothing else.
    """
    core = [token for token in name.tokens if token.role not in (Role.INITIAL, Role.HONORIFIC, Role.PARTICLE)]
    return frozenset(key for token in core or name.tokens for key in token_keys(token))

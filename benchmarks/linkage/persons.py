"""Synthetic reports by several sources about synthetic people of Arabic and Central Asian naming.

A person has a name in plain letters close to its sound; each report writes it anew: in another script, by another habit
of transliteration, without the patronymic or the middle names, in another order, with a typing error; with a birth date
that is missing, a year only, or slightly wrong; with the day of the event as that source has it. The same seed gives
the same people. No list of real people is used.
"""

from __future__ import annotations

import random
import re
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

import yaml

COLUMNS = ("id", "name", "birth", "gender", "place", "event", "person")
REPORTS = (0.50, 0.27, 0.13, 0.07, 0.03)
"""How many people have one report, two, … five."""
FAMILIES = 9_000


class Person(NamedTuple):
    number: int
    culture: str
    given: str
    middle: tuple[str, ...]
    family: str
    woman: bool
    birth: date
    event: date
    place: tuple[str, ...]


def rows(records: int, seed: int) -> list[dict[str, str]]:
    """About so many reports, shuffled, each as a row of `COLUMNS`."""
    draw = random.Random(seed)  # noqa: S311
    families = {culture: _families(draw, culture) for culture in ("ar", "ca")}
    found: list[dict[str, str]] = []
    number = 0
    while len(found) < records:
        person = _person(draw, number, families)
        number += 1
        reports = draw.choices(range(1, 6), REPORTS)[0]
        found += [_report(draw, person) for _ in range(reports)]
    draw.shuffle(found)
    return [{"id": str(place), **row} for place, row in enumerate(found[:records])]


def _families(draw: random.Random, culture: str) -> list[str]:
    make = _arabic_family if culture == "ar" else _asian_family
    return list(dict.fromkeys(make(draw) for _ in range(FAMILIES)))


def _arabic_family(draw: random.Random) -> str:
    letters = draw.choices(_stems()["consonants"], k=3)
    if draw.random() < 0.3:
        root = re.findall("th|sh|kh|gh|.", draw.choice(_stems()["arabic_roots"]))
        letters = (root + letters)[:3]
    pattern: str = draw.choice(_stems()["arabic_patterns"])
    return pattern.format(*letters)


def _asian_family(draw: random.Random) -> str:
    if draw.random() < 0.15:
        return str(draw.choice(_stems()["russian_family"])) + draw.choice(("ov", "ev", "in", "enko"))
    if draw.random() < 0.25:
        stem = str(draw.choice(_stems()["asian_given_m"]))
    else:
        stem = "".join(draw.choice(part) for part in _stems()["asian_family_parts"])
    return stem + draw.choice(("ov", "ov", "ov", "ev", "ev", "zoda", "bek", "iy"))


def _person(draw: random.Random, number: int, families: dict[str, list[str]]) -> Person:
    culture = draw.choice(("ar", "ca"))
    woman = draw.random() < 0.25
    stems = _stems()
    men, women = ("arabic_given_m", "arabic_given_f") if culture == "ar" else ("asian_given_m", "asian_given_f")
    given = _frequent(draw, stems[women if woman else men])
    middle = tuple(_frequent(draw, stems[men]) for _ in range(draw.choice((1, 1, 2)) if culture == "ar" else 1))
    family = _frequent(draw, families[culture], 0.75)
    birth = date(1955, 1, 1) + timedelta(days=draw.randrange(54 * 365))
    event = date(2014, 6, 1) + timedelta(days=draw.randrange(11 * 365))
    return Person(
        number, culture, given, middle, family, woman, birth, event, tuple(draw.choice(stems["places"][culture]))
    )


def _frequent(draw: random.Random, names: list[str], bend: float = 1.4) -> str:
    """The first names of a list are the common ones."""
    return names[int(len(names) * draw.random() ** (1 / bend if bend < 1 else bend))]


def _report(draw: random.Random, person: Person) -> dict[str, str]:
    script = draw.choices(
        ("Latn", "Arab", "Cyrl"), (0.52, 0.42, 0.06) if person.culture == "ar" else (0.52, 0.06, 0.42)
    )[0]
    return {
        "name": _mistyped(draw, _written(draw, person, script)),
        "birth": _birth(draw, person.birth),
        "gender": "" if draw.random() < 0.15 else "F" if person.woman else "M",
        "place": "" if draw.random() < 0.12 else _place(draw, person.place, script),
        "event": "" if draw.random() < 0.15 else _event(draw, person.event),
        "person": str(person.number),
    }


def _birth(draw: random.Random, born: date) -> str:
    chance = draw.random()
    if chance < 0.35:
        return ""
    if chance < 0.45:
        return str(born.year)
    if chance < 0.49:
        return (born + timedelta(days=draw.choice((-1, 1, 9)))).isoformat()
    if chance < 0.51:
        return f"{born.year + draw.choice((-1, 1))}-{born.month:02}-{min(born.day, 28):02}"
    if chance < 0.525 and born.day <= 12:
        return f"{born.year}-{born.day:02}-{born.month:02}"
    return born.isoformat()


def _event(draw: random.Random, day: date) -> str:
    shift = draw.choices((0, draw.randint(1, 7), draw.randint(8, 45)), (0.55, 0.33, 0.12))[0]
    return (day + timedelta(days=shift * draw.choice((-1, 1)))).isoformat()


def _place(draw: random.Random, names: tuple[str, ...], script: str) -> str:
    english, french, arabic, russian = names
    if script == "Latn":
        return french if draw.random() < 0.2 else english
    return arabic if script == "Arab" else russian


def _written(draw: random.Random, person: Person, script: str) -> str:
    family = person.family + ("a" if person.woman and re.search("(ov|ev|in)$", person.family) else "")
    middle = list(person.middle)
    if person.culture == "ca":
        middle = [middle[0] + ("ovna" if person.woman else "ovich")]
    if draw.random() < (0.45 if person.culture == "ca" else 0.35):
        middle = []
    elif len(middle) > 1 and draw.random() < 0.5:
        middle = middle[:1]
    parts = [person.given, *middle, family]
    chance = draw.random()
    if chance < 0.25:
        parts = [family, person.given, *middle]
    words = [spelt(draw, part, script) for part in parts]
    if script != "Arab" and draw.random() < 0.06:
        words[parts.index(family)] = words[parts.index(family)].upper()
    if chance < 0.08:
        words[0] += ","
    return " ".join(words)


def spelt(draw: random.Random, part: str, script: str) -> str:
    """One part of a name in a script, by one of the habits of those who write it."""
    if script == "Latn":
        return _capital(_replaced(draw, part, LATIN))
    return _capital(_replaced(draw, part, CYRILLIC)) if script == "Cyrl" else _arabic(draw, part)


LATIN = {
    "al-": ("Al-", "Al-", "El-", "Al ", ""),
    "abd": ("Abd", "Abdel ", "Abdul "),
    "kh": ("kh", "kh", "h", "x"), "gh": ("gh", "gh", "g"), "sh": ("sh", "sh", "ch"), "ch": ("ch", "ch", "tch"),
    "zh": ("zh", "j"), "th": ("th", "th", "t"), "q": ("q", "k", "k"), "j": ("j", "j", "dj", "zh"), "x": ("kh",),
    "ay": ("ay", "ai", "ei"), "aw": ("aw", "au", "ow"), "iy": ("iy", "y", "i"), "y": ("y", "y", "i"),
    "u": ("u", "u", "ou", "o"), "i": ("i", "i", "i", "e"), "a": ("a", "a", "a", "a", "a", "e"), "w": ("w", "w", "ou"),
    "ov": ("ov", "ov", "ow"), "ev": ("ev", "ev", "yev"),
}  # fmt: skip
CYRILLIC = {
    "al-": ("Аль-", "Аль-", "Эль-"),
    "abd": ("Абд", "Абдель "),
    "ovich": ("ович", "ұлы", "ович"), "ovna": ("овна",), "ov": ("ов", "өв"), "ev": ("ев",),
    "kh": ("х",), "gh": ("г", "ғ"), "sh": ("ш",), "ch": ("ч",), "zh": ("ж",), "th": ("т", "с"), "x": ("х",),
    "ya": ("я",), "yu": ("ю",), "ye": ("е",), "ay": ("ай", "ей"), "iy": ("ий", "и"), "yy": ("ы",),
    "a": ("а", "а", "а", "ә"), "b": ("б",), "d": ("д",), "e": ("е",), "f": ("ф",), "g": ("г",), "h": ("х", "ҳ"),
    "i": ("и", "и", "и", "і"), "j": ("дж", "ж", "ҷ"), "k": ("к",), "l": ("л",), "m": ("м",), "n": ("н",),
    "o": ("о", "о", "у", "ө"), "p": ("п",), "q": ("к", "қ"), "r": ("р",), "s": ("с",), "t": ("т",),
    "u": ("у", "у", "ұ"), "v": ("в",), "w": ("в", "у"), "y": ("й", "ы"), "z": ("з",), "c": ("ц",),
}  # fmt: skip
ARABIC = {
    "al-": ("ال",),
    "kh": ("خ",), "gh": ("غ",), "sh": ("ش",), "ch": ("تش",), "zh": ("ج",), "th": ("ث", "ت"), "x": ("خ",),
    "ovich": ("وفيتش",), "ovna": ("وفنا",), "iy": ("ي",), "ay": ("ي", "اي"), "aw": ("و",),
    "b": ("ب",), "d": ("د",), "f": ("ف",), "g": ("غ", "ج"), "h": ("ح", "ه"), "j": ("ج",), "k": ("ك",), "l": ("ل",),
    "m": ("م",), "n": ("ن",), "p": ("ب",), "q": ("ق",), "r": ("ر",), "s": ("س", "س", "ص"), "t": ("ت", "ت", "ط"),
    "v": ("ف",), "w": ("و",), "y": ("ي",), "z": ("ز", "ز", "ذ"), "i": ("ي", ""), "u": ("و", ""), "o": ("و",),
    "e": ("ي",), "a": ("ا", ""), "c": ("س",),
}  # fmt: skip


def _replaced(draw: random.Random, part: str, table: dict[str, tuple[str, ...]]) -> str:
    sounds = re.findall("al-|abd|ovich|ovna|kh|gh|sh|ch|zh|th|ya|yu|ye|ay|aw|iy|ov|ev|.", part)
    return "".join(_sound(draw, sound, table) for sound in sounds)


def _sound(draw: random.Random, sound: str, table: dict[str, tuple[str, ...]]) -> str:
    if sound in table:
        return draw.choice(table[sound]) if draw.random() < 0.5 else table[sound][0]
    return "".join(table.get(letter, (letter,))[0] for letter in sound)


def _arabic(draw: random.Random, part: str) -> str:
    """Long vowels stand, short ones mostly do not; words do not begin with a bare vowel."""
    words = []
    for word in part.split(" "):
        letters = _replaced(draw, word, ARABIC)
        if word[0] in "aiuoe" and not word.startswith("al-") and not letters.startswith(("ا", "و", "ي")):
            letters = "ا" + letters
        if word.endswith("a"):
            letters = letters.removesuffix("ا") + draw.choice(("ة", "ه", "ا"))
        words.append(re.sub(r"(.)\1+", r"\1", letters))
    return " ".join(words)


def _capital(text: str) -> str:
    return re.sub(r"(?:^|(?<=[ -]))\w", lambda letter: letter[0].upper(), text)


def _mistyped(draw: random.Random, name: str) -> str:
    if draw.random() >= 0.09 or len(name) < 6:
        return name
    at = draw.randrange(1, len(name) - 1)
    return draw.choice(
        (
            name[:at] + name[at + 1 :],
            name[:at] + name[at + 1] + name[at] + name[at + 2 :],
            name[:at] + name[at] + name[at:],
            name[:at] + draw.choice(name) + name[at + 1 :],
        )
    )


@lru_cache(maxsize=1)
def _stems() -> dict[str, Any]:
    text = (files("benchmarks.linkage") / "stems.yaml").read_text(encoding="utf-8")
    stems: dict[str, Any] = yaml.safe_load(text)
    return stems

"""Which script a word is in, and what its letters are once marks, forms and look-alikes are taken off."""

from __future__ import annotations

import unicodedata
from enum import IntEnum
from typing import Final


class Script(IntEnum):
    """The scripts whose letters the engine knows; everything else is compared letter by letter."""

    LATIN = 0
    CYRILLIC = 1
    ARABIC = 2
    OTHER = 3


# Letters that are themselves, although Unicode can take a mark off them.
_WHOLE: Final = frozenset("йёїўғќѓçğıöüäəčćšşžżźñńřłđðþßåآؤئةىәөүұҳҷӣӯңқ")
_SAME: Final = {
    **dict.fromkeys("أإآٱاﺁ", "ا"),
    **dict.fromkeys("يیېۍ", "ي"),
    **dict.fromkeys("كکڪ", "ك"),
    **dict.fromkeys("هھہۀ", "ه"),
    **dict.fromkeys("ىۓ", "ى"),
    **dict.fromkeys("ةۃ", "ة"),
    **dict(zip("ٹڈڑےەۇۆږڭڅђћљњќѓџþðđ", "تدرياوورنسҷчлнкгҷtdd", strict=True)),
    "å": "o",
    "ø": "ö",
    "æ": "e",
    "œ": "e",
    "ĸ": "к",
    "я": "йа",
    "ю": "йу",
    "є": "йе",
    "щ": "шч",
    "ҝ": "г",
    "ѐ": "е",
    "ѝ": "и",
    "ӥ": "и",
    "ӧ": "ө",
    "ӱ": "ү",
    "ŋ": "n",
    "ț": "c",
    "ţ": "c",
    "ș": "ş",
    "ĩ": "i",
    "į": "i",
}
_APOSTROPHES: Final = frozenset("'’‘ʻʼ`´ʹʿʾ′ˈ‛")
_LATIN_TWINS: Final = dict(zip("аеорсхуікнвмтѕјһ", "aeopcxyiknbmtsjh", strict=True))
_CYRILLIC_TWINS: Final = {latin: cyrillic for cyrillic, latin in _LATIN_TWINS.items()} | {"b": "ь", "ĸ": "к"}
_DIGIT_TWINS: Final = dict(zip("013459", "oieasg", strict=True))


def letter_script(letter: str) -> Script:
    """The script of one folded letter."""
    code = ord(letter)
    if code < 0x250 or 0x1E00 <= code < 0x1F00:
        return Script.LATIN
    if 0x400 <= code < 0x530:
        return Script.CYRILLIC
    return Script.ARABIC if 0x600 <= code < 0x780 else Script.OTHER


def fold(word: str) -> tuple[str, Script]:
    """A word in plain letters of one script.

    Arabic: vowel marks and tatweel go, presentation forms and the variants of alef, ya, kaf, ha become one letter
    (Unicode NFKC; ISO 233 treats them as one consonant). Cyrillic and Latin: lower case, marks off except where the
    marked letter is a letter of an alphabet. An apostrophe stays only in Uzbek oʻ and gʻ. Look-alikes typed from the
    neighbouring alphabet, and digits typed for letters, become what they look like.
    """
    plain = word if word.isascii() else unicodedata.normalize("NFKC", word)
    letters = "".join(map(_letter, plain.lower()))
    script = _prevailing(letters)
    if script is Script.LATIN:
        letters = "".join(_LATIN_TWINS.get(letter, letter) for letter in letters)
        return _without_loose_apostrophes(letters), script
    if script is Script.CYRILLIC:
        letters = "".join(_CYRILLIC_TWINS.get(letter, letter) for letter in letters)
    return letters.replace("'", ""), script


def _letter(letter: str) -> str:
    if "a" <= letter <= "z":
        return letter
    if letter in _SAME:
        return _SAME[letter]
    if letter in _APOSTROPHES:
        return "'"
    if letter in _WHOLE or not unicodedata.decomposition(letter):
        return letter if letter.isalpha() and letter != "ـ" else _DIGIT_TWINS.get(letter, "")
    return "".join(map(_letter, (part for part in unicodedata.normalize("NFD", letter) if part.isalpha())))


def _prevailing(letters: str) -> Script:
    counts = [0, 0, 0, 0]
    for letter in letters:
        if letter != "'":
            counts[letter_script(letter)] += 1
    return Script(counts.index(max(counts)))


def _without_loose_apostrophes(letters: str) -> str:
    if "'" not in letters:
        return letters
    kept = [
        letter
        for place, letter in enumerate(letters)
        if letter != "'" or (place and letters[place - 1] in "og" and place + 1 < len(letters))
    ]
    return "".join(kept)

"""Which script a word is in, and what its letters are once marks, forms and look-alikes are taken off."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
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
LATIN_TWINS: Final = dict(zip("аеорсхуікнвмтѕјһ", "aeopcxyiknbmtsjh", strict=True))
CYRILLIC_TWINS: Final = {latin: cyrillic for cyrillic, latin in LATIN_TWINS.items()} | {"b": "ь", "ĸ": "к"}
_DIGIT_TWINS: Final = dict(zip("013459", "oieasg", strict=True))


def letter_script(letter: str) -> Script:
    """The script of one folded letter."""
    code = ord(letter)
    if code < 0x250 or 0x1E00 <= code < 0x1F00:
        return Script.LATIN
    if 0x400 <= code < 0x530:
        return Script.CYRILLIC
    return Script.ARABIC if 0x600 <= code < 0x780 else Script.OTHER


class _Letters(dict[int, str]):
    """What each code point stands for, worked out when it is first met: a table for `str.translate`."""

    def __init__(self, rule: Callable[[str], str]) -> None:
        self._rule = rule

    def __missing__(self, code: int) -> str:
        found = self[code] = self._rule(chr(code))
        return found


def plain_letter(letter: str) -> str:
    """A lower-case letter without marks, in the form that stands for all its variants; empty for what is no letter."""
    if letter in _SAME:
        return _SAME[letter]
    if letter in _APOSTROPHES:
        return "'"
    if letter in _WHOLE or not unicodedata.decomposition(letter):
        return letter if letter.isalpha() and letter != "ـ" else _DIGIT_TWINS.get(letter, "")
    return "".join(map(plain_letter, (part for part in unicodedata.normalize("NFD", letter) if part.isalpha())))


_PLAIN_LETTERS: Final = _Letters(plain_letter)
_SCRIPT_DIGITS: Final = _Letters(lambda letter: "" if letter == "'" else str(letter_script(letter)))
_TO_LATIN: Final = str.maketrans(LATIN_TWINS)
_TO_CYRILLIC: Final = str.maketrans(CYRILLIC_TWINS)


def fold(word: str) -> tuple[str, Script]:
    """A word in plain letters of one script.

    Arabic: vowel marks and tatweel go, presentation forms and the variants of alef, ya, kaf, ha become one letter
    (Unicode NFKC; ISO 233 treats them as one consonant). Cyrillic and Latin: lower case, marks off except where the
    marked letter is a letter of an alphabet. An apostrophe stays only in Uzbek oʻ and gʻ. Look-alikes typed from the
    neighbouring alphabet, and digits typed for letters, become what they look like.
    """
    plain = word if word.isascii() else unicodedata.normalize("NFKC", word)
    letters = plain.lower().translate(_PLAIN_LETTERS)
    script = Script.LATIN if letters.isascii() else _prevailing(letters)
    if script is Script.LATIN:
        return _without_loose_apostrophes(letters.translate(_TO_LATIN)), script
    if script is Script.CYRILLIC:
        letters = letters.translate(_TO_CYRILLIC)
    return letters.replace("'", ""), script


def _prevailing(letters: str) -> Script:
    digits = letters.translate(_SCRIPT_DIGITS)
    return max(Script, key=lambda script: digits.count(str(int(script))))


def _without_loose_apostrophes(letters: str) -> str:
    if "'" not in letters:
        return letters
    kept = [
        letter
        for place, letter in enumerate(letters)
        if letter != "'" or (place and letters[place - 1] in "og" and place + 1 < len(letters))
    ]
    return "".join(kept)

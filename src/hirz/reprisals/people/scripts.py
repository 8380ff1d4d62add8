"""How a name is written: its script (ISO 15924 codes of the vocabulary), and the form in which it is looked for."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import Final

from hirz.rules.naming import fold

_BY_UNICODE_NAME: Final = {
    "ARABIC": "arab", "CYRILLIC": "cyrl", "LATIN": "latn", "CJK": "hans", "ARMENIAN": "armn", "BENGALI": "beng",
    "DEVANAGARI": "deva", "ETHIOPIC": "ethi", "GEORGIAN": "geor", "GREEK": "grek", "HEBREW": "hebr",
    "HIRAGANA": "jpan", "KATAKANA": "jpan", "KHMER": "khmr", "HANGUL": "kore", "LAO": "laoo", "MONGOLIAN": "mong",
    "MYANMAR": "mymr", "SINHALA": "sinh", "TAMIL": "taml", "THAI": "thai", "TIBETAN": "tibt",
}  # fmt: skip
UNDETERMINED: Final = "zyyy"
_APOSTROPHES: Final = dict.fromkeys(map(ord, "ʻʼ’‘'`´"))


def script_of(text: str) -> str:
    """The script that most of its letters are of."""
    found = Counter(_script_of_letter(letter) for letter in text if letter.isalpha())
    return found.most_common(1)[0][0] if found else UNDETERMINED


def as_sought(text: str) -> str:
    """Without apostrophes, vowel marks and variants of letters: names and what is typed for them meet in this form."""
    return fold(text.translate(_APOSTROPHES))


def _script_of_letter(letter: str) -> str:
    name = unicodedata.name(letter, "")
    return _BY_UNICODE_NAME.get(name.split(" ")[0], UNDETERMINED)

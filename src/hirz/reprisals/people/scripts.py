"""Which script a name is written in, by the letters most of it uses (ISO 15924 codes of the vocabulary)."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import Final

_BY_UNICODE_NAME: Final = {
    "ARABIC": "arab", "CYRILLIC": "cyrl", "LATIN": "latn", "CJK": "hans", "ARMENIAN": "armn", "BENGALI": "beng",
    "DEVANAGARI": "deva", "ETHIOPIC": "ethi", "GEORGIAN": "geor", "GREEK": "grek", "HEBREW": "hebr",
    "HIRAGANA": "jpan", "KATAKANA": "jpan", "KHMER": "khmr", "HANGUL": "kore", "LAO": "laoo", "MONGOLIAN": "mong",
    "MYANMAR": "mymr", "SINHALA": "sinh", "TAMIL": "taml", "THAI": "thai", "TIBETAN": "tibt",
}  # fmt: skip
UNDETERMINED: Final = "zyyy"


def script_of(text: str) -> str:
    found = Counter(_script_of_letter(letter) for letter in text if letter.isalpha())
    return found.most_common(1)[0][0] if found else UNDETERMINED


def _script_of_letter(letter: str) -> str:
    name = unicodedata.name(letter, "")
    return _BY_UNICODE_NAME.get(name.split(" ")[0], UNDETERMINED)

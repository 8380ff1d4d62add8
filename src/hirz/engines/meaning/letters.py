"""The letters of five languages: which of them a text can be in, and one spelling for those that have two scripts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

LANGUAGES: Final = ("ky", "kk", "uz", "tg", "tk")
_CYRILLIC: Final = re.compile("[а-яёіәғқңөұүһӣӯҳҷў]")
_LATIN: Final = re.compile("[a-z]")
_ELSEWHERE: Final = {
    "ky": re.compile("[іәғқұһӣӯҳҷў]"),
    "kk": re.compile("[ӣӯҳҷў]"),
    "uz": re.compile("[іәңөұүһӣӯҷ]|[ňýžäöüşçñ]"),
    "tg": re.compile("[іәңөұүһўщ]|[a-z]{3}"),
    "tk": re.compile("[іғқұһӣӯҳў]|[ñğıʻ]"),
}
"""Letters that the language does not write."""
_RUSSIAN: Final = frozenset(
    [
        "и",
        "в",
        "во",
        "на",
        "с",
        "со",
        "к",
        "о",
        "об",
        "по",
        "из",
        "от",
        "до",
        "за",
        "для",
        "при",
        "не",
        "что",
        "как",
        "или",
        "также",
        "его",
        "её",
        "их",
        "это",
        "этот",
        "все",
        "всех",
        "который",
    ]
)
_RUSSIAN_ENDING: Final = re.compile(
    "(ение|ения|ению|ание|ания|анию|ость|ости|ство|ства|ству|ого|ому|ыми|ует|уют|яет|яют|ает|ают|ться|тся|ных|ная|ное|"
    "ные|ный|ной|ную|ских|ский|ские|ской|ская|ское)$"
)
_APOSTROPHES: Final = str.maketrans(dict.fromkeys("ʻʼ’‘`´", "'"))
_UZBEK: Final = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "yo", "ж": "j", "з": "z", "и": "i", "й": "y",
        "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
        "х": "x", "ц": "s", "ч": "ch", "ш": "sh", "ъ": "'", "ь": "", "э": "e", "ю": "yu", "я": "ya", "ў": "o'",
        "қ": "q", "ғ": "g'", "ҳ": "h", "ы": "i", "щ": "sh",
    }
)  # fmt: skip
_TURKMEN: Final = str.maketrans(
    {
        "а": "a", "б": "b", "в": "w", "г": "g", "д": "d", "е": "e", "ё": "ýo", "ж": "ž", "җ": "j", "з": "z", "и": "i",
        "й": "ý", "к": "k", "л": "l", "м": "m", "н": "n", "ң": "ň", "о": "o", "ө": "ö", "п": "p", "р": "r", "с": "s",
        "т": "t", "у": "u", "ү": "ü", "ф": "f", "х": "h", "ц": "s", "ч": "ç", "ш": "ş", "ъ": "", "ы": "y", "ь": "",
        "э": "e", "ә": "ä", "ю": "ýu", "я": "ýa", "щ": "ş",
    }
)  # fmt: skip
_ONE_SPELLING: Final[Mapping[str, dict[int, str]]] = {
    "uz": _UZBEK,
    "tk": _TURKMEN,
    "tg": str.maketrans({"ӣ": "и"}),  # the stress leaves it when something follows
}


def looks_russian(words: Sequence[str]) -> bool:
    """By its little words and endings. The five languages have taken over many Russian words, but not these."""
    return sum(word in _RUSSIAN or bool(_RUSSIAN_ENDING.search(word)) for word in words) > len(words) / 5


def may_be(text: str, language: str) -> bool:
    """Whether a text in small letters can be in the language, by the letters it has."""
    if language == "tg" and not _CYRILLIC.search(text):
        return False
    if language in ("ky", "kk") and len(_LATIN.findall(text)) > len(_CYRILLIC.findall(text)):
        return False
    return not _ELSEWHERE[language].search(text)


def folded(word: str, language: str) -> str:
    """One spelling for a word that is written in two scripts or with several apostrophes."""
    plain = word.lower().translate(_APOSTROPHES)
    return plain.translate(_ONE_SPELLING.get(language, {}))

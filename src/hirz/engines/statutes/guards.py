"""Words that turn a provision round: a *not* that is missing, a number that is another.

By weight they are one word of many, and by meaning they are all of it. Lists are short and name only what such words
usually are; they were written for this and have not been reviewed by lawyers who are native speakers of all languages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from hirz.engines.statutes.normal import folded
from hirz.engines.statutes.words import stem_of

_NEGATIONS: Final = (
    "not no never neither nor without except cannot не ни нет нельзя без кроме لا لم لن ليس ليست غير دون بدون "
    "عدا эмес жок албайт болбойт емес жоқ алмайды emas yo'q mumkinmas емас йўқ нест надорад däl ýok ne pas "
    "sans aucun"
)
_NUMERALS: Final = (
    "one two three four five six seven eight nine ten eleven twelve fourteen fifteen twenty thirty forty "
    "fifty sixty ninety hundred один одного одной два двух две три трех четыре четырех пять пяти шесть шести "
    "семь семи восемь восьми девять десять десяти двенадцать двенадцати четырнадцать четырнадцати пятнадцать "
    "пятнадцати двадцать двадцати тридцать тридцати сорок шестьдесят шестидесяти девяносто сто واحد واحدة "
    "يومين شهرين سنتين ثلاث ثلاثة أربع أربعة خمس خمسة ست ستة سبع سبعة ثماني ثمانية تسع تسعة عشر عشرة عشرين "
    "ثلاثين أربعين خمسين ستين سبعين ثمانين تسعين مائة бир эки үч төрт беш алты жети сегиз тогуз жыйырма отуз "
    "кырк элүү алтымыш жүз бір екі төрт бес жеті тоғыз жиырма отыз қырық елу алпыс bir ikki uch to'rt besh "
    "olti yetti sakkiz to'qqiz o'n yigirma o'ttiz қирқ як ду се чор панҷ шаш ҳафт ҳашт нӯҳ даҳ понздаҳ бист "
    "сӣ un deux trois quatre cinq sept huit neuf dix quinze vingt trente"
)
_NEGATING: Final = frozenset(map(folded, _NEGATIONS.split()))
_COUNTING: Final = frozenset(map(folded, _NUMERALS.split())) | frozenset(map(stem_of, _NUMERALS.split()))


def negations(words: Iterable[str]) -> int:
    """How many of these words say no."""
    return sum(folded(word) in _NEGATING for word in words)


def numbers(words: Iterable[str]) -> Counter[str]:
    """Figures and number words among these, by stem."""
    return Counter(stem for word in words if (stem := stem_of(word)) in _COUNTING or any(map(str.isdigit, stem)))


__all__ = ["negations", "numbers"]

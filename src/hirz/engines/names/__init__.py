"""Personal names across scripts: take apart, index, compare, explain.

`parse` takes a name apart, `keys` says what to index it under, `compare` holds two against each other and `explain`
puts that in words; `compare_many` and `score_against` give the scores of many, compiled. Names of groups and
places have their own modules, `organisations` and `places`.

>>> from hirz.engines.names import compare, keys, parse
>>> compare("نورلان عبد القادروف", "Абдыкадыров Нурлан").same
True
>>> sorted(keys(parse("Нурлан")) & keys(parse("نورلان")))
['NRLN']
"""

from hirz.engines.names.comparing import Comparison, Likeness, Pairing, Remark, compare, compare_many, score_against
from hirz.engines.names.errors import LengthsDiffer, NamesError, UnknownLanguage, WeightsDoNotFit
from hirz.engines.names.explaining import LANGUAGES, explain, explain_organisations
from hirz.engines.names.parsing import Name, Role, Token, parse
from hirz.engines.names.scripts import Script
from hirz.engines.names.skeletons import keys
from hirz.engines.names.warming import warm_up

__all__ = [
    "LANGUAGES",
    "Comparison",
    "LengthsDiffer",
    "Likeness",
    "Name",
    "NamesError",
    "Pairing",
    "Remark",
    "Role",
    "Script",
    "Token",
    "UnknownLanguage",
    "WeightsDoNotFit",
    "compare",
    "compare_many",
    "explain",
    "explain_organisations",
    "keys",
    "parse",
    "score_against",
    "warm_up",
]

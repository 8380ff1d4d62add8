"""Personal names across scripts: take apart, index, compare, explain.

>>> from hirz.engines.names import compare, keys, parse
>>> compare("نورلان عبد القادروف", "Абдыкадыров Нурлан").same
True
>>> sorted(keys(parse("Нурлан")) & keys(parse("نورلان")))
['NRLN']
"""

from hirz.engines.names.comparing import Comparison, Likeness, Pairing, Remark, compare, compare_many
from hirz.engines.names.explaining import LANGUAGES, explain
from hirz.engines.names.parsing import Name, Role, Token, parse
from hirz.engines.names.scripts import Script
from hirz.engines.names.skeletons import keys

__all__ = [
    "LANGUAGES",
    "Comparison",
    "Likeness",
    "Name",
    "Pairing",
    "Remark",
    "Role",
    "Script",
    "Token",
    "compare",
    "compare_many",
    "explain",
    "keys",
    "parse",
]

"""Which letters stand for each other in two spellings, for the explanation of a comparison."""

from __future__ import annotations

from itertools import product

from hirz.engines.names.parsing import Token
from hirz.engines.names.skeletons import unit_classes
from hirz.engines.names.units import alphabet, units_of
from hirz.engines.names.weights import weights


def letters_between(a: tuple[Token, ...], b: tuple[Token, ...]) -> tuple[tuple[str, str], ...]:
    """Pairs of letters (or groups) opposite each other that are consonants and do not read alike at once.

    A letter opposite nothing stands beside an empty text. The alignment is the best one under the learnt odds.
    """
    first, second = _units(a), _units(b)
    return tuple(dict.fromkeys((_text(x), _text(y)) for x, y in _steps(first, second) if _worth_telling(x, y)))


def _units(tokens: tuple[Token, ...]) -> list[int]:
    return [unit for token in tokens for unit in units_of(token.text, token.script)]


def _text(unit: int | None) -> str:
    return "" if unit is None else alphabet().texts[unit].strip("^$")


def _worth_telling(x: int | None, y: int | None) -> bool:
    classes, sounds = unit_classes(), alphabet().sounds
    if x is None or y is None:
        return any(any(classes[unit]) for unit in (x, y) if unit is not None)
    return any(classes[x] + classes[y]) and sounds[x][:1] != sounds[y][:1]


def _steps(a: list[int], b: list[int]) -> list[tuple[int | None, int | None]]:
    odds, scripts = weights().odds, alphabet().scripts
    best: dict[tuple[int, int], tuple[float, int]] = {(0, 0): (0.0, 0)}
    for i, j in product(range(len(a) + 1), range(len(b) + 1)):
        choices = []
        if i and j:
            choices.append((best[i - 1, j - 1][0] + float(odds.pair[a[i - 1], b[j - 1]]), 0))
        if i:
            choices.append((best[i - 1, j][0] + float(odds.gap[a[i - 1], scripts[b[0]]]), 1))
        if j:
            choices.append((best[i, j - 1][0] + float(odds.gap[b[j - 1], scripts[a[0]]]), 2))
        if choices:
            best[i, j] = max(choices)
    return _walked_back(a, b, best)


def _walked_back(
    a: list[int], b: list[int], best: dict[tuple[int, int], tuple[float, int]]
) -> list[tuple[int | None, int | None]]:
    i, j = len(a), len(b)
    steps: list[tuple[int | None, int | None]] = []
    while i or j:
        move = best[i, j][1]
        steps.append((a[i - 1] if move != 2 else None, b[j - 1] if move != 1 else None))
        i, j = i - (move != 2), j - (move != 1)
    return steps[::-1]

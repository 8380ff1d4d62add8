"""Whether the parts of a number add up to it, said for each dimension by itself.

A number of people or things (COUNT) that is divided by sex, age group, disability or any other dimension either adds
up, or the page says by how much it does not, or it says that the number is not disaggregated. A rate is never added: it
lies between its smallest and its largest part, or something is wrong. Parts that may hold the same person twice (groups
to which people say they belong) are not added either: none of them can be more than the whole.

People place themselves: who prefers not to say is a part like the others (``NOT_SAID``), and who was not asked is
another (``NOT_KNOWN``), so that nobody has to be guessed to make a sum come out. Zero is a number that somebody
reported; where nobody reported there is no number, and nothing here turns the one into the other.

Source: OHCHR, "A human rights-based approach to data" (2018), principles of disaggregation and self-identification;
A/RES/71/313, annex, paragraph on disaggregation of the indicators of the Sustainable Development Goals.

How it is used::

    by_sex = Breakdown("sex", {"sex_female": Decimal(6), "sex_male": Decimal(4)})
    whole = Disaggregated(total=Decimal(10), breakdowns=(by_sex,))
    whole.finding("sex").outcome is Outcome.SUMS
    whole.finding("age_group").outcome is Outcome.NOT_DISAGGREGATED
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from hirz.rules.errors import BadInput

NOT_SAID: Final = "not_said"
NOT_KNOWN: Final = "not_known"
"""How the codes of these parts end: ``sex_not_said``, ``age_group_not_known``."""

DIGITS: Final = 18
DECIMALS: Final = 6
"""What a number may have at most, all its digits and those after the point: columns and sums hold that exactly."""

_LARGEST: Final = Decimal(10) ** (DIGITS - DECIMALS)
_SMALLEST_STEP: Final = Decimal(10) ** -DECIMALS
# A sum of any number of parts that anybody can write still has room.
_WIDE: Final = Context(prec=2 * DIGITS)


class NumberNotExact(BadInput):
    """Not a number, not finite, below zero, or with more digits than are kept."""

    code = "number_not_exact"


class DividedTwice(BadInput):
    """The same number is divided by one dimension twice."""

    code = "number_divided_twice"


class Kind(StrEnum):
    """What sort of number it is."""

    COUNT = "COUNT"
    RATE = "RATE"


class Outcome(StrEnum):
    """What is said of a number beside its parts."""

    NOT_DISAGGREGATED = "NOT_DISAGGREGATED"
    SUMS = "SUMS"
    DOES_NOT_SUM = "DOES_NOT_SUM"
    NOT_ADDED = "NOT_ADDED"
    CANNOT_BE = "CANNOT_BE"


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The parts of one number by one dimension: code of the part → its value, exact and not below zero.

    ``overlapping``: somebody may be in several parts. Raises ``NumberNotExact``.
    """

    dimension: str
    parts: Mapping[str, Decimal]
    overlapping: bool = False

    def __post_init__(self) -> None:
        for value in self.parts.values():
            exact(value)
        object.__setattr__(self, "parts", MappingProxyType(dict(self.parts)))


@dataclass(frozen=True, slots=True)
class Finding:
    """What is said, and by how much it is off.

    ``difference`` is the total less its parts where parts are added: above zero that many are in no part, below zero
    that many are counted more than once. With CANNOT_BE it is how far the number lies outside what is possible.
    """

    outcome: Outcome
    difference: Decimal = Decimal(0)

    @property
    def holds(self) -> bool:
        """Whether number and parts can stand beside each other without a word."""
        return self.outcome in (Outcome.SUMS, Outcome.NOT_ADDED)


@dataclass(frozen=True, slots=True)
class Disaggregated:
    """One reported number with whatever divides it. Raises ``NumberNotExact`` and ``DividedTwice``."""

    total: Decimal
    breakdowns: tuple[Breakdown, ...] = ()
    kind: Kind = Kind.COUNT

    def __post_init__(self) -> None:
        exact(self.total)
        dimensions = [one.dimension for one in self.breakdowns]
        if len(dimensions) != len(set(dimensions)):
            raise DividedTwice

    def finding(self, dimension: str) -> Finding:
        """What is said of the number by one dimension; NOT_DISAGGREGATED where it has no parts."""
        for one in self.breakdowns:
            if one.dimension == dimension and one.parts:
                return _found(self.total, one, self.kind)
        return Finding(Outcome.NOT_DISAGGREGATED)

    def findings(self, dimensions: Iterable[str]) -> Mapping[str, Finding]:
        """The same for every dimension that was asked for, in the order in which it was asked."""
        return {dimension: self.finding(dimension) for dimension in dimensions}


def exact(value: Decimal) -> Decimal:
    """The number itself, when it can be kept as it is: finite, not below zero, at most ``DIGITS`` with ``DECIMALS``.

    Raises ``NumberNotExact``.
    """
    if not value.is_finite() or not 0 <= value < _LARGEST or value.quantize(_SMALLEST_STEP, context=_WIDE) != value:
        raise NumberNotExact
    return value


def added(values: Iterable[Decimal]) -> Decimal:
    """The exact sum of exact numbers, however many digits the context of the caller keeps."""
    with localcontext(_WIDE):
        return sum(values, Decimal(0))


def _found(total: Decimal, breakdown: Breakdown, kind: Kind) -> Finding:
    values = breakdown.parts.values()
    with localcontext(_WIDE):
        if kind is Kind.RATE:
            return _not_added(max(min(values) - total, total - max(values), Decimal(0)))
        if breakdown.overlapping:
            return _not_added(max(max(values) - total, Decimal(0)))
        difference = total - added(values)
    return Finding(Outcome.DOES_NOT_SUM if difference else Outcome.SUMS, difference)


def _not_added(outside: Decimal) -> Finding:
    return Finding(Outcome.CANNOT_BE if outside else Outcome.NOT_ADDED, outside)

"""What the human rights treaties say about themselves: when they bind a State, and how their procedures are accepted.

Nine core treaties and nine optional protocols, by the codes of the vocabulary ``treaty``. Days have no time zone: the
depositary counts in days. Sources: the final clauses of each treaty; United Nations Treaty Collection, chapter IV, for
the days on which the treaties themselves came into force.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import ClassVar, Final

from hirz.rules.errors import BadInput


class NotATreaty(BadInput):
    """The code is none of a human rights treaty. It may be somebody's typing, so it is not repeated."""

    code: ClassVar[str] = "treaty_unknown"


class Procedure(StrEnum):
    """Codes of the vocabulary ``treaty_procedure`` that a State can accept or exclude."""

    INDIVIDUAL_COMMUNICATIONS = "individual_communications"
    INQUIRY = "inquiry"
    INTER_STATE = "inter_state"


class Door(StrEnum):
    """How a procedure comes to bind a party."""

    WITH_THE_TREATY = "WITH_THE_TREATY"
    UNLESS_EXCLUDED = "UNLESS_EXCLUDED"
    BY_DECLARATION = "BY_DECLARATION"


@dataclass(frozen=True)
class Wait:
    """The time between the deposit of an instrument and the day on which it binds; ``article`` says so."""

    article: str
    days: int = 0
    months: int = 0
    first_of_month: bool = False

    def after(self, deposit_date: date) -> date:
        """The day that is so long after the deposit; with ``first_of_month``, the first day of the month after it."""
        day = months_after(deposit_date, self.months) + timedelta(days=self.days)
        return months_after(day.replace(day=1), 1) if self.first_of_month else day


@dataclass(frozen=True)
class Opening:
    """One procedure under a treaty, how it is accepted, and the article that says so."""

    procedure: Procedure
    door: Door
    article: str


@dataclass(frozen=True)
class TreatyLaw:
    """The clauses of one treaty. ``leaves`` is the wait after a denunciation, where the treaty provides for one."""

    code: str
    in_force_date: date
    wait: Wait
    parent: str | None = None
    openings: tuple[Opening, ...] = ()
    leaves: Wait | None = None


def months_after(day: date, months: int) -> date:
    """The same day of the month, so many months later; the last day of the month where it has no such day.

    ``months`` may be negative. Source: the way the depositary counts "three months after the date of the deposit".
    """
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def law_of(treaty: str) -> TreatyLaw:
    """Return the clauses of a treaty by its code. Raises ``NotATreaty``."""
    if treaty not in TREATIES:
        raise NotATreaty
    return TREATIES[treaty]


def entry_into_force(treaty: str, deposit_date: date) -> date:
    """The day on which a treaty binds a State that deposited its instrument on ``deposit_date``.

    Never before the treaty itself came into force: an instrument deposited earlier waited for that day. Raises
    ``NotATreaty``.
    """
    law = law_of(treaty)
    return max(law.in_force_date, law.wait.after(deposit_date))


def end_by_denunciation(treaty: str, denunciation_date: date) -> date | None:
    """The day on which a denunciation takes effect, or nothing where the treaty has no clause on denunciation.

    Raises ``NotATreaty``.
    """
    leaves = law_of(treaty).leaves
    return leaves.after(denunciation_date) if leaves else None


def _by_declaration(article: str, procedure: Procedure = Procedure.INDIVIDUAL_COMMUNICATIONS) -> Opening:
    return Opening(procedure, Door.BY_DECLARATION, article)


def _with_treaty(article: str, procedure: Procedure = Procedure.INDIVIDUAL_COMMUNICATIONS) -> Opening:
    return Opening(procedure, Door.WITH_THE_TREATY, article)


def _unless_excluded(article: str) -> Opening:
    return Opening(Procedure.INQUIRY, Door.UNLESS_EXCLUDED, article)


def _days(article: str) -> Wait:
    return Wait(article, days=30)


def _months(article: str, months: int = 3) -> Wait:
    return Wait(article, months=months)


INTER_STATE: Final = Procedure.INTER_STATE
_LAWS: Final = (
    TreatyLaw(
        "icerd",
        date(1969, 1, 4),
        _days("art. 19 (2)"),
        openings=(_by_declaration("art. 14"), _with_treaty("art. 11", INTER_STATE)),
        leaves=_months("art. 21", 12),
    ),
    TreatyLaw("icescr", date(1976, 1, 3), _months("art. 27 (2)")),
    TreatyLaw(
        "icescr_op",
        date(2013, 5, 5),
        _months("art. 18 (2)"),
        parent="icescr",
        openings=(
            _with_treaty("art. 2"),
            _by_declaration("art. 11", Procedure.INQUIRY),
            _by_declaration("art. 10", INTER_STATE),
        ),
        leaves=_months("art. 20", 6),
    ),
    TreatyLaw("iccpr", date(1976, 3, 23), _months("art. 49 (2)"), openings=(_by_declaration("art. 41", INTER_STATE),)),
    TreatyLaw(
        "iccpr_op1",
        date(1976, 3, 23),
        _months("art. 9 (2)"),
        parent="iccpr",
        openings=(_with_treaty("art. 1"),),
        leaves=_months("art. 12", 3),
    ),
    TreatyLaw("iccpr_op2", date(1991, 7, 11), _months("art. 8 (2)"), parent="iccpr"),
    TreatyLaw("cedaw", date(1981, 9, 3), _days("art. 27 (2)")),
    TreatyLaw(
        "op_cedaw",
        date(2000, 12, 22),
        _months("art. 16 (2)"),
        parent="cedaw",
        openings=(_with_treaty("art. 1"), _unless_excluded("arts. 8 and 10")),
        leaves=_months("art. 19", 6),
    ),
    TreatyLaw(
        "cat",
        date(1987, 6, 26),
        _days("art. 27 (2)"),
        openings=(
            _by_declaration("art. 22"),
            _unless_excluded("arts. 20 and 28"),
            _by_declaration("art. 21", INTER_STATE),
        ),
        leaves=_months("art. 31", 12),
    ),
    TreatyLaw("opcat", date(2006, 6, 22), _days("art. 28 (2)"), parent="cat", leaves=_months("art. 33", 12)),
    TreatyLaw("crc", date(1990, 9, 2), _days("art. 49 (2)"), leaves=_months("art. 52", 12)),
    TreatyLaw("op_crc_ac", date(2002, 2, 12), _months("art. 10 (2)", 1), parent="crc", leaves=_months("art. 11", 12)),
    TreatyLaw("op_crc_sc", date(2002, 1, 18), _months("art. 14 (2)", 1), parent="crc", leaves=_months("art. 15", 12)),
    TreatyLaw(
        "op_crc_ic",
        date(2014, 4, 14),
        _months("art. 19 (2)"),
        parent="crc",
        openings=(
            _with_treaty("art. 5"),
            _unless_excluded("art. 13"),
            _by_declaration("art. 12", INTER_STATE),
        ),
        leaves=_months("art. 22", 6),
    ),
    TreatyLaw(
        "icmw",
        date(2003, 7, 1),
        Wait("art. 87 (2)", months=3, first_of_month=True),
        openings=(_by_declaration("art. 77"), _by_declaration("art. 76", INTER_STATE)),
        leaves=Wait("art. 89", months=12, first_of_month=True),
    ),
    TreatyLaw("crpd", date(2008, 5, 3), _days("art. 45 (2)"), leaves=_months("art. 48", 12)),
    TreatyLaw(
        "op_crpd",
        date(2008, 5, 3),
        _days("art. 13 (2)"),
        parent="crpd",
        openings=(_with_treaty("art. 1"), _unless_excluded("arts. 6 and 8")),
        leaves=_months("art. 16", 12),
    ),
    TreatyLaw(
        "icpped",
        date(2010, 12, 23),
        _days("art. 39 (2)"),
        openings=(_by_declaration("art. 31"), _by_declaration("art. 32", INTER_STATE)),
    ),
)
TREATIES: Final[Mapping[str, TreatyLaw]] = MappingProxyType({law.code: law for law in _LAWS})
"""Every treaty by its code, core treaties before their protocols."""

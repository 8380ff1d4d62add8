"""Calendar facts that others published, and what the rules make of the same facts: a table that is run and shown.

It is checked row by row in ``test_calendar_facts``, and ``python -m tests.rules.calendar_facts`` writes it into
``docs/explanation/calendar.md``. Deposits are those of the United Nations Treaty Collection, chapter IV.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from hirz.rules.mechanism_facts import EventFact, EventKind, StateFacts
from hirz.rules.obligations import obligations
from hirz.rules.reporting_law import RULES
from hirz.rules.treaty_status import TreatyFact, standing_on
from tests.rules.states import act, event

PAGE: Final = Path(__file__).parents[2] / "docs" / "explanation" / "calendar.md"
START, END = "<!-- facts -->\n", "<!-- end of facts -->"
UNTIL: Final = date(2035, 12, 31)
SESSIONS: Final = {
    number: date.fromisoformat(day)
    for number, day in (
        (16, "2013-04-22"), (20, "2014-10-27"), (30, "2018-05-07"), (34, "2019-11-04"), (35, "2020-01-20"),
        (39, "2021-11-01"), (44, "2023-11-06"), (48, "2025-01-20"), (49, "2025-04-28"),
    )
}  # fmt: skip
IN_FORCE: Final = "in force"


@dataclass(frozen=True, kw_only=True)
class Fact:
    """What was on record of a State, what a rule makes of it, and what was published.

    ``published`` is as exact as the source. ``known`` marks what is from general knowledge and not yet from a source.
    ``difference`` says why the two are not the same, and is empty where they are.
    """

    state: str
    of: tuple[TreatyFact | EventFact, ...]
    rule: str
    computed: str
    published: str
    source: str
    known: bool = False
    difference: str = ""

    @property
    def agrees(self) -> bool:
        return self.computed.startswith(self.published)

    def outcomes(self) -> tuple[str, ...]:
        """Every day that the rule gives from what was on record."""
        actions = tuple(one for one in self.of if isinstance(one, TreatyFact))
        if self.rule == IN_FORCE:
            return (str(standing_on(UNTIL, actions[0].treaty, actions).since_date),)
        events = tuple(one for one in self.of if isinstance(one, EventFact))
        facts = StateFacts(state="XM", actions=actions, events=events)
        owed = obligations(facts, until=UNTIL, sessions=SESSIONS)
        return tuple(one.due_date.isoformat() for one in owed if one.rule.code == self.rule)


def _binds(state: str, treaty: str, deposit: str, computed: str, source: str, *, published: str = "") -> Fact:
    return Fact(
        state=state, of=(act(treaty, deposit),), rule=IN_FORCE, computed=computed, published=published or computed,
        source=source,
    )  # fmt: skip


def _reports(
    state: str, rule: str, deposit: str, computed: str, published: str, source: str, *, difference: str = "",
    known: bool = False,
) -> Fact:  # fmt: skip
    of = (act(RULES[rule].treaty or "", deposit),)
    return Fact(
        state=state, of=of, rule=rule, computed=computed, published=published, source=source, difference=difference,
        known=known,
    )  # fmt: skip


def _series(state: str, rule: str, deposit: str, computed: str, symbol: str) -> Fact:
    """A report whose document says in which year it was due."""
    year = computed[:4]
    return _reports(state, rule, deposit, computed, year, f"{symbol}: report due in {year}", known=True)


def _review(
    state: str, session: int, held: str, computed: str, published: str, *, rule: str = "upr.review",
    difference: str = "", known: bool = False,
) -> Fact:  # fmt: skip
    return Fact(
        state=state, of=(event(EventKind.UPR_REVIEWED, held, session=session),), rule=rule, computed=computed,
        published=published, source="Timetable of the Working Group", difference=difference, known=known,
    )  # fmt: skip


_WITHIN: Final = "the rule gives the first day of the session, the timetable the State's own day within it"
_FIRST_CYCLE: Final = "after the first cycle the order of sessions does not tell: a time of four and a half years"
_CRC: Final = "Annual report of the CRC, annex on States parties"
_ADOPTED: Final = EventKind.CONCLUDING_OBSERVATIONS

FACTS: Final = (
    _binds("Tajikistan", "icmw", "2002-01-08", "2003-07-01", "Asia-Plus, 4 April 2011", published="2003"),
    _binds("Russian Federation", "crc", "1990-08-16", "1990-09-15", _CRC),
    _binds("Ethiopia", "crc", "1991-05-14", "1991-06-13", _CRC),
    _binds("Azerbaijan", "crc", "1992-08-13", "1992-09-12", _CRC),
    _binds("Ecuador", "crc", "1990-03-23", "1990-09-02", f"{_CRC}: with the Convention itself"),
    _binds("Albania", "crc", "1992-02-27", "1992-03-28", f"{_CRC}: a leap year"),
    _reports(
        "Uzbekistan", "crc.initial", "1994-06-29", "1996-07-29", "1996", "CRC/C/41/Add.8: report due in 1996"
    ),
    _reports(
        "Turkmenistan", "icerd.initial", "1994-09-29", "1995-10-29", "1995",
        "CERD/C/TKM/CO/5, para. 4: about nine years late in 2004",
    ),
    _reports(
        "Kyrgyzstan", "crc.periodic", "1994-10-07", "2011-11-06", "2010", "CRC/C/KGZ/3-4: reports due in 2010",
        difference="the Committee asked for the third and fourth report together and named the day",
    ),
    _reports(
        "Tajikistan", "icmw.periodic", "2002-01-08", "2019-07-01", "2017", "CMW/C/TJK/2: report due in 2017",
        difference="the Committee named a day five years after its observations of 26 April 2012",
    ),
    _series("Kazakhstan", "crc.initial", "1994-08-12", "1996-09-11", "CRC/C/41/Add.13"),
    _series("Kyrgyzstan", "crc.initial", "1994-10-07", "1996-11-06", "CRC/C/41/Add.6"),
    _series("Tajikistan", "crc.initial", "1993-10-26", "1995-11-25", "CRC/C/28/Add.14"),
    _series("Kazakhstan", "cat.initial", "1998-08-26", "1999-09-25", "CAT/C/47/Add.1"),
    _series("Kyrgyzstan", "cat.initial", "1997-09-05", "1998-10-05", "CAT/C/42/Add.1"),
    _series("Uzbekistan", "cat.initial", "1995-09-28", "1996-10-28", "CAT/C/32/Add.3"),
    _series("Kyrgyzstan", "icmw.initial", "2003-09-29", "2005-01-01", "CMW/C/KGZ/1"),
    _series("Turkmenistan", "crpd.initial", "2008-09-04", "2010-10-04", "CRPD/C/TKM/1"),
    _series("Kazakhstan", "icpped.initial", "2009-02-27", "2012-12-23", "CED/C/KAZ/1"),
    _reports(
        "Kazakhstan", "icescr.initial", "2006-01-24", "2008-04-24", "2008-06-30", "E/C.12/KAZ/1: report due",
        difference="the Committee lets the reports of a year fall due on its 30 June", known=True,
    ),
    Fact(
        state="Turkmenistan",
        of=(act("iccpr", "1997-05-01"), event(_ADOPTED, "2012-03-28", "iccpr", next_date=date(2015, 3, 30))),
        rule="committee.report", computed="2015-03-30", published="2015-03-30", source="CCPR/C/TKM/CO/1, para. 25",
    ),
    Fact(
        state="Turkmenistan", of=(act("iccpr", "1997-05-01"), event(_ADOPTED, "2012-03-28", "iccpr")),
        rule="ccpr.follow_up", computed="2013-03-28", published="2013-03",
        source="CCPR/C/TKM/CO/1, para. 24: within one year",
    ),
    Fact(
        state="Tajikistan",
        of=(act("icmw", "2002-01-08"), event(_ADOPTED, "2012-04-26", "icmw", next_date=date(2017, 4, 26))),
        rule="committee.report", computed="2017-04-26", published="2017", source="CMW/C/TJK/2: report due in 2017",
    ),
    _review("Kazakhstan", 7, "2010-02-12", "2014-08-12", "2014-10", rule="upr.review_expected",
            difference=_FIRST_CYCLE),
    _review("Uzbekistan", 3, "2008-12-11", "2013-06-11", "2013-04", rule="upr.review_expected",
            difference=_FIRST_CYCLE),
    _review("Kazakhstan", 20, "2014-10-30", "2019-11-04", "2019-11", known=True),
    _review("Kazakhstan", 34, "2019-11-07", "2025-01-20", "2025-01-23", difference=_WITHIN),
    _review("Kyrgyzstan", 21, "2015-01-19", "2020-01-20", "2020-01"),
    _review("Kyrgyzstan", 35, "2020-01-20", "2025-04-28", "2025-04-28"),
    _review("Tajikistan", 25, "2016-05-06", "2021-11-01", "2021-11"),
    _review("Turkmenistan", 16, "2013-04-22", "2018-05-07", "2018-05"),
    _review("Turkmenistan", 30, "2018-05-07", "2023-11-06", "2023-11-06"),
    _review("Uzbekistan", 16, "2013-04-24", "2018-05-07", "2018-05"),
    _review("Uzbekistan", 30, "2018-05-09", "2023-11-06", "2023-11-08", difference=_WITHIN),
)  # fmt: skip


def table(facts: Iterable[Fact] = FACTS) -> str:
    """The facts as a table in Markdown."""
    head = "| State | on record | rule | computed | published | source | difference |\n" + "| --- " * 7 + "|\n"
    return head + "".join(f"| {' | '.join(_cells(fact))} |\n" for fact in facts)


def _cells(fact: Fact) -> tuple[str, ...]:
    source = f"{fact.source} (to be verified)" if fact.known else fact.source
    recorded = "; ".join(map(_words, fact.of))
    rule = fact.rule if fact.rule == IN_FORCE else f"`{fact.rule}`"
    return fact.state, recorded, rule, fact.computed, fact.published, source, fact.difference


def _words(one: TreatyFact | EventFact) -> str:
    if isinstance(one, TreatyFact):
        return f"`{one.treaty}` deposited {one.on_date}"
    if one.session:
        return f"reviewed at session {one.session}"
    named = f", which named {one.next_date}" if one.next_date else ""
    return f"observations of {one.on_date}{named}"


def page_with_table(page: str) -> str:
    """The page with the table as it is now in its place."""
    before, _marker, rest = page.partition(START)
    return before + START + "\n" + table() + "\n" + END + rest.partition(END)[2]


if __name__ == "__main__":
    PAGE.write_text(page_with_table(PAGE.read_text(encoding="utf-8")), encoding="utf-8")

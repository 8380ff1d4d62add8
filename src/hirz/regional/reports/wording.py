"""How the refusals about reports are put, and what stands in the way of issuing one."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from hirz.foundation.wording import register_words
from hirz.regional.reports.refusals import HeadingMissing, NothingToReport, ReportFrozen, SectionChangedMeanwhile
from hirz.regional.reports.sheets import NotOurSheet
from hirz.rules.releasing import NotShared
from hirz.rules.reports_out import InTheWay, NotReady, NotTheirsToWrite, Obstacle

register_words(
    {
        ReportFrozen.code: _("The report is issued: nothing in it changes any more."),
        SectionChangedMeanwhile.code: _(
            "Somebody saved another text meanwhile. Yours is still in the form below: compare both, then save again."
        ),
        NothingToReport.code: _("No recommendation of this review is on record."),
        HeadingMissing.code: _("Write a heading."),
        NotOurSheet.code: _("This is no table of measures that was downloaded here, or it is damaged."),
        NotShared.code: _("The report rests on something that is not shared with those it is for."),
        NotReady.code: _("Something is still in the way: the list above says what."),
        NotTheirsToWrite.code: _("Reports of this kind, or for these readers, are not yours to write."),
    }
)

_OBSTACLES: Mapping[Obstacle, object] = {
    Obstacle.CITATION_LEADS_NOWHERE: _("Section %(section)s cites [%(number)s], and no source has this number."),
    Obstacle.TOO_LONG: _("Too long. Words over the limit: %(number)s."),
    Obstacle.SECTION_EMPTY: _("Section %(section)s is empty."),
}


def words_for_obstacle(way: InTheWay) -> str:
    return str(_OBSTACLES[way.obstacle]) % {"section": way.section, "number": way.number}


COLUMNS: Mapping[str, object] = {
    "title": _("Title"),
    "account": _("Account of the measure"),
    "due_date": _("Due"),
    "every_months": _("Report every so many months"),
    "as_of": _("Update: as of"),
    "progress": _("Update: how it stands"),
    "words": _("Update: in words"),
}
_FAULTS: Mapping[str, object] = {
    "missing": _("is missing"),
    "date": _("is no day; write 2026-05-14"),
    "number": _("is no whole number"),
    "code": _("is none of the codes on the second sheet"),
    "too_long": _("is too long"),
}


def words_for_fault(column: str, fault: str) -> str:
    return pgettext("fault in a table", "%(column)s %(fault)s") % {
        "column": COLUMNS[column], "fault": _FAULTS[fault],
    }  # fmt: skip

"""How the refusals about reports are put, and what stands in the way of issuing one."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from hirz.foundation.wording import register_words
from hirz.regional.reports.refusals import HeadingMissing, NothingToReport, ReportFrozen, SectionChangedMeanwhile
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

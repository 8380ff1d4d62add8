from __future__ import annotations

from typing import ClassVar

from hirz.rules.errors import BadInput, RefusedByRule


class ReportFrozen(RefusedByRule):
    """The report is issued: nothing in it changes any more."""

    code: ClassVar[str] = "report_out_frozen"


class SectionChangedMeanwhile(RefusedByRule):
    """Somebody saved another text for this section since it was opened. Neither is lost."""

    code: ClassVar[str] = "report_section_changed"


class NothingToReport(BadInput):
    """There is no recommendation of this review on record."""

    code: ClassVar[str] = "report_about_nothing"


class HeadingMissing(BadInput):
    code: ClassVar[str] = "report_heading_missing"

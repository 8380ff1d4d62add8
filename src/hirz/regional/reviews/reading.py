"""Who reads what is sealed is on record, in the transaction that shows it: without the entry there is no page."""

from __future__ import annotations

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import record
from hirz.regional.reviews.models import AlternativeReport, Visit
from hirz.regional.reviews.verbs import ReviewVerb


def note_report_read(*, report: AlternativeReport, by: User) -> None:
    record(ReviewVerb.READ_ALTERNATIVE_REPORT, by=by, subject=report)


def note_meetings_read(*, visit: Visit, by: User) -> None:
    record(ReviewVerb.READ_VISIT_MEETINGS, by=by, subject=visit)

"""Period reports: drafted from what was recorded, written by people in versions, cleared by somebody else."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action, record
from hirz.foundation.keys.sealed import require_opened
from hirz.regional.organisations.permissions import require_edit, require_validate
from hirz.regional.programme.drafting import DRAFTED_IN, drafted
from hirz.regional.programme.models import Cycle, Participant, PeriodReport, ReportVersion
from hirz.regional.programme.numbers import Record, numbers_of
from hirz.regional.programme.refusals import (
    ParticipantNamed,
    ReportCleared,
    ReportOfOwnHand,
    ReportWrittenMeanwhile,
)
from hirz.regional.programme.verbs import ProgrammeVerb
from hirz.rules.counting import ReportingPeriod
from hirz.rules.naming import names_found
from hirz.rules.programme_results import ReportKind


@action
def draft_report(
    *, cycle: Cycle, kind: ReportKind, period: ReportingPeriod, states: Sequence[str], by: User
) -> PeriodReport:
    """Take the numbers of the period and write a first text of them in Arabic, English and Russian."""
    for code in states:
        require_edit(by, code)
    report = PeriodReport(
        cycle=cycle, office=by.office, kind=kind, from_date=period.start, until_date=period.end,
        states=sorted(set(states)), drafted_by=by,
    )  # fmt: skip
    report.numbers = _counted(report, by)
    report.full_clean()
    report.save(force_insert=True)
    for language in DRAFTED_IN:
        _keep(report, language, _drafted(report, language), number=1, by=None)
    record(ProgrammeVerb.PERIOD_REPORT_DRAFTED, by=by, subject=report, states=report.states, kind=report.kind)
    return report


@action
def take_numbers_anew(*, report: PeriodReport, by: User) -> PeriodReport:
    """The numbers as they stand now. What people wrote stays: the page shows both beside each other."""
    held = _held(report)
    _require_open(held, by)
    held.numbers_at = timezone.now()
    held.numbers = _counted(held, by)
    held.save(update_fields=["numbers", "numbers_at"])
    record(ProgrammeVerb.PERIOD_REPORT_COUNTED, by=by, subject=held)
    return held


@action
def write_text(*, report: PeriodReport, language: str, text: str, seen: int, by: User) -> ReportVersion:
    """A new version of the text in one language. ``seen``: the number of the one its writer had before them, or 0.

    Raises ``ReportWrittenMeanwhile`` where another was saved since.
    """
    held = _held(report)
    _require_open(held, by)
    latest = held.versions.filter(language=language).first()
    if (latest.number if latest else 0) != seen:
        raise ReportWrittenMeanwhile
    version = _keep(held, language, text.strip(), number=seen + 1, by=by)
    record(ProgrammeVerb.PERIOD_REPORT_WRITTEN, by=by, subject=report, language=language, number=version.number)
    return version


@action
def clear_report(*, report: PeriodReport, by: User) -> PeriodReport:
    """Stamp the report: from now on it stays as it is. Nobody clears their own text; no text names a participant."""
    held = _held(report)
    _require_open(held, by)
    for code in held.states:
        require_validate(by, code)
    texts = latest_texts(held)
    if by in {version.written_by or held.drafted_by for version in texts.values()}:
        raise ReportOfOwnHand
    for version in texts.values():
        require_nobody_named(held, version.text, by)
    held.cleared_by, held.cleared_at = by, timezone.now()
    held.save(update_fields=["cleared_by", "cleared_at"])
    record(ProgrammeVerb.PERIOD_REPORT_CLEARED, by=by, subject=held)
    return held


def latest_texts(report: PeriodReport) -> dict[str, ReportVersion]:
    """By language the version in force."""
    found: dict[str, ReportVersion] = {}
    for version in report.versions.select_related("written_by").order_by("language", "-number"):
        found.setdefault(version.language, version)
    return found


def require_nobody_named(report: PeriodReport, text: str, by: User) -> None:
    """Raises ``ParticipantNamed`` for a text that holds the name of somebody who took part in these States.

    Raises ``KeyGone`` where a name cannot be read: what cannot be looked for cannot be ruled out.
    """
    people = Participant.objects.visible_to(by).filter(
        activity__result__cycle=report.cycle, state_code__in=report.states, erased_at__isnull=True
    )
    names = [person.name for person in people]
    require_opened(text, *names)
    if names_found(text, names):
        raise ParticipantNamed


def _held(report: PeriodReport) -> PeriodReport:
    """Two people who save at once come one after the other, and nobody writes or counts while somebody clears."""
    return PeriodReport.objects.select_for_update(of=("self",)).get(pk=report.pk)


def _require_open(report: PeriodReport, by: User) -> None:
    for code in report.states:
        require_edit(by, code)
    if report.cleared_at is not None:
        raise ReportCleared


def _counted(report: PeriodReport, by: User) -> Record:
    """As on record on the day that the report is dated by: that of its office."""
    period = ReportingPeriod(report.from_date, report.until_date)
    today = report.office.local_date(report.numbers_at)
    return numbers_of(report.cycle, report.states, period, by, today=today)


def _drafted(report: PeriodReport, language: str) -> str:
    days = {"from_date": report.from_date, "until_date": report.until_date}
    return drafted(report.numbers, **days, language=language)


def _keep(report: PeriodReport, language: str, text: str, *, number: int, by: User | None) -> ReportVersion:
    version = ReportVersion(report=report, language=language, number=number, text=text, written_by=by)
    version.full_clean()
    version.save(force_insert=True)
    return version

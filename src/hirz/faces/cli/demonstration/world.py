"""The fictional world: some 150 cases over four years in invented States, made by the same actions people use."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

from django.utils import timezone
from rich.console import Console

from hirz.faces.cli.demonstration import plots, today
from hirz.faces.cli.demonstration.receipts_of_nobody import quick_receipts
from hirz.faces.cli.demonstration.telling import Plot, answered, answers_of, ended, letter_of, triaged, verifying
from hirz.faces.cli.demonstration.time_travel import at
from hirz.faces.cli.progress import tracked
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import SUBMITTER
from hirz.foundation.offices.models import Office
from hirz.reprisals.cases.actions.assessing import Judgement, assess_risk, confirm_verification
from hirz.reprisals.cases.actions.recording import add_development
from hirz.reprisals.cases.models import Case
from hirz.reprisals.intake import arrival
from hirz.reprisals.people.actions import Answer, record_consent
from hirz.reprisals.reporting import actions as report
from hirz.reprisals.reporting.models import Edition, ReportEntry
from hirz.rules.consent import ConsentState, Scope
from hirz.rules.counting import ReportingPeriod

CASES: Final = 150


def place_invented_states() -> None:
    """Each presence of the demonstration covers two or three invented States. Safe to repeat."""
    invented = plots.invented_states()
    for number, code in enumerate(plots.PRESENCES):
        office = Office.objects.get(code=code)
        office.states = sorted({*office.states, *invented[number :: len(plots.PRESENCES)]})
        office.save(update_fields=["states"])


def build(cast: dict[str, User], console: Console, *, cases: int = CASES) -> int:
    """Make the world, oldest case first, and last year's report in its time. Returns how many cases there are."""
    told = list(plots.past(cases, timezone.now()))
    with quick_receipts():
        for plot in tracked(told, of=len(told), doing="Cases", console=console):
            _tell(plot, cast)
    _report_of_last_year(cast, console)
    if cases:
        with quick_receipts():
            today.build(cast, console, year=current_report_year(timezone.now()) + 1)
    return Case.objects.count()


def _tell(plot: Plot, cast: dict[str, User]) -> None:
    if arrival.find_submitted(plot.token) is not None:
        return
    with at(plot.arrives_at):
        arrived = arrival.receive(answers=answers_of(plot), token=plot.token, channel="web_form", by=SUBMITTER)
    if plot.stage == 0:
        return
    desk, verifier = cast[f"{plot.office}-desk"], cast[f"{plot.office}-verifier"]
    later = _clock(plot.arrives_at)
    with at(later(0.1 if plot.risk == "critical" else 1)):
        case = triaged(plot, arrived.submission, desk)
    if plot.stage >= 2:
        with at(later(4)):
            verifying(case, desk)
    if plot.stage >= 3:
        with at(later(12)):
            confirm_verification(case=case, by=verifier)
            if plot.risk == "low":
                add_development(
                    case=case, by=desk, kind="other", date=f"{timezone.now():%Y-%m}", text="The situation is calm."
                )
    if plot.stage >= 4 and plot.to_government:
        with at(later(20)):
            letter = letter_of(case, plot, desk)
        if plot.stage >= 5:
            with at(later(70)):
                answered(letter, plot, desk)
    if 2 <= plot.stage <= 5 and plot.number % 7:
        with at(later(9999)):
            assess_risk(case=case, judgement=Judgement(plot.risk), by=desk)
    if plot.stage == 6:
        with at(later(95 if plot.to_government else 28)):
            ended(case, plot, desk, cast)


def _clock(start: datetime) -> Callable[[float], datetime]:
    """Days after the start, never in the future: the newest cases are told up to yesterday."""
    latest = timezone.now() - timedelta(hours=1)
    return lambda days: min(start + timedelta(days=days), latest)


def _report_of_last_year(cast: dict[str, User], console: Console) -> None:
    """The edition before the current one, prepared and published in its June."""
    year = current_report_year(timezone.now()) - 1
    if Edition.objects.filter(year=year).exists():
        return
    desk, clearer, head = cast["geneva-desk"], cast["geneva-clearer"], cast["geneva-head"]
    with at(datetime(year, 6, 16, 8, tzinfo=UTC)):
        edition = report.open_edition(office=desk.office, year=year, by=desk)
        report.list_candidates(edition=edition, by=desk)
        entries = list(edition.entries.select_related("case").order_by("case__opened_at"))
        for entry in tracked(entries, of=len(entries), doing=f"Report of {year}", console=console):
            _decide(entry, desk, clearer)
        if edition.entries.filter(decision="include").exists():
            report.publish_edition(edition=edition, by=head)


def current_report_year(now: datetime) -> int:
    """The year whose report the story will publish: its period ended and its May is over."""
    return now.year if now.date() > ReportingPeriod.of_report(now.year).end + timedelta(days=25) else now.year - 1


def _decide(entry: ReportEntry, desk: User, clearer: User) -> None:
    case = entry.case
    verified = case.verification == "reasonable_grounds"
    victim = case.parties.filter(role="victim").first()
    if victim is None or not (verified and _agreed_to_be_reported(case)):
        decision = "omit_other" if not verified else "omit_for_protection"
        reason = "Not verified at the cut-off." if not verified else "The person does not wish to appear, even unnamed."
        report.decide(entry=entry, decision=decision, reason=reason, by=desk)
        return
    again = [Answer(s, ConsentState.GIVEN, "representative", how="message") for s in today.RECONFIRMED]
    record_consent(person=victim.person, answers=again, by=desk, case_id=case.pk)
    assess_risk(case=case, judgement=Judgement(case.risk or "medium", reasons=["liberty"]), by=desk)
    report.decide(entry=entry, decision="include", reason="Verified, and agreed without the name.", by=desk)
    report.draft_entry(entry=entry, by=desk)
    report.waive_comment(entry=entry, reason="The Government has the letter on the same matter.", by=desk)
    report.clear_entry(entry=entry, by=clearer)


def _agreed_to_be_reported(case: Case) -> bool:
    submission = case.submissions.order_by("arrived_at").first()
    given = arrival.consent_now(submission) if submission else {}
    return given.get(Scope.REPORT_WITHOUT_NAME) is ConsentState.GIVEN

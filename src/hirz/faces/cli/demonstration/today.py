"""What waits today: at each presence new messages and a case at every step, so that nobody's page is empty."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final, TypeAlias

from django.utils import timezone
from rich.console import Console

from hirz.faces.cli.demonstration import plots
from hirz.faces.cli.demonstration.telling import (
    Plot,
    answered,
    answers_of,
    drafted_letter,
    letter_of,
    triaged,
    verifying,
)
from hirz.faces.cli.demonstration.time_travel import at
from hirz.faces.cli.progress import tracked
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import SUBMITTER
from hirz.reprisals.cases.actions.assessing import Judgement, assess_risk, confirm_verification
from hirz.reprisals.cases.actions.moving import move, note_done
from hirz.reprisals.cases.models import Case
from hirz.reprisals.intake import arrival
from hirz.reprisals.intake.models import Submission
from hirz.reprisals.intake.taking_in import take_in
from hirz.reprisals.people.actions import Answer, record_consent
from hirz.reprisals.reporting import actions as report
from hirz.reprisals.reporting.models import Edition
from hirz.rules.consent import ConsentState, Scope
from hirz.rules.lifecycle import CaseEvent

Cast: TypeAlias = "Mapping[str, User]"
Scene: TypeAlias = "Callable[[Plot, Submission, Cast, datetime], object]"
RECONFIRMED: Final = (Scope.RECORD, Scope.REPORT_WITHOUT_NAME, Scope.STATISTICS)


def build(cast: Cast, console: Console, *, year: int) -> None:
    """Make what waits as of now, and the report of ``year`` in preparation. Safe to repeat."""
    now = timezone.now()
    ages = [(age, risk) for age, risk, _ in SCENES]
    told = [
        (plot, scene)
        for position, office in enumerate(plots.PRESENCES)
        for plot, (_, _, scene) in zip(plots.present(office, position, ages, now), SCENES, strict=True)
    ]
    for plot, scene in tracked(told, of=len(told), doing="Today", console=console):
        if arrival.find_submitted(plot.token) is None:
            with at(plot.arrives_at):
                arrived = arrival.receive(answers=answers_of(plot), token=plot.token, channel="web_form", by=SUBMITTER)
            scene(plot, arrived.submission, cast, now)
    _prepare_report(cast, year, now)


def _waits(plot: Plot, submission: Submission, cast: Cast, now: datetime) -> None:
    """Nobody has looked at it yet."""


def _life_at_stake(plot: Plot, submission: Submission, cast: Cast, now: datetime) -> None:
    """Critical, and the clock counts hours."""
    with at(plot.arrives_at + timedelta(hours=2)):
        case = triaged(plot, submission, cast[f"{plot.office}-desk"])
        move(case=case, event=CaseEvent.START_VERIFICATION, by=cast[f"{plot.office}-desk"])


def _to_confirm(plot: Plot, submission: Submission, cast: Cast, now: datetime) -> Case:
    """A conclusion waits for its second person."""
    desk = cast[f"{plot.office}-desk"]
    with at(plot.arrives_at + timedelta(hours=20)):
        case = triaged(plot, submission, desk)
    with at(plot.arrives_at + timedelta(days=4)):
        verifying(case, desk)
    return case


def _verified(plot: Plot, submission: Submission, cast: Cast, now: datetime) -> Case:
    case = _to_confirm(plot, submission, cast, now)
    with at(plot.arrives_at + timedelta(days=6)):
        confirm_verification(case=case, by=cast[f"{plot.office}-verifier"])
    return case


def _look_at_risk_again(case: Case, plot: Plot, cast: Cast, now: datetime) -> None:
    with at(now - timedelta(days=3)):
        assess_risk(case=case, judgement=Judgement(plot.risk), by=cast[f"{plot.office}-desk"])


def _letter_to_send(plot: Plot, submission: Submission, cast: Cast, now: datetime) -> None:
    case = _verified(plot, submission, cast, now)
    _look_at_risk_again(case, plot, cast, now)
    with at(now - timedelta(hours=22)):
        drafted_letter(case, plot, cast[f"{plot.office}-desk"])


def _awaits_reply(plot: Plot, submission: Submission, cast: Cast, now: datetime) -> None:
    case = _verified(plot, submission, cast, now)
    with at(plot.arrives_at + timedelta(days=9)):
        letter_of(case, plot, cast[f"{plot.office}-desk"])
    _look_at_risk_again(case, plot, cast, now)


def _withdrawn(plot: Plot, submission: Submission, cast: Cast, now: datetime) -> None:
    """The submitter took one consent back: the letter froze, and the matter is to be settled."""
    case = _verified(plot, submission, cast, now)
    _look_at_risk_again(case, plot, cast, now)
    with at(now - timedelta(days=2)):
        drafted_letter(case, plot, cast[f"{plot.office}-desk"])
    with at(now - timedelta(hours=7)):
        arrival.withdraw_from_inbox(submission=submission, scopes=[Scope.RAISE_WITH_GOVERNMENT])
        take_in()


def _to_clear(plot: Plot, submission: Submission, cast: Cast, now: datetime) -> None:
    """A letter was answered; the case is watched, and will stand in the report."""
    desk = cast[f"{plot.office}-desk"]
    case = _verified(plot, submission, cast, now)
    with at(plot.arrives_at + timedelta(days=9)):
        letter = letter_of(case, plot, desk)
    with at(now - timedelta(days=12)):
        answered(letter, plot, desk)
        case.refresh_from_db()
        move(case=case, event=CaseEvent.ASSESS_REPLY, by=desk)
        note_done(case=case, fact="submitter_told", by=desk)
        move(case=case, event=CaseEvent.MONITOR, by=desk)


SCENES: Final[tuple[tuple[timedelta, str, Scene], ...]] = (
    (timedelta(minutes=50), "critical", _waits),
    (timedelta(hours=9), "medium", _waits),
    (timedelta(hours=26), "low", _waits),
    (timedelta(hours=19), "critical", _life_at_stake),
    (timedelta(days=5), "medium", _to_confirm),
    (timedelta(days=13), "medium", _letter_to_send),
    (timedelta(days=34), "medium", _awaits_reply),
    (timedelta(days=15), "medium", _withdrawn),
    (timedelta(days=80), "medium", _to_clear),
)


def _prepare_report(cast: Cast, year: int, now: datetime) -> None:
    """The coming report: listed, and one paragraph of each presence drafted, some of them with the State."""
    if Edition.objects.filter(year=year).exists():
        return
    desk = cast["geneva-desk"]
    with at(now - timedelta(days=6)):
        edition = report.open_edition(office=desk.office, year=year, by=desk)
        report.list_candidates(edition=edition, by=desk)
    watched = [number for number, scene in enumerate(SCENES, start=1) if scene[2] is _to_clear]
    for position in range(len(plots.PRESENCES)):
        numbers = [10_000 + number + position * len(SCENES) for number in watched]
        for number in numbers:
            _draft(edition, f"demonstration case {number}", desk, now, ask=position % 2 == 1)


def _draft(edition: Edition, token: str, desk: User, now: datetime, *, ask: bool) -> None:
    submission = arrival.find_submitted(token)
    entry = edition.entries.filter(case__submissions=submission).first() if submission else None
    if entry is None:
        return
    with at(now - timedelta(days=4)):
        victim = entry.case.parties.get(role="victim").person
        again = [Answer(scope, ConsentState.GIVEN, "representative", how="message") for scope in RECONFIRMED]
        record_consent(person=victim, answers=again, by=desk, case_id=entry.case_id)
        assess_risk(case=entry.case, judgement=Judgement("medium"), by=desk)
        report.decide(entry=entry, decision="include", reason="Verified, and agreed without the name.", by=desk)
    with at(now - timedelta(days=3)):
        report.draft_entry(entry=entry, by=desk)
        if ask:
            report.send_for_comment(entry=entry, by=desk)
        else:
            report.waive_comment(entry=entry, reason="The Government has the letter on the same matter.", by=desk)

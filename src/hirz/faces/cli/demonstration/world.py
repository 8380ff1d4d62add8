"""The fictional world: some 150 cases over four years in invented States, made by the same actions people use."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.utils import timezone
from rich.console import Console

from hirz.faces.cli.demonstration.narratives import PROFILES, narrative, public_description
from hirz.faces.cli.demonstration.people import Invented, invented_people
from hirz.faces.cli.demonstration.time_travel import at
from hirz.faces.cli.progress import tracked
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import SUBMITTER
from hirz.foundation.offices.models import Office
from hirz.foundation.vocabularies.registry import states
from hirz.reprisals.cases.actions.assessing import Judgement, assess_risk, confirm_verification, propose_verification
from hirz.reprisals.cases.actions.moving import describe, move, note_done
from hirz.reprisals.cases.actions.recording import add_development, assess_link, assess_source
from hirz.reprisals.cases.models import Case
from hirz.reprisals.intake import arrival, triage
from hirz.reprisals.people.actions import Answer, describe_in_public, record_consent
from hirz.reprisals.reporting import actions as report
from hirz.reprisals.reporting.models import Edition, ReportEntry
from hirz.reprisals.response import actions as response
from hirz.rules.consent import ConsentState, Scope
from hirz.rules.counting import ReportingPeriod
from hirz.rules.lifecycle import CaseEvent

CASES: Final = 150
YEARS: Final = 4
PRESENCES: Final = ("bishkek", "osh", "dushanbe", "astana", "tashkent")
_ACTS: Final = (
    "summons_interrogation", "travel_ban", "smear_campaign", "detention", "physical_surveillance", "dismissal",
    "criminal_charges", "hacking_cyberattack", "fine", "confiscation_raid_search", "threat_to_family",
    "self_censorship",
)  # fmt: skip
_BODIES: Final = (
    "hrc",
    "upr",
    "special_procedures_thematic",
    "ccpr",
    "cat",
    "cedaw",
    "ohchr_field_hra",
    "unct_rc",
    "wgad",
)
_ENGAGEMENTS: Final = (
    "participation_in_meeting_on_un_premises", "submission_of_information", "meeting_during_visit_or_locally",
    "individual_complaint", "online_participation",
)  # fmt: skip
_OUTCOMES: Final = (
    "no_change",
    "released_conditional",
    "charges_dropped",
    "travel_ban_lifted",
    "no_information",
    "worsened",
)
_REPLIES: Final = ("acknowledged_only", "denied_event", "denied_link", "legal_justification", "investigation_announced")


@dataclass(frozen=True, slots=True)
class Plot:
    """What will be told of one case: everything chance decides, decided beforehand."""

    number: int
    person: Invented
    state: str
    office: str
    arrives_at: datetime
    act: str
    body: str
    engagement: str
    profile: str
    risk: str
    stage: (
        int  # how far the case got: 0 waiting, 1 triaged, 2 verifying, 3 verified, 4 letter sent, 5 answered, 6 ended
    )
    named: bool
    to_government: bool
    reported: bool

    @property
    def token(self) -> str:
        return f"demonstration case {self.number}"


def place_invented_states() -> None:
    """Each presence of the demonstration covers two or three invented States. Safe to repeat."""
    invented = [s.alpha_2 for s in states(include_demonstration=True) if s.demonstration]
    for number, code in enumerate(PRESENCES):
        office = Office.objects.get(code=code)
        office.states = sorted({*office.states, *invented[number :: len(PRESENCES)]})
        office.save(update_fields=["states"])


def build(cast: dict[str, User], console: Console, *, cases: int = CASES) -> int:
    """Make the world, oldest case first, and last year's report in its time. Returns how many cases there are."""
    plots = list(_plots(cases, timezone.now()))
    for plot in tracked(plots, of=len(plots), doing="Cases", console=console):
        _tell(plot, cast)
    _report_of_last_year(cast, console)
    return len(plots)


def _plots(count: int, now: datetime) -> Iterator[Plot]:
    chance = random.Random(20260509)  # noqa: S311 - the same world every time
    people = invented_people(chance)
    covering = {state: office.code for office in Office.objects.filter(code__in=PRESENCES) for state in office.states}
    invented = [s.alpha_2 for s in states(include_demonstration=True) if s.demonstration]
    span = timedelta(days=365 * YEARS)
    arrivals = sorted(now - timedelta(days=2) - span * chance.random() for _ in range(count))
    for number, arrives_at in enumerate(arrivals):
        state = chance.choice(invented)
        yield Plot(
            number=number,
            person=next(people),
            state=state,
            office=covering[state],
            arrives_at=_in_working_hours(arrives_at, chance),
            act=chance.choice(_ACTS),
            body=chance.choice(_BODIES),
            engagement=chance.choice(_ENGAGEMENTS),
            profile=chance.choice(PROFILES),
            risk=chance.choices(("low", "medium", "high", "critical"), (3, 4, 2, 1))[0],
            stage=_stage(now - arrives_at, chance),
            named=chance.random() < 0.15,
            to_government=chance.random() < 0.7,
            reported=chance.random() < 0.75,
        )


def _stage(age: timedelta, chance: random.Random) -> int:
    """Old matters have gone further; the newest wait."""
    reach = min(6, age.days // 14 + 1) if age.days < 70 else 6
    lowest = 0 if age.days < 10 else 1 if age.days < 40 else 3
    return chance.randint(min(lowest, reach), reach)


def _in_working_hours(moment: datetime, chance: random.Random) -> datetime:
    return moment.astimezone(UTC).replace(
        hour=chance.randint(5, 11), minute=chance.randint(0, 59), second=0, microsecond=0
    )


def _tell(plot: Plot, cast: dict[str, User]) -> None:
    if arrival.find_submitted(plot.token) is not None:
        return
    with at(plot.arrives_at):
        arrived = arrival.receive(answers=_answers(plot), token=plot.token, channel="web_form", by=SUBMITTER)
    if plot.stage == 0:
        return
    desk, verifier = cast[f"{plot.office}-desk"], cast[f"{plot.office}-verifier"]
    later = _clock(plot.arrives_at)
    with at(later(1)):
        case = _triaged(plot, arrived.submission, desk)
    if plot.stage >= 2:
        with at(later(4)):
            _verifying(case, desk)
    if plot.stage >= 3:
        with at(later(12)):
            confirm_verification(case=case, by=verifier)
            if plot.risk == "low":
                add_development(
                    case=case, by=desk, kind="other", date=f"{timezone.now():%Y-%m}", text="The situation is calm."
                )
    if plot.stage >= 4 and plot.to_government:
        with at(later(20)):
            letter = _letter(case, plot, desk)
        if plot.stage >= 5:
            with at(later(70)):
                _answered(letter, plot, desk)
    if plot.stage == 6:
        with at(later(95)):
            _ended(case, plot, desk, cast)


def _clock(start: datetime) -> Callable[[float], datetime]:
    """Days after the start, never in the future: the newest cases are told up to yesterday."""
    latest = timezone.now() - timedelta(hours=1)
    return lambda days: min(start + timedelta(days=days), latest)


def _answers(plot: Plot) -> dict[str, Any]:
    given = {scope.value: ConsentState.GIVEN.value for scope in Scope}
    if not plot.named:
        given |= dict.fromkeys((Scope.NAME_TO_GOVERNMENT.value, Scope.REPORT_NAMED.value), ConsentState.REFUSED.value)
    if not plot.to_government:
        given[Scope.RAISE_WITH_GOVERNMENT.value] = ConsentState.REFUSED.value
    if not plot.reported:
        given[Scope.REPORT_WITHOUT_NAME.value] = ConsentState.REFUSED.value
    act_date = plot.arrives_at - timedelta(days=6)
    language = plot.person.language
    return {
        "language": language,
        "relation": ("self", "relative", "lawyer", "organisation")[plot.number % 4],
        "state_concerned": plot.state,
        "life_at_risk": plot.risk == "critical",
        "victim": {
            "names": list(plot.person.names), "kind": "individual", "gender": plot.person.gender, "age_group": "adult",
        },
        "engagement": {
            "body": plot.body, "kind": plot.engagement, "date": f"{act_date - timedelta(days=5):%Y-%m}",
        },
        "act": {
            "kinds": [plot.act], "date": f"{act_date:%Y-%m-%d}",
            "perpetrator": "police" if plot.number % 3 else "unknown",
        },
        "narrative": narrative(language, plot.number, engagement=plot.engagement, body=plot.body, act=plot.act),
        "consent": {"given_by": "self" if plot.number % 4 == 0 else "representative", "answers": given},
    }  # fmt: skip


def _triaged(plot: Plot, submission: Any, desk: User) -> Case:
    reasons = ["liberty"] if plot.risk in {"high", "critical"} else []
    case = triage.triage(
        submission=submission,
        decision=triage.Triage(
            protected_category="a_cooperator",
            scope_reason="Cooperation with the United Nations and an act that followed it are both alleged.",
            judgement=Judgement(plot.risk, reasons=reasons),
            owner=desk,
        ),
        by=desk,
    )
    victim = case.parties.get(role="victim").person
    describe_in_public(person=victim, descriptions=public_description(plot.person.gender, plot.profile), by=desk)
    triage.send_message(submission=submission, body=_ACKNOWLEDGED[plot.person.language], by=desk)
    return case


_ACKNOWLEDGED: Final = {
    "ar": "تلقينا رسالتكم ونعمل عليها.",
    "ru": "Мы получили ваше сообщение и работаем с ним.",
    "en": "We have received your message and are working on it.",
    "fr": "Nous avons reçu votre message et nous en occupons.",
}


def _verifying(case: Case, desk: User) -> None:
    assess_link(
        case=case, engagement=case.engagements.get(), act=case.acts.get(), by=desk, strength="moderate",
        bases=["temporal_proximity", "same_pattern_other_cooperators"],
    )  # fmt: skip
    assess_source(source=case.sources.get(), reliability="likely_reliable", credibility="likely", by=desk)
    move(case=case, event=CaseEvent.START_VERIFICATION, by=desk)
    propose_verification(
        case=case, level="reasonable_grounds", standard="reasonable_grounds_to_believe", act_finding="ESTABLISHED",
        basis="Two accounts that do not depend on each other agree.", by=desk,
    )  # fmt: skip


def _letter(case: Case, plot: Plot, desk: User) -> Any:
    describe(case=case, wishes="No public steps without a further word.", by=desk)
    note_done(case=case, fact="do_no_harm_checked", by=desk)
    move(case=case, event=CaseEvent.PLAN_RESPONSE, by=desk)
    kind = "urgent_appeal" if plot.risk == "critical" else "allegation_letter"
    letter = response.plan_communication(
        case=case, kind=kind, sender="special_procedures", language="en", named=plot.named, by=desk
    )
    move(case=case, event=CaseEvent.TAKE_ACTION, by=desk)
    response.draft_communication(letter=letter, by=desk)
    letter = response.send_communication(letter=letter, by=desk)
    move(case=case, event=CaseEvent.AWAIT_STATE, by=desk)
    return letter


def _answered(letter: Any, plot: Plot, desk: User) -> None:
    if plot.number % 3 == 0:
        response.log_no_reply(letter=letter, by=desk)
        return
    reply = response.record_reply(
        letter=letter, received_date=timezone.localdate(), text="The authorities have examined the matter.", by=desk
    )
    kind = _REPLIES[plot.number % len(_REPLIES)]
    response.assess_reply(
        reply=reply, assessment=response.Assessment(kind, kind != "acknowledged_only", "As recorded."), by=desk
    )


def _ended(case: Case, plot: Plot, desk: User, cast: dict[str, User]) -> None:
    describe(case=case, outcome=_OUTCOMES[plot.number % len(_OUTCOMES)], closure="partly_resolved", by=desk)
    for fact in ("submitter_told", "victim_informed"):
        note_done(case=case, fact=fact, by=desk)
    if case.state == "AWAITING_STATE":
        move(case=case, event=CaseEvent.ASSESS_REPLY, by=desk)
    move(case=case, event=CaseEvent.CLOSE, by=cast["region-lead"])


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
    again = [Answer(s, ConsentState.GIVEN, "representative", how="message") for s in _RECONFIRMED]
    record_consent(person=victim.person, answers=again, by=desk, case_id=case.pk)
    assess_risk(case=case, judgement=Judgement(case.risk or "medium", reasons=["liberty"]), by=desk)
    report.decide(entry=entry, decision="include", reason="Verified, and agreed without the name.", by=desk)
    report.draft_entry(entry=entry, languages=("ar", "en"), by=desk)
    report.waive_comment(entry=entry, reason="The Government has the letter on the same matter.", by=desk)
    report.clear_entry(entry=entry, by=clearer)


_RECONFIRMED: Final = (Scope.RECORD, Scope.REPORT_WITHOUT_NAME, Scope.STATISTICS)


def _agreed_to_be_reported(case: Case) -> bool:
    submission = case.submissions.order_by("arrived_at").first()
    given = arrival.consent_now(submission) if submission else {}
    return given.get(Scope.REPORT_WITHOUT_NAME) is ConsentState.GIVEN

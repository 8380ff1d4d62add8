"""How one invented case is told: each step of it by the action that people use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from hirz.faces.cli.demonstration.narratives import narrative, public_description
from hirz.faces.cli.demonstration.people import Invented
from hirz.foundation.accounts.models import User
from hirz.reprisals.cases.actions.assessing import Judgement, propose_verification
from hirz.reprisals.cases.actions.moving import describe, move, note_done
from hirz.reprisals.cases.actions.recording import assess_link, assess_source
from hirz.reprisals.cases.models import Case
from hirz.reprisals.intake import triage
from hirz.reprisals.people.actions import describe_in_public
from hirz.reprisals.response import actions as response
from hirz.rules.consent import ConsentState, Scope
from hirz.rules.lifecycle import CaseEvent
from hirz.rules.verification import REASONABLE_GROUNDS_TO_BELIEVE

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
    perpetrator: str
    body: str
    engagement: str
    profile: str
    risk: str
    stage: int
    """How far the case got: 0 waiting, 1 triaged, 2 verifying, 3 verified, 4 letter sent, 5 answered, 6 ended."""
    named: bool
    to_government: bool
    reported: bool

    @property
    def token(self) -> str:
        return f"demonstration case {self.number}"


def answers_of(plot: Plot) -> dict[str, Any]:
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
            "perpetrator": plot.perpetrator,
        },
        "narrative": narrative(language, plot.number, engagement=plot.engagement, body=plot.body, act=plot.act),
        "consent": {"given_by": "self" if plot.number % 4 == 0 else "representative", "answers": given},
    }  # fmt: skip


def triaged(plot: Plot, submission: Any, desk: User) -> Case:
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


def verifying(case: Case, desk: User) -> None:
    assess_link(
        case=case, engagement=case.engagements.get(), act=case.acts.get(), by=desk, strength="moderate",
        bases=["temporal_proximity", "same_pattern_other_cooperators"],
    )  # fmt: skip
    assess_source(source=case.sources.get(), reliability="likely_reliable", credibility="likely", by=desk)
    move(case=case, event=CaseEvent.START_VERIFICATION, by=desk)
    propose_verification(
        case=case, level="reasonable_grounds", standard=REASONABLE_GROUNDS_TO_BELIEVE, act_finding="ESTABLISHED",
        basis="Two accounts that do not depend on each other agree.", by=desk,
    )  # fmt: skip


def letter_of(case: Case, plot: Plot, desk: User) -> Any:
    """Drafted from the facts and sent; the State's days run."""
    letter = response.send_communication(letter=drafted_letter(case, plot, desk), by=desk)
    move(case=case, event=CaseEvent.AWAIT_STATE, by=desk)
    return letter


def drafted_letter(case: Case, plot: Plot, desk: User) -> Any:
    """As it lies on the desk before somebody sends it."""
    describe(case=case, wishes="No public steps without a further word.", by=desk)
    note_done(case=case, fact="do_no_harm_checked", by=desk)
    move(case=case, event=CaseEvent.PLAN_RESPONSE, by=desk)
    kind = "urgent_appeal" if plot.risk == "critical" else "allegation_letter"
    letter = response.plan_communication(
        case=case, kind=kind, sender="special_procedures", language="en", named=plot.named, by=desk
    )
    move(case=case, event=CaseEvent.TAKE_ACTION, by=desk)
    return response.draft_communication(letter=letter, by=desk)


def answered(letter: Any, plot: Plot, desk: User) -> None:
    if plot.number % 3 == 0:
        response.log_no_reply(letter=letter, by=desk)
        return
    reply = response.record_reply(
        letter=letter, received_date=desk.office.today, text="The authorities have examined the matter.", by=desk
    )
    kind = _REPLIES[plot.number % len(_REPLIES)]
    response.assess_reply(
        reply=reply, assessment=response.Assessment(kind, kind != "acknowledged_only", "As recorded."), by=desk
    )


def ended(case: Case, plot: Plot, desk: User, cast: dict[str, User]) -> None:
    describe(case=case, outcome=_OUTCOMES[plot.number % len(_OUTCOMES)], closure="partly_resolved", by=desk)
    for fact in ("submitter_told", "victim_informed"):
        note_done(case=case, fact=fact, by=desk)
    if case.state == "AWAITING_STATE":
        move(case=case, event=CaseEvent.ASSESS_REPLY, by=desk)
    move(case=case, event=CaseEvent.CLOSE, by=cast["region-lead"])

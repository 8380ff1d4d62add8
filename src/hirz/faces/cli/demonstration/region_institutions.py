"""The Ombudsman and the national mechanism of the invented State: their texts, their standing, what they can do."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Final

from hirz.faces.cli.demonstration.time_travel import at
from hirz.foundation.accounts.models import User
from hirz.regional.institutions import actions
from hirz.regional.institutions.models import ScaRecommendation
from hirz.regional.organisations.actions import Described, add_organisation
from hirz.regional.organisations.models import Organisation
from hirz.rules.layers import Layer

LAW: Final = "Law on the Ombudsman, no. 41"
PROVISIONS: Final = (
    ("establishment", "1", "The institution is set up by law and is independent."),
    ("selection", "7", "Parliament elects the Ombudsman on a proposal of the President, without a call."),
    ("tenure", "9", "Five years, renewable once."),
    ("funding", "22", "The budget is a line of the budget of Parliament."),
)
FINDINGS: Final = (
    ("go_2018_1_2", "met", "The law gives it promotion and protection of all rights."),
    ("go_2018_1_8", "not_met", "No place is announced, and civil society is not heard."),
    ("go_2018_1_10", "met_in_part", "The line grew, but the office in the south has no rent for it."),
)
COMMISSION: Final = Described(
    names={
        "en": "Interagency Commission on Human Rights",
        "ar": "اللجنة المشتركة بين الوكالات لحقوق الإنسان",
        "ru": "Межведомственная комиссия по правам человека",
    },
    kind="follow_up_mechanism",
)
CAPACITIES: Final = (
    ("engagement", "working", "Two reports were handed in on their day."),
    ("coordination", "partial", "Six of nine bodies named somebody who answers."),
    ("consultation", "beginning", "One meeting with civil society in two years."),
    ("information_management", "absent", "Recommendations are kept in letters."),
)


def build(organisations: dict[str, Organisation], officer: User, focal: User) -> None:
    """``focal``: who speaks for the Ombudsman, and says in its name how far it took up what was recommended to it."""
    ombudsman = organisations["ombudsman"]
    with at(datetime(2024, 9, 16, 8, tzinfo=UTC)):
        recommended = _on_record(ombudsman, officer)
        commission = _commission(organisations["education"], officer)
    with at(datetime(2025, 3, 3, 8, tzinfo=UTC)):
        _assessed(ombudsman, commission, officer)
        actions.record_follow_up(
            recommendation=recommended, by=focal, layer=Layer.PUBLIC, state="under_way", on_date=date(2025, 2, 28),
            note="A draft that announces the place and hears civil society is with Parliament.",
        )  # fmt: skip


def _on_record(ombudsman: Organisation, officer: User) -> ScaRecommendation:
    for aspect, article, summary in PROVISIONS:
        actions.record_provision(
            institution=ombudsman, by=officer, aspect=aspect, instrument=LAW, article=article, summary=summary,
            in_force_date=date(2011, 6, 1), source="Official gazette",
        )  # fmt: skip
    decision = actions.record_decision(
        institution=ombudsman, by=officer, status="b", on_date=date(2023, 10, 6), session="Autumn session of 2023",
        source="Report of the session, invented for the demonstration",
    )  # fmt: skip
    texts = ["Announce the place of the Ombudsman in public, and hear civil society before the election."]
    return actions.record_recommendations(decision=decision, texts=texts, by=officer, observation="go_2018_1_8")[0]


def _commission(ministry: Organisation, officer: User) -> Organisation:
    commission = add_organisation(state_code=ministry.state_code, described=COMMISSION, by=officer)
    since = date(2022, 4, 1)
    actions.describe_mechanism(
        mechanism=commission, by=officer, type="interministerial", on_date=since, instrument="Decree 77",
        source="Official gazette",
    )  # fmt: skip
    actions.add_member(mechanism=commission, member=ministry, from_date=since, by=officer)
    return commission


def _assessed(ombudsman: Organisation, commission: Organisation, officer: User) -> None:
    day = date(2025, 2, 28)
    for observation, finding, text in FINDINGS:
        actions.assess_observation(
            institution=ombudsman, by=officer, layer=Layer.PARTNERS, observation=observation, finding=finding,
            on_date=day, text=text,
        )  # fmt: skip
    for capacity, level, reasons in CAPACITIES:
        actions.assess_capacity(
            mechanism=commission, by=officer, layer=Layer.GOVERNMENT, capacity=capacity, level=level, on_date=day,
            reasons=reasons,
        )  # fmt: skip

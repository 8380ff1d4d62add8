"""A training in the invented State: public itself, and who took part in it known to nobody outside the office."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from hirz.foundation.accounts.models import User
from hirz.regional.organisations.models import Organisation
from hirz.regional.programme.actions import doing, people
from hirz.regional.programme.models import (
    Activity,
    ActivityDocument,
    ActivityFollowUp,
    BudgetLine,
    CountedParticipants,
    Result,
)
from hirz.regional.recommendations.models import Recommendation
from hirz.rules.layers import Layer
from hirz.rules.programme_results import Score

FIRST, LAST = date(2026, 3, 10), date(2026, 3, 12)
# Teachers who agreed to be kept, as they placed themselves; the others are kept as numbers only.
TEACHERS: Final = (
    ("Ainura Toktosheva", "sex_female", "age_group_25_59"),
    ("Bahrom Yusufi", "sex_male", "age_group_25_59"),
    ("Leyla Sharipzoda", "sex_female", "age_group_18_24"),
    ("Maksat Orunbekov", "sex_male", "age_group_not_said"),
    ("Rukhshona Alieva", "sex_female", "age_group_60_over"),
    ("Sabr Nuriddin", "sex_not_said", "age_group_25_59"),
)
OTHERS: Final = {
    "sex": {"sex_female": 8, "sex_male": 6},
    "age_group": {"age_group_18_24": 4, "age_group_25_59": 9, "age_group_60_over": 1},
}
SCORES: Final = ((9, 15), (11, 16), (7, 14), (12, 17), (10, 13), (8, 16))
LINK: Final = "https://office.example/teaching-in-two-languages"


def held(result: Result, recommendation: Recommendation, ministry: Organisation, officer: User) -> Activity:
    """It is published as something that serves the recommendation."""
    activity = _trained(result, ministry, officer)
    _took_part(activity, officer)
    doing.serve_recommendation(activity=activity, recommendation=recommendation, by=officer)
    return doing.share_activity(activity=activity, layer=Layer.PUBLIC, by=officer)


def asked_again(activity: Activity, officer: User) -> None:
    """What the teachers applied, three months later."""
    said = ActivityFollowUp(
        activity=activity, months=3, on_date=date(2026, 6, 15), asked=20, answered=12, applied=9,
        text="Nine teach at least one lesson a day in the second language.",
    )  # fmt: skip
    people.record_follow_up(follow_up=said, by=officer)


def _trained(result: Result, ministry: Organisation, officer: User) -> Activity:
    said = Activity(
        result=result, kind="training", title="Teaching in two languages", place="Serrovane", owner=officer,
        purpose="Teachers of the first six classes learn to teach in both languages.",
        state_code=ministry.state_code, state=Activity.State.DONE, from_date=FIRST, until_date=LAST,
    )  # fmt: skip
    activity = doing.add_activity(activity=said, by=officer)
    doing.add_partner(activity=activity, organisation=ministry, role="4", by=officer)
    money = BudgetLine(
        activity=activity, title="Rooms, travel and interpretation", currency="USD", from_date=FIRST, until_date=LAST,
        planned=Decimal(9000), committed=Decimal(8400), spent=Decimal(8120),
    )  # fmt: skip
    doing.add_budget_line(line=money, by=officer)
    outline = ActivityDocument(activity=activity, title="Outline of the course", url=LINK)
    doing.add_document(document=outline, by=officer)
    return activity


def _took_part(activity: Activity, officer: User) -> None:
    for name, sex, age in TEACHERS:
        said = {"sex": [sex], "age_group": [age]}
        person = people.Person(name=name, agreed_date=FIRST, said_of_self=said)
        people.add_participant(activity=activity, person=person, by=officer)
    others = CountedParticipants(activity=activity, total=14, parts=OTHERS, source="Sheets at the door")
    people.count_participants(counted=others, by=officer)
    scores = [Score(Decimal(before), Decimal(after)) for before, after in SCORES]
    people.record_scores(activity=activity, maximum=Decimal(20), scores=scores, by=officer)

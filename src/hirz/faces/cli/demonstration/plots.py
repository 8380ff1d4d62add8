"""What chance decides of the world, decided beforehand: the same seed gives the same cases on any day."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from hirz.faces.cli.demonstration.narratives import PROFILES
from hirz.faces.cli.demonstration.people import Invented, invented_people
from hirz.faces.cli.demonstration.telling import Plot
from hirz.foundation.offices.models import Office
from hirz.foundation.vocabularies.registry import states

YEARS: Final = 4
PRESENCES: Final = ("bishkek", "osh", "dushanbe", "astana", "tashkent")
_SEED: Final = 20260509
# Where the names begin that a world of the usual size has not used; later on the pools run out one by one.
_PAST_THE_USUAL: Final = 155
# What was done, and by whom as far as such things are told.
_ACTS: Final = (
    ("summons_interrogation", "police"), ("travel_ban", "executive_national"), ("smear_campaign", "state_media"),
    ("detention", "police"), ("physical_surveillance", "intelligence"), ("dismissal", "executive_local"),
    ("criminal_charges", "prosecutor"), ("hacking_cyberattack", "unknown_online"), ("fine", "judiciary"),
    ("confiscation_raid_search", "police"), ("threat_to_family", "unknown"), ("self_censorship", "unknown"),
)  # fmt: skip
_COOPERATION: Final = (
    ("hrc", "participation_in_meeting_on_un_premises"), ("hrc", "online_participation"),
    ("upr", "submission_of_information"), ("special_procedures_thematic", "submission_of_information"),
    ("ccpr", "individual_complaint"), ("cat", "individual_complaint"), ("cedaw", "submission_of_information"),
    ("wgad", "individual_complaint"), ("ohchr_field_hra", "meeting_during_visit_or_locally"),
    ("unct_rc", "meeting_during_visit_or_locally"),
)  # fmt: skip


def past(count: int, now: datetime) -> Iterator[Plot]:
    """``count`` cases over the years before ``now`` (aware), the oldest first."""
    chance = random.Random(_SEED)  # noqa: S311 - the same world every time
    people = invented_people(chance)
    covering = {state: office.code for office in Office.objects.filter(code__in=PRESENCES) for state in office.states}
    span = timedelta(days=365 * YEARS)
    arrivals = sorted(now - timedelta(days=2) - span * chance.random() for _ in range(count))
    for number, arrives_at in enumerate(arrivals):
        state = chance.choice(invented_states())
        to_government = chance.random() < 0.7
        stage = _stage((now - arrives_at).days, chance, to_government=to_government)
        risk = chance.choices(("low", "medium", "high", "critical"), (3, 4, 2, 1) if stage == 6 else (1, 1, 0, 0))[0]
        yield _plot(
            chance, number, next(people), state, covering[state], arrives_at=_in_working_hours(arrives_at, chance),
            risk=risk, stage=stage, to_government=to_government,
        )  # fmt: skip


def present(office: str, position: int, ages: Sequence[tuple[timedelta, str]], now: datetime) -> Iterator[Plot]:
    """One case for each (age, risk) at the presence, which is the ``position``-th."""
    chance = random.Random(_SEED + position + 1)  # noqa: S311 - the same world every time
    everybody = list(invented_people(random.Random(_SEED)))  # noqa: S311
    state = next(code for code in invented_states() if code in Office.objects.get(code=office).states)
    for number, (age, risk) in enumerate(ages, start=1 + position * len(ages)):
        yield _plot(
            chance, 10_000 + number, everybody[_PAST_THE_USUAL + number], state, office, arrives_at=now - age,
            risk=risk, stage=0, to_government=True, reported=True,
        )  # fmt: skip


def invented_states() -> list[str]:
    return [state.alpha_2 for state in states(include_demonstration=True) if state.demonstration]


def _plot(
    chance: random.Random, number: int, person: Invented, state: str, office: str, *, arrives_at: datetime, risk: str,
    stage: int, to_government: bool, reported: bool | None = None,
) -> Plot:  # fmt: skip
    act, perpetrator = chance.choice(_ACTS)
    body, engagement = chance.choice(_COOPERATION)
    return Plot(
        number=number, person=person, state=state, office=office, arrives_at=arrives_at, act=act,
        perpetrator=perpetrator, body=body, engagement=engagement, profile=chance.choice(PROFILES), risk=risk,
        stage=stage, named=chance.random() < 0.15, to_government=to_government,
        reported=chance.random() < 0.75 if reported is None else reported,
    )  # fmt: skip


def _stage(age: int, chance: random.Random, *, to_government: bool) -> int:
    """By the age in days: old matters have gone their way, and most work is done in time."""
    if age < 3:
        return 0
    if age < 20:
        return 2
    if age < 35 or not to_government:
        return 3 if age < 30 else 6
    if age < 75:
        return 4
    return 5 if age < 100 else chance.choices((4, 6), (1, 20))[0]


def _in_working_hours(moment: datetime, chance: random.Random) -> datetime:
    return moment.astimezone(UTC).replace(
        hour=chance.randint(5, 11), minute=chance.randint(0, 59), second=0, microsecond=0
    )

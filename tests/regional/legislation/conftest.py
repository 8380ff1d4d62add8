"""An officer and a second one who clears, a ministry and a society, and an invented law in two versions."""

from __future__ import annotations

from datetime import date

import pytest

from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.regional.legislation import actions, clearing
from hirz.regional.legislation.importing import LawTold, TextTold, add_law, add_version
from hirz.regional.legislation.models import Advice, Law, LawComment, Version
from tests.conftest import make_user
from tests.engines.statutes.laws import law, text_of

STATE = "XM"


def told(**changed: object) -> TextTold:
    given = {"language": "en", "stage": "draft", "source": "Letter of the ministry", "name": "law.txt",
             "on_date": date(2026, 3, 1)}  # fmt: skip
    return TextTold(**{**given, **changed})  # type: ignore[arg-type]


def first_version(by: User, language: str = "en") -> Version:
    names = {"en": "Law on Associations", language: "Zafiramoon law"}
    data = text_of(language, "before").encode()
    return add_law(law=LawTold(state_code=STATE, names=names), text=told(language=language), data=data, by=by)


def second_version(found: Law, by: User, language: str = "en", **changed: object) -> Version:
    data = text_of(language, "after").encode()
    return add_version(law=found, text=told(language=language, stage="adopted", **changed), data=data, by=by)


def commented(advice: Advice, by: User, language: str = "en", most: int = 10) -> list[LawComment]:
    """The labelled comments of the law, as an officer would write them."""
    made = []
    for one in law(language).comments[:most]:
        asked = one.comment
        said = actions.Commented(
            ask=asked.ask.value, key=asked.article, passage=asked.passage, wording=asked.wording,
            reasons={advice.language: f"Glimmerfold reason for {asked.ask.value}"},
        )  # fmt: skip
        made.append(actions.add_comment(advice=advice, commented=said, by=by))
    return made


def sent(advice: Advice, by: User, clearer: User) -> Advice:
    clearing.submit(advice=advice, by=by)
    clearing.clear(advice=advice, by=clearer)
    return clearing.send(advice=advice, by=by)


@pytest.fixture
def officer(office: Office) -> User:
    return make_user("zafirwright", office, "regional_officer")


@pytest.fixture
def second(office: Office) -> User:
    return make_user("glimmerwright", office, "regional_officer")


@pytest.fixture
def reader(office: Office) -> User:
    """On the staff, and without a part in the regional half."""
    return make_user("reader", office, "intake")


@pytest.fixture
def version(officer: User) -> Version:
    return first_version(officer)


@pytest.fixture
def drafted(version: Version, officer: User) -> Advice:
    """Advice with ten comments, in drafting."""
    made = actions.begin_advice(version=version, language="en", by=officer)
    commented(made, officer)
    return made


@pytest.fixture
def advised(drafted: Advice, officer: User, second: User) -> Advice:
    """The same, sent."""
    return sent(drafted, officer, second)

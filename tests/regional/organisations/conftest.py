"""Who looks at a contribution: the office that covers the State, other offices, and contributors of both sides."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.regional.organisations.models import Organisation
from tests.conftest import make_user
from tests.regional.contributors import make_contributor, make_organisation


@pytest.fixture
def ministry(office: Office) -> Organisation:
    return make_organisation("Ministry of Mirrors")


@pytest.fixture
def society(office: Office) -> Organisation:
    return make_organisation("Society of Lanterns", kind="civil_society")


@pytest.fixture
def officer(office: Office) -> User:
    """Holds every permission of the regional half for the States of the presence."""
    return make_user("officer", office, "regional_officer")


@pytest.fixture
def lookers(
    office: Office,
    other_office: Office,
    headquarters: Office,
    ministry: Organisation,
    society: Organisation,
    officer: User,
) -> Mapping[str, User]:
    elsewhere = make_organisation("Ministry of Rivers", state_code="UZ")
    entity = make_organisation("Entity of the World", kind="un_entity", state_code="")
    closed = make_contributor("closed", ministry)
    closed.is_active = False
    closed.save()
    return {
        "officer": officer,
        "officer elsewhere": make_user("neighbour", other_office, "regional_officer"),
        "headquarters": make_user("chief", headquarters, "head"),
        "no role": make_user("clerk", office),
        "administrator": make_user("keeper", headquarters, "administrator"),
        "ministry": make_contributor("minister", ministry),
        "society": make_contributor("advocate", society),
        "ministry elsewhere": make_contributor("stranger", elsewhere),
        "entity": make_contributor("delegate", entity),
        "ended": make_contributor("former", society, ended=True),
        "closed": closed,
    }

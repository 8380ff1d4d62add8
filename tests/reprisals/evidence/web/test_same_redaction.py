"""What was blacked out is black everywhere: on every page, in every download, in search and in what leaves."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from hirz.foundation.accounts.models import User
from hirz.reprisals.cases.models import Case
from hirz.reprisals.evidence.models import EvidenceItem, WorkingCopy
from hirz.reprisals.evidence.seeing import sight
from hirz.reprisals.people.models import Person
from hirz.rules.consent import ConsentState, Scope
from tests.faces.staff.addresses import addresses
from tests.reprisals.evidence.files import accepted, added
from tests.reprisals.evidence.test_bundling import GOVERNMENT, bundle
from tests.reprisals.evidence.web.conftest import Browse
from tests.reprisals.story import answer

HIDDEN = "quetzalword"


@pytest.fixture
def item(case: Case, victim: Person, desk: User) -> EvidenceItem:
    return added(case, desk, f"She hides in {HIDDEN}.".encode(), f"{HIDDEN}.txt", given_by=victim)


@pytest.fixture
def copy(item: EvidenceItem, desk: User) -> WorkingCopy:
    return accepted(item, desk, HIDDEN)


def everything_answered(browser: Client, case: Case, item: EvidenceItem, copy: WorkingCopy) -> list[bytes]:
    """Every address of evidence with every key, asked and told; the case; what a search finds."""
    keys: dict[str, list[object]] = {
        "uuid": [case.pk, item.pk, copy.pk],
        "version": [item.pk, copy.pk],
        "page": [1],
        "file": [item.pk],
    }
    pages = [address for address in addresses() if address.name.startswith("evidence:")]
    places = [where for address in pages for where in address.with_all({**keys, "int": [1]})]
    answers = [browser.get(where) for where in [*places, reverse("staff:case", args=[case.pk])]]
    answers += [browser.post(where, {"reason": "To read.", "decision": "accept"}) for where in places]
    answers.append(browser.post(reverse("staff:search"), {"q": HIDDEN}))
    return [b"".join(each) if each.streaming else each.content for each in answers]


def test_guest_finds_it_nowhere(case: Case, item: EvidenceItem, copy: WorkingCopy, guest: User, browse: Browse) -> None:
    answered = everything_answered(browse(guest), case, item, copy)
    assert any(b"She hides in" in body for body in answered), "the redacted copy is open to them"
    searched = answered.pop()
    assert searched.count(HIDDEN.encode()) <= 1, "the box of the search repeats what was typed, and nothing else does"
    assert not [body for body in answered if HIDDEN.encode() in body]


def test_it_is_in_no_bundle_for_whoever_may_not_know(
    case: Case, item: EvidenceItem, copy: WorkingCopy, victim: Person, desk: User, lead: User
) -> None:
    answer(victim, desk, {Scope.NAME_TO_GOVERNMENT: ConsentState.REFUSED})
    (redacted,) = (version for version in sight(item, lead).leaving if version.copy == copy)
    assert HIDDEN.encode() not in bundle(case, lead, redacted, **GOVERNMENT)

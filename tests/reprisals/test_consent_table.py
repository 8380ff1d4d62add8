"""Flipping one consent to no: exactly the disclosures that depend on it refuse. The table is printed with ``-rP``."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import pytest
from django.db import transaction

from hirz.foundation.accounts.models import User
from hirz.reprisals.intake.models import Submission, SubmissionConsent
from hirz.reprisals.intake.triage import send_message
from hirz.reprisals.reporting import actions as reporting
from hirz.reprisals.response import actions as response
from hirz.reprisals.response.export import export_case
from hirz.rules.consent import ConsentState, Purpose, Scope
from hirz.rules.errors import RefusedByRule
from tests.reprisals import acts
from tests.reprisals.acts import World
from tests.reprisals.intake.arriving import new_unit
from tests.reprisals.story import answer


@dataclass(frozen=True)
class Disclosure:
    """Prepared with every consent given; then one is refused; then it is tried."""

    needs: frozenset[Scope]
    go: Callable[[World], object]
    prepare: Callable[[World], object] = lambda world: None


def draft_named_letter(w: World) -> None:
    w.letter = response.plan_communication(
        case=w.case, kind="urgent_appeal", sender="ohchr_hq", language="ar", named=True, by=w.desk
    )
    response.draft_communication(letter=w.letter, by=w.desk)


def clear_named_entry(w: World) -> None:
    acts.list_case(w)
    reporting.decide(entry=w.entry, decision="include", reason="Known.", named=True, by=w.desk)
    reporting.draft_entry(entry=w.entry, by=w.desk)
    reporting.waive_comment(entry=w.entry, reason="Known.", by=w.desk)
    reporting.clear_entry(entry=w.entry, by=w.clearer)


def send_letter(w: World) -> object:
    w.letter.refresh_from_db()
    return response.send_communication(letter=w.letter, by=w.desk)


def publish(w: World) -> object:
    return reporting.publish_edition(edition=w.edition, by=w.head)


def send_extract(w: World) -> object:
    return reporting.send_for_comment(entry=w.entry, by=w.desk)


def write_back(w: World) -> object:
    return send_message(submission=Submission.objects.get(cases=w.case), body="Received.", by=w.desk)


def package(purpose: Purpose, recipient: str, *, named: bool = False) -> Callable[[World], object]:
    return lambda w: export_case(case=w.case, purpose=purpose, recipient=recipient, named=named, by=w.lead)


def scopes(*named: Scope) -> frozenset[Scope]:
    return frozenset({Scope.RECORD, *named})


S, P = Scope, Purpose
DISCLOSURES: Final[Mapping[str, Disclosure]] = {
    "letter, unnamed": Disclosure(scopes(S.RAISE_WITH_GOVERNMENT), send_letter, acts.draft),
    "letter, named": Disclosure(
        scopes(S.RAISE_WITH_GOVERNMENT, S.NAME_TO_GOVERNMENT), send_letter, draft_named_letter
    ),
    "extract for the State": Disclosure(
        scopes(S.RAISE_WITH_GOVERNMENT, S.REPORT_WITHOUT_NAME), send_extract, acts.draft_paragraph
    ),
    "report, unnamed": Disclosure(scopes(S.REPORT_WITHOUT_NAME), publish, acts.clear),
    "report, named": Disclosure(scopes(S.REPORT_WITHOUT_NAME, S.REPORT_NAMED), publish, clear_named_entry),
    "package within OHCHR": Disclosure(scopes(S.SHARE_WITHIN_OHCHR), package(P.SHARE_WITHIN_OHCHR, "ohchr_hq")),
    "package for an entity": Disclosure(scopes(S.SHARE_UN_ENTITY), package(P.SHARE_UN_ENTITY, "resident_coordinator")),
    "package for a mechanism": Disclosure(scopes(S.SHARE_MECHANISM), package(P.SHARE_MECHANISM, "special_procedures")),
    "package for protection": Disclosure(
        scopes(S.SHARE_PROTECTION_PARTNER), package(P.SHARE_PROTECTION_PARTNER, "protection_partner", named=True)
    ),
    "public statement": Disclosure(scopes(S.PUBLIC_STATEMENT), package(P.PUBLIC_STATEMENT, "public")),
    "public statement, named": Disclosure(
        scopes(S.PUBLIC_STATEMENT, S.REPORT_NAMED), package(P.PUBLIC_STATEMENT, "public", named=True)
    ),
    "statistics": Disclosure(scopes(S.STATISTICS), package(P.STATISTICS, "public")),
    # The person who wrote answered for their own inbox, which holds no record of anybody.
    "message to the submitter": Disclosure(frozenset({S.CONTACT_BACK}), write_back),
}  # fmt: skip


@pytest.fixture
def written_by(world: World) -> Submission:
    """The submission the case came from, whose writer agreed to everything."""
    submission = Submission.objects.create(
        unit_id=new_unit(world.office), inbox_id=new_unit(world.office), reference="S-TABLE1",
        office=world.office, channel="web_form", language="en", relation="self",
        answers={"consent": {"given_by": "self"}}, idempotency_sha256="0" * 64, locator="12345678", secret_hash="-",
        inbox_until="2036-01-01T00:00Z",
    )  # fmt: skip
    submission.cases.add(world.case)
    SubmissionConsent.objects.bulk_create(
        SubmissionConsent(submission=submission, scope=scope, state=ConsentState.GIVEN) for scope in Scope
    )
    return submission


def refuse(scope: Scope, victim_of: World, submission: Submission, by: User) -> None:
    answer(victim_of.victim, by, {scope: ConsentState.REFUSED})
    SubmissionConsent.objects.create(submission=submission, scope=scope, state=ConsentState.REFUSED)


@pytest.mark.parametrize("kind", DISCLOSURES)
def test_refusing_one_scope_stops_exactly_what_depends_on_it(world: World, written_by: Submission, kind: str) -> None:
    disclosure = DISCLOSURES[kind]
    disclosure.prepare(world)
    stopping = {scope for scope in Scope if _stops(scope, disclosure, world, written_by)}
    sys.stdout.write(f"{kind:<28} refuses without: {', '.join(scope for scope in Scope if scope in stopping)}\n")
    assert stopping == disclosure.needs


def _stops(scope: Scope, disclosure: Disclosure, world: World, written_by: Submission) -> bool:
    """Whether the disclosure refuses once this one is refused; everything is as before afterwards."""
    with transaction.atomic():
        refuse(scope, world, written_by, world.desk)
        refused = _is_refused(disclosure, world)
        transaction.set_rollback(True)
    return refused


def _is_refused(disclosure: Disclosure, world: World) -> bool:
    try:
        disclosure.go(world)
    except RefusedByRule:
        return True
    return False


@pytest.mark.parametrize("kind", DISCLOSURES)
def test_disclosure_goes_when_everything_is_given(world: World, written_by: Submission, kind: str) -> None:
    DISCLOSURES[kind].prepare(world)
    DISCLOSURES[kind].go(world)

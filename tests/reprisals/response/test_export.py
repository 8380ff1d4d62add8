"""A case leaves as a package: for one purpose, to one recipient, with the fields of that purpose and no others."""

from __future__ import annotations

import json

import pytest

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.foundation.offices.models import Office
from hirz.reprisals.cases.models import Case
from hirz.reprisals.people.actions import Answer, record_consent
from hirz.reprisals.people.disclosing import ConsentRefused
from hirz.reprisals.people.models import Disclosure, Person
from hirz.reprisals.response.export import (
    FIELDS,
    PurposeNotExported,
    RecipientNotForPurpose,
    export_case,
    only_recipient,
    render_package,
)
from hirz.reprisals.response.models import CaseExport
from hirz.rules.consent import ConsentState, Purpose, Reason, Scope
from hirz.rules.recipients import PACKAGE_RECIPIENTS
from tests.reprisals.story import NAMES, TELLING, answer, enter_case

FIRST_RECIPIENT = {purpose: min(recipients) for purpose, recipients in PACKAGE_RECIPIENTS.items()}


def rendered(case: Case, purpose: Purpose, by: User, *, named: bool = False) -> str:
    cleared = export_case(case=case, purpose=purpose, recipient=FIRST_RECIPIENT[purpose], by=by, named=named)
    return render_package(cleared).decode()


@pytest.mark.parametrize("purpose", list(FIELDS))
def test_package_holds_the_fields_of_its_purpose_and_no_name(case: Case, lead: User, purpose: Purpose) -> None:
    text = rendered(case, purpose, lead)
    package = json.loads(text)
    assert set(package["case"]) <= set(FIELDS[purpose])
    assert (package["purpose"], package["recipient"]) == (purpose, FIRST_RECIPIENT[purpose])
    assert [part for part in (*TELLING, "airport") if part in text.lower()] == []


@pytest.mark.parametrize("purpose", [p for p in FIELDS if p is not Purpose.STATISTICS])
def test_named_package_names_the_victim(case: Case, lead: User, purpose: Purpose) -> None:
    assert all(name in rendered(case, purpose, lead, named=True) for name in NAMES)


def test_statistics_never_name(case: Case, lead: User) -> None:
    with pytest.raises(ConsentRefused) as refused:
        rendered(case, Purpose.STATISTICS, lead, named=True)
    assert {missing.reason for missing in refused.value.missing} == {Reason.NAMING_NOT_FORESEEN}


def test_statistics_hold_neither_person_nor_day(case: Case, lead: User) -> None:
    package = json.loads(rendered(case, Purpose.STATISTICS, lead))
    assert package["case"] == {
        "state": "XAM", "engagement_bodies": ["hrc"], "act_kinds": ["detention"], "years": ["2026"],
    }  # fmt: skip


@pytest.mark.parametrize(("purpose", "placed"), [(Purpose.SHARE_MECHANISM, True), (Purpose.PUBLIC_STATEMENT, False)])
def test_place_goes_only_where_it_is_needed(case: Case, lead: User, purpose: Purpose, placed: bool) -> None:
    assert ("Serrovane" in rendered(case, purpose, lead)) == placed


def test_safe_contact_goes_only_to_who_protects(case: Case, agreed: Person, lead: User) -> None:
    agreed.safe_contact = "blue door, evenings"
    agreed.save()
    assert "blue door" in rendered(case, Purpose.SHARE_PROTECTION_PARTNER, lead, named=True)
    assert "blue door" not in rendered(case, Purpose.SHARE_PROTECTION_PARTNER, lead)
    assert "blue door" not in rendered(case, Purpose.SHARE_MECHANISM, lead, named=True)


@pytest.mark.parametrize("purpose", [Purpose.RAISE_WITH_GOVERNMENT, Purpose.ANNUAL_REPORT, Purpose.CONTACT_SUBMITTER])
def test_purpose_with_a_way_of_its_own_is_refused(case: Case, lead: User, purpose: Purpose) -> None:
    with pytest.raises(PurposeNotExported):
        export_case(case=case, purpose=purpose, recipient="government", by=lead)


@pytest.mark.parametrize(
    ("purpose", "recipient"),
    [
        (Purpose.SHARE_MECHANISM, "government"),
        (Purpose.SHARE_MECHANISM, "protection_partner"),
        (Purpose.SHARE_WITHIN_OHCHR, "resident_coordinator"),
        (Purpose.SHARE_UN_ENTITY, "public"),
        (Purpose.STATISTICS, "government"),
    ],
)
def test_consent_for_one_purpose_is_not_borrowed_for_a_recipient_of_another(
    case: Case, lead: User, purpose: Purpose, recipient: str
) -> None:
    with pytest.raises(RecipientNotForPurpose):
        export_case(case=case, purpose=purpose, recipient=recipient, by=lead)


def test_no_to_one_recipient_holds_for_that_recipient_only(case: Case, agreed: Person, desk: User, lead: User) -> None:
    no = Answer(Scope.SHARE_MECHANISM, ConsentState.REFUSED, "self", recipient="treaty_bodies")
    record_consent(person=agreed, answers=[no], by=desk)
    with pytest.raises(ConsentRefused):
        export_case(case=case, purpose=Purpose.SHARE_MECHANISM, recipient="treaty_bodies", by=lead)
    export_case(case=case, purpose=Purpose.SHARE_MECHANISM, recipient="special_procedures", by=lead)


def test_place_that_holds_the_name_does_not_leave(case: Case, lead: User) -> None:
    for act in case.acts.all():
        act.place = "house of the Zahrawi family"
        act.save(update_fields=["place"])
    with pytest.raises(ConsentRefused) as refused:
        rendered(case, Purpose.SHARE_MECHANISM, lead)
    assert {missing.reason for missing in refused.value.missing} == {Reason.NAME_IN_CONTENT}
    rendered(case, Purpose.PUBLIC_STATEMENT, lead)


def test_case_about_nobody_does_not_leave(office: Office, desk: User, verifier: User, lead: User) -> None:
    law = enter_case(office, desk, verifier, [])
    with pytest.raises(ConsentRefused):
        rendered(law, Purpose.SHARE_MECHANISM, lead)


def test_export_is_on_record_with_its_fields(case: Case, lead: User) -> None:
    cleared = export_case(case=case, purpose=Purpose.PUBLIC_STATEMENT, recipient="public", by=lead, named=True)
    export = CaseExport.objects.get()
    assert export.fields == [*FIELDS[Purpose.PUBLIC_STATEMENT], "names"]
    assert str(export.disclosure_id) == cleared.proof.disclosure
    assert Entry.objects.get(verb="CASE_EXPORTED").detail["recipient"] == "public"


def test_refused_export_is_on_record_too(case: Case, agreed: Person, desk: User, lead: User) -> None:
    answer(agreed, desk, {Scope.SHARE_MECHANISM: ConsentState.REFUSED})
    with pytest.raises(ConsentRefused):
        rendered(case, Purpose.SHARE_MECHANISM, lead)
    assert not CaseExport.objects.exists()
    assert Disclosure.objects.get().allowed is False
    assert Entry.objects.filter(verb="DISCLOSURE_REFUSED").count() == 1


def test_purpose_with_one_recipient_needs_no_naming_of_it() -> None:
    assert only_recipient(Purpose.SHARE_PROTECTION_PARTNER) == "protection_partner"
    for purpose in (Purpose.SHARE_UN_ENTITY, Purpose.ANNUAL_REPORT):
        with pytest.raises((RecipientNotForPurpose, PurposeNotExported)):
            only_recipient(purpose)

"""A custody bundle leaves with consent or not at all, says no more than it must, and can be checked by anybody."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest

from hirz.engines.evidence import Verdict, verify
from hirz.foundation.accounts.access import AccessDenied
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.checkpoints import log_key
from hirz.foundation.audit.models import Entry
from hirz.reprisals.cases.actions.recording import add_party
from hirz.reprisals.cases.models import Case
from hirz.reprisals.evidence import bundling
from hirz.reprisals.evidence.custody import ReasonMissing, chain
from hirz.reprisals.evidence.models import EvidenceItem
from hirz.reprisals.evidence.versions import Version
from hirz.reprisals.people.disclosing import ConsentRefused
from hirz.reprisals.people.models import Disclosure, Person
from hirz.rules.consent import ConsentState, Purpose, Scope
from tests.reprisals.evidence.files import LETTER, PROGRAM, accepted, added, redacted
from tests.reprisals.story import TELLING, answer, enter_victim

MECHANISM: dict[str, Any] = {"purpose": Purpose.SHARE_MECHANISM, "recipient": "special_procedures"}
GOVERNMENT: dict[str, Any] = {"purpose": Purpose.RAISE_WITH_GOVERNMENT, "recipient": "government"}


def bundle(case: Case, by: User, *chosen: Version, **given: Any) -> bytes:
    told = {"reason": "For the mandate.", **MECHANISM, **given}
    left = bundling.export(case=case, chosen=chosen, by=by, **told)
    return b"".join(bundling.render_bundle(left.cleared, left.lines))


def verdict(data: bytes) -> Verdict:
    return verify(io.BytesIO(data), log_key())


def content(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return opened.read(name)


def test_bundle_holds_the_files_and_verifies(
    case: Case, letter: EvidenceItem, picture: EvidenceItem, lead: User
) -> None:
    data = bundle(case, lead, Version(letter), Version(picture, picture.copies.get()), note="As agreed.")
    found = verdict(data)
    assert found.holds, found.problems
    assert found.manifest is not None
    assert content(data, "files/0001.txt") == LETTER
    assert [item.id for item in found.manifest.items] == [str(letter.pk), str(picture.pk)]
    assert found.manifest.note == "As agreed."


def test_every_item_gets_a_line_and_an_entry_for_it(case: Case, letter: EvidenceItem, lead: User) -> None:
    bundle(case, lead, Version(letter))
    line = chain(letter)[-1]
    assert (line.event, line.reason, line.entry.actor) == ("EXPORTED", "For the mandate.", lead)
    assert Entry.objects.filter(verb="EVIDENCE_EXPORTED", subject_id=letter.pk, case_id=case.pk).exists()
    assert Disclosure.objects.get(what="custody_bundle").allowed


def test_bundle_made_again_holds_with_the_first_in_its_chain(case: Case, letter: EvidenceItem, lead: User) -> None:
    first = bundle(case, lead, Version(letter))
    second = bundle(case, lead, Version(letter))
    assert verdict(first).holds
    assert verdict(second).holds
    assert verdict(second).lines == verdict(first).lines + 1


def test_without_consent_nothing_leaves_and_the_refusal_is_on_record(
    case: Case, letter: EvidenceItem, victim: Person, desk: User, lead: User
) -> None:
    answer(victim, desk, {Scope.SHARE_MECHANISM: ConsentState.WITHDRAWN})
    with pytest.raises(ConsentRefused):
        bundle(case, lead, Version(letter))
    assert chain(letter)[-1].event == "RECEIVED"
    assert not Disclosure.objects.get(what="custody_bundle").allowed


def test_whoever_is_only_shown_is_asked_too(case: Case, victim: Person, desk: User, lead: User) -> None:
    nobody_s = added(case, desk)
    answer(victim, desk, {Scope.SHARE_MECHANISM: ConsentState.REFUSED})
    with pytest.raises(ConsentRefused):
        bundle(case, lead, Version(nobody_s))


def test_words_for_the_recipient_name_no_source_who_did_not_agree(
    case: Case, letter: EvidenceItem, desk: User, lead: User
) -> None:
    lawyer = enter_victim(case.office, desk, names=["Rustam Kholmat"])
    add_party(case=case, person=lawyer, role="source", by=desk)
    with pytest.raises(ConsentRefused):
        bundle(case, lead, Version(letter), note="Rustam brought it.")
    assert bundle(case, lead, Version(letter), note="A lawyer brought it.")


def test_where_the_name_may_not_go_only_an_accepted_redaction_does(
    case: Case, letter: EvidenceItem, victim: Person, desk: User, lead: User
) -> None:
    answer(victim, desk, {Scope.NAME_TO_GOVERNMENT: ConsentState.REFUSED})
    with pytest.raises(ConsentRefused):
        bundle(case, lead, Version(letter), **GOVERNMENT)
    copy = accepted(letter, desk)
    data = bundle(case, lead, Version(letter, copy), **GOVERNMENT)
    assert verdict(data).holds
    assert not [word for word in TELLING if word in data.decode("utf-8", "replace").lower()]


def test_redaction_that_left_the_name_standing_is_refused(
    case: Case, letter: EvidenceItem, victim: Person, desk: User, lead: User
) -> None:
    answer(victim, desk, {Scope.NAME_TO_GOVERNMENT: ConsentState.REFUSED})
    copy = accepted(letter, desk, "Monday")
    with pytest.raises(ConsentRefused):
        bundle(case, lead, Version(letter, copy), **GOVERNMENT)


def test_redaction_that_nobody_accepted_does_not_leave(
    case: Case, letter: EvidenceItem, desk: User, lead: User
) -> None:
    copy = redacted(letter, desk)
    with pytest.raises(bundling.NotToLeave):
        bundle(case, lead, Version(letter, copy))


def test_hash_of_the_original_does_not_go_with_its_redacted_copy(
    case: Case, letter: EvidenceItem, desk: User, lead: User
) -> None:
    bundle(case, lead, Version(letter))
    copy = accepted(letter, desk)
    data = bundle(case, lead, Version(letter, copy))
    assert letter.sha256.encode() not in data
    assert copy.sha256.encode() in data


@pytest.mark.parametrize(("purpose", "recipient", "told"), [
    (Purpose.SHARE_WITHIN_OHCHR, "ohchr_hq", True), (Purpose.SHARE_MECHANISM, "treaty_bodies", False),
])  # fmt: skip
def test_reasons_go_to_colleagues_only(
    case: Case, letter: EvidenceItem, desk: User, lead: User, purpose: Purpose, recipient: str, told: bool
) -> None:
    copy = accepted(letter, desk)
    data = bundle(case, lead, Version(letter, copy), purpose=purpose, recipient=recipient)
    assert (b"Her name." in data) is told
    assert verdict(data).holds


def test_no_name_of_staff_or_file_and_no_description_goes_with_it(case: Case, letter: EvidenceItem, lead: User) -> None:
    data = bundle(case, lead, Version(letter)).decode("utf-8", "replace")
    for word in (lead.display_name, lead.email, letter.name, letter.description, letter.reliability):
        assert word not in data


def test_what_lies_in_quarantine_leaves_as_it_came(case: Case, desk: User, lead: User) -> None:
    data = bundle(case, lead, Version(added(case, desk, PROGRAM, "photo.jpg")))
    assert content(data, "files/0001.bin") == PROGRAM
    assert verdict(data).holds


def test_forged_file_is_found_by_whoever_holds_the_key(case: Case, letter: EvidenceItem, lead: User) -> None:
    data = bundle(case, lead, Version(letter))
    forged = data.replace(b"on Monday", b"on Sunday")
    assert [problem.where for problem in verdict(forged).problems] == ["files/0001.txt"]


def test_proofs_are_made_after_the_lines_were_committed(case: Case, letter: EvidenceItem, lead: User) -> None:
    """The proofs are asked for when the end of the archive is sent, not when the bundle is put on record."""
    left = bundling.export(case=case, chosen=[Version(letter)], by=lead, reason="For the mandate.", **MECHANISM)
    pieces = bundling.render_bundle(left.cleared, left.lines)
    first = next(pieces)
    later = chain(letter)[-1].entry
    assert later.pk == left.lines[0].entry_id
    whole = first + b"".join(pieces)
    part = json.loads(content(whole, "ledger.json"))
    assert part["lines"][-1]["entry"]["subject"] == str(letter.pk)


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"reason": " "}, ReasonMissing),
        ({"recipient": "government"}, bundling.NotForThisRecipient),
        ({"purpose": Purpose.PUBLIC_STATEMENT, "recipient": "public"}, bundling.NotForThisRecipient),
    ],
)
def test_bundle_without_reason_or_fitting_recipient_is_refused(
    case: Case, letter: EvidenceItem, lead: User, given: dict[str, Any], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        bundle(case, lead, Version(letter), **given)
    assert not Disclosure.objects.filter(allowed=True, what="custody_bundle").exists()


def test_empty_bundle_is_refused(case: Case, lead: User) -> None:
    with pytest.raises(bundling.NothingChosen):
        bundle(case, lead)


def test_desk_handles_evidence_and_lets_none_leave(case: Case, letter: EvidenceItem, desk: User) -> None:
    with pytest.raises(AccessDenied):
        bundle(case, desk, Version(letter))

"""From what arrived to a case: what is told becomes records, consent goes along, and each refusal changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from hirz.foundation.accounts.access import AccessDenied
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.foundation.offices.models import Office
from hirz.reprisals.cases.actions.assessing import Judgement
from hirz.reprisals.cases.actions.moving import note_done
from hirz.reprisals.cases.actions.opening import open_case
from hirz.reprisals.cases.models import Act, Case, Engagement, Source
from hirz.reprisals.intake.arrival import Arrived, MessageEmpty, MessageTooLong, receive_collected, write_to_us
from hirz.reprisals.intake.models import Message, Submission
from hirz.reprisals.intake.triage import (
    AlreadyTriaged,
    ContactRefused,
    NoInbox,
    join_case,
    send_message,
    show_state,
    triage,
    triage_out_of_scope,
)
from hirz.reprisals.people.disclosing import consent_standing
from hirz.reprisals.people.models import ConsentDecision, Person
from hirz.rules.consent import ConsentState, Scope
from hirz.rules.errors import BadInput
from hirz.rules.risk import ReasonsMissing
from tests.conftest import make_user
from tests.reprisals.intake.arriving import arrive, told, within_scope

Decide = Callable[[Submission, User], object]


def open_it(submission: Submission, by: User) -> Case:
    return triage(submission=submission, decision=within_scope(by), by=by)


def rule_it_out(submission: Submission, by: User) -> Case:
    return triage_out_of_scope(
        submission=submission, reason_code="no_cooperation", reason="No contact with the United Nations.",
        referral="Special procedures, on the detention itself.", by=by,
    )  # fmt: skip


def add_it(submission: Submission, by: User) -> Case:
    case = open_case(office=submission.office, state_concerned="XM", language="ar", by=by)
    join_case(submission=submission, case=case, by=by)
    return case


@pytest.fixture
def open_already(office: Office, desk: User) -> Case:
    """A case of which nobody has acknowledged receipt yet."""
    return open_case(office=office, state_concerned="XM", language="ar", by=desk, owner=desk)


DECISIONS = pytest.mark.parametrize("decide", [open_it, rule_it_out, add_it])


def untouched(submission: Submission) -> bool:
    submission.refresh_from_db()
    waits = submission.triaged_at is None and submission.state == Submission.State.RECEIVED
    return waits and not Case.objects.exists() and not Person.objects.exists()


def test_case_opens_with_everything_that_was_told(arrived: Arrived, desk: User, lead: User) -> None:
    decision = within_scope(desk, substitute=lead, summary="Held at the airport.")
    case = triage(submission=arrived.submission, decision=decision, by=desk)
    case.refresh_from_db()
    assert (case.state, case.risk, case.scope_finding) == ("TRIAGED", "high", "WITHIN")
    assert (case.owner, case.substitute, case.office) == (desk, lead, arrived.submission.office)
    victim = case.parties.get(role="victim").person
    assert {name.text for name in victim.names.all()} == set(told()["victim"]["names"])
    assert (victim.gender, victim.age_group, victim.note) == ("female", "adult", "محامية")
    engagement = case.engagements.get()
    assert (engagement.person, engagement.body, engagement.date, engagement.place) == (
        victim, "hrc", "2026-03-02", "جنيف"
    )  # fmt: skip
    assert {(a.kind, a.date, a.perpetrator) for a in case.acts.all()} == {
        ("detention", "2026-03-05", "police"), ("passport_confiscation", "2026-03-05", "police"),
    }  # fmt: skip
    source = case.sources.get()
    assert (source.submission_id, source.relation, source.first_hand) == (arrived.submission.pk, "lawyer", False)
    assert {act.source for act in case.acts.all()} == {engagement.source} == {source}


@pytest.mark.parametrize("decide", [open_it, rule_it_out])
def test_case_counts_from_the_day_on_which_it_was_received(decide: Decide, arrived: Arrived, desk: User) -> None:
    received = arrived.submission.arrived_at
    with time_machine.travel(received + timedelta(days=2), tick=False):
        decide(arrived.submission, desk)
    case = Case.objects.get()
    assert case.opened_at == received
    due = case.deadlines.filter(kind="ACKNOWLEDGEMENT").values_list("started_at", flat=True)
    assert set(due) <= {received}


def test_triage_carries_the_consent_to_the_victim(arrived: Arrived, desk: User) -> None:
    victim = open_it(arrived.submission, desk).parties.get().person
    standing = consent_standing([victim])[victim.pk]
    assert standing[Scope.REPORT_NAMED] is ConsentState.REFUSED
    assert all(standing[scope] is ConsentState.GIVEN for scope in Scope if scope is not Scope.REPORT_NAMED)
    decisions = ConsentDecision.objects.filter(person=victim)
    assert {d.arrived_with for d in decisions} == {arrived.submission.pk}
    assert {d.decided_at for d in decisions} == {arrived.submission.arrived_at}
    assert {(d.given_by, d.how) for d in decisions} == {("representative", "web_form")}


def test_use_nobody_was_asked_about_stays_unasked(office: Office, desk: User) -> None:
    consent = {"given_by": "self", "answers": {"RECORD": "GIVEN", "STATISTICS": "NOT_SOUGHT"}}
    victim = open_it(arrive(consent=consent).submission, desk).parties.get().person
    assert [d.scope for d in victim.decisions.all()] == ["RECORD"]


@pytest.mark.parametrize(
    ("confidential", "kind"),
    [(True, Source.Confidentiality.CONFIDENTIAL), (False, Source.Confidentiality.NAME_WITHHELD)],
)
def test_source_is_as_confidential_as_the_writer_wishes(
    confidential: bool, kind: str, office: Office, desk: User
) -> None:
    case = open_it(arrive(stay_confidential=confidential).submission, desk)
    assert case.sources.get().confidentiality == kind


def test_victim_who_writes_is_a_first_hand_source(office: Office, desk: User) -> None:
    assert open_it(arrive(relation="self").submission, desk).sources.get().first_hand


@pytest.mark.parametrize("victim", [None, {}, {"names": []}, {"names": ["  ", ""]}])
def test_case_about_somebody_unnamed_opens_without_a_person(
    victim: dict[str, object] | None, office: Office, desk: User
) -> None:
    case = open_it(arrive(victim=victim).submission, desk)
    assert not case.parties.exists()
    assert case.acts.count() == 2


@pytest.mark.parametrize("names", [[" سلمى ", "سلمى"], ["سلمى", "  "]])
def test_name_told_twice_or_blank_is_entered_once(names: list[str], office: Office, desk: User) -> None:
    victim = {"names": names, "kind": "", "gender": "", "age_group": ""}
    person = open_it(arrive(victim=victim).submission, desk).parties.get().person
    assert [name.text for name in person.names.all()] == ["سلمى"]
    assert (person.kind, person.gender) == ("individual", "unknown")


@pytest.mark.parametrize("left_out", ["body", "kind", "date"])
def test_engagement_known_in_part_is_left_to_the_officer(left_out: str, office: Office, desk: User) -> None:
    engagement = {**told()["engagement"], left_out: ""}
    open_it(arrive(engagement=engagement).submission, desk)
    assert not Engagement.objects.exists()


def test_act_without_a_date_is_left_to_the_officer(office: Office, desk: User) -> None:
    open_it(arrive(act={**told()["act"], "date": ""}).submission, desk)
    assert not Act.objects.exists()


def test_state_the_officer_names_stands_for_one_that_was_not_told(headquarters: Office) -> None:
    desk = make_user("geneva", headquarters, "desk")
    submission = arrive(state_concerned=None).submission
    case = triage(submission=submission, decision=within_scope(desk, state_concerned="XQ"), by=desk)
    assert case.state_concerned == "XQ"


def test_submission_outside_the_resolution_is_counted_and_referred(arrived: Arrived, desk: User) -> None:
    case = rule_it_out(arrived.submission, desk)
    arrived.submission.refresh_from_db()
    assert (case.state, case.scope_finding, case.out_of_scope_reason) == (
        "OUT_OF_SCOPE",
        "OUTSIDE",
        "no_cooperation",
    )
    assert case.referral
    assert arrived.submission.state == Submission.State.CLOSED
    assert list(arrived.submission.cases.all()) == [case]
    assert not case.deadlines.exists()
    assert not Person.objects.exists()


def test_submission_without_a_state_can_be_ruled_out(headquarters: Office) -> None:
    desk = make_user("geneva", headquarters, "desk")
    case = triage_out_of_scope(
        submission=arrive(state_concerned=None).submission, reason_code="no_cooperation", reason="No contact.",
        referral="Nobody fits.", state_concerned="XQ", by=desk,
    )  # fmt: skip
    assert case.state_concerned == "XQ"


def test_submission_that_tells_more_joins_the_case(arrived: Arrived, desk: User) -> None:
    case = open_it(arrived.submission, desk)
    more = arrive(narrative="more").submission
    join_case(submission=more, case=case, by=desk)
    more.refresh_from_db()
    assert set(case.submissions.all()) == {arrived.submission, more}
    assert {s.submission_id for s in case.sources.all()} == {arrived.submission.pk, more.pk}
    assert (more.state, more.triaged_by) == (Submission.State.IN_REVIEW, desk)
    assert Person.objects.count() == 1


def test_submitter_who_was_written_to_before_is_acknowledged_on_the_case_joined(
    arrived: Arrived, desk: User, open_already: Case
) -> None:
    message = send_message(submission=arrived.submission, body="We received it.", by=desk)
    join_case(submission=arrived.submission, case=open_already, by=desk)
    open_already.refresh_from_db()
    assert open_already.acknowledged_at == message.sent_at
    assert not open_already.deadlines.filter(kind="ACKNOWLEDGEMENT").exists()


def test_joining_leaves_the_moment_at_which_the_case_was_acknowledged(
    arrived: Arrived, desk: User, open_already: Case
) -> None:
    note_done(case=open_already, fact="acknowledged", by=desk)
    noted = open_already.acknowledged_at
    send_message(submission=arrived.submission, body="We received it.", by=desk)
    join_case(submission=arrived.submission, case=open_already, by=desk)
    open_already.refresh_from_db()
    assert open_already.acknowledged_at == noted


@DECISIONS
def test_decision_says_who_and_when(decide: Decide, arrived: Arrived, desk: User) -> None:
    decide(arrived.submission, desk)
    arrived.submission.refresh_from_db()
    assert arrived.submission.triaged_by == desk
    assert arrived.submission.triaged_at is not None
    assert Entry.objects.filter(subject_id=arrived.submission.pk, actor=desk, case_id__isnull=False).count() == 1


@DECISIONS
def test_second_decision_is_refused(decide: Decide, arrived: Arrived, desk: User) -> None:
    open_it(arrived.submission, desk)
    before = (Case.objects.count(), Entry.objects.filter(subject_id=arrived.submission.pk).count())
    stale = Submission.objects.get(pk=arrived.submission.pk)
    stale.triaged_at = None
    with pytest.raises(AlreadyTriaged):
        decide(stale, desk)
    after = (Case.objects.exclude(submissions=None).count(), Entry.objects.filter(subject_id=stale.pk).count())
    assert after == before


@pytest.mark.parametrize("decide", [open_it, rule_it_out])
def test_officer_of_another_office_is_denied(decide: Decide, arrived: Arrived, outsider: User) -> None:
    with pytest.raises(AccessDenied):
        decide(arrived.submission, outsider)
    assert untouched(arrived.submission)


@pytest.mark.parametrize("decide", [open_it, rule_it_out])
@pytest.mark.parametrize("role", ["intake", "verifier", "clearer", "head", "administrator"])
def test_role_that_does_not_triage_is_denied(
    decide: Decide, role: str, arrived: Arrived, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(AccessDenied):
        decide(arrived.submission, request.getfixturevalue(role))
    assert untouched(arrived.submission)


def test_submission_cannot_join_a_open_already_another_office(arrived: Arrived, desk: User, outsider: User) -> None:
    case = open_case(office=outsider.office, state_concerned="XM", language="ar", by=outsider)
    with pytest.raises(AccessDenied):
        join_case(submission=arrived.submission, case=case, by=desk)
    assert not case.submissions.exists()


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"protected_category": "nonsense"}, ValidationError),
        ({"state_concerned": "much too long"}, ValidationError),
        ({"judgement": Judgement("high", reasons=[])}, ReasonsMissing),
        ({"judgement": Judgement("high", reasons=["boredom"])}, ValidationError),
    ],
)
def test_decision_that_is_not_whole_changes_nothing(
    changes: dict[str, object], refusal: type[Exception], arrived: Arrived, desk: User
) -> None:
    with pytest.raises(refusal):
        triage(submission=arrived.submission, decision=within_scope(desk, **changes), by=desk)
    assert untouched(arrived.submission)


def test_owner_cannot_stand_in_for_himself(arrived: Arrived, desk: User) -> None:
    with pytest.raises(ValidationError):
        triage(submission=arrived.submission, decision=within_scope(desk, substitute=desk), by=desk)
    assert untouched(arrived.submission)


@pytest.mark.parametrize(("reason", "referral"), [("", "Nobody fits."), ("No contact.", "  ")])
def test_ruling_out_needs_a_reason_and_a_referral(reason: str, referral: str, arrived: Arrived, desk: User) -> None:
    with pytest.raises(BadInput, match="reason_missing"):
        triage_out_of_scope(
            submission=arrived.submission, reason_code="no_cooperation", reason=reason, referral=referral, by=desk
        )
    assert untouched(arrived.submission)


def test_first_message_acknowledges_the_case(arrived: Arrived, desk: User) -> None:
    case = open_it(arrived.submission, desk)
    assert case.deadlines.filter(kind="ACKNOWLEDGEMENT").exists()
    message = send_message(submission=arrived.submission, body="  We have it. ", by=desk)
    case.refresh_from_db()
    assert (message.body, message.sent_by) == ("We have it.", desk)
    assert case.acknowledged_at == message.sent_at
    assert not case.deadlines.filter(kind="ACKNOWLEDGEMENT").exists()


def test_intake_officer_acknowledges_without_a_part_in_the_case(arrived: Arrived, desk: User, intake: User) -> None:
    case = open_it(arrived.submission, desk)
    send_message(submission=arrived.submission, body="We have it.", by=intake)
    case.refresh_from_db()
    assert case.acknowledged_at is not None


def test_message_before_triage_acknowledges_the_case_that_comes_of_it(
    arrived: Arrived, desk: User, intake: User
) -> None:
    message = send_message(submission=arrived.submission, body="We have it.", by=intake)
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        case = open_it(arrived.submission, desk)
    assert case.acknowledged_at == message.sent_at
    assert not case.deadlines.filter(kind="ACKNOWLEDGEMENT").exists()


def test_later_message_leaves_the_acknowledgement_where_it_was(arrived: Arrived, desk: User) -> None:
    case = open_it(arrived.submission, desk)
    first = send_message(submission=arrived.submission, body="We have it.", by=desk)
    send_message(submission=arrived.submission, body="More soon.", by=desk)
    case.refresh_from_db()
    assert case.acknowledged_at == first.sent_at


def test_message_of_the_submitter_acknowledges_nothing(arrived: Arrived, desk: User) -> None:
    write_to_us(submission=arrived.submission, body="Hello?")
    assert open_it(arrived.submission, desk).acknowledged_at is None


@pytest.mark.parametrize(("body", "refusal"), [(" \n", MessageEmpty), ("x" * 200_001, MessageTooLong)])
def test_message_that_says_nothing_or_too_much_is_refused(
    body: str, refusal: type[BadInput], arrived: Arrived, desk: User
) -> None:
    with pytest.raises(refusal):
        send_message(submission=arrived.submission, body=body, by=desk)


def test_person_who_wants_no_contact_gets_none(office: Office, desk: User) -> None:
    consent = {"given_by": "self", "answers": {"RECORD": "GIVEN", "CONTACT_BACK": "REFUSED"}}
    with pytest.raises(ContactRefused):
        send_message(submission=arrive(consent=consent).submission, body="Hello", by=desk)
    assert not Message.objects.exists()


def test_nobody_writes_into_an_inbox_that_nobody_can_open(office: Office, desk: User) -> None:
    imported = receive_collected(answers=told(), token="t", channel="import", by=desk)
    with pytest.raises(NoInbox):
        send_message(submission=imported, body="Hello", by=desk)
    assert not Message.objects.exists()


@pytest.mark.parametrize("role", ["outsider", "verifier", "clearer", "administrator"])
def test_only_those_who_may_write_to_people_do(role: str, arrived: Arrived, request: pytest.FixtureRequest) -> None:
    person = request.getfixturevalue(role)
    with pytest.raises(AccessDenied):
        send_message(submission=arrived.submission, body="Hello", by=person)
    with pytest.raises(AccessDenied):
        show_state(submission=arrived.submission, state="CLOSED", by=person)


def test_word_the_submitter_sees_is_changed_on_record(arrived: Arrived, desk: User) -> None:
    show_state(submission=arrived.submission, state="ACTION_TAKEN", by=desk)
    arrived.submission.refresh_from_db()
    assert arrived.submission.state == "ACTION_TAKEN"
    assert Entry.objects.get(verb="SUBMISSION_STATE_CHANGED").detail == {"state": "ACTION_TAKEN"}


def test_word_that_does_not_exist_is_refused(arrived: Arrived, desk: User) -> None:
    with pytest.raises(ValidationError):
        show_state(submission=arrived.submission, state="FORGOTTEN", by=desk)


def test_what_arrived_is_seen_in_its_office_and_by_whom_a_case_lets_in(
    arrived: Arrived, desk: User, clearer: User, outsider: User, administrator: User
) -> None:
    seen = Submission.objects.visible_to
    assert (seen(desk).count(), seen(clearer).count()) == (1, 0)
    open_it(arrived.submission, desk)
    add = Submission.objects.get().cases.get()
    assert add.office == arrived.submission.office
    assert (seen(desk).count(), seen(clearer).count()) == (1, 1)
    assert not seen(outsider).exists()
    assert not seen(administrator).exists()

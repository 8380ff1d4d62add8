"""Every act of the reprisals half, with who may do it and what must have happened before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.utils import timezone

from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.reprisals.cases.actions import assessing, granting, moving, opening, recording
from hirz.reprisals.cases.models import Case
from hirz.reprisals.evidence import bundling, reading, redaction
from hirz.reprisals.evidence.versions import Version
from hirz.reprisals.matching import actions as matching
from hirz.reprisals.matching.models import Verdict
from hirz.reprisals.people import actions as people
from hirz.reprisals.people.models import Person
from hirz.reprisals.reporting import actions as reporting
from hirz.reprisals.response import actions as response
from hirz.reprisals.response import steps
from hirz.reprisals.response.export import export_case
from hirz.reprisals.response.models import PromiseBecame
from hirz.rules.consent import ConsentState, Purpose, Scope
from hirz.rules.lifecycle import ScopeFinding
from tests.conftest import make_user
from tests.reprisals.evidence.files import added, redacted
from tests.reprisals.story import answer, report_year


@dataclass
class World:
    """The cast, their case, and what came of it so far."""

    office: Office
    desk: User
    verifier: User
    lead: User
    head: User
    clearer: User
    case: Case
    victim: Person
    letter: Any = None
    reply: Any = None
    response: Any = None
    edition: Any = None
    entry: Any = None
    override: Any = None
    other: Any = None
    merge: Any = None
    grant: Any = None
    item: Any = None
    copy: Any = None


@dataclass(frozen=True)
class Act:
    name: str
    who: str
    do: Callable[[World, User], object]
    before: Callable[[World], object] = lambda world: None

    def __str__(self) -> str:
        return self.name


def plan(w: World) -> None:
    w.letter = response.plan_communication(
        case=w.case, kind="allegation_letter", sender="special_procedures", language="en", named=False, by=w.desk
    )


def draft(w: World) -> None:
    plan(w)
    response.draft_communication(letter=w.letter, by=w.desk)


def send(w: World) -> None:
    draft(w)
    w.letter = response.send_communication(letter=w.letter, by=w.desk)


def receive_reply(w: World) -> None:
    send(w)
    w.reply = response.record_reply(letter=w.letter, received_date=tomorrow(), text="No.", by=w.desk)


def receive_promise(w: World) -> None:
    receive_reply(w)
    promise = response.Assessment("denied_link", True, "Not whole.", "An inquiry.", tomorrow())
    response.assess_reply(reply=w.reply, assessment=promise, by=w.desk)


def freeze_letter(w: World) -> None:
    draft(w)
    answer(w.victim, w.desk, {Scope.RAISE_WITH_GOVERNMENT: ConsentState.WITHDRAWN})
    answer(w.victim, w.desk, {Scope.RAISE_WITH_GOVERNMENT: ConsentState.GIVEN})
    w.letter.refresh_from_db()


def plan_other(w: World) -> None:
    w.response = steps.plan_response(case=w.case, kind="security_advice", actor="ohchr_field", by=w.desk)


def breach_consent(w: World) -> None:
    answer(w.victim, w.desk, {Scope.PUBLIC_STATEMENT: ConsentState.WITHDRAWN})
    w.response = steps.plan_response(case=w.case, kind="press_release", actor="ohchr_hq", by=w.desk)
    steps.note_response_done(response=w.response, done_date="2026-05", result="", by=w.desk, without_consent=True)


def open_report(w: World) -> None:
    year = report_year(w.office.today)
    w.edition = reporting.open_edition(office=w.office, year=year, by=w.desk)


def list_case(w: World) -> None:
    open_report(w)
    (w.entry,) = reporting.list_candidates(edition=w.edition, by=w.desk)


def include(w: World) -> None:
    list_case(w)
    w.entry = reporting.decide(entry=w.entry, decision="include", reason="Verified.", by=w.desk)


def draft_paragraph(w: World) -> None:
    include(w)
    w.entry = reporting.draft_entry(entry=w.entry, by=w.desk)


def ask_state(w: World) -> None:
    draft_paragraph(w)
    reporting.send_for_comment(entry=w.entry, by=w.desk)
    w.entry.refresh_from_db()


def waive(w: World) -> None:
    draft_paragraph(w)
    w.entry = reporting.waive_comment(entry=w.entry, reason="Known.", by=w.desk)


def waive_and_return(w: World) -> None:
    waive(w)
    w.entry = reporting.return_to_draft(entry=w.entry, by=w.desk)


def clear(w: World) -> None:
    waive(w)
    w.entry = reporting.clear_entry(entry=w.entry, by=w.clearer)


def freeze_entry(w: World) -> None:
    draft_paragraph(w)
    answer(w.victim, w.desk, {Scope.REPORT_WITHOUT_NAME: ConsentState.WITHDRAWN})
    answer(w.victim, w.desk, {Scope.REPORT_WITHOUT_NAME: ConsentState.GIVEN})
    w.entry.refresh_from_db()


def ask_for_override(w: World) -> None:
    w.override = people.ask_override(case_id=w.case.pk, office_id=w.office.pk, reason="Life.", by=w.desk)


def freeze_case(w: World) -> None:
    answer(w.victim, w.desk, {Scope.RECORD: ConsentState.WITHDRAWN})
    w.case.refresh_from_db()


def open_other(w: World) -> None:
    w.other = opening.open_case(office=w.office, state_concerned="XM", language="en", by=w.desk)


def enter_other(w: World) -> None:
    w.other = people.enter_person(office=w.office, names=["Salma Zahrawi"], by=w.desk)


def merge_with_other(w: World) -> None:
    enter_other(w)
    (w.merge,) = matching.merge_people(people=[w.victim, w.other], reason="Same telephone.", by=w.desk)


def grant_to_guest(w: World) -> None:
    guest = make_user("guest", w.office)
    w.grant = granting.grant_case(case=w.case, user=guest, purpose="Advice.", until_date=tomorrow(), by=w.lead)


def propose_again(w: World) -> None:
    assessing.propose_verification(
        case=w.case, level="reasonable_grounds", standard="reasonable grounds to believe", basis="A third source.",
        act_finding="ESTABLISHED", by=w.desk,
    )  # fmt: skip
    w.case.refresh_from_db()


def tomorrow() -> Any:
    return timezone.localdate() + timedelta(days=1)


def add_evidence(w: World) -> None:
    w.item = added(w.case, w.desk)


def redact_evidence(w: World) -> None:
    add_evidence(w)
    w.copy = redacted(w.item, w.desk)


def _bundle(w: World, by: User) -> object:
    return bundling.export(
        case=w.case, chosen=[Version(w.item)], purpose=Purpose.SHARE_MECHANISM, recipient="treaty_bodies",
        reason="For the mandate.", by=by,
    )  # fmt: skip


def _assessment() -> response.Assessment:
    return response.Assessment("denied_link", True, "It does not deal with the link.")


PEOPLE: Final = (
    Act("enter_person", "desk", lambda w, by: people.enter_person(office=w.office, names=["Nodira"], by=by)),
    Act("add_name", "desk", lambda w, by: people.add_name(person=w.victim, text="Nodira", by=by)),
    Act("change_birth", "desk", lambda w, by: people.change_birth(person=w.victim, born="1979-04", by=by)),
    Act(
        "describe_in_public",
        "desk",
        lambda w, by: people.describe_in_public(person=w.victim, descriptions={"en": "a lawyer"}, by=by),
    ),
    Act("record_consent", "desk", lambda w, by: answer(w.victim, by, {Scope.STATISTICS: ConsentState.REFUSED})),
    Act(
        "withdraw_consent",
        "desk",
        lambda w, by: people.withdraw_consent(person=w.victim, scopes=[Scope.RECORD], by=by, given_by="self"),
    ),
    Act(
        "ask_override",
        "desk",
        lambda w, by: people.ask_override(case_id=w.case.pk, office_id=w.office.pk, reason="Life.", by=by),
    ),
    Act(
        "approve_override",
        "lead",
        lambda w, by: people.approve_override(override=w.override, office_id=w.office.pk, by=by),
        ask_for_override,
    ),
    Act(
        "review_override",
        "lead",
        lambda w, by: people.review_override(override=w.override, office_id=w.office.pk, by=by),
        ask_for_override,
    ),
)
CASES: Final = (
    Act(
        "open_case",
        "desk",
        lambda w, by: opening.open_case(office=w.office, state_concerned="XM", language="en", by=by),
    ),
    Act("assign", "desk", lambda w, by: opening.assign(case=w.case, owner=w.lead, substitute=w.desk, by=by)),
    Act(
        "decide_scope",
        "desk",
        lambda w, by: opening.decide_scope(
            case=w.case, finding=ScopeFinding.WITHIN, protected_category="a_cooperator", reason="Spoke there.", by=by
        ),
    ),
    Act("note_duplicates_checked", "desk", lambda w, by: opening.note_duplicates_checked(case=w.case, by=by)),
    Act("add_party", "desk", lambda w, by: recording.add_party(case=w.case, person=w.victim, role="witness", by=by)),
    Act("add_source", "desk", lambda w, by: recording.add_source(case=w.case, by=by, relation="self")),
    Act(
        "assess_source",
        "desk",
        lambda w, by: recording.assess_source(
            source=w.case.sources.get(), reliability="unsure", credibility="possible", by=by
        ),
    ),
    Act(
        "add_engagement",
        "desk",
        lambda w, by: recording.add_engagement(case=w.case, by=by, body="hrc", kind="testimony", date="2026"),
    ),
    Act("add_act", "desk", lambda w, by: recording.add_act(case=w.case, by=by, kind="fine", date="2026")),
    Act(
        "add_development",
        "desk",
        lambda w, by: recording.add_development(case=w.case, by=by, kind="remedy", date="2026", text="Paid."),
    ),
    Act(
        "assess_risk",
        "desk",
        lambda w, by: assessing.assess_risk(
            case=w.case, judgement=assessing.Judgement("high", reasons=["liberty"]), by=by
        ),
    ),
    Act(
        "propose_verification",
        "desk",
        lambda w, by: assessing.propose_verification(
            case=w.case, level="reasonable_grounds", standard="s", basis="b", act_finding="ESTABLISHED", by=by
        ),
    ),
    Act(
        "confirm_verification",
        "verifier",
        lambda w, by: assessing.confirm_verification(case=w.case, by=by),
        propose_again,
    ),
    Act(
        "return_verification",
        "verifier",
        lambda w, by: assessing.return_verification(case=w.case, by=by, note="One source."),
        propose_again,
    ),
    Act("note_done", "desk", lambda w, by: moving.note_done(case=w.case, fact="acknowledged", by=by)),
    Act("describe", "desk", lambda w, by: moving.describe(case=w.case, by=by, wishes="No publicity.")),
    Act(
        "settle_withdrawal",
        "desk",
        lambda w, by: moving.settle_withdrawal(case=w.case, note="Goes on.", by=by),
        freeze_case,
    ),
    Act(
        "grant_case",
        "lead",
        lambda w, by: granting.grant_case(
            case=w.case, user=make_user("guest", w.office), purpose="Advice.", until_date=tomorrow(), by=by
        ),
    ),
    Act("revoke_grant", "lead", lambda w, by: granting.revoke_grant(grant=w.grant, by=by), grant_to_guest),
    Act("merge", "desk", lambda w, by: moving.merge(case=w.case, into=w.other, by=by), open_other),
    Act(
        "rule_out_of_scope",
        "desk",
        lambda w, by: moving.rule_out_of_scope(
            case=w.case, reason_code="no_cooperation", reason="No link.", referral="Nobody.", by=by
        ),
    ),
)
MATCHING: Final = (
    Act(
        "merge_people",
        "desk",
        lambda w, by: matching.merge_people(people=[w.victim, w.other], reason="Verified.", by=by),
        enter_other,
    ),
    Act(
        "undo_merge",
        "desk",
        lambda w, by: matching.undo_merge(merge=w.merge, verdict=Verdict.DIFFERENT, reason="Verified.", by=by),
        merge_with_other,
    ),
    Act(
        "settle_consent",
        "desk",
        lambda w, by: matching.settle_consent(file=w.victim, scopes=[Scope.RECORD], reason="Verified.", by=by),
        merge_with_other,
    ),
    Act(
        "decide_pair",
        "desk",
        lambda w, by: matching.decide_pair(
            first=w.victim, second=w.other, verdict=Verdict.UNSURE, reason="Verified.", by=by
        ),
        enter_other,
    ),
)
RESPONSE: Final = (
    Act(
        "plan_communication",
        "desk",
        lambda w, by: response.plan_communication(
            case=w.case, kind="urgent_appeal", sender="ohchr_hq", language="en", named=False, by=by
        ),
    ),
    Act("draft_communication", "desk", lambda w, by: response.draft_communication(letter=w.letter, by=by), plan),
    Act("send_communication", "desk", lambda w, by: response.send_communication(letter=w.letter, by=by), draft),
    Act(
        "resume_communication",
        "desk",
        lambda w, by: response.resume_communication(letter=w.letter, by=by),
        freeze_letter,
    ),
    Act(
        "cancel_communication",
        "desk",
        lambda w, by: response.cancel_communication(letter=w.letter, reason="Her wish.", by=by),
        draft,
    ),
    Act(
        "record_reply",
        "desk",
        lambda w, by: response.record_reply(letter=w.letter, received_date=tomorrow(), text="No.", by=by),
        send,
    ),
    Act(
        "assess_reply",
        "desk",
        lambda w, by: response.assess_reply(reply=w.reply, assessment=_assessment(), by=by),
        receive_reply,
    ),
    Act(
        "settle_promise",
        "desk",
        lambda w, by: response.settle_promise(reply=w.reply, outcome=PromiseBecame.KEPT, by=by),
        receive_promise,
    ),
    Act("log_no_reply", "desk", lambda w, by: response.log_no_reply(letter=w.letter, by=by), send),
    Act(
        "plan_response",
        "desk",
        lambda w, by: steps.plan_response(case=w.case, kind="security_advice", actor="ohchr_field", by=by),
    ),
    Act(
        "note_response_done",
        "desk",
        lambda w, by: steps.note_response_done(response=w.response, done_date="2026-05", result="Given.", by=by),
        plan_other,
    ),
    Act("review_breach", "head", lambda w, by: steps.review_breach(response=w.response, by=by), breach_consent),
    Act(
        "export_case",
        "lead",
        lambda w, by: export_case(case=w.case, purpose=Purpose.SHARE_MECHANISM, recipient="treaty_bodies", by=by),
    ),
)
REPORTING: Final = (
    Act("open_edition", "desk", lambda w, by: reporting.open_edition(office=w.office, year=2026, by=by)),
    Act("list_candidates", "desk", lambda w, by: reporting.list_candidates(edition=w.edition, by=by), open_report),
    Act(
        "decide",
        "desk",
        lambda w, by: reporting.decide(entry=w.entry, decision="include", reason="Verified.", by=by),
        list_case,
    ),
    Act("draft_entry", "desk", lambda w, by: reporting.draft_entry(entry=w.entry, by=by), include),
    Act(
        "edit_paragraph",
        "desk",
        lambda w, by: reporting.edit_paragraph(entry=w.entry, language="en", text="So.", by=by),
        draft_paragraph,
    ),
    Act("send_for_comment", "desk", lambda w, by: reporting.send_for_comment(entry=w.entry, by=by), draft_paragraph),
    Act(
        "waive_comment",
        "desk",
        lambda w, by: reporting.waive_comment(entry=w.entry, reason="Known.", by=by),
        draft_paragraph,
    ),
    Act("record_comment", "desk", lambda w, by: reporting.record_comment(entry=w.entry, text="No.", by=by), ask_state),
    Act("present_entry", "desk", lambda w, by: reporting.present_entry(entry=w.entry, by=by), waive_and_return),
    Act("clear_entry", "clearer", lambda w, by: reporting.clear_entry(entry=w.entry, by=by), waive),
    Act(
        "return_to_draft",
        "clearer",
        lambda w, by: reporting.return_to_draft(entry=w.entry, reason="Shorter.", by=by),
        waive,
    ),
    Act("thaw_entry", "desk", lambda w, by: reporting.thaw_entry(entry=w.entry, by=by), freeze_entry),
    Act("publish_edition", "head", lambda w, by: reporting.publish_edition(edition=w.edition, by=by), clear),
)
EVIDENCE: Final = (
    Act("add_evidence", "desk", lambda w, by: added(w.case, by)),
    Act("view_evidence", "desk", lambda w, by: reading.view(version=Version(w.item), by=by).close(), add_evidence),
    Act(
        "save_evidence",
        "desk",
        lambda w, by: reading.save(version=Version(w.item), reason="To read.", by=by).close(),
        add_evidence,
    ),
    Act("redact_evidence", "desk", lambda w, by: redacted(w.item, by), add_evidence),
    Act("accept_redaction", "desk", lambda w, by: redaction.accept(copy=w.copy, by=by), redact_evidence),
    Act(
        "discard_redaction",
        "desk",
        lambda w, by: redaction.discard(copy=w.copy, reason="It shows.", by=by),
        redact_evidence,
    ),
    Act("export_evidence", "lead", _bundle, add_evidence),
)
ACTS: Final = (*PEOPLE, *MATCHING, *CASES, *EVIDENCE, *RESPONSE, *REPORTING)

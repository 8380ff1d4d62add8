"""One of everything: a world in which each kind of record exists, and words that an outsider must never read."""

from __future__ import annotations

from base64 import b64encode
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from uuid import UUID, uuid4

from django.apps import apps
from django.utils import timezone

from hirz.engines.files import inspect
from hirz.engines.sealing import new_key_pair
from hirz.foundation.accounts.models import User
from hirz.foundation.blobs.store import store_bytes
from hirz.foundation.offices.models import Office
from hirz.reprisals.cases.actions import assessing, opening, recording
from hirz.reprisals.cases.actions.moving import note_done
from hirz.reprisals.cases.models import Case, CaseGrant, Escalation
from hirz.reprisals.evidence.models import EvidenceItem
from hirz.reprisals.evidence.redaction import redact_phrases
from hirz.reprisals.evidence.taking import Account, add
from hirz.reprisals.evidence.versions import Version
from hirz.reprisals.intake.models import ArrivedFile, Message, Submission, SubmissionConsent
from hirz.reprisals.people.actions import Answer, enter_person, record_consent
from hirz.reprisals.people.models import Person
from hirz.reprisals.reporting.models import Edition, Paragraph, ReportEntry
from hirz.reprisals.response.models import Communication, Reply, Response
from hirz.rules.consent import ConsentState, Scope
from tests.reprisals.intake.arriving import new_unit

OWN_APPS = (
    "people", "matching", "cases", "intake", "response", "evidence", "reporting", "audit", "offices", "accounts", "mfa",
)  # fmt: skip
PLANTED = ("Zafiramoon", "زافيرامون", "Зафирамун", "plantedsummary", "plantedwish", "plantedbasis", "plantedmessage")
"""Words that stand only in what is closed to an outsider."""


@dataclass(frozen=True)
class World:
    case: Case
    person: Person
    submission: Submission
    letter: Communication
    reply: Reply
    edition: Edition
    entry: ReportEntry
    escalation: Escalation
    evidence: EvidenceItem


def build(*, office: Office, desk: User, verifier: User, colleague: User) -> World:
    person = _person(office, desk)
    case = _case(office, desk, verifier, person)
    letter = _letter(case, desk)
    evidence = _evidence(case, person, desk)
    CaseGrant.objects.create(
        case=case, user=colleague, purpose="advice", granted_by=desk, until_date=timezone.localdate() + timedelta(9)
    )
    edition = Edition.objects.create(
        office=office, year=2027, period_start=date(2026, 5, 1), period_end=date(2027, 4, 30),
        cut_off_date=date(2027, 5, 31), languages=["en", "ar"],
    )  # fmt: skip
    return World(
        case=case, person=person, submission=_submission(office, case), letter=letter, reply=_reply(letter, desk),
        edition=edition, entry=_entry(edition, case, desk), escalation=_escalation(case),
        evidence=evidence,
    )  # fmt: skip


def values_of_everything(world: World) -> dict[str, list[object]]:
    """Every key there is, by its kind, and what the other parts of addresses may be."""
    keys: defaultdict[str, list[object]] = defaultdict(list)
    for model in apps.get_models():
        if model._meta.app_label in OWN_APPS and model._meta.pk is not None:
            for key in model._default_manager.values_list("pk", flat=True):
                keys["uuid" if isinstance(key, UUID) else "int"].append(key)
    return {
        **{kind: list(dict.fromkeys(found)) for kind, found in keys.items()},
        "other": [world.person.pk, uuid4()],
        "year": [world.edition.year],
        "language": ["ar"],
        "format": ["docx"],
        "file_format": ["docx"],
        "code": ["XM"],
        "file": [file.pk for file in world.submission.files.all()],
        "version": [world.evidence.pk, *world.evidence.copies.values_list("pk", flat=True)],
        "page": [1],
    }


def keys_of(world: World) -> dict[str, list[object]]:
    """Keys of the records that pages are about, by their kind."""
    rows = (world.case, world.person, world.submission, world.letter, world.reply, world.entry)
    files = world.submission.files.all()
    evidence = (world.evidence, *world.evidence.copies.all())
    return {"uuid": [row.pk for row in (*rows, *files, *evidence)], "int": [world.escalation.pk]}


def _person(office: Office, by: User) -> Person:
    person = enter_person(office=office, names=PLANTED[:3], by=by, public_descriptions={"en": "a lawyer"})
    answers = [Answer(scope, ConsentState.GIVEN, "self") for scope in Scope]
    answers.append(Answer(Scope.REPORT_NAMED, ConsentState.REFUSED, "self"))
    record_consent(person=person, answers=answers, by=by)
    return person


def _case(office: Office, by: User, verifier: User, person: Person) -> Case:
    case = opening.open_case(
        office=office, state_concerned="XM", language="ar", by=by, owner=by, summary="plantedsummary of what befell her"
    )
    recording.add_party(
        case=case, person=person, role="victim", by=by, status="detained_pretrial", status_date="2026-05"
    )
    source = recording.add_source(
        case=case, by=by, relation="lawyer", reliability="highly_reliable", credibility="confirmed", first_hand=True
    )
    engagement = recording.add_engagement(
        case=case, by=by, person=person, source=source, body="hrc", kind="testimony", date="2026-03", place="Geneva"
    )
    act = recording.add_act(
        case=case, by=by, person=person, source=source, kind="detention", perpetrator="police", date="2026-03-12"
    )
    recording.assess_link(
        case=case, engagement=engagement, act=act, by=by, strength="strong", bases=["interrogated_about_un"],
        reasoning="plantedbasis",
    )  # fmt: skip
    recording.add_development(case=case, by=by, kind="victim_situation", date="2026-04/..", text="plantedwish")
    for level in ("low", "critical"):
        judgement = assessing.Judgement(
            level=level, reasons=["liberty"], mitigations=["safe_channel"], note="plantedwish"
        )
        assessing.assess_risk(case=case, judgement=judgement, by=by)
    propose(case, by)
    assessing.confirm_verification(case=case, by=verifier)
    propose(case, by)
    opening.note_duplicates_checked(case=case, by=by)
    note_done(case=case, fact="do_no_harm_checked", by=by)
    return case


def propose(case: Case, by: User) -> None:
    assessing.propose_verification(
        case=case, level="reasonable_grounds", standard="reasonable_grounds_to_believe", basis="plantedbasis",
        act_finding="ESTABLISHED", by=by,
    )  # fmt: skip


def _submission(office: Office, case: Case) -> Submission:
    submission = Submission.objects.create(
        unit_id=new_unit(office), inbox_id=new_unit(office), reference="S-WORLD1", office=office,
        channel="web_form", language="ar", state_concerned="XM", relation="lawyer",
        answers={
            "language": "ar", "relation": "lawyer", "narrative": "plantedsummary", "victim": {"names": [PLANTED[0]]},
            "consent": {"given_by": "self", "answers": {"RECORD": "GIVEN"}},
        },
        idempotency_sha256=uuid4().hex * 2, locator="12345678", secret_hash="x",
        inbox_until=timezone.now() + timedelta(days=9),
    )  # fmt: skip
    submission.cases.add(case)
    SubmissionConsent.objects.create(submission=submission, scope="RECORD", state="GIVEN")
    Message.objects.create(submission=submission, direction="TO_US", body="plantedmessage")
    pair = new_key_pair()
    original, copy = store_bytes(b"plantedmessage", pair=pair), store_bytes(b"plantedmessage", pair=pair)
    ArrivedFile.objects.create(
        unit_id=submission.unit_id, submission=submission, name="plantedmessage.pdf", media_type="application/pdf",
        size=original.size, sha256=original.sha256,
        opens_with=b64encode(pair.private).decode(), blob_id=original.id, working_copy_id=copy.id,
    )  # fmt: skip
    return submission


def _letter(case: Case, by: User) -> Communication:
    Response.objects.create(case=case, kind="press_release", actor="ohchr_hq", planned_by=by, done_date="2026-04-02")
    return Communication.objects.create(
        case=case, kind="allegation_letter", recipient_state="XM", sender="special_procedures", state="DRAFTED",
        subject="plantedsummary", body="plantedbasis", planned_by=by, drafted_by=by, drafted_at=timezone.now(),
        reference="AL XAM 1/2026",
    )  # fmt: skip


def _reply(letter: Communication, by: User) -> Reply:
    return Reply.objects.create(
        communication=letter, received_date=date(2026, 6, 1), text="plantedmessage", recorded_by=by
    )


def _evidence(case: Case, person: Person, by: User) -> EvidenceItem:
    """A text that shows the person, and a redaction of it that waits to be looked at."""
    blob = store_bytes(b"plantedmessage to Zafiramoon", pair=new_key_pair())
    item = add(
        case=case, blob=blob, name="plantedmessage.txt", by=by,
        inspection=inspect(blob.head, BytesIO(b"plantedmessage to Zafiramoon"), "plantedmessage.txt"),
        account=Account("plantedsummary", shows=[person], reliability="plantedbasis"),
    )  # fmt: skip
    redact_phrases(version=Version(item), phrases="Zafiramoon", reason="plantedwish", by=by)
    return item


def _entry(edition: Edition, case: Case, by: User) -> ReportEntry:
    entry = ReportEntry.objects.create(
        edition=edition, case=case, decision="include", reason="plantedbasis", track="DRAFTED", decided_by=by,
        decided_at=timezone.now(), drafted_by=by, drafted_at=timezone.now(),
    )  # fmt: skip
    Paragraph.objects.create(
        entry=entry, language="en", sentences=[{"text": "plantedsummary", "fact": "", "digest": ""}], edited_by=by
    )
    return entry


def _escalation(case: Case) -> Escalation:
    now = timezone.now()
    return Escalation.objects.create(
        case=case, kind="VERIFICATION", subject_id=case.pk, due_at=now, level="OWNER", raised_at=now
    )

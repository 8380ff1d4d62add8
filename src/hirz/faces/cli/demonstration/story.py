"""One case, from the lawyer who writes in Arabic to the page of the annual report, by the actions that people use.

Everybody and everything in it is invented, the State included.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from hirz.engines.files import Limits
from hirz.faces.cli.demonstration import attachments
from hirz.faces.cli.demonstration.lawyer import SPELLINGS, TOKEN, answers
from hirz.faces.cli.demonstration.narratives import public_description
from hirz.faces.cli.demonstration.time_travel import at
from hirz.foundation.accounts.access import AccessDenied
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.foundation.blobs.store import default_store
from hirz.reprisals.cases.actions.assessing import Judgement, assess_risk, confirm_verification, propose_verification
from hirz.reprisals.cases.actions.moving import describe, move, note_done, settle_withdrawal
from hirz.reprisals.cases.actions.recording import assess_link, assess_source
from hirz.reprisals.cases.deadlines import deadlines_for, escalate_missed
from hirz.reprisals.cases.models import Case
from hirz.reprisals.intake import arrival, receipts, triage
from hirz.reprisals.intake.files import attach_bytes, open_working_copy
from hirz.reprisals.intake.models import Submission
from hirz.reprisals.intake.taking_in import take_in
from hirz.reprisals.people.actions import Answer, add_name, describe_in_public, record_consent
from hirz.reprisals.people.disclosing import ConsentRefused
from hirz.reprisals.people.models import Disclosure, Person
from hirz.reprisals.reporting import actions as report
from hirz.reprisals.reporting.models import Edition
from hirz.reprisals.response import actions as response
from hirz.reprisals.response.files import open_file
from hirz.reprisals.response.models import Communication
from hirz.rules.consent import ConsentState, Scope
from hirz.rules.lifecycle import CaseEvent
from hirz.rules.verification import REASONABLE_GROUNDS_TO_BELIEVE, SamePerson


@dataclass(slots=True)
class Told:
    """What a step did, in words for the terminal and the summary."""

    name: str
    detail: str
    ok: bool = True


@dataclass(slots=True)
class Story:
    """The state of the story while it is told."""

    cast: dict[str, User]
    out: Path
    begins_at: datetime
    told: list[Told] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    receipt: receipts.Receipt | None = None
    submission: Submission | None = None
    case: Case | None = None
    letter: Communication | None = None
    edition: Edition | None = None

    @property
    def desk(self) -> User:
        return self.cast["bishkek-desk"]

    @property
    def verifier(self) -> User:
        return self.cast["bishkek-verifier"]

    @property
    def lead(self) -> User:
        return self.cast["bishkek-lead"]

    @property
    def the_case(self) -> Case:
        assert self.case is not None  # noqa: S101 - set by triage
        self.case.refresh_from_db()
        return self.case

    @property
    def victim(self) -> Person:
        return self.the_case.parties.get(role="victim").person

    def moment(self, days: float) -> datetime:
        return self.begins_at + timedelta(days=days)


class StoryBroken(Exception):
    """Something that must hold did not; the message names it."""


def must(condition: bool, what: str) -> None:
    if not condition:
        raise StoryBroken(what)


def tell(story: Story, say: Callable[[Told], None]) -> None:
    """Run the seven steps. A step that breaks is told as such and ends the story."""
    steps = (arrives, is_triaged, is_verified, is_raised, is_withdrawn_in_part, is_reported, is_on_record)
    for step in steps:
        try:
            told = step(story)
        except Exception as error:
            told = Told(step.__name__, f"{type(error).__name__}: {error}", ok=False)
        story.told.append(told)
        say(told)
        if not told.ok:
            return


def arrives(story: Story) -> Told:
    """1. The lawyer writes, attaches three files, answers each question of consent, and gets a receipt."""
    with at(story.moment(0)):
        earlier = arrival.find_submitted(TOKEN)
        must(earlier is None, "the story was told before in this database")
        arrival.start_draft(token=TOKEN, language="ar")
        arrival.keep_answers(token=TOKEN, answers=answers(story.begins_at.year))
        for name, data in (
            ("إفادة.docx", attachments.statement()),
            ("تذكرة.pdf", attachments.ticket()),
            ("صورة.jpg", attachments.picture_with_place()),
        ):
            attach_bytes(token=TOKEN, data=data, name=name, limits=Limits())
        arrived = arrival.submit(token=TOKEN)
        again = arrival.submit(token=TOKEN)
    must(
        again.submission.pk == arrived.submission.pk and again.receipt == arrived.receipt,
        "a second click gave a second receipt",
    )
    story.submission, story.receipt = arrived.submission, arrived.receipt
    _original_kept_and_copy_clean(arrived.submission)
    return Told("submission", f"{arrived.submission.reference}: three files, twelve answers of consent, one receipt")


def _original_kept_and_copy_clean(submission: Submission) -> None:
    original = attachments.picture_with_place()
    kept = submission.files.get(media_type="image/jpeg")
    must(kept.sha256 == hashlib.sha256(original).hexdigest(), "the original picture was changed")
    copy = open_working_copy(kept)
    must(copy is not None, "the picture has no working copy")
    with copy:  # type: ignore[union-attr]
        must(b"Exif" not in copy.read(), "the working copy still says where it was taken")  # type: ignore[union-attr]


def is_triaged(story: Story) -> Told:
    """2. A desk officer triages; a case opens with person, engagement, act, link and source, dated as known."""
    assert story.submission is not None  # noqa: S101
    with at(story.moment(0.2)):
        story.case = triage.triage(
            submission=story.submission,
            decision=triage.Triage(
                protected_category="a_cooperator",
                scope_reason="She spoke at a side event of the Human Rights Council; the acts followed within days.",
                judgement=Judgement("high", reasons=["liberty", "surveillance_ongoing"], mitigations=["safe_channel"]),
                owner=story.desk,
                substitute=story.lead,
                summary="Held at the airport and questioned about a side event of the Human Rights Council.",
            ),
            by=story.desk,
        )
        case = story.the_case
        for spelling in SPELLINGS[2:]:
            add_name(person=story.victim, text=spelling, by=story.desk)
        describe_in_public(
            person=story.victim, descriptions=public_description("female", "human_rights_defender"), by=story.desk
        )
        engagement = case.engagements.get()
        for act in case.acts.all():
            assess_link(
                case=case, engagement=engagement, act=act, by=story.desk, strength="strong",
                bases=["interrogated_about_un", "temporal_proximity"],
                reasoning="She was asked about her statement and whom she had met.",
            )  # fmt: skip
        assess_source(source=case.sources.get(), reliability="likely_reliable", credibility="likely", by=story.desk)
        triage.send_message(
            submission=story.submission,
            body="تلقينا رسالتك ونعمل عليها. لا نرسل شيئاً خارج ما وافقتم عليه.",
            by=story.desk,
        )
        describe(case=case, wishes="She wants her passport back. No press, no name.", by=story.desk)
    must(case.state == "TRIAGED", "the case was not triaged")
    return Told("triage", f"{case.reference}: within paragraph 1 (a), risk high, owner {story.desk.display_name}")


def is_verified(story: Story) -> Told:
    """3. A second officer verifies; risk becomes critical, the clock counts hours, and a missed one goes up."""
    case = story.the_case
    with at(story.moment(1)):
        move(case=case, event=CaseEvent.START_VERIFICATION, by=story.desk)
        propose_verification(
            case=case, level="reasonable_grounds", standard=REASONABLE_GROUNDS_TO_BELIEVE, act_finding="ESTABLISHED",
            basis="The statement of the lawyer, the ticket and the record of the search agree.", by=story.lead,
        )  # fmt: skip
        _refused(AccessDenied, lambda: confirm_verification(case=case, by=story.desk))
        _refused(SamePerson, lambda: confirm_verification(case=case, by=story.lead))
        confirm_verification(case=case, by=story.verifier)
        assess_risk(
            case=case,
            judgement=Judgement("critical", reasons=["threat_to_life", "threats_repeated"]),
            by=story.verifier,
        )
        hours = [d for d in deadlines_for(story.desk, timezone.now()) if d.case_id == case.pk and d.in_hours]
        must(bool(hours), "no clock counts hours on the owner's page")
    with at(max(d.head_at for d in hours)):
        must(escalate_missed() > 0, "a missed clock did not go up")
        led = [d for d in deadlines_for(story.lead, timezone.now()) if d.case_id == case.pk]
        must(bool(led), "the team lead does not see the missed clock")
    return Told("verification", "confirmed by a second person; critical: clocks in hours, a missed one escalated")


def is_raised(story: Story) -> Told:
    """4. An allegation letter is planned, checked, drafted, sent; sixty days run; a reply is assessed."""
    case = story.the_case
    with at(story.moment(3)):
        move(case=case, event=CaseEvent.PLAN_RESPONSE, by=story.desk)
        named = response.plan_communication(
            case=case, kind="allegation_letter", sender="special_procedures", language="en", named=True, by=story.desk
        )
        must(named.state == Communication.State.FROZEN, "a letter that names her was not held back")
        response.cancel_communication(letter=named, reason="She did not agree to be named.", by=story.desk)
        letter = response.plan_communication(
            case=case, kind="allegation_letter", sender="special_procedures", language="en", named=False, by=story.desk
        )
        note_done(case=case, fact="do_no_harm_checked", by=story.desk)
        move(case=case, event=CaseEvent.TAKE_ACTION, by=story.desk)
        response.draft_communication(letter=letter, by=story.desk)
        _refuses_a_name_typed_by_hand(letter, story)
        letter = response.send_communication(letter=letter, by=story.desk)
        move(case=case, event=CaseEvent.AWAIT_STATE, by=story.desk)
        _save(story, letter)
    due = case.deadlines.get(kind="STATE_REPLY").due_at
    must((due - story.moment(3)).days in {59, 60}, "the State's sixty days do not run")
    with at(story.moment(30)):
        reply = response.record_reply(
            letter=letter, received_date=story.desk.office.today, by=story.desk,
            text="The Government states that the person concerned was questioned on an administrative matter.",
        )  # fmt: skip
        response.assess_reply(
            reply=reply, by=story.desk,
            assessment=response.Assessment("denied_link", True, "It answers on the act and denies the link."),
        )  # fmt: skip
        move(case=case, event=CaseEvent.ASSESS_REPLY, by=story.desk)
    story.letter = letter
    return Told("letter", f"{letter.reference} sent without the name; reply due {due:%d %B %Y}; reply assessed")


def _refuses_a_name_typed_by_hand(letter: Communication, story: Story) -> None:
    """Somebody types the name into the letter: it does not leave."""
    clean = letter.body
    response.draft_communication(letter=letter, body=f"{clean}\n\n{SPELLINGS[1]}", by=story.desk)
    _refused(ConsentRefused, lambda: response.send_communication(letter=letter, by=story.desk))
    response.draft_communication(letter=letter, body=clean, by=story.desk)


def is_withdrawn_in_part(story: Story) -> Told:
    """5. The lawyer opens her inbox, reads, answers, and withdraws one consent: what rests on it freezes at once."""
    case = story.the_case
    assert story.receipt is not None  # noqa: S101
    with at(story.moment(31)):
        second = response.plan_communication(
            case=case, kind="other_letter", sender="special_procedures", language="en", named=False, by=story.desk
        )
        response.draft_communication(letter=second, by=story.desk)
        typed = story.receipt.grouped().translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
        submission = arrival.open_inbox(receipts.parse(typed))
        messages = arrival.read_messages(submission=submission)
        must(len(messages) == 1, "the inbox does not show our message")
        arrival.write_to_us(submission=submission, body="شكراً. لا نريد مراسلة الحكومة مرة أخرى.")
        arrival.withdraw_from_inbox(submission=submission, scopes=[Scope.RAISE_WITH_GOVERNMENT])
        take_in()
    second.refresh_from_db()
    must(second.state == Communication.State.FROZEN, "the second letter did not freeze")
    must(any(m["scope"] == Scope.RAISE_WITH_GOVERNMENT for m in second.frozen_because), "it does not say why")
    case = story.the_case
    must(case.frozen_at is not None, "the case does not show the withdrawal")
    with at(story.moment(32)):
        settle_withdrawal(case=case, note="No further letters; the report stays agreed.", by=story.desk)
        response.cancel_communication(
            letter=second, reason="Consent to write to the Government was withdrawn.", by=story.desk
        )
    return Told("withdrawal", "inbox opened with the receipt in Arabic digits; one consent withdrawn; the letter froze")


def is_reported(story: Story) -> Told:
    """6. The year's report takes the case in, without the name, cleared by a third person, in six languages."""
    case, team = story.the_case, story.cast
    with at(story.moment(60)):
        report_scopes = (Scope.RECORD, Scope.REPORT_WITHOUT_NAME, Scope.STATISTICS)
        again = [Answer(s, ConsentState.GIVEN, "representative", how="inbox") for s in report_scopes]
        record_consent(person=story.victim, answers=again, by=story.desk, case_id=case.pk)
        assess_risk(case=case, judgement=Judgement("high", reasons=["liberty"]), by=story.desk)
        year = timezone.now().year
        edition = Edition.objects.filter(year=year).first() or report.open_edition(
            office=team["geneva-desk"].office, year=year, by=team["geneva-desk"]
        )
        report.list_candidates(edition=edition, by=team["geneva-desk"])
        entry = edition.entries.get(case=case)
        report.decide(
            entry=entry, decision="include", reason="Verified, of public interest, agreed without the name.",
            by=team["geneva-desk"],
        )  # fmt: skip
        report.draft_entry(entry=entry, by=team["geneva-desk"])
        report.waive_comment(
            entry=entry, reason="Consent to write to the Government was withdrawn.", by=team["geneva-desk"]
        )
        _refused(AccessDenied, lambda: report.clear_entry(entry=entry, by=team["geneva-desk"]))
        report.clear_entry(entry=entry, by=team["geneva-clearer"])
        _settle_the_rest(edition, story)
        report.publish_edition(edition=edition, by=team["geneva-head"])
    story.edition = edition
    for file in edition.files.all():
        with default_store().open_reader(file.blob_id) as stream:
            _write(story, f"report-{edition.year}-{file.language}.{file.file_format}", stream.read())
    must(edition.files.count() == 24, "the report is not there in six languages and four formats")
    how = "published in six languages, as DOCX, PDF, XML and text; statistics reconcile"
    return Told("report", f"{edition.year}: {how}")


def _settle_the_rest(edition: Edition, story: Story) -> None:
    """Every other candidate gets its decision too: nothing is forgotten silently."""
    for entry in edition.entries.filter(decision__isnull=True):
        report.decide(
            entry=entry, decision="omit_other", reason="Not yet verified at the cut-off; kept for the next report.",
            by=story.cast["geneva-desk"],
        )  # fmt: skip


def is_on_record(story: Story) -> Told:
    """7. Every act is in the history of the case, and an outsider finds nothing."""
    case = story.the_case
    verbs = set(Entry.objects.filter(case_id=case.pk).values_list("verb", flat=True))
    expected = {
        "CASE_OPENED", "SCOPE_DECIDED", "RISK_RAISED", "VERIFICATION_CONFIRMED", "CLOCK_ESCALATED",
        "COMMUNICATION_SENT", "REPLY_ASSESSED", "COMMUNICATION_FROZEN", "CONSENT_CHANGED_BY_SUBMITTER",
        "DISCLOSURE_MADE", "DISCLOSURE_REFUSED", "ENTRY_CLEARED", "ENTRY_PUBLISHED",
    }  # fmt: skip
    must(expected <= verbs, f"missing from the history: {', '.join(sorted(expected - verbs))}")
    outsider = story.cast["tashkent-desk"]
    must(not Case.objects.visible_to(outsider).filter(pk=case.pk).exists(), "an outsider sees the case")
    must(not Submission.objects.visible_to(outsider).filter(cases=case).exists(), "an outsider sees the submission")
    _refused(AccessDenied, lambda: describe(case=case, summary="x", by=outsider))
    count = Entry.objects.filter(case_id=case.pk).count()
    return Told("history", f"{count} entries; to an officer of another office the case does not exist")


def refused_disclosures(case: Case) -> list[dict[str, Any]]:
    """What the rules held back, by ids and codes."""
    return [
        {"purpose": d.purpose, "recipient": d.recipient, "what": d.what, "missing": d.missing}
        for d in Disclosure.objects.filter(allowed=False, case_id=case.pk).order_by("decided_at")
    ]


def _refused(expected: type[Exception], act: Callable[[], object]) -> None:
    try:
        act()
    except expected:
        return
    raise StoryBroken(f"{expected.__name__} was expected")


def _save(story: Story, letter: Communication) -> None:
    name = (letter.reference or "letter").replace("/", "-").replace(" ", "-")
    for ending in ("docx", "pdf"):
        file = open_file(letter, ending)
        assert file is not None  # noqa: S101 - sent letters have both
        with file as stream:
            _write(story, f"{name}.{ending}", stream.read())


def _write(story: Story, name: str, data: bytes) -> None:
    story.out.mkdir(parents=True, exist_ok=True)
    (story.out / name).write_bytes(data)
    story.files.append(name)

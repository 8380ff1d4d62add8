"""What the codes of the rules about a case are called. Codes of vocabularies have their labels there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeAlias

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hirz.reprisals.cases.models import Escalation, Source
from hirz.rules.case_needs import MissingCode, Remedy
from hirz.rules.clock_targets import ClockKind
from hirz.rules.dates import DateDoubt
from hirz.rules.lifecycle import CaseEvent
from hirz.rules.verification import REASONABLE_GROUNDS_TO_BELIEVE, Finding

Words: TypeAlias = "str | Promise"

EVENTS: Final[Mapping[CaseEvent, Words]] = {
    CaseEvent.TRIAGE: pgettext_lazy("step of a case", "Conclude the triage"),
    CaseEvent.SEEK_CONSENT: pgettext_lazy("step of a case", "Seek consent first"),
    CaseEvent.START_VERIFICATION: pgettext_lazy("step of a case", "Start to verify"),
    CaseEvent.PLAN_RESPONSE: pgettext_lazy("step of a case", "Go on to the response"),
    CaseEvent.TAKE_ACTION: pgettext_lazy("step of a case", "Carry out the response"),
    CaseEvent.AWAIT_STATE: pgettext_lazy("step of a case", "Wait for the State"),
    CaseEvent.ASSESS_REPLY: pgettext_lazy("step of a case", "Assess the reply"),
    CaseEvent.MONITOR: pgettext_lazy("step of a case", "Monitor the situation"),
    CaseEvent.CLOSE: pgettext_lazy("step of a case", "Close the case"),
    CaseEvent.MERGE: pgettext_lazy("step of a case", "Merge into another case"),
    CaseEvent.RULE_OUT_OF_SCOPE: pgettext_lazy("step of a case", "Rule out of scope"),
    CaseEvent.REOPEN: pgettext_lazy("step of a case", "Reopen the case"),
}

MISSING: Final[Mapping[MissingCode, Words]] = {
    MissingCode.CHANNEL_UNKNOWN: _("How the person who wrote can be reached is not known."),
    MissingCode.LANGUAGE_UNKNOWN: _("The language of the person who wrote is not known."),
    MissingCode.SCOPE_NOT_DECIDED: _("Nobody has decided that this is within resolution 12/2."),
    MissingCode.SCOPE_NOT_RULED_OUTSIDE: _("Nobody has decided that this is outside resolution 12/2."),
    MissingCode.RISK_NOT_ASSESSED: _("The risk has not been assessed."),
    MissingCode.DUPLICATES_NOT_CHECKED: _("Nobody has checked whether another case is about the same."),
    MissingCode.CONSENT_NOT_RECORDED: _("Consent to keep this record is not on file for everybody affected."),
    MissingCode.CASE_FROZEN: _("Consent was withdrawn, and nobody has settled yet what follows."),
    MissingCode.SUBJECT_MISSING: _("Nobody is entered as the person affected."),
    MissingCode.ENGAGEMENT_MISSING: _("No cooperation with the United Nations is entered."),
    MissingCode.ACT_MISSING: _("No act of intimidation or reprisal is entered."),
    MissingCode.SOURCE_MISSING: _("No source is entered."),
    MissingCode.LINK_NOT_ASSESSED: _("The link between the cooperation and the act has not been assessed."),
    MissingCode.VERIFICATION_NOT_CONCLUDED: _("The verification has not reached a conclusion."),
    MissingCode.SECOND_PERSON_NEEDED: _("A second person has not confirmed the verification."),
    MissingCode.ALLEGATION_NOT_ESTABLISHED: _("The allegation was not established: no response is built on it."),
    MissingCode.RESPONSE_NOT_PLANNED: _("No response is planned."),
    MissingCode.DO_NO_HARM_NOT_CHECKED: _("The do-no-harm questions have not been gone through."),
    MissingCode.WISHES_NOT_RECORDED: _("What the person affected wishes is not written down."),
    MissingCode.CONSENT_DOES_NOT_COVER_ACTION: _("Consent does not cover what is planned."),
    MissingCode.ACTION_NOT_RECORDED: _("What was planned has not been carried out."),
    MissingCode.COMMUNICATION_NOT_SENT: _("No letter to the State is waiting for a reply."),
    MissingCode.REPLY_NOT_LOGGED: _("No reply, and no absence of one, is on record."),
    MissingCode.REPLY_STILL_AWAITED: _("A reply of the State is still awaited."),
    MissingCode.REPLY_NOT_ASSESSED: _("The reply has not been assessed."),
    MissingCode.SUBMITTER_NOT_TOLD: _("The person who wrote to us has not been told."),
    MissingCode.OUTCOME_NOT_RECORDED: _("The outcome is not on record."),
    MissingCode.VICTIM_NOT_INFORMED: _("The person affected has not been informed."),
    MissingCode.SURVIVING_CASE_NOT_NAMED: _("The case that remains has not been named."),
    MissingCode.REFERRAL_NOT_RECORDED: _("Where the matter was referred is not written down."),
    MissingCode.REASON_NOT_GIVEN: _("The reason is not written down."),
    MissingCode.STEP_NOT_FORESEEN: _("This step does not lead on from where the case stands."),
}

REMEDIES: Final[Mapping[Remedy, Words]] = {
    Remedy.RECORD_CHANNEL: _("Look at the submission"),
    Remedy.RECORD_LANGUAGE: _("Look at the submission"),
    Remedy.DECIDE_SCOPE: _("Decide the scope"),
    Remedy.ASSESS_RISK: _("Assess the risk"),
    Remedy.CHECK_DUPLICATES: _("Check for duplicates"),
    Remedy.RECORD_CONSENT: _("Record consent"),
    Remedy.SETTLE_WITHDRAWAL: _("Settle the withdrawal"),
    Remedy.ADD_SUBJECT: _("Add a person"),
    Remedy.ADD_ENGAGEMENT: _("Add the cooperation"),
    Remedy.ADD_ACT: _("Add the act"),
    Remedy.ADD_SOURCE: _("Add a source"),
    Remedy.ASSESS_LINK: _("Assess the link"),
    Remedy.PROPOSE_VERIFICATION: _("Propose a conclusion"),
    Remedy.CONFIRM_VERIFICATION: _("Confirm or send back"),
    Remedy.CLOSE_CASE: _("Close the case"),
    Remedy.PLAN_RESPONSE: _("Plan a response"),
    Remedy.CHECK_DO_NO_HARM: _("Go through the questions"),
    Remedy.RECORD_WISHES: _("Write down the wishes"),
    Remedy.RECORD_ACTION: _("Go to what is planned"),
    Remedy.SEND_COMMUNICATION: _("Go to the letter"),
    Remedy.LOG_REPLY: _("Record the reply"),
    Remedy.ASSESS_REPLY: _("Assess the reply"),
    Remedy.TELL_SUBMITTER: _("Say whether they were told"),
    Remedy.RECORD_OUTCOME: _("Record the outcome"),
    Remedy.INFORM_VICTIM: _("Say whether they were informed"),
    Remedy.NAME_SURVIVING_CASE: _("Name the case that remains"),
    Remedy.RECORD_REFERRAL: _("Record the referral"),
    Remedy.GIVE_REASON: _("Write the reason"),
    Remedy.CHOOSE_ANOTHER_STEP: _("Choose another step"),
}

CLOCKS: Final[Mapping[ClockKind, Words]] = {
    ClockKind.ACKNOWLEDGEMENT: pgettext_lazy("clock", "Acknowledge receipt"),
    ClockKind.TRIAGE: pgettext_lazy("clock", "Triage"),
    ClockKind.CONSENT: pgettext_lazy("clock", "Clarify consent"),
    ClockKind.VERIFICATION: pgettext_lazy("clock", "Verify"),
    ClockKind.RESPONSE_PLAN: pgettext_lazy("clock", "Complete the response plan"),
    ClockKind.ACTION: pgettext_lazy("clock", "Carry out the response"),
    ClockKind.STATE_REPLY: pgettext_lazy("clock", "Reply of the State"),
    ClockKind.REPLY_ASSESSMENT: pgettext_lazy("clock", "Assess the reply"),
    ClockKind.MONITORING_REVIEW: pgettext_lazy("clock", "Review the situation"),
    ClockKind.RISK_REVIEW: pgettext_lazy("clock", "Review the risk"),
    ClockKind.OVERRIDE_REVIEW: pgettext_lazy("clock", "Review the exception to consent"),
    ClockKind.REDRAFT: pgettext_lazy("clock", "Write anew without who was erased"),
    ClockKind.PROMISE: pgettext_lazy("clock", "Promise of the State"),
    ClockKind.BREACH: pgettext_lazy("clock", "See to a step without consent"),
}

ESCALATION_LEVELS: Final[Mapping[str, Words]] = {
    Escalation.Level.OWNER: pgettext_lazy("missed deadline came up to", "Owner"),
    Escalation.Level.LEAD: pgettext_lazy("missed deadline came up to", "Team lead"),
    Escalation.Level.HEAD: pgettext_lazy("missed deadline came up to", "Head of office"),
}

FINDINGS: Final[Mapping[Finding, Words]] = {
    Finding.ESTABLISHED: pgettext_lazy("finding on an act", "Established"),
    Finding.PARTLY_ESTABLISHED: pgettext_lazy("finding on an act", "Established in part"),
    Finding.NOT_ESTABLISHED: pgettext_lazy("finding on an act", "Not established"),
    Finding.DISPROVED: pgettext_lazy("finding on an act", "Disproved"),
}

STANDARDS: Final[Mapping[str, Words]] = {
    REASONABLE_GROUNDS_TO_BELIEVE: pgettext_lazy("standard of proof", "Reasonable grounds to believe"),
    "reasonable_suspicion": pgettext_lazy("standard of proof", "Reasonable suspicion"),
    "balance_of_probabilities": pgettext_lazy("standard of proof", "Balance of probabilities"),
}

CONFIDENTIALITY: Final[Mapping[str, Words]] = {
    Source.Confidentiality.UNKNOWN_TO_US: _("Unknown to us"),
    Source.Confidentiality.CONFIDENTIAL: _("Confidential: known to us alone"),
    Source.Confidentiality.NAME_WITHHELD: _("Name withheld in what we publish"),
}

RECORDS: Final[Mapping[str, Words]] = {
    "engagement": pgettext_lazy("record on a case", "Cooperation"),
    "act": pgettext_lazy("record on a case", "Act"),
    "linkassessment": pgettext_lazy("record on a case", "Link"),
    "source": pgettext_lazy("record on a case", "Source"),
    "development": pgettext_lazy("record on a case", "Development"),
}

WRITTEN: Final[Mapping[str, Words]] = {
    **{f"cases.{record}": words for record, words in RECORDS.items()},
    "cases.riskassessment": pgettext_lazy("record on a case", "Risk assessment"),
    "cases.verification": pgettext_lazy("record on a case", "Verification"),
    "cases.caseperson": pgettext_lazy("record on a case", "Person"),
    "cases.coursedecision": pgettext_lazy("record on a case", "Decision on the course of the case"),
    "cases.casegrant": pgettext_lazy("record on a case", "Access given to a colleague"),
    "people.consentoverride": pgettext_lazy("record on a case", "Exception to consent"),
    "response.communication": pgettext_lazy("record on a case", "Letter"),
    "response.reply": pgettext_lazy("record on a case", "Reply of the State"),
    "response.response": pgettext_lazy("record on a case", "Step taken"),
    "reporting.reportentry": pgettext_lazy("record on a case", "Report entry"),
}
"""Kinds of record that hold words under the key of a case."""

TEXTS: Final[Mapping[str, Words]] = {
    "summary": pgettext_lazy("text on a case", "Summary"),
    "wishes": pgettext_lazy("text on a case", "Wishes of the person affected"),
    "scope_reason": pgettext_lazy("text on a case", "Why it is, or is not, within scope"),
    "referral": pgettext_lazy("text on a case", "Where it was referred"),
    "note": pgettext_lazy("text on a case", "Note"),
    "place": pgettext_lazy("text on a case", "Place"),
    "legal_basis": pgettext_lazy("text on a case", "Legal basis"),
    "reasoning": pgettext_lazy("text on a case", "Reasoning"),
    "text": pgettext_lazy("text on a case", "Text"),
    "standard": pgettext_lazy("text on a case", "Standard of proof"),
    "basis": pgettext_lazy("text on a case", "What it rests on"),
    "decision_note": pgettext_lazy("text on a case", "Note of who confirmed"),
    "purpose": pgettext_lazy("text on a case", "Purpose"),
    "reason": pgettext_lazy("text on a case", "Reason"),
    "subject": pgettext_lazy("text on a case", "Subject of the letter"),
    "body": pgettext_lazy("text on a case", "Text of the letter"),
    "assessment": pgettext_lazy("text on a case", "Our assessment"),
    "promises": pgettext_lazy("text on a case", "Promises made"),
    "result": pgettext_lazy("text on a case", "Result"),
    "comment": pgettext_lazy("text on a case", "Comment of the State"),
    "returned_reason": pgettext_lazy("text on a case", "Why the paragraph went back"),
    "comment_waived_reason": pgettext_lazy("text on a case", "Why the State was not asked"),
}

FACTS_NOTED: Final[Mapping[str, Words]] = {
    "acknowledged": pgettext_lazy("step noted", "Receipt acknowledged"),
    "submitter_told": pgettext_lazy("step noted", "The person who wrote to us was told"),
    "victim_informed": pgettext_lazy("step noted", "The person affected was informed"),
    "do_no_harm_checked": pgettext_lazy("step noted", "Do-no-harm questions gone through"),
    "duplicates_checked": pgettext_lazy("step noted", "Duplicates checked"),
    "reviewed": pgettext_lazy("step noted", "Situation reviewed"),
    "described": pgettext_lazy("step noted", "Description changed"),
}

DOUBTS: Final[Mapping[DateDoubt, Words]] = {
    DateDoubt.IN_THE_FUTURE: _("This date is in the future."),
    DateDoubt.BEFORE_1945: _("This date is before the United Nations existed."),
}

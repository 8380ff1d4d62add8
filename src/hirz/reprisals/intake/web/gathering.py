"""Everything the page of a submission says, with a number of queries that does not depend on how much there is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise

from hirz.engines.files import MEDIA_TYPES, Caution
from hirz.foundation.accounts.access import has_permission
from hirz.foundation.accounts.models import User
from hirz.foundation.blobs.wording import CAUTIONS
from hirz.foundation.keys.chain import keychain
from hirz.foundation.vocabularies.registry import label
from hirz.reprisals.cases.models import Case
from hirz.reprisals.cases.web.labels import CLOCKS
from hirz.reprisals.intake.arrival import consent_now
from hirz.reprisals.intake.contact import refuses_contact, whose_word_counts
from hirz.reprisals.intake.models import ArrivedFile, Message, Submission
from hirz.reprisals.intake.permissions import IntakePermission
from hirz.reprisals.intake.receipts import NOT_GIVEN_OUT
from hirz.reprisals.intake.web.reading import given_by, is_urgent, names, sections, without_people
from hirz.reprisals.people.web.fields import state_name
from hirz.reprisals.people.web.history import Cell, Row
from hirz.rules.clock_targets import ClockKind
from hirz.rules.consent import ConsentState, Scope

_KINDS: Final = {media_type: kind.value for kind, media_type in MEDIA_TYPES.items()}


@dataclass(frozen=True)
class ShownFile:
    """A file with what to know before opening it, and what can be shown without opening it at all."""

    file: ArrivedFile
    kind: str
    cautions: Sequence[str | Promise]
    is_picture: bool
    has_working_copy: bool


def as_arrived(submission: Submission, *, with_people: bool = True) -> dict[str, Any]:
    """What the submitter told, for every page on which it is read."""
    answers = submission.answers if with_people else without_people(submission.answers)
    return {
        "submission": submission,
        "sections": sections(answers),
        "names": names(answers),
        "is_urgent": is_urgent(answers),
        "state_concerned": state_name(submission.state_concerned),
        "language_name": label("language_name", submission.language),
        "stage": label("submission_state", submission.state),
    }


def whole(submission: Submission, user: User) -> dict[str, Any]:
    # Messages have a key of their own: one question brings both.
    keychain().announce([submission.inbox_id])
    standing = consent_now(submission)
    in_their_office = has_permission(user, IntakePermission.SUBMISSION_VIEW, submission.office_id)
    return {
        **as_arrived(submission, with_people=in_their_office),
        "files": [_shown(file) for file in submission.files.all()],
        "consents": [_answered(scope, state) for scope, state in standing.items()],
        "given_by": given_by(submission.answers),
        "talk": _talk(submission),
        "clocks": [(clock.due_at, CLOCKS[ClockKind(clock.kind)]) for clock in submission.deadlines.all()],
        "cases": Case.objects.visible_to(user).filter(submissions=submission).order_by("-opened_at"),
        "may_write": has_permission(user, IntakePermission.MESSAGE_SEND, submission.office_id),
        "contact_refused": refuses_contact(submission, whose_word_counts(submission)),
        "has_inbox": submission.secret_hash != NOT_GIVEN_OUT,
        "may_see_queue": has_permission(user, IntakePermission.SUBMISSION_VIEW),
        "may_triage": submission.triaged_at is None
        and has_permission(user, IntakePermission.SUBMISSION_TRIAGE, submission.office_id),
    }


def _answered(scope: Scope, state: ConsentState) -> Row:
    """The submitter's answer about one use, in the shape that consent is shown in everywhere."""
    return Row(label("consent_scope", scope), [Cell(state.value, label("consent_state", state), note="")])


def _shown(file: ArrivedFile) -> ShownFile:
    kind = _KINDS.get(file.media_type, "")
    copied = file.working_copy_id is not None
    return ShownFile(file, kind, _cautions(file.warnings), copied and file.media_type.startswith("image/"), copied)


def _cautions(codes: Iterable[str]) -> list[str | Promise]:
    return [CAUTIONS[Caution(code)] for code in codes]


def _talk(submission: Submission) -> list[tuple[Message, bool]]:
    """Every message, oldest first, and whether it came to us."""
    written = submission.messages.select_related("sent_by")
    return [(message, message.direction == Message.Direction.TO_US) for message in written]

"""Who took part, what they learned, and what they applied: kept with their agreement, or as numbers only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils import timezone

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action, record
from hirz.foundation.audit.shredding import shred_entries
from hirz.regional.organisations.erasing import destroy_unit
from hirz.regional.organisations.permissions import require_edit
from hirz.regional.programme.actions.entering import entered
from hirz.regional.programme.actions.planning import require_parts_of
from hirz.regional.programme.models import (
    Activity,
    ActivityFollowUp,
    CountedParticipants,
    PairedScore,
    Participant,
)
from hirz.regional.programme.refusals import ActivityNotEnded, ParticipantsExceeded, ScoreAboveMaximum
from hirz.regional.programme.verbs import ProgrammeVerb
from hirz.rules.programme_results import Score


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who they are and what they said of themselves (dimension → parts, only where they chose)."""

    name: str
    agreed_date: date
    contact: str = ""
    said_of_self: Mapping[str, Sequence[str]] = field(default_factory=dict)


@action
def add_participant(*, activity: Activity, person: Person, by: User) -> Participant:
    """Keep somebody who took part and agreed to be kept. Who did not agree is counted (:func:`count_participants`)."""
    for dimension, parts in person.said_of_self.items():
        require_parts_of(dimension, parts)
    row = Participant(
        activity=activity, state_code=activity.state_code, name=person.name.strip(), contact=person.contact.strip(),
        said_of_self={name: list(parts) for name, parts in person.said_of_self.items()}, agreed_date=person.agreed_date,
    )  # fmt: skip
    return entered(row, ProgrammeVerb.PARTICIPANT_ADDED, state_code=row.state_code, by=by)


@action
def erase_participant(*, participant: Participant, by: User) -> Participant:
    """Destroy what is known of somebody who no longer agrees. That somebody took part stays counted."""
    require_edit(by, participant.state_code)
    participant.name = participant.contact = ""
    participant.said_of_self = {}
    participant.erased_at = timezone.now()
    participant.save(update_fields=["name", "contact", "said_of_self", "erased_at"])
    destroy_unit(participant.pk)
    shred_entries(subject=participant, by=by)
    record(ProgrammeVerb.PARTICIPANT_ERASED, by=by, subject=participant)
    return participant


@action
def count_participants(*, counted: CountedParticipants, by: User) -> CountedParticipants:
    """Keep people as numbers only. Parts may leave some out, but none is larger than all of them."""
    _require_parts(counted)
    counted.state_code = counted.activity.state_code
    return entered(counted, ProgrammeVerb.PARTICIPANTS_COUNTED, state_code=counted.state_code, by=by)


@action
def correct_count(*, counted: CountedParticipants, by: User) -> CountedParticipants:
    """Save other numbers for people who are counted; what stood there, the history keeps."""
    require_edit(by, counted.state_code)
    _require_parts(counted)
    before = CountedParticipants.objects.values_list("total", flat=True).get(pk=counted.pk)
    counted.full_clean()
    counted.save(update_fields=["total", "parts", "source"])
    record(ProgrammeVerb.PARTICIPANTS_COUNT_CORRECTED, by=by, subject=counted, before=before)
    return counted


@action
def record_scores(*, activity: Activity, maximum: Decimal, scores: Sequence[Score], by: User) -> list[PairedScore]:
    """Put the scores of the tests on record in place of those that were there: the sheets are read as a whole."""
    require_edit(by, activity.state_code)
    given = [score for score in scores if score.before is not None or score.after is not None]
    if any(value is not None and value > maximum for one in given for value in (one.before, one.after)):
        raise ScoreAboveMaximum
    activity.test_maximum = maximum
    activity.save(update_fields=["test_maximum", "changed_at"])
    activity.scores.all().delete()
    rows = [_score(activity, number, score, by) for number, score in enumerate(given, start=1)]
    record(ProgrammeVerb.TEST_SCORES_RECORDED, by=by, subject=activity, number=len(rows))
    return rows


@action
def record_follow_up(*, follow_up: ActivityFollowUp, by: User) -> ActivityFollowUp:
    """Raises ``ActivityNotEnded``."""
    activity = follow_up.activity
    if follow_up.on_date <= activity.until_date:
        raise ActivityNotEnded
    follow_up.state_code = activity.state_code
    return entered(follow_up, ProgrammeVerb.FOLLOW_UP_RECORDED, state_code=activity.state_code, by=by)


def _require_parts(counted: CountedParticipants) -> None:
    for dimension, parts in counted.parts.items():
        require_parts_of(dimension, parts)
        if any(number > counted.total for number in parts.values()):
            raise ParticipantsExceeded


def _score(activity: Activity, number: int, score: Score, by: User) -> PairedScore:
    row = PairedScore(
        activity=activity, state_code=activity.state_code, number=number, before=score.before, after=score.after,
        entered_by=by,
    )  # fmt: skip
    row.full_clean()
    row.save(force_insert=True)
    return row

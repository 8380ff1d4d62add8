"""Steps other than letters: planned, done, and asked for consent by the rule that letters are asked by.

A plan that consent does not cover is kept and says what is lacking. Whatever was done is put on record, because history
is honest: what was done without the consent it needs is marked as a breach, which is due with the head at once.
"""

from __future__ import annotations

from typing import ClassVar

from django.utils import timezone

from hirz.foundation.accounts.access import require
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action, record
from hirz.reprisals.cases.concerned import people_beside, people_identifiable
from hirz.reprisals.cases.deadlines import refresh_deadlines
from hirz.reprisals.cases.models import Case
from hirz.reprisals.cases.permissions import CasePermission
from hirz.reprisals.people.disclosing import ConsentRefused, Intent, Words, disclose, lock_both, missing_as_data
from hirz.reprisals.people.excepting import hold_exceptions
from hirz.reprisals.response.facts import in_order, intents_of, lacking_for, refusals_for, with_unsettled
from hirz.reprisals.response.models import Response
from hirz.reprisals.response.permissions import ResponsePermission
from hirz.reprisals.response.verbs import ResponseVerb
from hirz.rules.consent import Missing
from hirz.rules.dates import DateDoubt, EdtfDate, doubts
from hirz.rules.errors import BadInput, RefusedByRule


class NotYet(BadInput):
    """The day has not come: nothing was done on it."""

    code: ClassVar[str] = "day_not_yet"


class ConsentUnsettled(RefusedByRule):
    """Consent that the step rests on was taken back on the case, and nobody has settled yet what follows."""

    code: ClassVar[str] = "consent_unsettled"


class NoBreach(RefusedByRule):
    """There is no breach here that the head has not seen to."""

    code: ClassVar[str] = "no_breach"


@action
def plan_response(*, case: Case, kind: str, actor: str, by: User, named: bool = False) -> Response:
    """Plan a step. What consent lacks for it is kept with it; it is weighed again when the step is done."""
    require(by, ResponsePermission.RESPONSE_PLAN, case.office_id)
    step = Response(case=case, kind=kind, actor=actor, named=named, planned_by=by, planned_at=timezone.now())
    step.full_clean()
    step.lacking = missing_as_data(refusals_for(step))
    step.save(force_insert=True)
    _record(ResponseVerb.RESPONSE_PLANNED, step, by, kind=kind, named=named, missing=step.lacking)
    refresh_deadlines(case)
    return step


@action
def note_response_done(
    *,
    response: Response,
    done_date: str,
    result: str,
    by: User,
    named: bool | None = None,
    without_consent: bool = False,
) -> Response:
    """Put a step on record as done, with a disclosure for everybody it told.

    ``named``: whether it named the alleged victim; None, where that is as it was planned. Where consent does not cover
    what was told, it is refused, unless ``without_consent`` says that it was done all the same: then it is recorded
    as a breach. What was put on record once is not weighed anew when its words or its day are corrected, only when it
    turns out that it named somebody.
    """
    require(by, ResponsePermission.RESPONSE_PLAN, response.case.office_id)
    if DateDoubt.IN_THE_FUTURE in doubts(EdtfDate.parse(done_date), response.case.office.today):
        raise NotYet
    # People first, then the step, in the order in which a letter and a withdrawal take their locks.
    lock_both(people_identifiable(response.case), people_beside(response.case))
    hold_exceptions(response.case_id)
    _hold(response)
    named_now = response.named if named is None else named
    is_asked, is_first = _is_asked(response, named_now), not response.done_date
    response.named = named_now or (response.named and not is_first)
    response.done_date, response.result = done_date, result
    if is_asked:
        _weigh(response, by, without_consent=without_consent)
    response.full_clean()
    response.save()
    _record(ResponseVerb.RESPONSE_DONE, response, by)
    refresh_deadlines(response.case)
    return response


def lacking_if_done(response: Response, *, named: bool) -> tuple[Missing, ...]:
    """What consent lacks for putting the step on record as done; nothing where it is not asked anew."""
    if not _is_asked(response, named):
        return ()
    response.named = named
    return lacking_for(response)


@action
def review_breach(*, response: Response, by: User) -> Response:
    """The head has seen that a step was taken without consent, and what it may bring upon whom it concerns."""
    require(by, CasePermission.ESCALATION_HEAD, response.case.office_id)
    _hold(response)
    if response.breach_at is None or response.breach_reviewed_at is not None:
        raise NoBreach
    response.breach_reviewed_by, response.breach_reviewed_at = by, timezone.now()
    response.save(update_fields=["breach_reviewed_by", "breach_reviewed_at"])
    _record(ResponseVerb.BREACH_REVIEWED, response, by)
    refresh_deadlines(response.case)
    return response


def _is_asked(step: Response, named: bool) -> bool:
    return not step.done_date or (named and not step.named)


def _weigh(step: Response, by: User, *, without_consent: bool) -> None:
    """Disclose what the step told, or refuse it, or mark it. A breach once marked stays one."""
    refused = [refusal for refusal in (_refusal(step, intent, by) for intent in intents_of(step)) if refusal]
    missing = with_unsettled(step, in_order({missing for refusal in refused for missing in refusal.missing}))
    if missing and not without_consent:
        raise refused[0] if refused else ConsentUnsettled
    for refusal in refused:
        refusal.write_as_breach()
    if missing:
        _mark(step, missing, by)
    elif step.breach_at is None:
        step.lacking = []


def _refusal(step: Response, intent: Intent, by: User) -> ConsentRefused | None:
    """Nothing, once it is disclosed. What was said is not on record word for word: there is no text to look into."""
    people, beside = people_identifiable(step.case), people_beside(step.case)
    try:
        disclose(Words(), intent=intent, people=people, beside=beside, by=by)
    except ConsentRefused as refusal:
        return refusal
    return None


def _mark(step: Response, missing: tuple[Missing, ...], by: User) -> None:
    step.lacking = missing_as_data(missing)
    step.breach_at, step.breach_reviewed_by, step.breach_reviewed_at = timezone.now(), None, None
    _record(ResponseVerb.RESPONSE_DONE_WITHOUT_CONSENT, step, by, missing=step.lacking)


def _hold(step: Response) -> None:
    """Lock the row and read it again: the page may have been open while a colleague acted."""
    Response.objects.select_for_update().get(pk=step.pk)
    step.refresh_from_db()


def _record(verb: ResponseVerb, step: Response, by: User, **detail: object) -> None:
    record(verb, by=by, subject=step, case_id=step.case_id, office_id=step.case.office_id, **detail)

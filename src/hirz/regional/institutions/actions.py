"""Recording what is known of institutions and national mechanisms, and taking off the record what never was."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, ClassVar, Final, TypeVar

from django.db.models import Max
from django.utils import timezone

from hirz.foundation.accounts.access import AccessDenied
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action, record
from hirz.foundation.locking import held
from hirz.foundation.vocabularies.registry import known, vocabulary
from hirz.regional.institutions.calendar import enter_in_calendar, take_off_calendar
from hirz.regional.institutions.contributing import contributed, may_remove
from hirz.regional.institutions.models import (
    AccreditationDecision,
    CapacityLevel,
    Exchange,
    ExchangeParty,
    LegalProvision,
    MechanismDescription,
    MechanismMember,
    NhriFinding,
    ScaFollowUp,
    ScaRecommendation,
)
from hirz.regional.institutions.verbs import InstitutionVerb
from hirz.regional.organisations.layered import Layered
from hirz.regional.organisations.models import Organisation
from hirz.regional.organisations.permissions import require_edit
from hirz.rules.accreditation import AccreditationStatus, Decision, edition_on, require_possible
from hirz.rules.errors import BadInput, RefusedByRule
from hirz.rules.layers import Layer

INSTITUTION: Final = "national_institution"
MECHANISM: Final = "follow_up_mechanism"
RowT = TypeVar("RowT", bound=Layered)


class NotThisKind(BadInput):
    """The organisation is no national institution, or no national mechanism."""

    code: ClassVar[str] = "organisation_not_this_kind"


class DecidedAlready(RefusedByRule):
    """A decision of that day is on record."""

    code: ClassVar[str] = "accreditation_decided_already"


class NotYet(BadInput):
    """What is put on record has happened."""

    code: ClassVar[str] = "day_has_not_come"


class EditionNotInForce(RefusedByRule):
    """The General Observation is of another edition than the one in force on that day."""

    code: ClassVar[str] = "edition_not_in_force"


class StandsOnIt(RefusedByRule):
    """Something else on record rests on this row."""

    code: ClassVar[str] = "something_rests_on_it"


class EndedAlready(RefusedByRule):
    """It has an end, and keeps it."""

    code: ClassVar[str] = "ended_already"


class TooFewParties(BadInput):
    """An exchange is between two at least."""

    code: ClassVar[str] = "exchange_has_too_few_parties"


class MemberAlready(RefusedByRule):
    """The organisation belongs to the mechanism on that day."""

    code: ClassVar[str] = "mechanism_member_already"


@action
def record_provision(*, institution: Organisation, by: User, **facts: Any) -> LegalProvision:
    """Put on record what a text says about one aspect of an institution."""
    _require(institution, INSTITUTION, by)
    row = LegalProvision(institution=institution, layer=Layer.PUBLIC, **facts)
    return _entered(row, institution.state_code, by, InstitutionVerb.LEGAL_PROVISION_RECORDED)


@action
def end_provision(*, provision: LegalProvision, until_date: date, by: User) -> LegalProvision:
    """Say until which day it held; what follows it is a provision of its own."""
    require_edit(by, provision.state_code)
    provision = held(provision)
    if provision.until_date is not None:
        raise EndedAlready
    provision.until_date = until_date
    return _changed(provision, by, InstitutionVerb.LEGAL_PROVISION_ENDED)


@action
def record_decision(*, institution: Organisation, by: User, **facts: Any) -> AccreditationDecision:
    """Put a decision on accreditation on record; with a class, the calendar of the State follows.

    Raises ``DecidedAlready`` for the same status on the same day, ``NotAccreditedThen`` where it presupposes a class.
    """
    _require(institution, INSTITUTION, by)
    row = AccreditationDecision(institution=institution, layer=Layer.PUBLIC, **facts)
    _require_come(row.on_date)
    _require_decidable(row)
    _entered(row, institution.state_code, by, InstitutionVerb.ACCREDITATION_RECORDED, status=row.status)
    enter_in_calendar(row, by=by)
    return row


@action
def record_recommendations(
    *, decision: AccreditationDecision, texts: Sequence[str], by: User, observation: str = ""
) -> list[ScaRecommendation]:
    """Put on record what was recommended with a decision, after what is there."""
    require_edit(by, decision.state_code)
    last = decision.recommendations.aggregate(last=Max("order"))["last"] or 0
    rows = [
        ScaRecommendation(
            decision=decision, observation=observation, order=last + number, text=text, layer=Layer.PUBLIC
        )
        for number, text in enumerate(texts, start=1)
    ]
    return [_entered(row, decision.state_code, by, InstitutionVerb.SCA_RECOMMENDATION_RECORDED) for row in rows]


@action
def record_follow_up(*, recommendation: ScaRecommendation, by: User, layer: str, **facts: Any) -> ScaFollowUp:
    """Say how far a recommendation was taken up by a day, beside what others say."""
    row = ScaFollowUp(recommendation=recommendation, **facts)
    contributed(row, state_code=recommendation.state_code, layer=layer, by=by)
    _require_come(row.on_date)
    return _entered(row, row.state_code, by, InstitutionVerb.SCA_FOLLOW_UP_RECORDED, taken_up=row.state)


@action
def assess_observation(*, institution: Organisation, by: User, layer: str, **facts: Any) -> NhriFinding:
    """Assess an institution under one General Observation of the edition in force on that day.

    Raises ``EditionNotInForce``, or ``NoEditionYet`` for a day before the first edition.
    """
    _require_kind(institution, INSTITUTION)
    row = NhriFinding(institution=institution, **facts)
    contributed(row, state_code=institution.state_code, layer=layer, by=by)
    _require_come(row.on_date)
    row.clean_fields()
    if vocabulary("general_observation").term(row.observation).family != edition_of(row.on_date):
        raise EditionNotInForce
    return _entered(row, institution.state_code, by, InstitutionVerb.OBSERVATION_ASSESSED, finding=row.finding)


def edition_of(day: date) -> str:
    """The edition of the General Observations in force on a day. Raises ``NoEditionYet``."""
    years = {code: known("general_observation_edition", code, "year") for code in vocabulary(_EDITIONS).codes}
    return edition_on(day, {code: int(str(year.value)) for code, year in years.items() if year is not None})


@action
def record_exchange(
    *, institutions: Collection[Organisation], state_code: str, by: User, layer: str, **facts: Any
) -> Exchange:
    """Put on record that institutions met; ``state_code`` is where, or nothing where it was in no State."""
    require_edit(by, state_code)
    if len({one.pk for one in institutions}) < _FEWEST:
        raise TooFewParties
    row = _entered(Exchange(layer=layer, **facts), state_code, by, InstitutionVerb.EXCHANGE_RECORDED)
    for institution in {one.pk: one for one in institutions}.values():
        _require_kind(institution, INSTITUTION)
        ExchangeParty.objects.create(exchange=row, institution=institution)
    return row


@action
def follow_up_exchange(*, exchange: Exchange, text: str, on_date: date, by: User) -> Exchange:
    """Say what became of what was agreed. It ends the reminder."""
    require_edit(by, exchange.state_code)
    exchange = held(exchange)
    if exchange.followed_up_date is not None:
        raise EndedAlready
    _require_come(on_date)
    exchange.follow_up, exchange.followed_up_date = text, on_date
    return _changed(exchange, by, InstitutionVerb.EXCHANGE_FOLLOWED_UP)


@action
def describe_mechanism(*, mechanism: Organisation, by: User, **facts: Any) -> MechanismDescription:
    """Say of which type a national mechanism is from a day on."""
    _require(mechanism, MECHANISM, by)
    row = MechanismDescription(mechanism=mechanism, layer=Layer.PUBLIC, **facts)
    return _entered(row, mechanism.state_code, by, InstitutionVerb.NATIONAL_MECHANISM_DESCRIBED, type=row.type)


@action
def add_member(*, mechanism: Organisation, member: Organisation, from_date: date, by: User) -> MechanismMember:
    """Say that an organisation belongs to a mechanism from a day on."""
    _require(mechanism, MECHANISM, by)
    here = MechanismMember.objects.visible_to(by).filter(mechanism=mechanism, member=member)
    if any(one.until_date is None or one.until_date >= from_date for one in here):
        raise MemberAlready
    row = MechanismMember(mechanism=mechanism, member=member, from_date=from_date, layer=Layer.PUBLIC)
    return _entered(row, mechanism.state_code, by, InstitutionVerb.MECHANISM_MEMBER_ADDED)


@action
def end_membership(*, membership: MechanismMember, until_date: date, by: User) -> MechanismMember:
    require_edit(by, membership.state_code)
    membership = held(membership)
    if membership.until_date is not None:
        raise EndedAlready
    membership.until_date = until_date
    return _changed(membership, by, InstitutionVerb.MECHANISM_MEMBER_LEFT)


@action
def assess_capacity(*, mechanism: Organisation, by: User, layer: str, **facts: Any) -> CapacityLevel:
    """Say how far a mechanism had one of its four capacities on a day, and why."""
    _require_kind(mechanism, MECHANISM)
    row = CapacityLevel(mechanism=mechanism, **facts)
    contributed(row, state_code=mechanism.state_code, layer=layer, by=by)
    _require_come(row.on_date)
    return _entered(row, mechanism.state_code, by, InstitutionVerb.CAPACITY_ASSESSED, capacity=row.capacity)


@action
def remove(*, row: Layered, by: User) -> None:
    """Take off the record what never was. That it was there stays in the history."""
    if not may_remove(row, by):
        raise AccessDenied
    if _is_rested_on(row):
        raise StandsOnIt
    if isinstance(row, AccreditationDecision):
        take_off_calendar(row, by=by)
    what = row._meta.model_name
    record(InstitutionVerb.INSTITUTION_RECORD_REMOVED, by=by, subject=row, state=row.state_code, what=what)
    row.delete()


_EDITIONS: Final = "general_observation_edition"
_FEWEST: Final = 2


def _require(organisation: Organisation, kind: str, by: User) -> None:
    require_edit(by, organisation.state_code)
    _require_kind(organisation, kind)


def _require_kind(organisation: Organisation, kind: str) -> None:
    if organisation.kind != kind:
        raise NotThisKind


def _require_come(day: date) -> None:
    if day > timezone.localdate():
        raise NotYet


def _require_decidable(row: AccreditationDecision) -> None:
    """Against what is on record of the same institution; all of that is public."""
    before = AccreditationDecision.objects.filter(institution=row.institution)
    if any(one.on_date == row.on_date and one.status == row.status for one in before):
        raise DecidedAlready
    if row.status in vocabulary("ganhri_status"):
        decision = Decision(id=str(row.pk), status=AccreditationStatus(row.status), on_date=row.on_date)
        require_possible(decision, [one.fact for one in before])


def _is_rested_on(row: Layered) -> bool:
    if isinstance(row, AccreditationDecision):
        return row.recommendations.exists()
    return isinstance(row, ScaRecommendation) and row.follow_up.exists()


def _entered(row: RowT, state_code: str, by: User, verb: InstitutionVerb, **detail: Any) -> RowT:
    row.state_code, row.entered_by = state_code, by
    row.full_clean()
    row.save(force_insert=True)
    record(verb, by=by, subject=row, state=state_code, **detail)
    return row


def _changed(row: RowT, by: User, verb: InstitutionVerb) -> RowT:
    row.full_clean()
    row.save()
    record(verb, by=by, subject=row, state=row.state_code)
    return row

"""Where a State stands under each treaty on any day, and what remains for it to do.

Computed from what the depositary recorded, never stored. Sources: Vienna Convention on the Law of Treaties, articles 2,
11 to 16 and 18 to 24; the clauses of each treaty (``treaty_law``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hirz.rules.treaty_law import TREATIES, Door, Opening, Procedure, end_by_denunciation, entry_into_force, law_of


class ActionKind(StrEnum):
    """Codes of the vocabulary ``treaty_action``."""

    SIGNATURE = "signature"
    RATIFICATION = "ratification"
    ACCESSION = "accession"
    SUCCESSION = "succession"
    ACCEPTANCE = "acceptance"
    BECAME_PARTY = "became_party"
    RESERVATION = "reservation"
    DECLARATION = "declaration"
    OBJECTION = "objection"
    WITHDRAWAL_OF_RESERVATION = "withdrawal_of_reservation"
    DENUNCIATION = "denunciation"
    INDIVIDUAL_COMPLAINTS_ACCEPTED = "individual_complaints_accepted"
    INQUIRY_ACCEPTED = "inquiry_accepted"
    INQUIRY_EXCLUDED = "inquiry_excluded"
    INTER_STATE_ACCEPTED = "inter_state_accepted"
    PREVENTION_POSTPONED = "prevention_postponed"


BINDING = frozenset(
    {
        ActionKind.RATIFICATION, ActionKind.ACCESSION, ActionKind.SUCCESSION, ActionKind.ACCEPTANCE,
        ActionKind.BECAME_PARTY,
    }
)  # fmt: skip
"""Acts by which a State consents to be bound (Vienna Convention, article 11)."""

ACCEPTS = {
    Procedure.INDIVIDUAL_COMMUNICATIONS: ActionKind.INDIVIDUAL_COMPLAINTS_ACCEPTED,
    Procedure.INQUIRY: ActionKind.INQUIRY_ACCEPTED,
    Procedure.INTER_STATE: ActionKind.INTER_STATE_ACCEPTED,
}


class Precision(StrEnum):
    """How well a day is known: the very day, only its year, or only that it had happened by then."""

    DAY = "DAY"
    YEAR = "YEAR"
    BY = "BY"


class Standing(StrEnum):
    """A State and a treaty, on one day."""

    NO_ACTION = "NO_ACTION"
    SIGNATORY = "SIGNATORY"
    CONSENTED = "CONSENTED"
    PARTY = "PARTY"
    FORMER_PARTY = "FORMER_PARTY"


@dataclass(frozen=True, kw_only=True)
class TreatyFact:
    """One act of a State under a treaty, as the depositary recorded it.

    ``on_date`` is the last day on which it can have happened: of a year alone, 31 December. ``withdraws`` is the id of
    the reservation that is withdrawn, ``until_date`` the end of a postponement.
    """

    id: str
    treaty: str
    kind: ActionKind
    on_date: date
    precision: Precision = Precision.DAY
    article: str = ""
    withdraws: str | None = None
    until_date: date | None = None


@dataclass(frozen=True, kw_only=True)
class AcceptedProcedure:
    """Whether a procedure binds the State on the day, and the opening by which it would."""

    treaty: str
    opening: Opening
    binds: bool


@dataclass(frozen=True, kw_only=True)
class TreatyStanding:
    """Where a State stands under one treaty on one day. ``since_date`` is approximate when its act is.

    ``end_date`` is the day on which a denunciation took effect.
    """

    treaty: str
    standing: Standing
    signed: TreatyFact | None = None
    consent: TreatyFact | None = None
    since_date: date | None = None
    end_date: date | None = None
    reservations: tuple[TreatyFact, ...] = ()
    declarations: tuple[TreatyFact, ...] = ()
    procedures: tuple[AcceptedProcedure, ...] = ()

    @property
    def is_approximate(self) -> bool:
        return self.consent is not None and self.consent.precision is not Precision.DAY


def may_be_the_same(exact_date: date, vague_date: date, precision: Precision, treaty: str) -> bool:
    """Whether an act of ``exact_date`` can be the one that is known vaguely, by its year or "by then".

    Tables of status do not agree on whether the year of a party is that of its act or that of the entry into force.
    """
    if precision is Precision.BY:
        return exact_date <= vague_date
    return vague_date.year in {exact_date.year, entry_into_force(treaty, exact_date).year}


def standing_on(day: date, treaty: str, facts: Iterable[TreatyFact]) -> TreatyStanding:
    """Where a State stands under ``treaty`` on ``day``; ``facts`` are all acts of that one State, in any order.

    Later acts are not looked at. A new consent after a denunciation counts anew. An act that is known vaguely gives way
    to one known to the day that may be the same. Raises ``NotATreaty``.
    """
    law = law_of(treaty)
    known = sorted((f for f in facts if f.treaty == treaty and f.on_date <= day), key=lambda f: (f.on_date, f.id))
    consent = _best_known(known, *BINDING)
    since_date = entry_into_force(treaty, consent.on_date) if consent else None
    end_date = _end(day, treaty, known, consent)
    standing = _standing(day, known, since_date, end_date)
    bound = standing is Standing.PARTY
    return TreatyStanding(
        treaty=treaty,
        standing=standing,
        signed=_best_known(known, ActionKind.SIGNATURE),
        consent=consent,
        since_date=since_date,
        end_date=end_date,
        reservations=_reservations(known),
        declarations=tuple(fact for fact in known if fact.kind is ActionKind.DECLARATION),
        procedures=tuple(
            AcceptedProcedure(treaty=treaty, opening=opening, binds=bound and _is_open(opening, known))
            for opening in law.openings
        ),
    )


def standings_on(day: date, facts: Sequence[TreatyFact]) -> tuple[TreatyStanding, ...]:
    """Where one State stands under every treaty, in the order of the law."""
    return tuple(standing_on(day, treaty, facts) for treaty in TREATIES)


@dataclass(frozen=True, kw_only=True)
class Remaining:
    """Something a State has not done: become a party to a treaty, or, as a party, accepted a procedure."""

    treaty: str
    opening: Opening | None = None
    signed: bool = False


def remaining_on(day: date, facts: Sequence[TreatyFact]) -> tuple[Remaining, ...]:
    """What remains for one State on ``day``: treaties it is not bound by, and procedures a party has not accepted.

    A consent that has been deposited and is not in force yet does not remain. Complaints between States are left out:
    mechanisms do not recommend them.
    """
    return tuple(item for standing in standings_on(day, facts) for item in _remaining(standing))


def _remaining(found: TreatyStanding) -> Iterator[Remaining]:
    if found.standing in (Standing.NO_ACTION, Standing.SIGNATORY, Standing.FORMER_PARTY):
        yield Remaining(treaty=found.treaty, signed=found.standing is Standing.SIGNATORY)
    elif found.standing is Standing.PARTY:
        for one in found.procedures:
            if not one.binds and one.opening.procedure is not Procedure.INTER_STATE:
                yield Remaining(treaty=found.treaty, opening=one.opening)


def _standing(day: date, known: Sequence[TreatyFact], since_date: date | None, end_date: date | None) -> Standing:
    if since_date is None:
        return Standing.SIGNATORY if _last(known, ActionKind.SIGNATURE) else Standing.NO_ACTION
    if end_date is not None:
        return Standing.FORMER_PARTY
    return Standing.PARTY if since_date <= day else Standing.CONSENTED


def _end(day: date, treaty: str, known: Sequence[TreatyFact], consent: TreatyFact | None) -> date | None:
    left = _last(known, ActionKind.DENUNCIATION)
    if consent is None or left is None or left.on_date < consent.on_date:
        return None
    end = end_by_denunciation(treaty, left.on_date)
    return end if end is not None and end <= day else None


def _last(known: Sequence[TreatyFact], *kinds: ActionKind) -> TreatyFact | None:
    return next((fact for fact in reversed(known) if fact.kind in kinds), None)


def _best_known(known: Sequence[TreatyFact], *kinds: ActionKind) -> TreatyFact | None:
    last = _last(known, *kinds)
    if last is None or last.precision is Precision.DAY:
        return last
    exact = (fact for fact in reversed(known) if fact.kind in kinds and fact.precision is Precision.DAY)
    same = (fact for fact in exact if may_be_the_same(fact.on_date, last.on_date, last.precision, fact.treaty))
    return next(same, last)


def _reservations(known: Sequence[TreatyFact]) -> tuple[TreatyFact, ...]:
    gone = {fact.withdraws for fact in known if fact.kind is ActionKind.WITHDRAWAL_OF_RESERVATION}
    return tuple(fact for fact in known if fact.kind is ActionKind.RESERVATION and fact.id not in gone)


def _is_open(opening: Opening, known: Sequence[TreatyFact]) -> bool:
    if opening.door is Door.WITH_THE_TREATY:
        return True
    last = _last(known, ACCEPTS[opening.procedure], ActionKind.INQUIRY_EXCLUDED)
    if opening.procedure is not Procedure.INQUIRY:
        return _last(known, ACCEPTS[opening.procedure]) is not None
    if last is None:
        return opening.door is Door.UNLESS_EXCLUDED
    return last.kind is ActionKind.INQUIRY_ACCEPTED

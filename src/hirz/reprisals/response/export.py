"""A case as a package for one recipient and one purpose: the fields that purpose may carry, and no others.

Narratives, notes and reasoning never leave in a package. People are described, not named, unless the caller asks for
names and consent allows it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC
from types import MappingProxyType
from typing import Any, ClassVar, Final, TypeAlias

from hirz.engines.clearance import Cleared
from hirz.foundation.accounts.access import require
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action, record
from hirz.foundation.vocabularies.registry import state
from hirz.reprisals.cases.concerned import people_beside, people_identifiable
from hirz.reprisals.cases.models import Act, Case, CasePerson, Engagement
from hirz.reprisals.people.disclosing import Intent, disclose
from hirz.reprisals.people.excepting import exception_in_force, hold_exceptions
from hirz.reprisals.response.models import CaseExport
from hirz.reprisals.response.permissions import ResponsePermission
from hirz.reprisals.response.verbs import ResponseVerb
from hirz.rules.consent import Purpose
from hirz.rules.dates import EdtfDate
from hirz.rules.errors import BadInput
from hirz.rules.recipients import PACKAGE_RECIPIENTS

Value: TypeAlias = "str | bool | list[str] | list[Part] | Part"
Part: TypeAlias = "dict[str, Value]"


class PurposeNotExported(BadInput):
    """Letters, the report and messages to the submitter have ways of their own out of the system."""

    code: ClassVar[str] = "purpose_not_exported"


class RecipientNotForPurpose(BadInput):
    """Consent for one purpose is not borrowed for a recipient of another."""

    code: ClassVar[str] = "recipient_not_for_purpose"


QUIET_PACKAGES: Final = frozenset({Purpose.SHARE_PROTECTION_PARTNER})
"""Purposes that an exception to consent opens, as long as nobody is named."""

_CODES: Final = ("state", "engagement_bodies", "act_kinds", "years")
_OUTLINE: Final = ("state", "people", "engagements", "acts", "links")
_FULL: Final = (
    "reference", "state", "other_states", "protected_category", "verification", "risk", "people", "situation",
    "engagements", "acts", "places", "links", "developments", "communications",
)  # fmt: skip
FIELDS: Final[Mapping[Purpose, tuple[str, ...]]] = MappingProxyType(
    {
        Purpose.SHARE_WITHIN_OHCHR: _FULL,
        Purpose.SHARE_UN_ENTITY: tuple(f for f in _FULL if f not in {"verification", "risk"}),
        Purpose.SHARE_MECHANISM: tuple(f for f in _FULL if f != "risk"),
        Purpose.SHARE_PROTECTION_PARTNER: ("reference", "state", "risk", "people", "situation", "acts"),
        Purpose.PUBLIC_STATEMENT: _OUTLINE,
        Purpose.STATISTICS: _CODES,
    }
)
"""What a package for each purpose holds; ``situation`` says more of the people, ``places`` of engagements and acts.

Statistics carry codes and years, from which nobody can be recognized.
"""


@dataclass(frozen=True, slots=True)
class CasePackage:
    """``content`` by field name: texts, lists of texts, or lists of records of texts (see :data:`FIELDS`)."""

    content: Mapping[str, Value]

    def plain_text(self) -> str:
        return "\n".join(_words(dict(self.content)))


@action
def export_case(*, case: Case, purpose: Purpose, recipient: str, by: User, named: bool = False) -> Cleared[CasePackage]:
    """Clear a package of the case for one recipient, record that it left, and return it."""
    require(by, ResponsePermission.CASE_EXPORT, case.office_id)
    if purpose not in FIELDS:
        raise PurposeNotExported
    if recipient not in PACKAGE_RECIPIENTS[purpose]:
        raise RecipientNotForPurpose
    hold_exceptions(case.pk)
    package = _package(case, purpose, named=named)
    victims = frozenset(case.parties.filter(role="victim").values_list("person_id", flat=True))
    intent = Intent(
        purpose=purpose, recipient=recipient, what="case_package", named=victims if named else frozenset(),
        case_id=case.pk, override=exception_in_force(case.pk) if purpose in QUIET_PACKAGES else None,
    )  # fmt: skip
    cleared = disclose(package, intent=intent, people=people_identifiable(case), beside=people_beside(case), by=by)
    fields = [*FIELDS[purpose], *(["names"] if named else [])]
    export = CaseExport.objects.create(case=case, disclosure_id=cleared.proof.disclosure, fields=fields, exported_by=by)
    record(
        ResponseVerb.CASE_EXPORTED, by=by, subject=export, case_id=case.pk, office_id=case.office_id,
        purpose=purpose.value, recipient=recipient, fields=fields,
    )  # fmt: skip
    return cleared


def render_package(cleared: Cleared[CasePackage]) -> bytes:
    """The package as JSON in UTF-8.

    Shape: ``{"format": "hirz-case-package", "version": 1, "purpose", "recipient", "disclosure", "cleared_at",
    "case": {field: value}}``. Codes are those of the vocabularies, dates are EDTF, moments ISO 8601.
    """
    proof = cleared.proof
    whole = {
        "format": "hirz-case-package",
        "version": 1,
        "purpose": proof.purpose,
        "recipient": proof.recipient,
        "disclosure": proof.disclosure,
        "cleared_at": proof.decided_at.astimezone(UTC).isoformat(),
        "case": dict(cleared.content.content),
    }
    return json.dumps(whole, ensure_ascii=False, indent=2).encode()


def _package(case: Case, purpose: Purpose, *, named: bool) -> CasePackage:
    fields = FIELDS[purpose]
    content = {field: _READERS[field](case) for field in fields if field in _READERS}
    if "people" in fields:
        content["people"] = [_person(party, purpose, named=named) for party in _victims(case)]
    for records in ("engagements", "acts"):
        if records in fields:
            content[records] = [_RECORDS[records](r, places="places" in fields) for r in _told(case, records)]
    return CasePackage(MappingProxyType(content))


def _victims(case: Case) -> list[CasePerson]:
    parties = case.parties.filter(role="victim", person__erased_at=None).select_related("person")
    return list(parties.prefetch_related("person__names"))


def _told(case: Case, records: str) -> list[Any]:
    """Nothing of whoever was erased at their wish."""
    return list(getattr(case, records).filter(person__erased_at=None))


def _links(case: Case) -> Value:
    told = case.links.filter(engagement__person__erased_at=None, act__person__erased_at=None)
    return [{"bases": list(link.bases), "strength": link.strength} for link in told]


def _person(party: CasePerson, purpose: Purpose, *, named: bool) -> Part:
    person = party.person
    told: Part = {"kind": person.kind, "descriptions": [*person.public_descriptions.values()]}
    if "situation" in FIELDS[purpose]:
        told |= {
            "gender": person.gender, "age_group": person.age_group, "profiles": list(person.profiles),
            "status": party.status, "status_date": party.status_date,
        }  # fmt: skip
    if named:
        told["names"] = [name.text for name in person.names.all()]
        if purpose is Purpose.SHARE_PROTECTION_PARTNER:
            # Whoever is to protect somebody must be able to reach them.
            told["safe_contact"] = person.safe_contact
    return told


def _engagement(engagement: Engagement, *, places: bool) -> Part:
    return {
        "body": engagement.body, "kind": engagement.kind, "temporal_relation": engagement.temporal_relation,
        "date": engagement.date, **_place(engagement, places=places),
    }  # fmt: skip


def _act(act: Act, *, places: bool) -> Part:
    return {
        "kind": act.kind, "perpetrator": act.perpetrator, "date": act.date, "online": act.online,
        "transnational": act.transnational, **_place(act, places=places),
    }  # fmt: skip


def _place(record: Engagement | Act, *, places: bool) -> Part:
    return {"place": record.place} if places else {}


_RECORDS: Final[Mapping[str, Callable[..., Part]]] = MappingProxyType({"engagements": _engagement, "acts": _act})


def _communications(case: Case) -> Value:
    sent = case.communications.filter(sent_at__isnull=False).prefetch_related("replies")
    return [
        {
            "kind": c.kind, "reference": c.reference or "", "sent_at": c.sent_at.isoformat() if c.sent_at else "",
            "replies": [{"received_date": r.received_date.isoformat(), "kind": r.kind or ""} for r in c.replies.all()],
        }
        for c in sent
    ]  # fmt: skip


def _years(case: Case) -> Value:
    return sorted({str(EdtfDate.parse(act.date).earliest.year) for act in _told(case, "acts")})


_READERS: Final[Mapping[str, Callable[[Case], Value]]] = MappingProxyType(
    {
        "reference": lambda case: case.reference,
        "state": lambda case: state(case.state_concerned).alpha_3,
        "other_states": lambda case: [state(code).alpha_3 for code in case.other_states],
        "protected_category": lambda case: case.protected_category or "",
        "verification": lambda case: case.verification,
        "risk": lambda case: case.risk or "",
        "engagement_bodies": lambda case: sorted({e.body for e in _told(case, "engagements")}),
        "act_kinds": lambda case: sorted({a.kind for a in _told(case, "acts")}),
        "years": _years,
        "links": _links,
        "developments": lambda case: [{"kind": d.kind, "date": d.date} for d in case.developments.all()],
        "communications": _communications,
    }
)


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for part in value.values():
            yield from _words(part)
    elif isinstance(value, list):
        for part in value:
            yield from _words(part)
    else:
        yield str(value)


def only_recipient(purpose: Purpose) -> str:
    """The recipient of a purpose that has but one; otherwise the caller must say which."""
    recipients = PACKAGE_RECIPIENTS.get(purpose, frozenset())
    if len(recipients) != 1:
        raise RecipientNotForPurpose
    return next(iter(recipients))

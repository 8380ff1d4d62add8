"""The paragraph of an entry, drafted from the record: each sentence knows the fact it rests on, and how it read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypedDict

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy as _p

from hirz.foundation.vocabularies.dates import day_in_words
from hirz.reprisals.cases.models import Act, Case, CasePerson, Development, Engagement, LinkAssessment
from hirz.reprisals.people.models import Person
from hirz.reprisals.reporting.models import Paragraph, ReportEntry
from hirz.reprisals.response.dates_in_prose import when
from hirz.reprisals.response.models import Communication, Reply
from hirz.reprisals.response.telling import (
    TOLD,
    acts_told,
    engagements_told,
    in_order,
    links_by_basis,
    parties_told,
    subject_of,
    subject_of_record,
    tell_act,
    tell_engagement,
    tell_link,
    tell_people,
    telling_in,
    victims_of,
)

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Phrases = Mapping[str, _StrPromise]

MENTIONED: Final = (*TOLD, "developments", "communications__replies")

COMMUNICATIONS: Final[Phrases] = MappingProxyType(
    {
        "allegation_letter": _p("after: raised in", "an allegation letter"),
        "urgent_appeal": _p("after: raised in", "an urgent appeal"),
        "other_letter": _p("after: raised in", "a letter"),
        "note_verbale": _p("after: raised in", "a note verbale"),
        "asg_letter": _p("after: raised in", "a letter of the Assistant Secretary-General for Human Rights"),
    }
)
REPLIES: Final[Phrases] = MappingProxyType(
    {
        "acknowledged_only": _p("how the Government replied", "acknowledging receipt only"),
        "denied_event": _p("how the Government replied", "denying that the event took place"),
        "denied_link": _p("how the Government replied", "denying any link with cooperation with the United Nations"),
        "acknowledged_alternative_explanation": _p(
            "how the Government replied", "confirming the event and giving another explanation for it"
        ),
        "legal_justification": _p("how the Government replied", "giving a legal justification"),
        "investigation_announced": _p("how the Government replied", "announcing an investigation"),
        "measures_taken": _p("how the Government replied", "reporting measures taken"),
        "requested_more_info": _p("how the Government replied", "asking for more information"),
        "reply_confidential": _p("how the Government replied", "in confidence"),
    }
)
DEVELOPMENTS: Final[Phrases] = MappingProxyType(
    {
        "victim_situation": _p("after: there was", "a change in the situation of those concerned"),
        "new_act": _p("after: there was", "a further act of the same kind"),
        "investigation": _p("after: there was", "a step in an investigation"),
        "prosecution": _p("after: there was", "a step in a prosecution"),
        "judgment": _p("after: there was", "a judgment or decision"),
        "remedy": _p("after: there was", "a remedy"),
        "law": _p("after: there was", "a change in law or policy"),
        "government_statement": _p("after: there was", "a statement by the Government"),
        "un_action": _p("after: there was", "an action by the United Nations"),
    }
)
# Only what the authorities know already: a hiding place or an exile is never told.
STATUSES: Final[Phrases] = MappingProxyType(
    {
        "detained_pretrial": _p("status as last reported", "in pretrial detention"),
        "detained_convicted": _p("status as last reported", "imprisoned after conviction"),
        "disappeared": _p("status as last reported", "disappeared"),
        "deceased": _p("status as last reported", "deceased"),
    }
)


class Sentence(TypedDict):
    """``fact`` names a record as ``kind:id``, ``digest`` is how it read; both are empty where a person wrote."""

    text: str
    fact: str
    digest: str


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence in the language that is active, and what of the record it says."""

    text: str
    fact: str
    says: Sequence[object]

    def as_sentence(self) -> Sentence:
        return Sentence(text=self.text, fact=self.fact, digest=_digest(self.says))


def draft_sentences(case: Case, *, language: str, named: bool) -> list[Sentence]:
    """The paragraph of a case in one language; without any name unless ``named``."""
    with telling_in(language):
        return [told.as_sentence() for told in _tell(_loaded(case), named=named)]


def digests_now(entry: ReportEntry) -> Mapping[str, str]:
    """How each fact of the entry's case reads now, whatever the language it is told in."""
    return {told.fact: _digest(told.says) for told in _tell(_loaded(entry.case), named=entry.named)}


def changed_sentences(paragraph: Paragraph, now: Mapping[str, str] | None = None) -> list[int]:
    """Positions of the sentences whose fact reads otherwise ``now`` (see :func:`digests_now`), or is gone."""
    current = digests_now(paragraph.entry) if now is None else now
    return [
        position
        for position, sentence in enumerate(paragraph.sentences)
        if sentence["fact"] and current.get(sentence["fact"]) != sentence["digest"]
    ]


def _loaded(case: Case) -> Case:
    return Case.objects.prefetch_related(*MENTIONED).get(pk=case.pk)


def _digest(says: Sequence[object]) -> str:
    canonical = json.dumps(says, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _tell(case: Case, *, named: bool) -> Iterator[_Told]:
    parties, victims = parties_told(case), victims_of(case)
    yield _people(case, victims, named=named) if victims else _situation(case)
    yield from (_engagement(record, parties) for record in engagements_told(case))
    yield from (_act(record, parties) for record in acts_told(case))
    yield from (_link(bases, links) for bases, links in links_by_basis(case).items())
    yield from (_status(party) for party in parties if party.role == "victim" and party.status in STATUSES)
    yield from (_development(record) for record in _to_tell(case))
    for letter in _sent(case):
        yield _communication(letter)
        yield from _answers(letter)


def _people(case: Case, victims: Sequence[Person], *, named: bool) -> _Told:
    says = [(p.pk, p.kind, p.public_descriptions, [n.text for n in p.names.all()] if named else []) for p in victims]
    return _Told(tell_people(victims, named=named), f"people:{case.pk}", says)


def _situation(case: Case) -> _Told:
    text = _("Information was received on a general situation that affects cooperation with the United Nations.")
    return _Told(text, f"people:{case.pk}", ())


def _engagement(record: Engagement, parties: Sequence[CasePerson]) -> _Told:
    says = (record.body, record.kind, record.temporal_relation, record.date, record.person_id)
    return _Told(tell_engagement(record, subject_of_record(record, parties)), f"engagement:{record.pk}", says)


def _act(record: Act, parties: Sequence[CasePerson]) -> _Told:
    says = (record.kind, record.perpetrator, record.date, record.person_id)
    return _Told(tell_act(record, subject_of_record(record, parties)), f"act:{record.pk}", says)


def _link(bases: Sequence[str], links: Sequence[LinkAssessment]) -> _Told:
    return _Told(tell_link(bases), f"link:{links[0].pk}", (sorted(bases), sorted(str(link.pk) for link in links)))


def _status(party: CasePerson) -> _Told:
    facts = {"subject": subject_of([party.person]), "status": str(STATUSES[party.status])}
    if not party.status_date:
        text = _("As last reported, %(subject)s was %(status)s.") % facts
    else:
        facts["when"] = when(party.status_date)
        text = _("As reported %(when)s, %(subject)s was %(status)s.") % facts
    return _Told(text, f"status:{party.pk}", (party.status, party.status_date))


def _to_tell(case: Case) -> list[Development]:
    """A development of no known kind would say nothing: whoever edits the paragraph can."""
    return [record for record in in_order(case.developments.all()) if record.kind in DEVELOPMENTS]


def _development(record: Development) -> _Told:
    facts = {"when": when(record.date), "development": str(DEVELOPMENTS[record.kind])}
    text = _("Reportedly, %(when)s, there was %(development)s.") % facts
    return _Told(text, f"development:{record.pk}", (record.kind, record.date))


def _sent(case: Case) -> list[Communication]:
    sent = [letter for letter in case.communications.all() if letter.sent_at]
    return sorted(sent, key=lambda letter: (letter.sent_at, letter.pk))


def _communication(letter: Communication) -> _Told:
    assert letter.sent_at is not None  # noqa: S101 - only sent ones are told
    on = letter.case.office.local_date(letter.sent_at)
    facts = {"kind": str(COMMUNICATIONS[letter.kind]), "date": day_in_words(on), "reference": letter.reference or ""}
    text = _("The allegations were raised with the Government in %(kind)s of %(date)s (%(reference)s).") % facts
    return _Told(text, f"communication:{letter.pk}", (letter.kind, letter.reference, on))


def _answers(letter: Communication) -> Iterator[_Told]:
    replies = [reply for reply in letter.replies.all() if reply.kind != "none"]
    yield from (_reply(reply) for reply in replies)
    if not replies:
        text = _("At the time of writing, no reply of the Government to %(reference)s had been received.")
        yield _Told(text % {"reference": letter.reference}, f"silence:{letter.pk}", ())


def _reply(reply: Reply) -> _Told:
    facts = {"date": day_in_words(reply.received_date)}
    if reply.kind in REPLIES:
        facts["manner"] = str(REPLIES[reply.kind])
        text = _("The Government replied on %(date)s, %(manner)s.") % facts
    else:
        text = _("The Government replied on %(date)s.") % facts
    return _Told(text, f"reply:{reply.pk}", (reply.received_date, reply.kind))

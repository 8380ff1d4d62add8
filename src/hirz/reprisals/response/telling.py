"""What the record of a case says, in sentences of the house style: reported and alleged, never asserted.

Only codes, dates and public descriptions are told. Notes, places and other free text are not: they may hold a name,
and they stand in one language only. Every function speaks the language that is active when it is called.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import ClassVar, Final, TypeVar
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hirz.engines.documents.model import DocumentNotSound
from hirz.foundation.vocabularies.languages import UN_LANGUAGES, django_code_of
from hirz.foundation.vocabularies.lists import listed
from hirz.foundation.vocabularies.registry import label, page_language
from hirz.reprisals.cases.models import Act, Case, CasePerson, Development, Engagement, LinkAssessment
from hirz.reprisals.people.models import Person
from hirz.reprisals.response.dates_in_prose import when
from hirz.reprisals.response.phrases import ACTS, BODIES, LINK_BASES, MEANS, PERPETRATORS, SELF_RESTRAINT
from hirz.rules.dates import EdtfDate
from hirz.rules.errors import BadInput

TOLD: Final = ("parties__person__names", "engagements", "acts", "links")
"""What of a case must be loaded to tell it."""

LANGUAGES_TOLD: Final = UN_LANGUAGES
"""Languages whose sentences exist. In any other a document would be half in English, so it is refused."""

_RecordT = TypeVar("_RecordT", Act, Engagement, Development)
_SCRIPT_OF: Final = {"ar": "arab", "ru": "cyrl", "zh": "hans"}


class LanguageNotTold(BadInput):
    """Letters and reports are not written in this language."""

    code: ClassVar[str] = "language_not_told"


@contextmanager
def telling_in(language: str) -> Iterator[None]:
    """Within the block sentences are told in ``language`` (ISO 639-1). Raises :class:`LanguageNotTold`."""
    if language not in LANGUAGES_TOLD:
        raise LanguageNotTold
    with translation.override(django_code_of(language)):
        yield


def languages_offered() -> list[tuple[str, str]]:
    """The languages a person may choose, with their names in the language of the page."""
    return [(code, label("language_name", code)) for code in LANGUAGES_TOLD]


class TextNotPrintable(BadInput):
    """The text cannot stand in a document as it is: a paragraph is far too long, for example."""

    code: ClassVar[str] = "text_not_printable"


@contextmanager
def printable() -> Iterator[None]:
    """A fault that the document model finds in what was typed becomes a refusal that can be shown."""
    try:
        yield
    except DocumentNotSound as fault:
        raise TextNotPrintable from fault


def parties_told(case: Case) -> list[CasePerson]:
    """Whoever was erased at their wish is told of no more, and neither is what was done by them or to them."""
    return [party for party in case.parties.all() if party.person.erased_at is None]


def victims_of(case: Case) -> list[Person]:
    """The alleged victims, in the order in which they were entered."""
    return [party.person for party in parties_told(case) if party.role == "victim"]


def engagements_told(case: Case) -> list[Engagement]:
    erased = _erased(case)
    return in_order(record for record in case.engagements.all() if record.person_id not in erased)


def acts_told(case: Case) -> list[Act]:
    erased = _erased(case)
    return in_order(record for record in case.acts.all() if record.person_id not in erased)


def _erased(case: Case) -> frozenset[UUID]:
    return frozenset(party.person_id for party in case.parties.all() if party.person.erased_at is not None)


def described(person: Person, *, named: bool) -> str:
    """The public description in the language of the text, or a neutral word; before it the name, if it may be told."""
    description = person.public_descriptions.get(page_language(), "").strip() or _neutral(person.kind)
    if not named:
        return description
    return pgettext("name and description", "%(name)s, %(description)s") % {
        "name": name_for(person, page_language()),
        "description": description,
    }


def name_for(person: Person, language: str) -> str:
    """The spelling in the script of the language; the first one entered, when there is none."""
    names = list(person.names.all())
    fitting = (name.text for name in names if name.script == _SCRIPT_OF.get(language, "latn"))
    return str(next(fitting, names[0].text))


def _neutral(kind: str) -> str:
    return {
        "individual": pgettext("neutral description", "an individual"),
        "group": pgettext("neutral description", "a group of people"),
        "organisation": pgettext("neutral description", "an organization"),
    }[kind]


def subject_of(victims: Sequence[Person]) -> str:
    """How the victims are referred to once they have been introduced."""
    if len(victims) != 1:
        return pgettext("those a case is about", "those concerned")
    return {
        "individual": pgettext("those a case is about", "the person concerned"),
        "group": pgettext("those a case is about", "the group concerned"),
        "organisation": pgettext("those a case is about", "the organization concerned"),
    }[victims[0].kind]


def tell_people(victims: Sequence[Person], *, named: bool) -> str:
    people = listed(described(person, named=named) for person in victims)
    return _("Information was received on the situation of %(people)s.") % {"people": people}


def tell_engagement(engagement: Engagement, subject: str) -> str:
    facts = {"when": when(engagement.date), "subject": subject, "body": str(BODIES[engagement.body])}
    if engagement.temporal_relation == "perceived":
        return _("Reportedly, %(when)s, it was believed that %(subject)s had cooperated with %(body)s.") % facts
    if engagement.temporal_relation == "future_deterrence":
        return _("Reportedly, %(when)s, it was intended to deter %(subject)s from cooperating with %(body)s.") % facts
    if engagement.temporal_relation == "attempted":
        return _("Reportedly, %(when)s, %(subject)s sought to cooperate with %(body)s.") % facts
    if engagement.kind not in MEANS:
        return _("Reportedly, %(when)s, %(subject)s cooperated with %(body)s.") % facts
    facts["means"] = str(MEANS[engagement.kind])
    return _("Reportedly, %(when)s, %(subject)s cooperated with %(body)s through %(means)s.") % facts


def tell_act(act: Act, subject: str) -> str:
    facts = {"when": when(act.date), "subject": subject}
    if act.kind in SELF_RESTRAINT:
        return _("Reportedly, %(when)s, %(subject)s resorted to %(act)s.") % {**facts, "act": SELF_RESTRAINT[act.kind]}
    facts["act"] = str(ACTS[act.kind])
    if act.perpetrator not in PERPETRATORS:
        return _("Reportedly, %(when)s, %(subject)s faced %(act)s.") % facts
    facts["perpetrator"] = str(PERPETRATORS[act.perpetrator])
    return _("Reportedly, %(when)s, %(subject)s faced %(act)s, allegedly at the hands of %(perpetrator)s.") % facts


def tell_link(bases: Iterable[str]) -> str:
    return _(
        "The information received points to a link between the acts alleged and the cooperation with the United "
        "Nations, on the following basis: %(bases)s."
    ) % {"bases": listed(str(LINK_BASES[basis]) for basis in bases)}


def subject_of_record(record: Act | Engagement, parties: Sequence[CasePerson]) -> str:
    """Whom one act or engagement concerns, without a name: a victim, one of several, a relative, a witness."""
    victims = [party.person for party in parties if party.role == "victim"]
    roles = {party.role for party in parties if party.person_id == record.person_id}
    if record.person_id is None or (roles & {"victim"} and len(victims) == 1):
        return subject_of(victims)
    if "victim" in roles:
        return pgettext("those a case is about", "one of those concerned")
    if "relative" in roles:
        return pgettext("those a case is about", "a relative of those concerned")
    if "witness" in roles:
        return pgettext("those a case is about", "a witness")
    return pgettext("those a case is about", "another person")


def in_order(records: Iterable[_RecordT]) -> list[_RecordT]:
    """By the day on which it may have begun."""
    return sorted(
        records, key=lambda record: (EdtfDate.parse(record.date).earliest, record.entered_at, record.kind, record.pk)
    )


def _links_held(case: Case) -> list[LinkAssessment]:
    """The latest assessment of each pair of engagement and act that found a link."""
    latest: dict[tuple[UUID, UUID], LinkAssessment] = {}
    for link in case.links.all():
        latest[link.engagement_id, link.act_id] = link
    engagements, acts = ({record.pk for record in told} for told in (engagements_told(case), acts_told(case)))
    told = (link for (engagement, act), link in latest.items() if engagement in engagements and act in acts)
    return [link for link in told if link.strength != "not_established"]


def links_by_basis(case: Case) -> dict[tuple[str, ...], list[LinkAssessment]]:
    """The links held, together wherever they rest on the same: what is true of several acts is told once."""
    together: dict[frozenset[str], list[LinkAssessment]] = {}
    for link in _links_held(case):
        together.setdefault(frozenset(link.bases), []).append(link)
    return {tuple(links[0].bases): links for links in together.values()}

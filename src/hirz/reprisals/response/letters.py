"""The text of a letter to a Government, drafted from the record, and the document it becomes when it is sent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hirz.engines.documents.model import (
    Block,
    BulletList,
    Document,
    Language,
    Paragraph,
    Signature,
    runs,
)
from hirz.engines.documents.typed import sound
from hirz.foundation.vocabularies.dates import day_in_words
from hirz.foundation.vocabularies.demonstration import demonstration_notice
from hirz.foundation.vocabularies.languages import between_sentences
from hirz.foundation.vocabularies.registry import label, state, vocabulary
from hirz.foundation.walls.standing import beyond_the_wall
from hirz.reprisals.cases.models import Case
from hirz.reprisals.response.models import Communication
from hirz.reprisals.response.telling import (
    TOLD,
    acts_told,
    engagements_told,
    links_by_basis,
    parties_told,
    printable,
    subject_of_record,
    tell_act,
    tell_engagement,
    tell_link,
    tell_people,
    telling_in,
    victims_of,
)
from hirz.rules.clock_targets import REPLY_DAYS, CommunicationKind

BULLET: Final = "- "
_PARAGRAPHS: Final = re.compile(r"\n\s*\n")
_NUMBER: Final = re.compile(r"(\d+)/\d{4}$")
_LOCK: Final = 0x48525A01
"""Namespace of the advisory lock of references, so that it meets no other lock of the database."""


def draft_subject(letter: Communication) -> str:
    """The subject line, in the language of the letter."""
    with telling_in(letter.language):
        return _("Alleged acts of intimidation and reprisal for cooperation with the United Nations: %(state)s") % {
            "state": _state(letter)
        }


def draft_body(letter: Communication) -> str:
    """Paragraphs separated by blank lines; lines that start with "- " are the questions put to the Government."""
    case = Case.objects.prefetch_related(*TOLD).get(pk=letter.case_id)
    with telling_in(letter.language):
        return "\n\n".join([_opening(letter), *_facts(case, named=letter.named), *_what_is_asked(letter, case)])


def letter_document(letter: Communication) -> Document:
    """The letter as it leaves: what was drafted, on letterhead, with its reference and its date."""
    on = _date_of(letter)
    with telling_in(letter.language), printable():
        return Document(
            language=Language(letter.language),
            title=sound(letter.subject),
            subtitle=label("communication_type", letter.kind),
            dated=on,
            date_text=day_in_words(on),
            reference=letter.reference or "",
            marking=_("Confidential"),
            letterhead=(_("United Nations"), label("entity", letter.sender)),
            addressee=_addressee(letter),
            running_title=letter.reference or "",
            demonstration=demonstration_notice([letter.recipient_state]),
            blocks=(*_blocks(sound(letter.body), letter.language), Signature(_signature(letter))),
        )


@beyond_the_wall()
def next_reference(letter: Communication) -> str:
    """The next number of the State and year, such as ``XAM 2/2026``, whichever offices wrote the others.

    Must run inside the transaction that sends the letter: the lock it takes makes the next letter wait for its end.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    alpha_3 = state(letter.recipient_state).alpha_3
    year = letter.case.office.today.year
    taken = Communication.objects.filter(reference__startswith=f"{alpha_3} ", reference__endswith=f"/{year}")
    numbers = [_number(reference) for reference in taken.values_list("reference", flat=True)]
    return f"{alpha_3} {max(numbers, default=0) + 1}/{year}"


def _number(reference: str | None) -> int:
    found = _NUMBER.search(reference or "")
    return int(found.group(1)) if found else 0


def _date_of(letter: Communication) -> date:
    return letter.case.office.local_date(letter.sent_at or timezone.now())


def _state(letter: Communication) -> str:
    return state(letter.recipient_state).name(letter.language).formal


def _of_state(letter: Communication) -> str:
    return state(letter.recipient_state).of_formal(letter.language)


def _opening(letter: Communication) -> str:
    if letter.kind == CommunicationKind.NOTE_VERBALE:
        return _(
            "The United Nations presents its compliments to the Permanent Mission %(of_state)s and has the honour to "
            "bring to its attention information received on alleged acts of intimidation and reprisal for cooperation "
            "with the United Nations, its representatives and mechanisms in the field of human rights."
        ) % {"of_state": _of_state(letter)}
    return _(
        "We have the honour to bring to the attention of the Government %(of_state)s information received on alleged "
        "acts of intimidation and reprisal for cooperation with the United Nations, its representatives and "
        "mechanisms in the field of human rights."
    ) % {"of_state": _of_state(letter)}


def _facts(case: Case, *, named: bool) -> Iterator[str]:
    parties, victims = parties_told(case), victims_of(case)
    if victims:
        yield tell_people(victims, named=named)
    told = [tell_engagement(record, subject_of_record(record, parties)) for record in engagements_told(case)]
    told += [tell_act(record, subject_of_record(record, parties)) for record in acts_told(case)]
    told += [tell_link(bases) for bases in links_by_basis(case)]
    yield from dict.fromkeys(told)
    if not named:
        yield _("The names of those concerned are withheld for their protection.")


def _what_is_asked(letter: Communication, case: Case) -> Iterator[str]:
    yield _(
        "Without prejudging the accuracy of these allegations, we express our concern. The Human Rights Council, in "
        "its resolution 12/2 and in later resolutions, urges all States to prevent and to refrain from all acts "
        "of intimidation or reprisal against those who cooperate with the United Nations."
    )
    yield _("In this regard, we should be grateful for the observations of the Government on the following matters:")
    yield "\n".join(f"{BULLET}{question}" for question in _questions(letter, case))
    yield time_to_reply(REPLY_DAYS[CommunicationKind(letter.kind)])
    yield _(
        "While awaiting a reply, we urge the Government to take all measures needed to halt the acts alleged, to "
        "prevent their recurrence, and to ensure that nobody suffers harm because of this communication."
    )


def time_to_reply(days: int) -> str:
    text = ngettext(
        "We should be grateful for a reply within %(days)s day of the date of this communication.",
        "We should be grateful for a reply within %(days)s days of the date of this communication.",
        days,
    )
    return text % {"days": days}


def _questions(letter: Communication, case: Case) -> Iterator[str]:
    if letter.kind == CommunicationKind.URGENT_APPEAL:
        yield _("Please indicate the steps taken at once to protect the life and the integrity of those concerned.")
    yield _("Please provide any information and any comments you may have on the allegations above.")
    yield _("Please explain the factual and legal grounds of the measures described.")
    if _liberty_at_stake(case):
        yield _(
            "Please provide information on the legality, place and conditions of any deprivation of liberty, and on "
            "access to counsel, to the family and to medical care."
        )
    yield _("Please indicate what was done to investigate the allegations, and with what result.")
    yield _(
        "Please indicate the measures in place to ensure that everyone can cooperate with the United Nations "
        "without fear of intimidation or reprisal."
    )


def _liberty_at_stake(case: Case) -> bool:
    kinds = vocabulary("act_type")
    return any(kinds.term(act.kind).family == "deprivation_of_liberty" for act in case.acts.all())


def _addressee(letter: Communication) -> tuple[str, ...]:
    return (
        _("Permanent Mission %(of_state)s") % {"of_state": _of_state(letter)},
        _("to the United Nations Office and other international organizations in Geneva"),
    )


def _blocks(body: str, language: str) -> Iterator[Block]:
    for part in _PARAGRAPHS.split(body.strip()):
        lines = [line.strip() for line in part.splitlines() if line.strip()]
        if lines and all(line.startswith(BULLET) for line in lines):
            yield BulletList(tuple(runs(line.removeprefix(BULLET)) for line in lines))
        elif lines:
            yield Paragraph(runs(between_sentences(language).join(lines)), numbered=True)


def _signature(letter: Communication) -> tuple[str, ...]:
    if letter.kind == CommunicationKind.NOTE_VERBALE:
        # A note verbale is written in the third person, initialled and not signed.
        return (
            _(
                "The United Nations avails itself of this opportunity to renew to the Permanent Mission the "
                "assurances of its highest consideration."
            ),
        )
    closing = _("Accept, Excellency, the assurances of our highest consideration.")
    if letter.kind == CommunicationKind.ASG_LETTER:
        return (closing, label("terms", "asg"))
    return (closing, label("entity", letter.sender))

"""The report of a year in one language: five sections from the numbers, two annexes from the entries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from babel.numbers import format_decimal
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hirz.engines.documents.model import (
    Block,
    Document,
    Heading,
    Language,
    PageBreak,
    Paragraph,
    Run,
    Table,
    runs,
)
from hirz.engines.documents.typed import sound
from hirz.foundation.vocabularies.collation import sort_for_people
from hirz.foundation.vocabularies.dates import active_locale, day_in_words
from hirz.foundation.vocabularies.demonstration import demonstration_notice
from hirz.foundation.vocabularies.lists import listed
from hirz.foundation.vocabularies.registry import label, state, vocabulary
from hirz.reprisals.reporting.models import Edition, ReportEntry
from hirz.reprisals.reporting.standing import INCLUDED
from hirz.reprisals.reporting.statistics import EditionStatistics, statistics_of
from hirz.reprisals.response.models import Communication
from hirz.reprisals.response.telling import printable, telling_in
from hirz.rules.counting import Measure

_REFERENCE: Final = re.compile(r"[A-Z]{3} \d+/\d{4}")


@dataclass(frozen=True, slots=True)
class _Material:
    """Everything the document says, loaded once: what follows only puts it into words."""

    edition: Edition
    language: str
    entries: Sequence[ReportEntry]
    statistics: EditionStatistics

    @property
    def letters(self) -> list[Communication]:
        every = (letter for entry in self.entries for letter in entry.case.communications.all() if letter.sent_at)
        return sorted(every, key=lambda letter: letter.reference or "")

    def annex(self, annex: ReportEntry.Annex) -> list[ReportEntry]:
        return [entry for entry in self.entries if entry.annex == annex]


def entries_to_print(edition: Edition) -> list[ReportEntry]:
    """The entries decided to be in the report, whatever their track; which of them may leave is not decided here."""
    entries = edition.entries.filter(decision__in=INCLUDED).select_related("case__office")
    return list(entries.prefetch_related("paragraphs", "case__communications__replies", "case__acts").order_by("pk"))


def edition_document(edition: Edition, language: str) -> Document:
    """The whole report in ``language`` (ISO 639-1). Raises ``LanguageNotTold``."""
    with telling_in(language), printable():
        return _document(_Material(edition, language, entries_to_print(edition), statistics_of(edition)))


def _document(material: _Material) -> Document:
    edition = material.edition
    today = edition.office.today
    return Document(
        language=Language(material.language),
        title=label("terms", "report_title", material.language),
        subtitle=_("Report for the period from %(start)s to %(end)s")
        % {"start": day_in_words(edition.period_start), "end": day_in_words(edition.period_end)},
        dated=today,
        date_text=day_in_words(today),
        reference=edition.symbol,
        letterhead=(_("United Nations"),),
        running_title=edition.symbol,
        demonstration=demonstration_notice(entry.case.state_concerned for entry in material.entries),
        blocks=(*_sections(material), *_annexes(material)),
    )


def _sections(material: _Material) -> Iterator[Block]:
    yield Heading(1, _("I. Introduction"))
    yield from _introduction(material)
    yield Heading(1, _("II. Activities in response to acts of intimidation and reprisal"))
    yield from _activities(material)
    yield Heading(1, _("III. Ensuring access to the United Nations"))
    yield from _access(material)
    yield Heading(1, _("IV. Information received on cases of intimidation and reprisal"))
    yield from _information(material)
    yield Heading(1, _("V. Conclusions"))
    yield from _conclusions()


def _introduction(material: _Material) -> Iterator[Block]:
    period = {"start": day_in_words(material.edition.period_start), "end": day_in_words(material.edition.period_end)}
    yield _numbered(
        _(
            "The present report is submitted pursuant to Human Rights Council resolution 12/2. It covers the period "
            "from %(start)s to %(end)s."
        )
        % period
    )
    yield _numbered(
        _(
            "Annex I sets out information on cases received during the period, and annex II what became known of cases "
            "in earlier reports. What is set out are allegations. They appear here because those concerned agreed."
        )
    )
    yield _numbered(
        _(
            "The figures count allegations reported. A lower figure does not show that fewer acts took place: fear of "
            "reprisal also keeps people from reporting."
        )
    )


def _activities(material: _Material) -> Iterator[Block]:
    letters = material.letters
    answered = [letter for letter in letters if any(reply.kind != "none" for reply in letter.replies.all())]
    yield _numbered(
        _(
            "In connection with the cases in the annexes, the number of communications sent to Governments is "
            "%(sent)s. The number of those answered at the time of writing is %(answered)s."
        )
        % {"sent": _number(len(letters)), "answered": _number(len(answered))}
    )
    yield _numbered(
        _(
            "The table shows what was reported during the period. Everybody is counted once. The number of those who "
            "did not agree to be counted, and are in no figure on people, is %(not_counted)s."
        )
        % {"not_counted": _number(len(material.statistics.not_counted))}
    )
    yield _table(material.statistics)


def _table(statistics: EditionStatistics) -> Table:
    return Table(
        header=(
            pgettext("table of the report", "Counted"),
            pgettext("table of the report", "Reported"),
            pgettext("table of the report", "Listed in annex I"),
            pgettext("table of the report", "Omitted for protection"),
        ),
        rows=tuple(
            (str(figure.label), *map(_number, (figure.reported, figure.listed, figure.omitted_for_protection)))
            for figure in statistics.figures
        ),
        caption=_("Allegations reported during the period"),
    )


def _access(material: _Material) -> Iterator[Block]:
    kinds = vocabulary("act_type")
    concerned = [
        entry
        for entry in material.entries
        if any(kinds.term(act.kind).family == "movement_access" for act in entry.case.acts.all())
    ]
    yield _numbered(
        _(
            "Of the cases in the annexes, the number that concern access to the United Nations, such as travel, "
            "accreditation, entry to premises or consultative status, is %(number)s."
        )
        % {"number": _number(len(concerned))}
    )
    yield _numbered(
        _("The United Nations depends on everyone being able to reach it without hindrance, in person and online.")
    )


def _information(material: _Material) -> Iterator[Block]:
    yield Heading(2, _("A. Methodology"))
    yield _numbered(
        _(
            "The act alleged, its link with cooperation and the reliability of the information were assessed apart. "
            "Each conclusion was confirmed by a second person. Nothing is set out here without the consent of those "
            "concerned, confirmed again together with the risk before clearance. Governments could comment on the "
            "information wherever that consent allowed it."
        )
    )
    yield Heading(2, _("B. Summary of cases"))
    yield _numbered(_states_of(material, ReportEntry.Annex.I))
    yield _numbered(
        _(
            "The number of cases omitted to protect those concerned is %(number)s. No State is mentioned because of "
            "them."
        )
        % {"number": _number(_omitted(material.statistics))}
    )
    yield Heading(2, _("C. Follow-up to earlier cases"))
    yield _numbered(_states_of(material, ReportEntry.Annex.II))


def _states_of(material: _Material, annex: ReportEntry.Annex) -> str:
    grouped = _by_state(material.annex(annex), material.language)
    if not grouped:
        return _("No case is set out in %(annex)s.") % {"annex": _annex_in_sentence(annex)}
    states = listed(state(code).name(material.language).in_sentence for code in grouped)
    return _("The cases in %(annex)s concern the following States: %(states)s.") % {
        "annex": _annex_in_sentence(annex),
        "states": states,
    }


def _annex_in_sentence(annex: ReportEntry.Annex) -> str:
    first = annex == ReportEntry.Annex.I
    return pgettext("in a sentence", "annex I") if first else pgettext("in a sentence", "annex II")


def _omitted(statistics: EditionStatistics) -> int:
    tally = statistics.counts.omitted_for_protection
    return tally.number(Measure.CASES) + tally.number(Measure.SITUATIONS)


def _conclusions() -> Iterator[Block]:
    yield _numbered(
        _(
            "Those who cooperate with the United Nations must be able to do so in safety. No act of intimidation or "
            "reprisal against them is acceptable, whoever commits it."
        )
    )
    yield _numbered(
        _(
            "States are encouraged to investigate every allegation, to hold those responsible to account, to provide "
            "remedies, and to reply to the communications they receive."
        )
    )


def _annexes(material: _Material) -> Iterator[Block]:
    titles = {
        ReportEntry.Annex.I: _("Annex I: Information on alleged cases of intimidation and reprisal"),
        ReportEntry.Annex.II: _("Annex II: Information on cases in earlier reports"),
    }
    for annex, title in titles.items():
        yield PageBreak()
        yield Heading(1, title)
        grouped = _by_state(material.annex(annex), material.language)
        if not grouped:
            yield Paragraph(runs(pgettext("an annex without entries", "None.")))
        for code, entries in grouped.items():
            yield Heading(2, state(code).name(material.language).short)
            for entry in entries:
                yield from text_of(entry, material.language)


def _by_state(entries: Sequence[ReportEntry], language: str) -> dict[str, list[ReportEntry]]:
    """The entries under each State, the States in the order of the language."""
    codes = {entry.case.state_concerned for entry in entries}
    in_order = sort_for_people(codes, lambda code: state(code).name(language).short, language)
    by_date = sorted(entries, key=lambda entry: (entry.case.opened_at, entry.pk))
    return {code: [entry for entry in by_date if entry.case.state_concerned == code] for code in in_order}


def text_of(entry: ReportEntry, language: str) -> Iterator[Paragraph]:
    """The paragraph of an entry, with a footnote at the first mention of each communication."""
    footnotes = _footnotes(entry)
    for paragraph in entry.paragraphs.all():
        if paragraph.language == language and paragraph.text.strip():
            yield Paragraph(tuple(_runs(sound(paragraph.text), footnotes)), numbered=True)


def _footnotes(entry: ReportEntry) -> dict[str, str]:
    sent = (letter for letter in entry.case.communications.all() if letter.sent_at and letter.reference)
    return {letter.reference or "": _footnote(letter, entry) for letter in sent}


def _footnote(letter: Communication, entry: ReportEntry) -> str:
    assert letter.sent_at is not None  # noqa: S101 - only sent ones have footnotes
    return _("Communication %(reference)s: %(kind)s of %(date)s.") % {
        "reference": letter.reference,
        "kind": label("communication_type", letter.kind),
        "date": day_in_words(entry.case.office.local_date(letter.sent_at)),
    }


def _runs(text: str, footnotes: dict[str, str]) -> Iterator[Run]:
    position = 0
    for found in _REFERENCE.finditer(text):
        if found.start() > position:
            yield Run(text[position : found.start()])
        yield Run(found.group(), isolate=True, footnote=footnotes.pop(found.group(), ""))
        position = found.end()
    if position < len(text):
        yield Run(text[position:])


def _numbered(text: str) -> Paragraph:
    return Paragraph(runs(text), numbered=True)


def _number(value: int) -> str:
    return format_decimal(value, locale=active_locale())

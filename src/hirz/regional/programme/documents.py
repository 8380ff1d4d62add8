"""A period report as a document: its text, its numbers as tables, and its stamp."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final
from uuid import uuid4

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from hirz.engines.clearance import Cleared
from hirz.engines.documents.docx import render_docx
from hirz.engines.documents.model import Block, Document, Heading, Language, Paragraph, ParagraphStyle, Table, runs
from hirz.engines.documents.pdf import render_pdf
from hirz.engines.documents.typed import sound
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action, record
from hirz.foundation.keys.sealed import require_opened
from hirz.foundation.questions import state_name
from hirz.foundation.vocabularies.dates import day_in_words
from hirz.foundation.vocabularies.demonstration import demonstration_notice
from hirz.foundation.vocabularies.languages import django_code_of
from hirz.foundation.vocabularies.lists import listed
from hirz.foundation.vocabularies.registry import label
from hirz.regional.organisations.printing import printable
from hirz.regional.programme.actions.reporting import latest_texts, require_nobody_named
from hirz.regional.programme.models import PeriodReport, ReportVersion
from hirz.regional.programme.refusals import ReportNotWritten
from hirz.regional.programme.tables import ShownTable, tables_of
from hirz.regional.programme.verbs import ProgrammeVerb
from hirz.rules.layers import Layer
from hirz.rules.releasing import release

FORMATS: Final[Mapping[str, Callable[[Cleared[Document]], bytes]]] = {"docx": render_docx, "pdf": render_pdf}


@action
def saved_report(*, report: PeriodReport, language: str, file_format: str, by: User) -> bytes:
    """The report as a file. Before it is cleared it says of itself that it is a draft.

    Raises ``ReportNotWritten``, ``TextNotPrintable``, and ``ParticipantNamed`` whenever the text names somebody who
    took part.
    """
    version = latest_texts(report).get(language)
    if version is None:
        raise ReportNotWritten
    require_nobody_named(report, version.text, by)
    require_opened(report.numbers)
    with printable():
        content = FORMATS[file_format](_cleared(report_document(report, version)))
    record(ProgrammeVerb.PERIOD_REPORT_SAVED, by=by, subject=report, language=language, format=file_format)
    return content


def report_document(report: PeriodReport, version: ReportVersion) -> Document:
    """In the language of the text."""
    with translation.override(django_code_of(version.language)):
        stamped_date = report.office.local_date(report.cleared_at or report.numbers_at)
        return Document(
            language=Language(version.language),
            title=title_of(report),
            subtitle=label("pillar_set", report.cycle.pillar_set),
            dated=stamped_date,
            date_text=day_in_words(stamped_date),
            marking="" if report.cleared_at else _("Draft, not cleared"),
            demonstration=demonstration_notice(report.states),
            blocks=(*_text(version.text), *_numbers(report), *_stamp(report)),
        )


def title_of(report: PeriodReport) -> str:
    days = {
        "first": day_in_words(report.from_date),
        "last": day_in_words(report.until_date),
    }
    return _("%(kind)s report, %(first)s to %(last)s") % {"kind": report.get_kind_display(), **days}


def states_of(report: PeriodReport) -> list[str]:
    return [state_name(code) or _("No State in particular") for code in report.states]


def _cleared(document: Document) -> Cleared[Document]:
    """It holds numbers and a text in which no participant is named: nobody is concerned by it."""
    return release(document, bases=(), audience=Layer.PUBLIC, issuer=None, disclosure=str(uuid4()), now=timezone.now())


def _text(text: str) -> Iterator[Block]:
    for paragraph in sound(text).split("\n\n"):
        if words := " ".join(paragraph.split()):
            yield Paragraph(runs(words), numbered=True)


def _numbers(report: PeriodReport) -> Iterator[Block]:
    yield Heading(1, _("Numbers"))
    told = {
        "states": listed(states_of(report)),
        "day": day_in_words(report.office.local_date(report.numbers_at)),
    }
    yield Paragraph(runs(_("As on record on %(day)s, for: %(states)s.") % told), style=ParagraphStyle.NOTE)
    for table in tables_of(report.numbers):
        yield from _table(table)


def _table(table: ShownTable) -> Iterator[Block]:
    yield Heading(2, table.caption)
    if table.rows:
        yield Table(table.header, tuple(tuple(map(sound, row)) for row in table.rows))
    else:
        yield Paragraph(runs(table.empty))


def _stamp(report: PeriodReport) -> Iterator[Block]:
    if report.cleared_at and report.cleared_by:
        told = {
            "name": report.cleared_by.display_name,
            "day": day_in_words(report.office.local_date(report.cleared_at)),
        }
        yield Paragraph(runs(_("Cleared by %(name)s, %(day)s.") % told), style=ParagraphStyle.NOTE)

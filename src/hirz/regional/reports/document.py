"""A report as a document in its own language, and the table of where recommendations stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from uuid import uuid4

from django.utils import timezone, translation
from django.utils.translation import pgettext

from hirz.engines.clearance import Cleared
from hirz.engines.documents.model import Block, Document, Heading, Language, Paragraph, Run
from hirz.engines.documents.typed import sound
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action, record
from hirz.foundation.offices.queries import office_for
from hirz.foundation.vocabularies.dates import day_in_words
from hirz.foundation.vocabularies.demonstration import demonstration_notice
from hirz.foundation.vocabularies.languages import django_code_of
from hirz.foundation.vocabularies.registry import page_language, state
from hirz.regional.reports.models import Report, Source
from hirz.regional.reports.reading import Whole, bases_of, whole_of
from hirz.regional.reports.verbs import ReportOutVerb
from hirz.rules.citing import Cited, pieces
from hirz.rules.layers import Layer
from hirz.rules.releasing import release


@action
def report_leaves(*, report: Report, by: User) -> Cleared[Document]:
    """The document of a report as it may leave, on record. Raises ``NotShared``."""
    disclosure = str(uuid4())
    with translation.override(django_code_of(report.language)):
        document = document_of(whole_of(report, user=by))
    cleared = release(
        document, bases=bases_of(report, user=by), audience=Layer(report.audience),
        issuer=report.contributed_by_id, disclosure=disclosure, now=timezone.now(),
    )  # fmt: skip
    record(ReportOutVerb.REPORT_LEFT, by=by, subject=report, disclosure=disclosure, audience=report.audience)
    return cleared


def document_of(whole: Whole) -> Document:
    """In the language that is active. A draft is marked as one, and dated by the day of its material."""
    report = whole.report
    dated = office_for(report.state_code).local_date(report.issued_at) if report.issued_at else report.as_of_date
    return Document(
        language=Language(report.language),
        title=sound(report.title),
        subtitle=_subtitle(report),
        dated=dated,
        date_text=day_in_words(dated),
        reference=report.symbol,
        marking="" if report.is_issued else pgettext("marking of a document", "Draft"),
        demonstration=demonstration_notice([report.state_code]),
        blocks=tuple(_blocks(whole)),
    )


def source_in_words(source: Source) -> str:
    """How a footnote names what is cited."""
    if source.recommendation is not None:
        row = source.recommendation
        return " ".join(part for part in (row.symbol or row.source, row.paragraph) if part)
    evidence = source.evidence
    if evidence is None:
        return ""
    parts = [
        evidence.title,
        evidence.source,
        day_in_words(evidence.on_date) if evidence.on_date else "",
        evidence.address,
    ]
    return ", ".join(part for part in parts if part)


def _subtitle(report: Report) -> str:
    return pgettext("of a report", "%(state)s, as of %(day)s") % {
        "state": state(report.state_code).name(page_language()).short, "day": day_in_words(report.as_of_date),
    }  # fmt: skip


def _blocks(whole: Whole) -> Iterator[Block]:
    named = {source.number: source_in_words(source) for source in whole.sources}
    for one in whole.written:
        if one.body.strip():
            yield Heading(1, sound(one.section.heading))
            for line in filter(None, map(str.strip, sound(one.body).splitlines())):
                yield Paragraph(tuple(_runs(line, named)), numbered=True)


def _runs(line: str, named: Mapping[int, str]) -> Iterator[Run]:
    """A citation becomes a footnote at the end of what stands before it; one that leads nowhere stays as typed."""
    waiting = ""
    for piece in pieces(line):
        if isinstance(piece, str):
            if waiting:
                yield Run(waiting)
            waiting = piece
        elif piece.number in named:
            yield Run(waiting.rstrip() or "\u200b", footnote=_footnote(piece, named))
            waiting = ""
        else:
            waiting += f"[{piece.number}, {piece.place}]" if piece.place else f"[{piece.number}]"
    if waiting:
        yield Run(waiting)


def _footnote(cited: Cited, named: Mapping[int, str]) -> str:
    words = sound(named[cited.number])
    return f"{words}, {cited.place}." if cited.place else f"{words}."

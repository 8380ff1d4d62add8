"""What the State concerned is shown of an entry before the report is published, so that it can comment."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from hirz.engines.documents.model import Document, Language, Paragraph, ParagraphStyle, runs
from hirz.foundation.vocabularies.dates import day_in_words
from hirz.foundation.vocabularies.demonstration import demonstration_notice
from hirz.foundation.vocabularies.registry import label, state
from hirz.reprisals.reporting.edition_document import text_of
from hirz.reprisals.reporting.models import ReportEntry
from hirz.reprisals.response.telling import printable, telling_in


def extract_document(entry: ReportEntry, language: str) -> Document:
    """The extract in ``language`` (ISO 639-1). Raises ``LanguageNotTold``."""
    concerned = state(entry.case.state_concerned)
    today = entry.case.office.today
    with telling_in(language), printable():
        days = entry.edition.comment_days
        note = ngettext(
            "Draft for comment. Comments received within %(days)s day are taken into account in the report.",
            "Draft for comment. Comments received within %(days)s days are taken into account in the report.",
            days,
        )
        return Document(
            language=Language(language),
            title=label("terms", "report_title"),
            subtitle=pgettext("subtitle of an extract", "Extract transmitted to the Government %(of_state)s")
            % {"of_state": concerned.of_formal(language)},
            dated=today,
            date_text=day_in_words(today),
            reference=entry.edition.symbol,
            marking=_("Confidential"),
            demonstration=demonstration_notice([concerned.code]),
            blocks=(
                Paragraph(runs(note % {"days": days}), style=ParagraphStyle.NOTE),
                *text_of(entry, language),
            ),
        )

"""Our own table as a workbook: the columns on the first sheet, what each wants on the second.

The first sheet is what an import reads, so that a filled-in file can be taken in as it is.
"""

from __future__ import annotations

import io
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from hirz.foundation.vocabularies.registry import page_language, vocabulary
from hirz.regional.recommendations.models import LANGUAGES
from hirz.regional.recommendations.reading.template import COLUMNS, POSITIONS, REQUIRED

ROWS: Final = 1000
"""So far down the first sheet offers choices."""

ABOUT: Final = {
    "id": gettext_noop("Your own id: it tells a corrected row from a new one."),
    "state": gettext_noop("Code of two letters, or the English name."),
    "mechanism": gettext_noop("UPR, a committee (CERD), or a special procedure (SR torture)."),
    "symbol": gettext_noop("Symbol of the document."),
    "paragraph": gettext_noop("Number of the paragraph, as text: as a number, 121.10 becomes 121.1."),
    "date": gettext_noop("Day, as 2026-05-14."),
    "cycle": gettext_noop("Cycle of the review, as a number."),
    "session": gettext_noop("Session of the Working Group of the review, as a number."),
    "language": gettext_noop("Language of the text: en, ar, fr, ru, es or zh. Empty means English."),
    "text": gettext_noop("The recommendation, word for word."),
    "recommending_states": gettext_noop("One State a line."),
    "position": gettext_noop("What the State answered."),
    "position_words": gettext_noop("The answer in the words of the State."),
    "position_source": gettext_noop("Where the State said so."),
    "action": gettext_noop("Kind of action, 1 to 5, as UPR Info counts."),
    "themes": gettext_noop("One theme a line."),
    "groups": gettext_noop("One group of people a line."),
    "sdgs": gettext_noop("Goals and targets by number, one a line: 16, 16.3."),
    "source": gettext_noop("Where all this is known from."),
}


def template_workbook() -> bytes:
    book = Workbook()
    table = book.active
    assert isinstance(table, Worksheet)  # noqa: S101 - a new workbook has a sheet
    _table(table)
    _explained(book.create_sheet(_("Columns")[:31]))
    _themes(book.create_sheet(_("Themes")[:31]))
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _table(sheet: Worksheet) -> None:
    sheet.title = "recommendations"
    sheet.append(list(COLUMNS))
    sheet.freeze_panes = "A2"
    for place, name in enumerate(COLUMNS, start=1):
        cell = sheet.cell(row=1, column=place)
        cell.font = Font(bold=name in REQUIRED)
        sheet.column_dimensions[cell.column_letter].width = 60 if name == "text" else 16
    for name, values in (("position", [code for code in POSITIONS if code]), ("language", list(LANGUAGES))):
        letter = sheet.cell(row=1, column=COLUMNS.index(name) + 1).column_letter
        choice = DataValidation(type="list", formula1=f'"{",".join(values)}"', allow_blank=True)
        choice.add(f"{letter}2:{letter}{ROWS}")
        sheet.add_data_validation(choice)
    letter = sheet.cell(row=1, column=COLUMNS.index("paragraph") + 1).column_letter
    for number in range(2, ROWS + 1):
        sheet[f"{letter}{number}"].number_format = "@"  # text, or a spreadsheet shortens 121.10


def _explained(sheet: Worksheet) -> None:
    sheet.sheet_view.rightToLeft = page_language() == "ar"
    sheet.append([_("Column"), _("Has to be there"), _("What it says")])
    for name in COLUMNS:
        sheet.append([name, _("yes") if name in REQUIRED else "", _(ABOUT[name])])
    for letter, width in (("A", 22), ("B", 16), ("C", 80)):
        sheet.column_dimensions[letter].width = width
    for row in sheet.iter_rows(min_row=2, min_col=3, max_col=3):
        row[0].alignment = Alignment(wrap_text=True)


def _themes(sheet: Worksheet) -> None:
    """The words that an import knows, with what they are called in the language of the page."""
    for term in vocabulary("theme"):
        sheet.append([term.labels["en"], term.labels.get(page_language(), "")])
    sheet.column_dimensions["A"].width = sheet.column_dimensions["B"].width = 60

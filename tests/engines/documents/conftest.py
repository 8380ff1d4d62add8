from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from hirz.engines.clearance import Cleared, Proof, issue
from hirz.engines.documents.model import (
    BulletList,
    Document,
    Heading,
    Language,
    PageBreak,
    Paragraph,
    ParagraphStyle,
    Run,
    Signature,
    Table,
    runs,
)

TEXTS = {
    Language.AR: ("تقرير سنوي", "ادعاءات أُبلغ عنها في الفترة", "الدولة", "انظر الرسائل"),
    Language.ZH: ("年度报告", "报告期内收到的指控", "国家", "见来文"),
    Language.EN: ("Annual report", "Allegations reported in the period", "State", "See the letters"),
    Language.FR: ("Rapport annuel", "Allégations signalées pendant la période", "État", "Voir les lettres"),
    Language.RU: ("Ежегодный доклад", "Утверждения, полученные за период", "Государство", "См. письма"),
    Language.ES: ("Informe anual", "Denuncias recibidas en el período", "Estado", "Véanse las cartas"),
}


@pytest.fixture
def clear() -> Callable[[Document], Cleared[Document]]:
    """Only tests clear without a decision: here it is the looks that are under test."""
    proof = Proof("d", "ANNUAL_REPORT", "public", (), datetime.now(UTC))
    return lambda document: issue(document, proof)


def sample(language: Language, **more: object) -> Document:
    title, sentence, column, note = TEXTS[language]
    blocks = (
        Heading(1, title),
        Paragraph(runs(sentence), numbered=True),
        Paragraph((Run(sentence, bold=True), Run("XAM 2/2026", isolate=True, footnote=note)), numbered=True),
        BulletList((runs(sentence),)),
        Paragraph(runs(sentence), style=ParagraphStyle.QUOTE),
        Table((column, "2026"), (("Amruvia", "12"),), caption=title),
        PageBreak(),
        Heading(2, title),
        Paragraph(runs(sentence), numbered=True),
        Signature((title,)),
    )
    known: dict[str, object] = {
        "language": language, "title": title, "dated": date(2026, 6, 1), "date_text": "2026", "blocks": blocks,
        "reference": "A/DEMO/2026", "running_title": title, "demonstration": column,
    }  # fmt: skip
    return Document(**(known | more))  # type: ignore[arg-type]

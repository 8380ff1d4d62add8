"""Advice as a document: general remarks, then comment by comment, with what each rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from uuid import uuid4

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hirz.engines.clearance import Cleared
from hirz.engines.documents.model import (
    Block,
    BulletList,
    Document,
    Heading,
    Language,
    Paragraph,
    ParagraphStyle,
    Run,
    runs,
)
from hirz.engines.documents.typed import sound
from hirz.foundation.offices.queries import office_for
from hirz.foundation.vocabularies.dates import day_in_words
from hirz.foundation.vocabularies.demonstration import demonstration_notice
from hirz.foundation.vocabularies.languages import django_code_of
from hirz.foundation.vocabularies.registry import label, state
from hirz.regional.legislation.citing import told
from hirz.regional.legislation.models import DOCUMENT_LANGUAGES, Advice, LawComment, Provision
from hirz.regional.legislation.texts import comments_of, provisions_of
from hirz.rules.layers import Layer
from hirz.rules.releasing import release


def languages_of(advice: Advice) -> list[str]:
    """Those in which every comment says why, and the general remarks are written if they are written at all."""
    texts = [comment.reasons for comment in comments_of(advice)]
    texts += [advice.introduction] if advice.introduction else []
    return [code for code in DOCUMENT_LANGUAGES if texts and all(code in one for one in texts)]


def cleared_advice(advice: Advice, language: str) -> Cleared[Document]:
    """The document, cleared to go to the Government: it is about a law, and identifies nobody."""
    return release(
        advice_document(advice, language), bases=(), audience=Layer.GOVERNMENT, issuer=None,
        disclosure=str(uuid4()), now=timezone.now(),
    )  # fmt: skip


def advice_document(advice: Advice, language: str) -> Document:
    """The advice in one language; what is quoted from the law stays in the language of the law."""
    law = advice.version.law
    office = office_for(law.state_code)
    day = office.local_date(advice.sent_at or timezone.now())
    with translation.override(django_code_of(language)):
        return Document(
            language=Language(language),
            title=_("Comments on a legal text"),
            subtitle=sound(law.names.get(language) or law.names.get("en") or next(iter(law.names.values()))),
            dated=day,
            date_text=day_in_words(day),
            letterhead=(_("United Nations"), str(office)),
            addressee=(state(law.state_code).name(language).formal,) if law.state_code else (),
            running_title=_("Comments on a legal text"),
            demonstration=demonstration_notice([law.state_code]),
            blocks=tuple(_blocks(advice, language)),
        )


def _blocks(advice: Advice, language: str) -> Iterator[Block]:
    version = advice.version
    about = _("The comments are about this text: %(stage)s, %(source)s.") % {
        "stage": label("law_stage", version.stage), "source": sound(version.source),
    }  # fmt: skip
    yield Paragraph(runs(about), style=ParagraphStyle.NOTE)
    if advice.introduction.get(language):
        yield Heading(1, _("General remarks"))
        yield from _prose(advice.introduction[language])
    yield Heading(1, pgettext("heading of a document", "Comments"))
    headings = {row.key: row for row in provisions_of(version)}
    for comment in comments_of(advice):
        yield from _comment(comment, headings, language)


def _comment(comment: LawComment, headings: Mapping[str, Provision], language: str) -> Iterator[Block]:
    yield Heading(2, _place(comment, headings))
    asked = Run(f"{LawComment.Ask(comment.ask).label}. ", bold=True)
    first, *more = _lines(comment.reasons[language])
    yield Paragraph((asked, Run(first)), numbered=True)
    for line in more:
        yield Paragraph(runs(line))
    for name, text in ((_("The text reads:"), comment.passage), (_("Proposed wording:"), comment.wording)):
        if text:
            yield Paragraph(
                (Run(f"{name} "), Run(_one_line(text), italic=True, isolate=True)), style=ParagraphStyle.QUOTE
            )
    citations = tuple(runs(sound(told(one))) for one in comment.citations.all())
    if citations:
        yield Paragraph(runs(_("This rests on:")))
        yield BulletList(citations)


def _place(comment: LawComment, headings: Mapping[str, Provision]) -> str:
    if not comment.key:
        return _("The text as a whole")
    row = headings[comment.key]
    line = _one_line(row.text.partition("\n")[0])
    return line if len(line) <= 120 else f"{line[:120]}…"


def _prose(text: str) -> Iterator[Paragraph]:
    for line in _lines(text):
        yield Paragraph(runs(line), numbered=True)


def _lines(text: str) -> list[str]:
    return [line for raw in text.splitlines() if (line := sound(raw).strip())]


def _one_line(text: str) -> str:
    return " ".join(sound(text).split())

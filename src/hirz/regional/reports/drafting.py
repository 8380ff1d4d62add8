"""The first text of a section, told from what is on record in the language that is active.

What people wrote is quoted as they wrote it; everything else is said with words of vocabularies. Nothing is concluded:
where nothing is on record, the draft says that nothing is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hirz.foundation.vocabularies.dates import day_in_words
from hirz.foundation.vocabularies.lists import listed
from hirz.foundation.vocabularies.registry import label, page_language
from hirz.regional.implementation.models import Assessment, Update
from hirz.regional.recommendations.models import Position, Recommendation
from hirz.regional.reports.material import Done, Material
from hirz.regional.reports.models import ReportKind

Numbered = Callable[[Any], int]
"""Gives an entry of evidence, or a recommendation, its number on the report's list of sources."""


def heading_of(recommendation: Recommendation) -> str:
    """By what the recommendation is found in the document of its review."""
    if recommendation.paragraph:
        return pgettext("heading of a section", "Recommendation %(paragraph)s") % {
            "paragraph": recommendation.paragraph
        }
    return pgettext("heading of a section", "Recommendation")


def draft_of(material: Material, *, kind: str, numbered: Numbered) -> str:
    """Paragraphs about one recommendation, each on a line of its own."""
    return "\n".join(_paragraphs(material, kind, numbered))


def _paragraphs(material: Material, kind: str, numbered: Numbered) -> Iterator[str]:
    recommendation = material.recommendation
    quoted = pgettext("quotation in a report", "“%(text)s”") % {"text": text_in_language(recommendation)}
    yield f"{quoted} [{numbered(recommendation)}]"
    yield from _positions(list(recommendation.positions.all()))
    if material.done:
        for one in material.done:
            yield _measure(one, numbered)
    elif kind != ReportKind.ALTERNATIVE:
        yield _("No measure for this recommendation is on record.")
    for assessment in material.assessments:
        yield _assessed(assessment, numbered)


def text_in_language(recommendation: Recommendation) -> str:
    """In the language of the report where a source has it, else as it was first taken in."""
    texts = list(recommendation.texts.all())
    spoken = [text for text in texts if text.language == page_language()]
    return (spoken or [text for text in texts if text.is_original])[0].text


def _positions(positions: Sequence[Position]) -> Iterator[str]:
    for position in positions:
        if position.part_id is None:
            words = _("Position of the State: %(position)s.")
            yield words % {"position": label("recommendation_position", position.position)}


def _measure(one: Done, numbered: Numbered) -> str:
    """A measure in one paragraph: what, by whom, until when, and how it stands."""
    said = [pgettext("in a report", "Measure: %(title)s.") % {"title": one.measure.title.rstrip(".")}]
    if one.responsible:
        names = listed(organisation.name for organisation in one.responsible)
        said.append(pgettext("in a report", "Responsible: %(names)s.") % {"names": names})
    if one.measure.due_date:
        said.append(pgettext("in a report", "Due: %(day)s.") % {"day": day_in_words(one.measure.due_date)})
    standing = [_standing(update, numbered) for update in one.updates]
    said += standing or [_("No report on this measure has been validated.")]
    return " ".join(said)


def _standing(update: Update, numbered: Numbered) -> str:
    words = pgettext("in a report", "As of %(day)s: %(progress)s.") % {
        "day": day_in_words(update.for_date), "progress": label("implementation_progress", update.progress),
    }  # fmt: skip
    return " ".join([words, *_own_words(update.words), _marks(update, numbered)]).strip()


def _assessed(assessment: Assessment, numbered: Numbered) -> str:
    scale = ("follow_up_grade", assessment.grade) if assessment.grade else ("implementation_degree", assessment.degree)
    words = pgettext("in a report", "Assessment by %(source)s, %(day)s: %(degree)s.") % {
        "source": label("assessment_source", assessment.said_by),
        "day": day_in_words(assessment.on_date),
        "degree": label(*scale),
    }
    return " ".join([words, *_own_words(assessment.words), _marks(assessment, numbered)]).strip()


def _own_words(text: str) -> Iterable[str]:
    evened = " ".join(text.split())
    return [evened] if evened else []


def _marks(cites: Any, numbered: Numbered) -> str:
    """The citations of an update or assessment, each under its number in the report."""
    marks = [(numbered(citation.evidence), citation.place) for citation in cites.seen_citations]
    return "".join(f"[{number}, {place}]" if place else f"[{number}]" for number, place in sorted(marks))

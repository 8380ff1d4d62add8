"""Where the recommendations of a review stand, in one table: on the page, as a document, and as a workbook.

What one source says never stands for another's word, and where nobody said anything it says so: there are no zeros.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from uuid import uuid4

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hirz.engines.clearance import Cleared
from hirz.engines.documents.model import Document, Language, Paragraph, Table, runs
from hirz.engines.documents.typed import sound
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action, record
from hirz.foundation.offices.queries import office_for
from hirz.foundation.vocabularies.dates import day_in_words
from hirz.foundation.vocabularies.demonstration import demonstration_notice
from hirz.foundation.vocabularies.registry import label, page_language, state
from hirz.regional.implementation.models import Assessment
from hirz.regional.organisations.viewpoints import organisation_id_of
from hirz.regional.recommendations.models import Recommendation
from hirz.regional.reports.drafting import text_in_language
from hirz.regional.reports.material import Contribution, Material, Scope, basis_of, gather, recommendations_of
from hirz.regional.reports.verbs import ReportOutVerb
from hirz.rules.layers import Layer
from hirz.rules.releasing import release


@dataclass(frozen=True)
class Line:
    """One recommendation in the table; every text in the language of the page."""

    recommendation: Recommendation
    paragraph: str
    text: str
    position: str
    measures: Sequence[str]
    assessments: Sequence[str]

    @property
    def cells(self) -> tuple[str, ...]:
        return self.paragraph, self.text, self.position, "\n".join(self.measures), "\n".join(self.assessments)


@dataclass(frozen=True)
class StatusTable:
    scope: Scope
    lines: Sequence[Line]
    material: Sequence[Material]

    @property
    def without_measure(self) -> int:
        return sum(not one.done for one in self.material)

    @property
    def without_word(self) -> int:
        """Recommendations about which nobody whom the reader may hear has said how they stand."""
        return sum(not one.assessments and not any(done.updates for done in one.done) for one in self.material)

    @property
    def positions(self) -> list[tuple[str, int]]:
        """How many recommendations have each position; they add up to all of them."""
        counted = Counter(line.position for line in self.lines)
        return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))


def header() -> tuple[str, ...]:
    return (
        _("Paragraph"),
        pgettext("of a table", "Recommendation"),
        _("Position of the State"),
        _("Measures and how they stand"),
        _("Assessments, each in its own name"),
    )


def status_of(scope: Scope, *, user: User) -> StatusTable:
    """The number of questions does not grow with the number of recommendations."""
    rows = list(recommendations_of(scope, user=user).prefetch_related("texts", "positions"))
    material = gather(scope, rows, user=user)
    return StatusTable(scope, [_line(material[row.pk]) for row in rows], [material[row.pk] for row in rows])


@action
def status_leaves(*, scope: Scope, audience: Layer, by: User) -> Cleared[Document]:
    """The table as a document in the language of the page, with what may be told to the audience."""
    told = replace(scope, audience=audience, issuer=organisation_id_of(by))
    table, disclosure = status_of(told, user=by), str(uuid4())
    cleared = release(
        _document(table), bases=[basis_of(row) for one in table.material for row in _rows(one)], audience=audience,
        issuer=told.issuer, disclosure=disclosure, now=timezone.now(),
    )  # fmt: skip
    record(
        ReportOutVerb.STATUS_TABLE_LEFT,
        by=by,
        subject=by,
        disclosure=disclosure,
        audience=audience.value,
        state=scope.state_code,
    )
    return cleared


def _rows(material: Material) -> Iterator[Contribution]:
    for one in material.done:
        yield one.measure
        yield from one.updates
    yield from material.assessments


def _line(material: Material) -> Line:
    row = material.recommendation
    positions = [label("recommendation_position", p.position) for p in row.positions.all() if p.part_id is None]
    return Line(
        recommendation=row,
        paragraph=row.paragraph or row.symbol,
        text=text_in_language(row),
        position="; ".join(dict.fromkeys(positions)) or pgettext("position of a State", "Not on record"),
        measures=list(_measures(material)) or [_("No measure is on record.")],
        assessments=[_assessed(one) for one in material.assessments] or [_("Nobody has said how it stands.")],
    )


def _measures(material: Material) -> Iterator[str]:
    for one in material.done:
        for update in one.updates:
            yield pgettext("a measure and how it stands", "%(title)s: %(progress)s (%(day)s)") % {
                "title": one.measure.title,
                "progress": label("implementation_progress", update.progress),
                "day": day_in_words(update.for_date),
            }
        if not one.updates:
            yield pgettext("a measure and how it stands", "%(title)s: no response") % {"title": one.measure.title}


def _assessed(one: Assessment) -> str:
    scale = ("follow_up_grade", one.grade) if one.grade else ("implementation_degree", one.degree)
    return f"{label('assessment_source', one.said_by)}: {label(*scale)} ({day_in_words(one.on_date)})"


def _document(table: StatusTable) -> Document:
    scope, today = table.scope, office_for(table.scope.state_code).today
    rows = tuple(tuple(map(sound, line.cells)) for line in table.lines)
    return Document(
        language=Language(page_language()),
        title=_("Where the recommendations stand"),
        subtitle=state(scope.state_code).name(page_language()).short,
        dated=today,
        date_text=day_in_words(scope.as_of_date),
        reference=scope.symbol,
        demonstration=demonstration_notice([scope.state_code]),
        blocks=(Paragraph(runs(summary(table))), Table(header(), rows), _totals(table)),
    )


def _totals(table: StatusTable) -> Table:
    """The positions with how many recommendations have each, and all of them: what the parts add up to."""
    counted = [*table.positions, (pgettext("recommendations", "All"), len(table.lines))]
    return Table(
        (_("Position of the State"), _("Recommendations")),
        tuple((sound(words), str(number)) for words, number in counted),
        caption=_("In total, by position"),
    )


def summary(table: StatusTable) -> str:
    """Honest totals in one sentence: what the table holds, and what it cannot say."""
    return _(
        "Recommendations: %(all)s. Without any measure on record: %(bare)s. "
        "With no word from anybody on how they stand: %(silent)s."
    ) % {"all": len(table.lines), "bare": table.without_measure, "silent": table.without_word}

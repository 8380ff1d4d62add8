"""Public activities as a file of the aid transparency standard (``hirz.engines.iati``).

What is not public stays out: activities and indicators of other layers, partners who are not public themselves, and
whoever took part.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date
from decimal import Decimal
from typing import Final

from django.conf import settings
from django.utils import timezone, translation

from hirz.engines.documents.typed import sound
from hirz.engines.iati import codes, model
from hirz.engines.iati.checks import Broken, broken_rules
from hirz.engines.iati.writing import written
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action, record
from hirz.regional.programme.facts import with_values
from hirz.regional.programme.models import Activity, ActivityPartner, BudgetLine, Indicator, IndicatorValue, Result
from hirz.regional.programme.refusals import ExportBreaksRules, NothingPublic, ReporterNotSet
from hirz.regional.programme.tables import disaggregation_words
from hirz.regional.programme.verbs import ProgrammeVerb
from hirz.rules.disaggregation import Disaggregated, Kind
from hirz.rules.layers import Layer

STATUS: Final[Mapping[str, str]] = {
    Activity.State.PLANNED: codes.PIPELINE,
    Activity.State.UNDER_WAY: codes.IMPLEMENTATION,
    Activity.State.DONE: codes.POST_COMPLETION,
    Activity.State.CANCELLED: codes.CANCELLED,
}
_WEB_PAGE: Final = "text/html"
_ENGLISH: Final = "en"


@dataclass(frozen=True, slots=True)
class AidFile:
    """The file, how many activities it tells of, and the rules that it breaks: none, or it is not written."""

    content: bytes
    activities: int
    broken: tuple[Broken, ...]


def reporter(given: str = "") -> model.Reporter:
    """Who reports, as the installation says it: identifier, code of the type, name. Raises ``ReporterNotSet``."""
    parts = (given or settings.HIRZ_IATI_REPORTER).split(maxsplit=2)
    if len(parts) != 3:
        raise ReporterNotSet
    return model.Reporter(parts[0], parts[1], (model.Narrative(parts[2], "en"),))


def aid_file(state_codes: Sequence[str], *, by: User, as_reporter: model.Reporter) -> AidFile:
    """The public activities in these States. Seven questions, however many there are."""
    rows = Activity.objects.visible_to(by).filter(layer=Layer.PUBLIC, state_code__in=[c for c in state_codes if c])
    found = list(
        rows.select_related("result").prefetch_related("budget_lines", "documents").order_by("from_date", "id")
    )
    partners, results = _partners(found, by), _results(found, by)
    told = [
        _activity(one, as_reporter, partners.get(one.pk, ()), results.get((one.result_id, one.state_code), ()))
        for one in found
    ]
    content = written(told, generated_at=timezone.now())
    broken = broken_rules(content, today=_today()) if told else ()
    return AidFile(content, len(told), broken)


@action
def let_leave(file: AidFile, state_codes: Sequence[str], *, by: User) -> bytes:
    """What the file holds, on record as having left. Raises ``NothingPublic`` and ``ExportBreaksRules``."""
    if not file.activities:
        raise NothingPublic
    if file.broken:
        raise ExportBreaksRules
    record(ProgrammeVerb.ACTIVITIES_EXPORTED, by=by, subject=by, states=sorted(state_codes), number=file.activities)
    return file.content


def _today() -> date:
    """The day of UTC: the file is the same whoever makes it, and nothing in it lies in the future of its readers."""
    return timezone.now().date()


def _activity(
    one: Activity, as_reporter: model.Reporter, partners: Sequence[model.Taking], results: Sequence[model.Result]
) -> model.Activity:
    today = _today()
    own = model.Taking(codes.IMPLEMENTING, as_reporter.name, as_reporter.ref, as_reporter.kind)
    lines = list(one.budget_lines.all())
    return model.Activity(
        identifier=f"{as_reporter.ref}-{one.pk}",
        reporter=as_reporter,
        language=one.language,
        updated_at=one.changed_at,
        title=_said(one.title, one.language),
        description=_said(one.purpose, one.language),
        taking_part=(own, *partners),
        status=STATUS[one.state],
        dates=dates_of(one, today),
        scope=codes.NATIONAL,
        country=one.state_code,
        sectors={codes.HUMAN_RIGHTS: Decimal(100)},
        place=_said(one.place, one.language) if one.place else (),
        budgets=tuple(_budget(line) for line in lines if line.planned),
        transactions=tuple(money for line in lines for money in _transactions(line, one.language, today)),
        links=tuple(_link(document.url, document.title, document.language) for document in one.documents.all()),
        results=tuple(results),
    )


def dates_of(one: Activity, today: date) -> dict[str, date]:
    """Planned days always; actual ones only where the state says so and the day has come."""
    dates = {codes.PLANNED_START: one.from_date, codes.PLANNED_END: one.until_date}
    if one.state in (Activity.State.UNDER_WAY, Activity.State.DONE) and one.from_date <= today:
        dates[codes.ACTUAL_START] = one.from_date
    if one.state == Activity.State.DONE and one.until_date <= today:
        dates[codes.ACTUAL_END] = one.until_date
    return dates


def _budget(line: BudgetLine) -> model.Budget:
    return model.Budget(line.from_date, line.until_date, model.Money(line.planned, line.currency, line.from_date))


def _transactions(line: BudgetLine, language: str, today: date) -> Iterator[model.Transaction]:
    """Money was promised when the line was entered at the latest, and spent until today at the latest."""
    told = _said(line.title, language)
    promised = min(line.from_date, line.entered_at.astimezone(UTC).date())
    spent = min(line.until_date, today)
    for kind, amount, day in ((codes.COMMITMENT, line.committed, promised), (codes.EXPENDITURE, line.spent, spent)):
        if amount:
            yield model.Transaction(kind, day, model.Money(amount, line.currency, day), told)


def _link(url: str, title: str, language: str) -> model.Link:
    media_type = mimetypes.guess_type(url.split("?")[0])[0] or _WEB_PAGE
    category = "A12" if media_type == _WEB_PAGE else "A08"
    return model.Link(url, media_type, _said(title, language), category, language)


def _partners(activities: Sequence[Activity], by: User) -> dict[object, tuple[model.Taking, ...]]:
    rows = ActivityPartner.objects.visible_to(by).filter(activity__in=activities, organisation__layer=Layer.PUBLIC)
    found: dict[object, tuple[model.Taking, ...]] = {}
    for row in rows.select_related("organisation"):
        names = tuple(one for spoken, text in sorted(row.organisation.names.items()) for one in _said(text, spoken))
        found[row.activity_id] = (*found.get(row.activity_id, ()), model.Taking(row.role, names))
    return found


def _results(activities: Sequence[Activity], by: User) -> dict[tuple[object, str], tuple[model.Result, ...]]:
    """By result and State: the standard wants indicators in a result, so one without public ones is not told."""
    wanted = {one.result_id for one in activities}
    rows = Indicator.objects.visible_to(by).filter(layer=Layer.PUBLIC, result__in=wanted).select_related("result")
    indicators = list(rows)
    values = with_values(indicators)
    told: dict[tuple[object, str], list[model.Indicator]] = {}
    results: dict[object, Result] = {}
    for one in indicators:
        results[one.result_id] = one.result
        told.setdefault((one.result_id, one.state_code), []).append(_indicator(one, values[one.pk]))
    return {key: (_result(results[key[0]], several),) for key, several in told.items()}


def _result(result: Result, indicators: Sequence[model.Indicator]) -> model.Result:
    kind = codes.OUTCOME if result.kind == Result.Kind.OUTCOME else codes.OUTPUT
    return model.Result(kind, _said(result.title, result.language), tuple(indicators))


def _indicator(one: Indicator, values: Sequence[IndicatorValue]) -> model.Indicator:
    measure = codes.PERCENTAGE if one.measure == Kind.RATE else codes.UNIT
    baseline = (one.baseline_date, one.baseline) if one.baseline is not None and one.baseline_date else None
    periods = tuple(_period(one, value) for value in reversed(values))
    return model.Indicator(measure, _said(one.title, one.language), periods, baseline)


def _period(one: Indicator, value: IndicatorValue) -> model.Period:
    """The target belongs to the period in which its day lies."""
    is_aim = one.target_date is not None and value.from_date <= one.target_date <= value.until_date
    number = value.disaggregated
    parts = (
        model.Value(part, {breakdown.dimension: code})
        for breakdown in number.breakdowns
        for code, part in breakdown.parts.items()
    )
    actual = (model.Value(number.total, {}, _told(number)), *parts)
    return model.Period(value.from_date, value.until_date, one.target if is_aim else None, actual)


def _told(number: Disaggregated) -> model.Narratives:
    """Beside a total stands whether its parts add up, or that there are none; in English, as the file itself."""
    with translation.override(_ENGLISH):
        return _said(disaggregation_words(number), _ENGLISH)


def _said(text: str, language: str) -> model.Narratives:
    """Without characters that no XML can hold: pasted text brings them along unseen."""
    return (model.Narrative(sound(text), language),)

"""Activities, with whom and for what they are done, what they cost, and what could go wrong."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action, record
from hirz.regional.organisations.models import Organisation
from hirz.regional.organisations.permissions import require_edit, require_validate
from hirz.regional.programme.actions.entering import RowT, entered
from hirz.regional.programme.models import (
    Activity,
    ActivityDocument,
    ActivityNote,
    ActivityPartner,
    BudgetLine,
    ProgrammeRisk,
    ServedRecommendation,
)
from hirz.regional.programme.refusals import BudgetLineTooLong
from hirz.regional.programme.verbs import ProgrammeVerb
from hirz.regional.recommendations.models import Recommendation
from hirz.rules.layers import Layer, Side, require_layer
from hirz.rules.programme_results import Amounts, months_after
from hirz.rules.sheet_columns import plain


@action
def add_activity(*, activity: Activity, by: User) -> Activity:
    """It begins in the office, whatever it says of itself."""
    activity.layer = Layer.INTERNAL
    return entered(activity, ProgrammeVerb.ACTIVITY_ADDED, state_code=activity.state_code, by=by)


@action
def change_activity(*, activity: Activity, by: User) -> Activity:
    """Save what was changed in an activity. It stays in its State: what hangs on it is kept by that.

    Who may see it, and the highest score of its tests, are as they stand now: whoever shares it meanwhile is heeded.
    """
    held = Activity.objects.select_for_update()
    activity.refresh_from_db(fields=["state_code", "layer", "test_maximum"], from_queryset=held)
    require_edit(by, activity.state_code)
    activity.full_clean()
    activity.save()
    record(ProgrammeVerb.ACTIVITY_CHANGED, by=by, subject=activity, state=activity.state_code)
    return activity


@action
def share_activity(*, activity: Activity, layer: Layer, by: User) -> Activity:
    """Put an activity into another layer; published it is by whoever validates. Who took part never goes with it."""
    require_edit(by, activity.state_code)
    require_layer(layer, contributor=Side.OFFICE)
    if layer is Layer.PUBLIC:
        require_validate(by, activity.state_code)
    activity.layer = layer
    activity.save(update_fields=["layer", "changed_at"])
    record(ProgrammeVerb.ACTIVITY_SHARED, by=by, subject=activity, layer=layer.value)
    return activity


@action
def add_note(*, activity: Activity, text: str, by: User) -> ActivityNote:
    note = ActivityNote(activity=activity, state_code=activity.state_code, text=text.strip())
    return _of(activity, note, ProgrammeVerb.ACTIVITY_NOTED, by)


@action
def serve_recommendation(*, activity: Activity, recommendation: Recommendation, by: User) -> ServedRecommendation:
    row = ServedRecommendation(activity=activity, recommendation=recommendation)
    return _of(activity, row, ProgrammeVerb.RECOMMENDATION_SERVED, by)


@action
def stop_serving(*, served: ServedRecommendation, by: User) -> None:
    require_edit(by, served.activity.state_code)
    verb = ProgrammeVerb.RECOMMENDATION_NOT_SERVED
    record(verb, by=by, subject=served.activity, recommendation=str(served.recommendation_id))
    served.delete()


@action
def add_partner(*, activity: Activity, organisation: Organisation, role: str, by: User) -> ActivityPartner:
    row = ActivityPartner(activity=activity, organisation=organisation, role=role)
    return _of(activity, row, ProgrammeVerb.PARTNER_ADDED, by)


@action
def add_budget_line(*, line: BudgetLine, by: User) -> BudgetLine:
    """Raises ``BudgetLineTooLong``: lines of more than a year cannot be told to the aid transparency standard."""
    if line.until_date >= months_after(line.from_date, 12):
        raise BudgetLineTooLong
    return _of(line.activity, line, ProgrammeVerb.PROGRAMME_BUDGET_LINE_ADDED, by)


@action
def change_amounts(*, line: BudgetLine, amounts: Amounts, by: User) -> BudgetLine:
    """What was planned, promised and spent, as it stands now; what it was before, the history keeps."""
    require_edit(by, line.activity.state_code)
    line.refresh_from_db(fields=["planned", "committed", "spent"], from_queryset=BudgetLine.objects.select_for_update())
    before = [plain(line.planned), plain(line.committed), plain(line.spent)]
    line.planned, line.committed, line.spent = amounts.planned, amounts.committed, amounts.spent
    line.full_clean()
    line.save(update_fields=["planned", "committed", "spent"])
    record(ProgrammeVerb.PROGRAMME_BUDGET_LINE_CHANGED, by=by, subject=line, before=before)
    return line


@action
def add_document(*, document: ActivityDocument, by: User) -> ActivityDocument:
    return _of(document.activity, document, ProgrammeVerb.ACTIVITY_DOCUMENT_ADDED, by)


@action
def add_risk(*, risk: ProgrammeRisk, by: User) -> ProgrammeRisk:
    risk.state_code = risk.activity.state_code
    return _of(risk.activity, risk, ProgrammeVerb.PROGRAMME_RISK_ADDED, by)


@action
def end_risk(*, risk: ProgrammeRisk, by: User, on_date: date | None = None) -> ProgrammeRisk:
    require_edit(by, risk.state_code)
    risk.ended_date = on_date or timezone.localdate()
    risk.save(update_fields=["ended_date"])
    record(ProgrammeVerb.PROGRAMME_RISK_ENDED, by=by, subject=risk)
    return risk


def _of(activity: Activity, row: RowT, verb: str, by: User) -> RowT:
    return entered(row, verb, state_code=activity.state_code, by=by, activity=str(activity.pk))

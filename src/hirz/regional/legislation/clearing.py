"""The way of advice out of the house: submitted by one, cleared or returned by another, sent, and then shared."""

from __future__ import annotations

import hashlib

from django.db.models import QuerySet
from django.utils import timezone

from hirz.engines.documents.docx import render_docx
from hirz.engines.documents.pdf import render_pdf
from hirz.engines.sealing import new_key_pair
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action, record
from hirz.foundation.blobs.store import store_bytes
from hirz.foundation.blobs.units import key_to_keep
from hirz.regional.legislation.actions import hold_in_drafting
from hirz.regional.legislation.documents import cleared_advice, languages_of
from hirz.regional.legislation.models import Advice, AdviceFile, Version
from hirz.regional.legislation.refusals import (
    AdviceNeedsAnother,
    AdviceNotCleared,
    AdviceNotSent,
    AdviceNotSubmitted,
    AdviceNotWhole,
    AdviceSaysNothing,
)
from hirz.regional.legislation.uptakes import compute_uptake
from hirz.regional.legislation.verbs import LegislationVerb
from hirz.regional.organisations.permissions import require_edit, require_validate
from hirz.regional.organisations.printing import printable
from hirz.rules.errors import BadInput
from hirz.rules.layers import Layer, Side, require_layer


@action
def submit(*, advice: Advice, by: User) -> Advice:
    """Put advice up for clearance; nobody changes it from then on, unless it is returned."""
    advice = hold_in_drafting(advice, by)
    if not advice.comments.exists():
        raise AdviceSaysNothing
    if advice.language not in languages_of(advice):
        raise AdviceNotWhole
    advice.submitted_by, advice.submitted_at = by, timezone.now()
    advice.returned_by, advice.returned_at, advice.returned_reason = None, None, ""
    return _stamp(advice, LegislationVerb.ADVICE_SUBMITTED, by)


@action
def return_to_drafting(*, advice: Advice, reason: str, by: User) -> Advice:
    """Give advice back, with the reason; also advice that is cleared and not sent yet."""
    advice = _held(advice)
    require_validate(by, advice.state_code)
    if advice.state not in (Advice.State.IN_CLEARANCE, Advice.State.CLEARED):
        raise AdviceNotSubmitted
    if not reason.strip():
        raise BadInput("reason_missing")
    advice.submitted_by, advice.submitted_at, advice.cleared_by, advice.cleared_at = None, None, None, None
    advice.returned_by, advice.returned_at, advice.returned_reason = by, timezone.now(), reason.strip()
    return _stamp(advice, LegislationVerb.ADVICE_RETURNED, by)


@action
def clear(*, advice: Advice, by: User) -> Advice:
    """Agree to advice, as somebody who neither submitted it nor wrote in it."""
    advice = _held(advice)
    require_validate(by, advice.state_code)
    if advice.state is not Advice.State.IN_CLEARANCE:
        raise AdviceNotSubmitted
    if advice.is_by(by, advice.comments.all()):
        raise AdviceNeedsAnother
    advice.cleared_by, advice.cleared_at = by, timezone.now()
    return _stamp(advice, LegislationVerb.ADVICE_CLEARED, by)


@action
def send(*, advice: Advice, by: User) -> Advice:
    """Record as sent, and keep the documents as they left: DOCX and PDF in each language in which the advice is whole.

    Where a later version has come in the meantime, the uptake is computed at once.
    """
    advice = _held(advice)
    require_edit(by, advice.state_code)
    if advice.state is not Advice.State.CLEARED:
        raise AdviceNotCleared
    advice.sent_by, advice.sent_at = by, timezone.now()
    for language in languages_of(advice):
        _keep_files(advice, language)
    _stamp(advice, LegislationVerb.ADVICE_SENT, by)
    for version in _later(advice):
        compute_uptake(advice=advice, version=version, by=by)
    return advice


@action
def share(*, advice: Advice, layer: Layer, by: User) -> Advice:
    """Say who sees advice that was sent. The request that it answers stays in the office."""
    advice = _held(advice)
    require_edit(by, advice.state_code)
    require_layer(layer, contributor=Side.OFFICE)
    if advice.sent_at is None:
        raise AdviceNotSent
    advice.layer = layer.value
    advice.save()
    record(LegislationVerb.ADVICE_SHARED, by=by, subject=advice, layer=layer.value)
    return advice


def _held(advice: Advice) -> Advice:
    return Advice.objects.select_for_update(of=("self",)).select_related("version__law").get(pk=advice.pk)


def _later(advice: Advice) -> QuerySet[Version]:
    later = Version.objects.filter(law_id=advice.version.law_id, order__gt=advice.version.order)
    return later.select_related("law")


def _stamp(advice: Advice, verb: LegislationVerb, by: User) -> Advice:
    advice.full_clean()
    advice.save()
    record(verb, by=by, subject=advice, version=str(advice.version_id))
    return advice


def _keep_files(advice: Advice, language: str) -> None:
    with printable():
        cleared = cleared_advice(advice, language)
        made = {"docx": render_docx(cleared), "pdf": render_pdf(cleared)}
    for file_format, data in made.items():
        pair = new_key_pair()
        AdviceFile.objects.create(
            advice=advice, language=language, file_format=file_format, blob_id=store_bytes(data, pair=pair).id,
            sha256=hashlib.sha256(data).hexdigest(), opens_with=key_to_keep(pair),
        )  # fmt: skip

"""Requests for advice, and the drafting of it: comments on a version, each with what it rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.db.models import Max

from hirz.engines.documents.typed import sound
from hirz.engines.statutes.words import Weights, covered, stems_of
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action, record
from hirz.regional.legislation.models import Advice, AdviceRequest, Citation, Law, LawComment, Version
from hirz.regional.legislation.refusals import (
    AdviceNotInDrafting,
    CommentLacksReason,
    CommentLacksWords,
    CommentPointsNowhere,
)
from hirz.regional.legislation.texts import provisions_of
from hirz.regional.legislation.verbs import LegislationVerb
from hirz.regional.organisations.models import Organisation
from hirz.regional.organisations.permissions import require_edit
from hirz.rules.layers import Layer, Side, require_layer

FOUND_FROM: Final = 0.6
"""How much of a passage a provision has to have: words may be typed off a printed page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Requested:
    """What somebody asks the office for."""

    requested_by: Organisation
    state_code: str
    subject: str
    received_date: date
    owner: User
    details: str = ""
    due_date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Commented:
    """What a comment says. ``reasons`` by language; ``citations`` are not saved yet."""

    ask: str
    reasons: Mapping[str, str]
    key: str = ""
    passage: str = ""
    wording: str = ""
    citations: Sequence[Citation] = field(default=())


@action
def record_request(*, requested: Requested, by: User) -> AdviceRequest:
    require_edit(by, requested.state_code)
    row = AdviceRequest(
        state_code=requested.state_code, requested_by=requested.requested_by, subject=requested.subject,
        details=requested.details, received_date=requested.received_date, due_date=requested.due_date,
        owner=requested.owner, entered_by=by,
    )  # fmt: skip
    row.full_clean()
    row.save(force_insert=True)
    record(LegislationVerb.ADVICE_REQUESTED, by=by, subject=row, organisation=str(row.requested_by_id))
    return row


@action
def share_law(*, law: Law, layer: Layer, by: User) -> Law:
    """Say who may read the law and its versions. What a Government gave in confidence is shared when it says so."""
    require_edit(by, law.state_code)
    require_layer(layer, contributor=Side.OFFICE)
    law.layer = layer.value
    law.save(update_fields=["layer"])
    record(LegislationVerb.LAW_SHARED, by=by, subject=law, layer=layer.value)
    return law


@action
def begin_advice(*, version: Version, language: str, by: User, request: AdviceRequest | None = None) -> Advice:
    require_edit(by, version.law.state_code)
    row = Advice(
        version=version, request=request, language=language, state_code=version.law.state_code, entered_by=by
    )  # fmt: skip
    row.full_clean()
    row.save(force_insert=True)
    record(LegislationVerb.ADVICE_BEGUN, by=by, subject=row, version=str(version.pk))
    return row


@action
def introduce(*, advice: Advice, texts: Mapping[str, str], by: User) -> Advice:
    """Write what stands before the comments, by language."""
    advice = hold_in_drafting(advice, by)
    advice.introduction = _texts(texts)
    advice.introduced_by = by if advice.introduction else None
    advice.save()
    record(LegislationVerb.ADVICE_INTRODUCED, by=by, subject=advice)
    return advice


@action
def add_comment(*, advice: Advice, commented: Commented, by: User) -> LawComment:
    """Raises ``CommentPointsNowhere``, ``CommentLacksWords``, ``CommentLacksReason``."""
    advice = hold_in_drafting(advice, by)
    last = advice.comments.aggregate(last=Max("order"))["last"] or 0
    row = LawComment(advice=advice, order=last + 1, entered_by=by)
    _write(row, commented)
    record(LegislationVerb.LAW_COMMENT_ADDED, by=by, subject=row, advice=str(advice.pk), ask=row.ask)
    return row


@action
def edit_comment(*, comment: LawComment, commented: Commented, by: User) -> LawComment:
    """The comment is then of whoever wrote it last: they do not clear it."""
    comment.advice = hold_in_drafting(comment.advice, by)
    comment.entered_by = by
    _write(comment, commented)
    record(LegislationVerb.LAW_COMMENT_EDITED, by=by, subject=comment, advice=str(comment.advice_id), ask=comment.ask)
    return comment


@action
def remove_comment(*, comment: LawComment, by: User) -> None:
    comment.advice = hold_in_drafting(comment.advice, by)
    record(LegislationVerb.LAW_COMMENT_REMOVED, by=by, subject=comment, advice=str(comment.advice_id))
    comment.delete()


def hold_in_drafting(advice: Advice, by: User) -> Advice:
    """The advice, locked, if it may still be changed. Raises ``AdviceNotInDrafting``."""
    require_edit(by, advice.state_code)
    held = Advice.objects.select_for_update(of=("self",)).select_related("version__law").get(pk=advice.pk)
    if held.state is not Advice.State.DRAFTING:
        raise AdviceNotInDrafting
    return held


def _write(row: LawComment, commented: Commented) -> None:
    _require_sense(row.advice, commented)
    row.ask, row.key = commented.ask, commented.key
    row.passage, row.wording = commented.passage.strip(), commented.wording.strip()
    row.reasons = _texts(commented.reasons)
    row.full_clean()
    row.save()
    row.citations.all().delete()
    for citation in commented.citations:
        citation.comment = row
        citation.full_clean()
        citation.save(force_insert=True)


def _require_sense(advice: Advice, commented: Commented) -> None:
    is_added_article = commented.ask == LawComment.Ask.ADD and not commented.key
    if commented.ask in (LawComment.Ask.REPLACE, LawComment.Ask.ADD) and not commented.wording.strip():
        raise CommentLacksWords
    if not commented.key and not is_added_article:
        raise CommentLacksWords
    if advice.language not in _texts(commented.reasons):
        raise CommentLacksReason
    if commented.key:
        _require_place(advice.version, commented)


def _require_place(version: Version, commented: Commented) -> None:
    text = next((row.text for row in provisions_of(version) if row.key == commented.key), None)
    if text is None:
        raise CommentPointsNowhere
    passage = stems_of(commented.passage)
    if passage and covered(passage, stems_of(text), Weights([]))[0] < FOUND_FROM:
        raise CommentPointsNowhere


def _texts(texts: Mapping[str, str]) -> dict[str, str]:
    """Those that say something: what no document shows is nothing."""
    return {language: text.strip() for language, text in texts.items() if sound(text).strip()}

"""What became of comments: computed when a version arrives, and confirmed or corrected by people, whose word stays."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from django.utils import timezone

from hirz.engines.statutes.uptake import Ask, Because, Outcome, Uptake, Uptakes
from hirz.engines.statutes.uptake import Comment as Asked
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import Actor, action, record
from hirz.regional.legislation.models import Advice, CommentUptake, LawComment, Version
from hirz.regional.legislation.refusals import AdviceNotSent, CorrectionLacksReason
from hirz.regional.legislation.texts import articles_of, provisions_of
from hirz.regional.legislation.verbs import LegislationVerb
from hirz.regional.organisations.permissions import require_edit

COMPUTED: Final = ("computed", "because", "share", "keys", "shown", "computed_at")
DECIDED: Final = ("decided", "decided_why", "decided_by", "decided_at")
"""Columns that are written apart: nobody's word is lost where both happen at once."""


def compute_all(*, version: Version, by: Actor) -> None:
    """For all advice that was sent on earlier versions of the law. Inside the transaction in which the version came."""
    earlier = Advice.objects.filter(
        version__law_id=version.law_id, version__order__lt=version.order, sent_at__isnull=False
    )
    for advice in earlier.select_related("version__law"):
        _compute(advice, version, by)


@action
def compute_uptake(*, advice: Advice, version: Version, by: User) -> int:
    """Compute again, or for advice that was sent when the version had come already. Returns how many comments."""
    require_edit(by, advice.state_code)
    if advice.sent_at is None:
        raise AdviceNotSent
    return _compute(advice, version, by)


@action
def decide_uptake(*, uptake: CommentUptake, outcome: str, why: str, by: User) -> CommentUptake:
    """Confirm what was computed, or say otherwise and why. It stays, whatever is computed later.

    Raises :class:`CorrectionLacksReason`.
    """
    require_edit(by, uptake.comment.advice.state_code)
    if outcome != uptake.computed and not why.strip():
        raise CorrectionLacksReason
    uptake.decided, uptake.decided_why = outcome, why.strip()
    uptake.decided_by, uptake.decided_at = by, timezone.now()
    uptake.full_clean()
    uptake.save(update_fields=DECIDED)
    record(
        LegislationVerb.UPTAKE_DECIDED, by=by, subject=uptake, comment=str(uptake.comment_id),
        computed=uptake.computed, decided=outcome,
    )  # fmt: skip
    return uptake


def _compute(advice: Advice, version: Version, by: Actor) -> int:
    found = _finder(advice.version, version)
    comments = list(advice.comments.all())
    known = {row.comment_id: row for row in CommentUptake.objects.filter(version=version, comment__in=comments)}
    for comment in comments:
        comment.advice = advice
        row = known.get(comment.pk) or CommentUptake(comment=comment, version=version)
        row.comment = comment
        _tell(row, found(_asked(comment)))
        row.save(update_fields=COMPUTED if comment.pk in known else None)
    record(
        LegislationVerb.UPTAKE_COMPUTED, by=by, subject=advice, version=str(version.pk), comments=len(comments)
    )  # fmt: skip
    return len(comments)


def _finder(earlier: Version, later: Version) -> Callable[[Asked], Uptake]:
    """What answers for each comment. Between two languages every article would seem to have gone."""
    if earlier.language != later.language:
        return lambda _comment: Uptake(Outcome.CANNOT_TELL, Because.OTHER_LANGUAGE)
    return Uptakes(*(articles_of(provisions_of(one)) for one in (earlier, later))).of


def _asked(comment: LawComment) -> Asked:
    return Asked(Ask(comment.ask), comment.key, comment.passage, comment.wording)


def _tell(row: CommentUptake, found: Uptake) -> None:
    row.computed, row.because = found.outcome.value, found.because.value
    row.share = None if found.share is None else round(100 * found.share)
    row.keys, row.shown = list(found.articles), {"went": _cut(found.went), "came": _cut(found.came)}
    row.computed_at = timezone.now()


def _cut(stretches: Iterable[str]) -> list[str]:
    """Enough to see what it rests on, without stray points and commas; the whole is on the page that compares both."""
    worded = [text for text in stretches if any(map(str.isalnum, text))]
    return [text if len(text) <= 300 else f"{text[:300]}…" for text in worded]

"""What the pages about laws show, put together from the records: a few questions however long the law."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from hirz.engines.statutes.aligning import Fate, Pair, compare
from hirz.engines.statutes.differing import Change, Piece, differences
from hirz.engines.statutes.structure import Article
from hirz.foundation.accounts.models import User
from hirz.foundation.questions import state_name
from hirz.foundation.vocabularies.registry import page_language
from hirz.regional.legislation.citing import told
from hirz.regional.legislation.models import (
    Advice,
    CommentUptake,
    Law,
    LawComment,
    LawQuerySet,
    Provision,
    Version,
)
from hirz.regional.legislation.texts import articles_of, provisions_of
from hirz.regional.legislation.wording import BECAUSE, words_for_remark
from hirz.regional.organisations.permissions import may_edit, may_validate, may_view

ENACTED = frozenset({"adopted", "in_force"})


@dataclass(frozen=True)
class CommentShown:
    """A comment with what it rests on, in words; ``reason`` in the language of the page, or of the advice."""

    row: LawComment
    reason: str
    language: str
    citations: Sequence[str]


@dataclass(frozen=True)
class ProvisionShown:
    row: Provision
    heading: str
    lines: Sequence[str]
    comments: Sequence[CommentShown]


@dataclass(frozen=True)
class PairShown:
    """Two articles side by side. What has not changed is told once, by its heading."""

    pair: Pair
    fate: str
    before_keys: str
    after_keys: str
    heading: str
    before: Sequence[Piece]
    after: Sequence[Piece]


def laws_of(rows: LawQuerySet) -> LawQuerySet:
    return rows.prefetch_related(Prefetch("versions", queryset=Version.objects.order_by("order")))


def law_row(law: Law) -> dict[str, Any]:
    versions = list(law.versions.all())
    enacted = [version for version in versions if version.stage in ENACTED]
    return {
        "law": law, "state": state_name(law.state_code), "versions": versions,
        "latest": versions[-1] if versions else None, "enacted": enacted[-1] if enacted else None,
    }  # fmt: skip


def law_page(law: Law, user: User) -> dict[str, Any]:
    shown = law_row(law)
    versions: list[Version] = shown["versions"]
    advice = Advice.objects.visible_to(user).filter(version__law=law).select_related("version")
    before = dict(zip((version.pk for version in versions[1:]), versions, strict=False))
    return {
        **shown,
        "version_rows": [(version, before.get(version.pk)) for version in reversed(versions)],
        "advice": [_followed(one, versions) for one in advice],
        "names": sorted(law.names.items()),
        "may_edit": may_edit(user, law.state_code),
        "is_office": may_view(user, law.state_code),
    }


def _followed(advice: Advice, versions: Sequence[Version]) -> tuple[Advice, Sequence[Version]]:
    """Advice, and the later versions with which it can be compared once it was sent."""
    later = [version for version in versions if version.order > advice.version.order]
    return advice, later if advice.sent_at else []


def version_page(version: Version, user: User) -> dict[str, Any]:
    comments = LawComment.objects.visible_to(user).filter(advice__version=version)
    rows = list(comments.select_related("advice").prefetch_related("citations__recommendation"))
    return {
        "version": version, "law": version.law, "state": state_name(version.law.state_code),
        "provisions": provisions_shown(provisions_of(version), rows),
        "whole": [comment_shown(row) for row in rows if not row.key],
        "remarks": [words_for_remark(remark) for remark in version.remarks],
        "may_edit": may_edit(user, version.law.state_code),
    }  # fmt: skip


def advice_page(advice: Advice, comments: Sequence[LawComment], user: User) -> dict[str, Any]:
    version = advice.version
    return {
        "advice": advice, "version": version, "law": version.law, "state": state_name(advice.state_code),
        "provisions": provisions_shown(provisions_of(version), comments),
        "whole": [comment_shown(row) for row in comments if not row.key],
        "comment_count": len(comments),
        "introduction": _in_language(advice.introduction, advice.language),
        "files": list(advice.files.all()) if advice.sent_at else [],
        "may_edit": may_edit(user, advice.state_code),
        "may_validate": may_validate(user, advice.state_code),
        "is_office": may_view(user, advice.state_code),
        "is_drafting": advice.state is Advice.State.DRAFTING,
        "may_clear": not advice.is_by(user, comments),
    }  # fmt: skip


def provisions_shown(provisions: Sequence[Provision], comments: Sequence[LawComment]) -> list[ProvisionShown]:
    of_key: defaultdict[str, list[CommentShown]] = defaultdict(list)
    for comment in comments:
        of_key[comment.key].append(comment_shown(comment))
    return [_provision_shown(row, of_key.get(row.key, [])) for row in provisions]


def _provision_shown(row: Provision, comments: Sequence[CommentShown]) -> ProvisionShown:
    heading, *lines = row.text.splitlines()
    return ProvisionShown(row, heading, lines, comments)


def comment_shown(row: LawComment) -> CommentShown:
    language, reason = _in_language(row.reasons, row.advice.language)
    return CommentShown(row, reason, language, [told(one) for one in row.citations.all()])


def _in_language(texts: Mapping[str, str], own: str) -> tuple[str, str]:
    """The text in the language of the page, or else in its own; with the language in which it is."""
    language = page_language() if page_language() in texts else own
    return language, texts.get(language, "")


def comparison_page(earlier: Version, later: Version) -> dict[str, Any]:
    before, after = articles_of(provisions_of(earlier)), articles_of(provisions_of(later))
    pairs = [_pair_shown(pair, before, after) for pair in compare(before, after).pairs]
    return {
        "earlier": earlier, "later": later, "law": later.law, "state": state_name(later.law.state_code),
        "pairs": [one for one in pairs if one.fate != Fate.SAME.value],
        "unchanged": [one for one in pairs if one.fate == Fate.SAME.value],
    }  # fmt: skip


def _pair_shown(pair: Pair, before: Sequence[Article], after: Sequence[Article]) -> PairShown:
    first, second = [before[i] for i in pair.before], [after[j] for j in pair.after]
    pieces = differences(_whole(first), _whole(second))
    named = (second or first)[0]
    fate = pair.fate if pair.fate is not Fate.SAME or not (pair.is_renumbered or pair.is_moved) else Fate.CHANGED
    return PairShown(
        pair=pair, fate=fate.value, before_keys=", ".join(one.key for one in first),
        after_keys=", ".join(one.key for one in second), heading=named.lines[0],
        before=[piece for piece in pieces if piece.change is not Change.CAME],
        after=[piece for piece in pieces if piece.change is not Change.GONE],
    )  # fmt: skip


def _whole(articles: Sequence[Article]) -> str:
    return "\n".join(line for article in articles for line in article.lines)


def uptake_page(advice: Advice, later: Version, user: User) -> dict[str, Any]:
    rows = list(
        CommentUptake.objects.filter(comment__advice=advice, version=later)
        .select_related("comment__advice", "decided_by")
        .order_by("comment__order")
    )
    headings = {row.key: row.text.partition("\n")[0] for row in provisions_of(advice.version)}
    held = Counter(CommentUptake.Outcome(row.decided or row.computed) for row in rows)
    return {
        "advice": advice, "later": later, "law": later.law, "state": state_name(advice.state_code),
        "rows": [(row, headings.get(row.comment.key, ""), BECAUSE_OF[row.because]) for row in rows],
        "counted": [(outcome.label, held[outcome]) for outcome in CommentUptake.Outcome if held[outcome]],
        "decided_count": sum(bool(row.decided) for row in rows),
        "may_edit": may_edit(user, advice.state_code),
    }  # fmt: skip


BECAUSE_OF = {because.value: words for because, words in BECAUSE.items()}

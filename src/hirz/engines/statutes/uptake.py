"""Whether a later version of a law did what a comment asked for: computed from words, with the words shown.

A comment points at an article, sometimes at a passage in it, and asks for one of five things. What is computed is a
suggestion for a person who confirms or corrects it; where words cannot tell, the answer is that they cannot. How it is
measured and how it fails: docs/explanation/uptake.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from hirz.engines.statutes.aligning import Comparison, Fate, compare
from hirz.engines.statutes.differing import Block, Change, blocks, differences
from hirz.engines.statutes.guards import negations, numbers
from hirz.engines.statutes.structure import Article
from hirz.engines.statutes.words import Word, covered, stems_of, words_of

TAKEN_FROM: Final = 0.72
"""Share, by weight, of the words asked for that have to have come."""
PARTLY_FROM: Final = 0.4
STANDS_FROM: Final = 0.8
"""Share of a passage that has to be left for it to stand as it did."""
GONE_BELOW: Final = 0.4
FOUND_FROM: Final = 0.6
"""How much of a passage an article has to have, for the passage to be found there."""
ELSEWHERE_FROM: Final = 0.85
TOLD: Final = 8


class Ask(StrEnum):
    DELETE = "DELETE"
    REPLACE = "REPLACE"
    ADD = "ADD"
    CLARIFY = "CLARIFY"
    KEEP = "KEEP"


class Outcome(StrEnum):
    TAKEN = "TAKEN"
    PARTLY = "PARTLY"
    NOT_TAKEN = "NOT_TAKEN"
    ARTICLE_GONE = "ARTICLE_GONE"
    CANNOT_TELL = "CANNOT_TELL"


class Because(StrEnum):
    """The reason for an outcome, to be shown beside it."""

    ARTICLE_REMOVED = "ARTICLE_REMOVED"
    ARTICLE_UNCHANGED = "ARTICLE_UNCHANGED"
    ARTICLE_SHORTER = "ARTICLE_SHORTER"
    ARTICLE_STANDS = "ARTICLE_STANDS"
    CONTENT_ELSEWHERE = "CONTENT_ELSEWHERE"
    PASSAGE_REMOVED = "PASSAGE_REMOVED"
    PASSAGE_IN_PART = "PASSAGE_IN_PART"
    PASSAGE_STANDS = "PASSAGE_STANDS"
    PASSAGE_NOT_FOUND = "PASSAGE_NOT_FOUND"
    WORDS_CAME = "WORDS_CAME"
    WORDS_IN_PART = "WORDS_IN_PART"
    WORDS_NOT_FOUND = "WORDS_NOT_FOUND"
    WORDS_ELSEWHERE = "WORDS_ELSEWHERE"
    WORDS_BESIDE_PASSAGE = "WORDS_BESIDE_PASSAGE"
    WORDS_STOOD_ALREADY = "WORDS_STOOD_ALREADY"
    CHANGED_OTHERWISE = "CHANGED_OTHERWISE"
    NUMBER_DIFFERS = "NUMBER_DIFFERS"
    NEGATION_DIFFERS = "NEGATION_DIFFERS"
    REWORDED = "REWORDED"
    KEPT = "KEPT"
    NOTHING_TO_LOOK_FOR = "NOTHING_TO_LOOK_FOR"
    ARTICLE_NOT_KNOWN = "ARTICLE_NOT_KNOWN"
    OTHER_LANGUAGE = "OTHER_LANGUAGE"
    """Of versions in two languages; the engine does not know languages, and leaves it to the caller to say so."""


@dataclass(frozen=True, slots=True)
class Comment:
    """``article`` is the key of an article of the earlier version, empty for the law as a whole (a new article).

    ``passage`` are words of that article, ``wording`` the words that are proposed; either may be empty.
    """

    ask: Ask
    article: str = ""
    passage: str = ""
    wording: str = ""


@dataclass(frozen=True, slots=True)
class Uptake:
    """``share`` is what was measured, 0 to 1, where something was; ``articles`` are keys of the later version where it
    was looked for and ``went`` and ``came`` stretches of text that are no longer there, or are new."""

    outcome: Outcome
    because: Because
    share: float | None = None
    articles: tuple[str, ...] = ()
    went: tuple[str, ...] = ()
    came: tuple[str, ...] = ()


class Uptakes:
    """Answers for the comments on one version when the next has come."""

    def __init__(self, before: Sequence[Article], after: Sequence[Article]) -> None:
        self._before, self._after = tuple(before), tuple(after)
        self._places = {article.key: place for place, article in enumerate(before)}
        self._stems_before, self._stems_after = ([stems_of(one.body) for one in version] for version in (before, after))
        self.comparison: Comparison = compare(before, after)

    def of(self, comment: Comment) -> Uptake:
        """What became of a comment. Never raises for an odd one: then it cannot be told."""
        if not comment.article:
            return self._of_the_whole(comment)
        place = self._places.get(comment.article)
        if place is None:
            return Uptake(Outcome.CANNOT_TELL, Because.ARTICLE_NOT_KNOWN)
        pair = self.comparison.of_before(place)
        earlier = self._before[place].body
        if not pair.after:
            return self._of_gone(comment, earlier)
        later = "\n".join(self._after[j].body for j in pair.after)
        found = _Look(comment, earlier, later, self.comparison).uptake(is_same=pair.fate is Fate.SAME)
        if comment.wording and found.outcome is Outcome.NOT_TAKEN and comment.ask is not Ask.KEEP:
            found = self._elsewhere(comment, frozenset(pair.after)) or found
        return self._told(found, earlier, later, pair.after)

    def _told(self, found: Uptake, earlier: str, later: str, places: Sequence[int]) -> Uptake:
        pieces = differences(earlier, later)
        went = tuple(text for one in pieces if one.change is Change.GONE and (text := one.text.strip()))
        came = tuple(text for one in pieces if one.change is Change.CAME and (text := one.text.strip()))
        articles = found.articles or tuple(self._after[j].key for j in places)
        return replace(found, articles=articles, went=went[:TOLD], came=came[:TOLD])

    def _of_gone(self, comment: Comment, earlier: str) -> Uptake:
        """The article is no longer there. Its content may be, in another one: then a person has to look."""
        if comment.wording and comment.ask is not Ask.KEEP and (found := self._elsewhere(comment, frozenset())):
            return found
        if comment.ask is Ask.DELETE:
            asked = stems_of(comment.passage or earlier)
            share, key = self._best(asked, frozenset())
            if share >= FOUND_FROM:
                return Uptake(Outcome.CANNOT_TELL, Because.CONTENT_ELSEWHERE, share, (key,))
            return Uptake(Outcome.TAKEN, Because.ARTICLE_REMOVED, went=(earlier,))
        if comment.ask is Ask.KEEP:
            return Uptake(Outcome.NOT_TAKEN, Because.ARTICLE_REMOVED, went=(earlier,))
        return Uptake(Outcome.ARTICLE_GONE, Because.ARTICLE_REMOVED, went=(earlier,))

    def _of_the_whole(self, comment: Comment) -> Uptake:
        if comment.ask is not Ask.ADD or not comment.wording:
            return Uptake(Outcome.CANNOT_TELL, Because.NOTHING_TO_LOOK_FOR)
        asked = stems_of(comment.wording)
        stood = self._stood(asked)
        if stood >= STANDS_FROM:
            return Uptake(Outcome.CANNOT_TELL, Because.WORDS_STOOD_ALREADY, stood)
        share, key = self._best(asked, frozenset())
        if share < PARTLY_FROM or share - stood < 0.2:
            return Uptake(Outcome.NOT_TAKEN, Because.WORDS_NOT_FOUND, share)
        later = next(article.body for article in self._after if article.key == key)
        if share >= TAKEN_FROM and not (guard := _guarded(comment.wording, later, self.comparison)):
            return Uptake(Outcome.TAKEN, Because.WORDS_CAME, share, (key,), came=(later,))
        because = guard if share >= TAKEN_FROM and guard else Because.WORDS_IN_PART
        return Uptake(Outcome.PARTLY, because, share, (key,), came=(later,))

    def _elsewhere(self, comment: Comment, apart_from: frozenset[int]) -> Uptake | None:
        """The words that were asked for, in another article that did not have them before."""
        asked = stems_of(comment.wording)
        share, key = self._best(asked, apart_from)
        if share < ELSEWHERE_FROM or len(asked) < 4:
            return None
        stood = self._stood(asked)
        later = next(article.body for article in self._after if article.key == key)
        if share - stood < 0.3 or _guarded(comment.wording, later, self.comparison):
            return None
        return Uptake(Outcome.TAKEN, Because.WORDS_ELSEWHERE, share, (key,))

    def _best(self, asked: Sequence[str], apart_from: frozenset[int]) -> tuple[float, str]:
        found = [
            (covered(asked, stems, self.comparison.weights)[0], article.key)
            for place, (article, stems) in enumerate(zip(self._after, self._stems_after, strict=True))
            if place not in apart_from
        ]
        return max(found, key=lambda one: one[0], default=(0.0, ""))

    def _stood(self, asked: Sequence[str]) -> float:
        """How much of it the best article of the earlier version had already."""
        return max((covered(asked, stems, self.comparison.weights)[0] for stems in self._stems_before), default=0.0)


class _Look:
    """One comment, an article as it was, and what it has become."""

    def __init__(self, comment: Comment, earlier: str, later: str, comparison: Comparison) -> None:
        self.comment, self.earlier, self.later = comment, earlier, later
        self.comparison, self.weights = comparison, comparison.weights
        self.first = tuple(word for word in words_of(earlier) if word.is_word)
        self.second = tuple(word for word in words_of(later) if word.is_word)
        self.blocks: tuple[Block, ...] = blocks(self.first, self.second, lambda word: word.stem)

    def uptake(self, *, is_same: bool) -> Uptake:
        ask, wording = self.comment.ask, self.comment.wording
        if self.comment.passage and self._passage() is None:
            return Uptake(Outcome.CANNOT_TELL, Because.PASSAGE_NOT_FOUND)
        if ask is Ask.KEEP:
            return self._keep()
        if is_same:
            return self._unchanged()
        if ask is Ask.DELETE:
            return self._delete()
        if wording:
            return self._replace() if self.comment.passage else self._add()
        return self._reworded()

    def _unchanged(self) -> Uptake:
        wording = stems_of(self.comment.wording)
        if wording and covered(wording, [word.stem for word in self.first], self.weights)[0] >= 0.95:
            return Uptake(Outcome.CANNOT_TELL, Because.WORDS_STOOD_ALREADY)
        return Uptake(Outcome.NOT_TAKEN, Because.ARTICLE_UNCHANGED, 0.0)

    def _keep(self) -> Uptake:
        share = self._kept(self._passage() or (0, len(self.first)))
        if share >= 0.95:
            return Uptake(Outcome.TAKEN, Because.KEPT, share)
        if share >= FOUND_FROM:
            return Uptake(Outcome.PARTLY, Because.PASSAGE_IN_PART, share)
        return Uptake(Outcome.NOT_TAKEN, Because.CHANGED_OTHERWISE, share)

    def _delete(self) -> Uptake:
        passage = self._passage()
        if passage is None:
            share = self._kept((0, len(self.first)))
            if share >= 0.97:
                return Uptake(Outcome.NOT_TAKEN, Because.ARTICLE_STANDS, share)
            return Uptake(Outcome.PARTLY, Because.ARTICLE_SHORTER, share)
        share = self._kept(passage)
        if share < GONE_BELOW:
            return Uptake(Outcome.TAKEN, Because.PASSAGE_REMOVED, share)
        if share >= STANDS_FROM:
            return Uptake(Outcome.NOT_TAKEN, Because.PASSAGE_STANDS, share)
        return Uptake(Outcome.PARTLY, Because.PASSAGE_IN_PART, share)

    def _replace(self) -> Uptake:
        """New words of the proposal have to have come, and old ones that it leaves out have to have gone."""
        asked, replaced = Counter(stems_of(self.comment.wording)), Counter(stems_of(self.comment.passage))
        new, old = asked - replaced, replaced - asked
        if not new:
            return self._delete()
        came = self._share_of(new, self._came())
        whole, start, end = covered(tuple(asked.elements()), [word.stem for word in self.second], self.weights)
        share = min(came, whole + 0.1)
        if share < PARTLY_FROM:
            left = self._kept(self._passage() or (0, 0))
            because = Because.PASSAGE_STANDS if left >= STANDS_FROM else Because.CHANGED_OTHERWISE
            return Uptake(Outcome.NOT_TAKEN, because, share)
        if share < TAKEN_FROM:
            return Uptake(Outcome.PARTLY, Because.WORDS_IN_PART, share)
        if guard := _guard(self.comment.wording, self.second[start:end]):
            return Uptake(Outcome.PARTLY, guard, share)
        if old and self._share_left(old) >= STANDS_FROM:
            return Uptake(Outcome.PARTLY, Because.WORDS_BESIDE_PASSAGE, share)
        return Uptake(Outcome.TAKEN, Because.WORDS_CAME, share)

    def _add(self) -> Uptake:
        asked = stems_of(self.comment.wording)
        stood = covered(asked, [word.stem for word in self.first], self.weights)[0]
        if stood >= 0.9:
            return Uptake(Outcome.CANNOT_TELL, Because.WORDS_STOOD_ALREADY, stood)
        share, start, end = covered(asked, [word.stem for word in self.second], self.weights)
        gain = (share - stood) / (1 - stood)
        if share >= TAKEN_FROM and gain >= FOUND_FROM:
            if guard := _guard(self.comment.wording, self.second[start:end]):
                return Uptake(Outcome.PARTLY, guard, share)
            return Uptake(Outcome.TAKEN, Because.WORDS_CAME, share)
        if share >= PARTLY_FROM and gain >= 0.3:
            return Uptake(Outcome.PARTLY, Because.WORDS_IN_PART, share)
        return Uptake(Outcome.NOT_TAKEN, Because.WORDS_NOT_FOUND, share)

    def _reworded(self) -> Uptake:
        """Whether a text has become clearer no count of words says; that it was left alone, one does."""
        if self.comment.ask is not Ask.CLARIFY:
            return Uptake(Outcome.CANNOT_TELL, Because.NOTHING_TO_LOOK_FOR)
        passage = self._passage()
        if passage is not None and self._kept(passage) >= 0.95 and not self._is_parted(passage):
            return Uptake(Outcome.NOT_TAKEN, Because.PASSAGE_STANDS, 0.0)
        return Uptake(Outcome.CANNOT_TELL, Because.REWORDED)

    def _passage(self) -> tuple[int, int] | None:
        """Where the passage stands among the words of the earlier article; nothing where it does not."""
        if not (asked := stems_of(self.comment.passage)):
            return None
        stems = [word.stem for word in self.first]
        for start in range(len(stems) - len(asked) + 1):
            if tuple(stems[start : start + len(asked)]) == asked:
                return start, start + len(asked)
        share, start, end = covered(asked, stems, self.weights)
        return (start, end) if share >= FOUND_FROM else None

    def _kept(self, stretch: tuple[int, int]) -> float:
        """The share of a stretch of the earlier article that stayed where it was, or stands as a whole elsewhere."""
        start, end = stretch
        stems = [word.stem for word in self.first[start:end]]
        total = self.weights.of(stems)
        if not total:
            return 0.0
        stayed = sum(
            self.weights[self.first[place].stem]
            for block in self.blocks if block.is_same
            for place in range(max(start, block.a), min(end, block.b))
        )  # fmt: skip
        moved = len(stems) > 2 and _times(stems, self.second) >= _times(stems, self.first)
        return 1.0 if moved else min(1.0, stayed / total)

    def _is_parted(self, stretch: tuple[int, int]) -> bool:
        """Whether words came inside a stretch that itself stayed."""
        return any(not b.is_same and b.d > b.c and stretch[0] < b.a < stretch[1] for b in self.blocks)

    def _came(self) -> Counter[str]:
        return Counter(word.stem for b in self.blocks if not b.is_same for word in self.second[b.c : b.d])

    def _share_left(self, stems: Counter[str]) -> float:
        start, end = self._passage() or (0, 0)
        places = [place for place in range(start, end) if self.first[place].stem in stems]
        total = self.weights.of(self.first[place].stem for place in places)
        left = sum(
            self.weights[self.first[place].stem]
            for block in self.blocks if block.is_same
            for place in places if block.a <= place < block.b
        )  # fmt: skip
        return left / total if total else 0.0

    def _share_of(self, asked: Counter[str], found: Counter[str]) -> float:
        total = self.weights.of(asked.elements())
        return self.weights.of((asked & found).elements()) / total if total else 0.0


def _times(stems: Sequence[str], words: Sequence[Word]) -> int:
    wanted = list(stems)
    found = [word.stem for word in words]
    return sum(found[start : start + len(wanted)] == wanted for start in range(len(found) - len(wanted) + 1))


def _guarded(wording: str, later: str, comparison: Comparison) -> Because | None:
    words = tuple(word for word in words_of(later) if word.is_word)
    _share, start, end = covered(stems_of(wording), [word.stem for word in words], comparison.weights)
    return _guard(wording, words[start:end])


def _guard(wording: str, found: Sequence[Word]) -> Because | None:
    """What speaks against it although the words are there."""
    asked = [word.text for word in words_of(wording) if word.is_word]
    there = [word.text for word in found]
    if numbers(asked) - numbers(there):
        return Because.NUMBER_DIFFERS
    if negations(asked) != negations(there):
        return Because.NEGATION_DIFFERS
    return None


__all__ = ["Ask", "Because", "Comment", "Outcome", "Uptake", "Uptakes"]

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hirz.engines.statutes.aligning import Fate, Pair, compare
from hirz.engines.statutes.structure import Article, recognise

TEXTS = (
    "The ministry keeps a register of associations and publishes it.",
    "Everybody may found an association without asking for permission.",
    "A court alone may dissolve an association, after hearing it.",
    "Funding from abroad is free; large amounts are reported each year.",
    "Police protect peaceful assemblies and keep the streets open.",
)


def articles(*texts: str) -> tuple[Article, ...]:
    return recognise([line for number, text in enumerate(texts, 1) for line in (f"Article {number}", text)]).articles


def pair_of(before: tuple[Article, ...], after: tuple[Article, ...], place: int) -> Pair:
    return compare(before, after).of_before(place)


def test_same_text_is_the_same() -> None:
    pairs = compare(articles(*TEXTS), articles(*TEXTS)).pairs
    assert [(pair.fate, pair.before, pair.after) for pair in pairs] == [(Fate.SAME, (i,), (i,)) for i in range(5)]
    assert not any(pair.is_renumbered or pair.is_moved for pair in pairs)


def test_deleted_article_is_gone_although_its_number_is_there() -> None:
    before, after = articles(*TEXTS), articles(TEXTS[0], *TEXTS[2:])
    assert pair_of(before, after, 1).fate is Fate.GONE
    renumbered = pair_of(before, after, 2)
    assert (renumbered.fate, renumbered.after, renumbered.is_renumbered) == (Fate.SAME, (1,), True)
    assert not renumbered.is_moved


def test_new_article_belongs_to_no_earlier_one() -> None:
    inserted = "Minors may join with the consent of one parent, whatever the aims."
    pairs = compare(articles(*TEXTS[:3]), articles(TEXTS[0], inserted, *TEXTS[1:3])).pairs
    assert [(pair.fate, pair.after) for pair in pairs if not pair.before] == [(Fate.NEW, (1,))]


def test_moved_article_is_found_at_its_new_place() -> None:
    before, after = articles(*TEXTS), articles(*TEXTS[1:], TEXTS[0])
    moved = pair_of(before, after, 0)
    assert (moved.after, moved.is_moved) == ((4,), True)
    assert not pair_of(before, after, 1).is_moved


def test_divided_article_has_both_parts() -> None:
    before = articles(f"{TEXTS[0]} {TEXTS[1]}", *TEXTS[2:])
    divided = pair_of(before, articles(*TEXTS), 0)
    assert (divided.fate, divided.after) == (Fate.SPLIT, (0, 1))


def test_articles_put_together_have_one_later_one() -> None:
    after = articles(f"{TEXTS[0]} {TEXTS[1]}", *TEXTS[2:])
    together = pair_of(articles(*TEXTS), after, 0)
    assert (together.fate, together.before, together.after) == (Fate.MERGED, (0, 1), (0,))


def test_rewritten_article_is_found_between_its_neighbours() -> None:
    after = articles(TEXTS[0], "Founding an association is free for everybody: a letter is enough.", *TEXTS[2:])
    assert pair_of(articles(*TEXTS), after, 1).fate is Fate.CHANGED


def test_nothing_on_one_side_is_all_new_or_all_gone() -> None:
    assert {pair.fate for pair in compare((), articles(*TEXTS)).pairs} == {Fate.NEW}
    assert {pair.fate for pair in compare(articles(*TEXTS), ()).pairs} == {Fate.GONE}


@given(st.lists(st.sampled_from(TEXTS), max_size=6), st.lists(st.sampled_from(TEXTS), max_size=6))
def test_every_article_of_both_versions_is_in_one_pair(first: list[str], second: list[str]) -> None:
    before, after = articles(*first), articles(*second)
    pairs = compare(before, after).pairs
    assert sorted(i for pair in pairs for i in pair.before) == list(range(len(before)))
    assert sorted(j for pair in pairs for j in pair.after) == list(range(len(after)))

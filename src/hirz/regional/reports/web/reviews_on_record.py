"""The reviews of which recommendations are on record: what a report, or a table, can be about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import pgettext

from hirz.foundation.accounts.models import User
from hirz.foundation.questions import state_name
from hirz.foundation.vocabularies.collation import sort_for_people
from hirz.foundation.vocabularies.registry import label, page_language
from hirz.regional.organisations.permissions import VIEW, states_with
from hirz.regional.organisations.viewpoints import membership_of
from hirz.regional.recommendations.models import Recommendation

BETWEEN = "|"


@dataclass(frozen=True, slots=True)
class ReviewOnRecord:
    """Recommendations of one cycle of the universal periodic review, or of one document of another body."""

    state_code: str
    mechanism: str
    cycle: str = ""
    symbol: str = ""

    @property
    def code(self) -> str:
        return BETWEEN.join((self.state_code, self.mechanism, self.cycle, self.symbol))

    @property
    def words(self) -> str:
        about = label("upr_cycle", self.cycle) if self.cycle else self.symbol
        return pgettext("a review on record", "%(state)s: %(mechanism)s, %(about)s") % {
            "state": state_name(self.state_code), "mechanism": label("mechanism", self.mechanism), "about": about,
        }  # fmt: skip


def reviews_for(user: User) -> list[ReviewOnRecord]:
    """Those of the States that the person follows, in the order of their language. One question."""
    rows = Recommendation.objects.visible_to(user).exclude(cycle="", symbol="")
    states, everywhere = _followed(user)
    if not everywhere:
        rows = rows.filter(state_code__in=states)
    found = rows.order_by().values_list("state_code", "mechanism", "cycle", "symbol").distinct()
    reviews = {_review(*row) for row in found}
    return sort_for_people(list(reviews), lambda review: review.words, page_language())


def choices_of(reviews: Sequence[ReviewOnRecord]) -> list[tuple[str, str]]:
    return [(review.code, review.words) for review in reviews]


def _review(state_code: str, mechanism: str, cycle: str, symbol: str) -> ReviewOnRecord:
    """Of the universal periodic review the cycle counts, whatever documents its recommendations stand in."""
    return ReviewOnRecord(state_code, mechanism, cycle, "" if cycle else symbol)


def _followed(user: User) -> tuple[Sequence[str], bool]:
    membership = membership_of(user)
    if user.is_contributor:
        return ([membership.organisation.state_code] if membership else []), False
    states, everywhere = states_with(user, VIEW)
    return sorted(states), everywhere

"""What stands beside a number: that its parts add up, that they do not, or that it has none.

Apart from the refusals, because reports say it in every language in which they are written.
"""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hirz.regional.implementation.telling import exact_words as plain
from hirz.rules.disaggregation import Finding, Outcome

WITHHELD: Final = _("not shown: some groups are too small")
_FINDINGS: Final[dict[Outcome, Promise]] = {
    Outcome.NOT_DISAGGREGATED: _("not disaggregated"),
    Outcome.SUMS: _("adds up to the total"),
    Outcome.NOT_ADDED: _("not added"),
    Outcome.CANNOT_BE: _("cannot be: the parts contradict the total"),
}


def words_for_finding(finding: Finding) -> str:
    """What stands beside a number: that its parts add up, by how much they do not, or that it has none."""
    if finding.outcome is not Outcome.DOES_NOT_SUM:
        return str(_FINDINGS[finding.outcome])
    if finding.difference > 0:
        return gettext("does not add up: %(number)s in no part") % {"number": plain(finding.difference)}
    return gettext("does not add up: %(number)s counted more than once") % {"number": plain(-finding.difference)}


__all__ = ["WITHHELD", "plain", "words_for_finding"]

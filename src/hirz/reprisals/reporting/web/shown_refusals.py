"""What the report refuses, told so that the person knows what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.forms import BaseForm
from django.utils.translation import gettext as _

from hirz.foundation.accounts.models import User
from hirz.foundation.wording import words_for
from hirz.reprisals.people.web.consent_words import consent_shown_in, lacks
from hirz.reprisals.reporting.refusals import EntryFrozen, StatisticsDoNotReconcile
from hirz.reprisals.reporting.statistics import MEASURES
from hirz.reprisals.reporting.wording import ENTRY_NEEDS
from hirz.rules.counting import Difference, DifferenceCode
from hirz.rules.report_track import EntryNotAllowed


@contextmanager
def report_shown_in(form: BaseForm, *, user: User) -> Iterator[None]:
    """Refusals as errors of the form: each thing that is missing, whose consent, where numbers differ."""
    with consent_shown_in(form, user=user):
        try:
            yield
        except (EntryNotAllowed, EntryFrozen, StatisticsDoNotReconcile) as refused:
            for sentence in _sentences(refused, user):
                form.add_error(None, sentence)


def difference_in_words(difference: Difference) -> str:
    """Where the statistics and the entries disagree."""
    facts = {
        "what": MEASURES[difference.measure],
        "counted": len(difference.only_counted),
        "listed": len(difference.only_listed),
    }
    if difference.code is DifferenceCode.PROTECTED_BUT_LISTED:
        return _("%(what)s: to be protected, and listed all the same: %(listed)d.") % facts
    if difference.code is DifferenceCode.LISTED_TWICE:
        return _("%(what)s: listed more than once: %(listed)d.") % facts
    return _("%(what)s: counted but not listed: %(counted)d; listed but not counted: %(listed)d.") % facts


def _sentences(refused: EntryNotAllowed | EntryFrozen | StatisticsDoNotReconcile, user: User) -> Iterator[str]:
    if isinstance(refused, EntryNotAllowed):
        yield from (str(ENTRY_NEEDS[need]) for need in refused.missing)
        return
    yield words_for(refused)
    if isinstance(refused, EntryFrozen):
        yield from (lack.text for lack in lacks(refused.missing, user=user))
    else:
        yield from map(difference_in_words, refused.differences)

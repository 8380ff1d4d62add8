"""What standings, obligations, rules and their sources are called on pages and in the calendar file."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from hirz.foundation.vocabularies.dates import day_in_words
from hirz.foundation.vocabularies.registry import known, label
from hirz.regional.mechanisms.models import TreatyAction
from hirz.rules.mechanism_facts import Obligation
from hirz.rules.reporting_law import ObligationKind
from hirz.rules.treaty_law import Door
from hirz.rules.treaty_status import Precision, Remaining, Standing, TreatyFact

OBLIGATIONS: Final = {
    ObligationKind.INITIAL_REPORT: _("Initial report"),
    ObligationKind.PERIODIC_REPORT: _("Periodic report"),
    ObligationKind.PREVENTIVE_MECHANISM: _("National preventive mechanism"),
    ObligationKind.REPLIES_TO_ISSUES: _("Replies to the list of issues"),
    ObligationKind.FOLLOW_UP: _("Follow-up to concluding observations"),
    ObligationKind.UPR_REPORT: _("National report for the universal periodic review"),
    ObligationKind.UPR_REVIEW: _("Universal periodic review"),
    ObligationKind.UPR_MID_TERM: _("Mid-term report on the universal periodic review"),
    ObligationKind.REACCREDITATION: _("Re-accreditation of the national institution"),
    ObligationKind.DEFERRED_CONSIDERATION: _("Deferred application of the national institution considered again"),
    ObligationKind.END_OF_SPECIAL_REVIEW: _("End of the special review of the national institution"),
    ObligationKind.END_OF_SUSPENSION: _("End of the suspension of the national institution"),
    ObligationKind.REPLY: _("Reply to a communication of special procedures"),
}
STANDINGS: Final = {
    Standing.NO_ACTION: (pgettext_lazy("State under a treaty", "No action"), "neutral", "minus-circle"),
    Standing.SIGNATORY: (pgettext_lazy("State under a treaty", "Signed"), "info", "pencil-square"),
    Standing.CONSENTED: (pgettext_lazy("State under a treaty", "Consented, not in force yet"), "info", "clock"),
    Standing.PARTY: (pgettext_lazy("State under a treaty", "Party"), "success", "check-circle"),
    Standing.FORMER_PARTY: (pgettext_lazy("State under a treaty", "Left the treaty"), "warning", "no-symbol"),
}
"""What it is called, the tone and the icon of its badge."""

DOORS: Final = {
    Door.WITH_THE_TREATY: _("with the treaty itself"),
    Door.UNLESS_EXCLUDED: _("unless the State excludes it"),
    Door.BY_DECLARATION: _("by a declaration"),
}
SOURCES: Final = (
    _("ICERD, art. 9 (1) (a)"),
    _("ICERD, art. 9 (1) (b); two reports are combined in practice"),
    _("ICESCR, arts. 16 and 17; Economic and Social Council resolution 1988/4"),
    _("Economic and Social Council resolution 1988/4"),
    _("ICCPR, art. 40 (1) (a)"),
    _("ICCPR, art. 40 (1) (b); predictable review cycle of eight years, since 2020"),
    _("CEDAW, art. 18 (1) (a)"),
    _("CEDAW, art. 18 (1) (b)"),
    _("CAT, art. 19 (1)"),
    _("CRC, art. 44 (1) (a)"),
    _("CRC, art. 44 (1) (b)"),
    _("OP-CRC-AC, art. 8 (1); afterwards in the reports under the CRC, art. 8 (2)"),
    _("OP-CRC-SC, art. 12 (1); afterwards in the reports under the CRC, art. 12 (2)"),
    _("ICMW, art. 73 (1) (a)"),
    _("ICMW, art. 73 (1) (b)"),
    _("CRPD, art. 35 (1)"),
    _("CRPD, art. 35 (2)"),
    _("ICPPED, art. 29 (1); more on request, art. 29 (4)"),
    _("OPCAT, art. 17: one year after ratification or accession; art. 24 on postponement"),
    _("Day set by the committee in its concluding observations"),
    _("Simplified reporting procedure: one year after the list of issues prior to reporting"),
    _("Working methods of the committees; the list of issues names the day"),
    _("Follow-up procedure of the committee; the concluding observations name the day"),
    _("Human Rights Council resolution 16/21, annex, para. 3, and decision 17/119: the order of States is kept"),
    _("Human Rights Council resolution 16/21, annex, para. 3: a cycle of four and a half years"),
    _("Human Rights Council resolution 5/1, annex, paras. 15 and 17; twelve weeks before the session in practice"),
    _("Human Rights Council resolution 16/21, annex, para. 18: halfway to the next review"),
    _("Statute of GANHRI, art. 15: every five years"),
    _("Practice of the Sub-Committee on Accreditation: considered again two sessions later"),
    _("Statute of GANHRI, art. 16: a review ends within eighteen months"),
    _("Statute of GANHRI, art. 20: one year after suspension"),
    _("Special procedures: sixty days for the reply of the State"),
)
"""Every source that the rules name, so that each has its translation."""


def source_words(one: Obligation) -> str:
    return gettext(one.rule.source)


def obligation_words(one: Obligation) -> str:
    """What is owed, under which treaty, to which letter or by which institution, and its number if it has one."""
    name = str(OBLIGATIONS[one.kind])
    about = symbol_of(one.treaty) if one.treaty else one.institution_name or one.reference
    if one.session:
        about = gettext("session %(number)s") % {"number": one.session}
    if one.number and one.number > 1:
        name = gettext("%(report)s no. %(number)s") % {"report": name, "number": one.number}
    return gettext("%(what)s: %(about)s") % {"what": name, "about": about} if about else name


def symbol_of(treaty: str) -> str:
    symbol = known("treaty", treaty, "symbol")
    return str(symbol.value) if symbol else treaty


def act_words(fact: TreatyFact) -> str:
    """When a State did something, as precisely as it is known."""
    if fact.precision is Precision.YEAR:
        return gettext("in %(year)s") % {"year": fact.on_date.year}
    day = day_in_words(fact.on_date)
    return gettext("on or before %(day)s") % {"day": day} if fact.precision is Precision.BY else day


def reservation_words(row: TreatyAction) -> str:
    """By what somebody knows one reservation from another: its treaty, its article and its day."""
    return " · ".join(filter(None, (symbol_of(row.treaty), row.article, day_in_words(row.on_date))))


def article_words(article: str) -> str:
    """An article, or two, as the rules name them: "art. 14", "arts. 8 and 10"."""
    single, _sign, rest = article.partition("arts. ")
    if not rest:
        return pgettext("of a treaty", "art. %(number)s") % {"number": single.removeprefix("art. ")}
    first, _and, second = rest.partition(" and ")
    return pgettext("of a treaty", "arts. %(first)s and %(second)s") % {"first": first, "second": second}


def remaining_words(item: Remaining) -> str:
    """What a State can still do, in one line."""
    if item.opening is None:
        return gettext("signed, not ratified") if item.signed else gettext("neither signed nor ratified")
    procedure = label("treaty_procedure", item.opening.procedure)
    opened = {"procedure": procedure, "how": DOORS[item.opening.door], "article": article_words(item.opening.article)}
    return gettext("%(procedure)s not accepted (%(how)s, %(article)s)") % opened

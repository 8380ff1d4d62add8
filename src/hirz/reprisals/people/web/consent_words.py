"""Consent put into words: whose is missing for what, and why something was refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final
from unicodedata import bidirectional
from uuid import UUID

from django.forms import BaseForm
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from hirz.foundation.accounts.doors import refusals_shown_in
from hirz.foundation.accounts.models import User
from hirz.foundation.vocabularies.registry import label, vocabulary
from hirz.reprisals.people.disclosing import ConsentRefused, missing_as_data
from hirz.reprisals.people.models import Person
from hirz.reprisals.people.web.spellings import name_for_page
from hirz.reprisals.people.wording import CONSENT_REASONS
from hirz.rules.consent import Missing, Purpose, Reason

PURPOSES: Final[Mapping[str, str | Promise]] = {
    Purpose.CONTACT_SUBMITTER: pgettext_lazy("purpose of a disclosure", "Writing to the submitter"),
    Purpose.SHARE_WITHIN_OHCHR: pgettext_lazy("purpose of a disclosure", "Sharing within OHCHR"),
    Purpose.SHARE_UN_ENTITY: pgettext_lazy("purpose of a disclosure", "Sharing with a United Nations entity"),
    Purpose.SHARE_MECHANISM: pgettext_lazy("purpose of a disclosure", "Sharing with a human rights mechanism"),
    Purpose.SHARE_PROTECTION_PARTNER: pgettext_lazy("purpose of a disclosure", "Sharing with a protection partner"),
    Purpose.RAISE_WITH_GOVERNMENT: pgettext_lazy("purpose of a disclosure", "Raising with the Government"),
    Purpose.ANNUAL_REPORT: pgettext_lazy("purpose of a disclosure", "Annual report"),
    Purpose.PUBLIC_STATEMENT: pgettext_lazy("purpose of a disclosure", "Public statement"),
    Purpose.STATISTICS: pgettext_lazy("purpose of a disclosure", "Statistics"),
}

_DOCUMENTS: Final[Mapping[str, str | Promise]] = {
    "annual_report": pgettext_lazy("document that left", "Annual report"),
    "report_extract": pgettext_lazy("document that left", "Extract of the report, for comment"),
    "case_package": pgettext_lazy("document that left", "Package of the case"),
    "custody_bundle": pgettext_lazy("document that left", "Custody bundle"),
}
_STEERING: Final = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})


@dataclass(frozen=True)
class Lack:
    """One reason why consent does not cover something, in words, and whose page settles it if it may be opened."""

    why: str
    use: str = ""
    person: Person | None = None

    @property
    def whose(self) -> str:
        return name_for_page(self.person) if self.person else ""

    @property
    def text(self) -> str:
        """The same as one sentence, for places that hold plain text only."""
        if not self.use:
            return self.why if not self.person else _("%(person)s: %(reason)s") % self._parts()
        return _("%(person)s, “%(use)s”: %(reason)s") % self._parts()

    def _parts(self) -> dict[str, str]:
        whose = _isolated(self.whose) if self.person else _("A person concerned")
        return {"person": whose, "use": self.use, "reason": self.why}


def document_in_words(code: str) -> str | Promise:
    """What a disclosure was about: one of the other documents, a letter, or else another step."""
    kind = "communication_type" if code in vocabulary("communication_type") else "response_type"
    return _DOCUMENTS[code] if code in _DOCUMENTS else label(kind, code)


def lacks(missing: Iterable[Mapping[str, str]], *, user: User) -> list[Lack]:
    """Each reason in words; people whom the user may not see are not named. Expects ``missing_as_data``."""
    told = list(missing)
    seen = _seen({item["person"] for item in told if item["person"]}, user)
    return [_lack(item, seen.get(item["person"])) for item in told]


def lacks_of(missing: Sequence[Missing], *, user: User) -> list[Lack]:
    return lacks(missing_as_data(missing), user=user)


@contextmanager
def consent_shown_in(form: BaseForm, *, user: User) -> Iterator[None]:
    """Like ``refusals_shown_in``; a refusal for want of consent says whose consent is missing for what."""
    with refusals_shown_in(form):
        try:
            yield
        except ConsentRefused as refused:
            for lack in lacks_of(refused.missing, user=user):
                form.add_error(None, lack.text)


def _seen(ids: set[str], user: User) -> dict[str, Person]:
    people = Person.objects.visible_to(user).filter(pk__in=[UUID(i) for i in ids]).prefetch_related("names")
    return {str(person.pk): person for person in people} if ids else {}


def _lack(item: Mapping[str, str], person: Person | None) -> Lack:
    use = label("consent_scope", item["scope"]) if item["scope"] else ""
    return Lack(str(CONSENT_REASONS[Reason(item["reason"])]), use, person)


def _isolated(name: str) -> str:
    """A name that keeps its own direction inside a sentence of plain text, and cannot change that of the sentence."""
    return f"\u2068{''.join(c for c in name if bidirectional(c) not in _STEERING)}\u2069"

"""What somebody should look at before a paragraph is cleared. Each is a warning: people decide what to do about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hirz.foundation.vocabularies.languages import words_apart
from hirz.foundation.vocabularies.registry import label, page_language, vocabulary
from hirz.reprisals.cases.models import CasePerson
from hirz.reprisals.people.models import Person
from hirz.reprisals.reporting.models import Edition, Paragraph, ReportEntry
from hirz.reprisals.reporting.standing import INCLUDED, report_intent
from hirz.rules.naming import fold, phrases_found

K: Final = 3
"""A description that fits so few people, or fewer, in what we hold may point to one of them."""


@dataclass(frozen=True)
class Finding:
    """What was found, and what to do about it."""

    text: str
    advice: str


def findings(entry: ReportEntry) -> list[Finding]:
    """Everything found in the paragraphs of an entry and in how they speak of people."""
    return [*_loaded_terms(entry), *_too_long(entry.edition), *_singled_out(entry)]


def words_written(edition: Edition) -> Mapping[str, int]:
    """How many words the paragraphs of the entries to be listed have, by language of the edition.

    A language that does not write its words apart is left out.
    """
    written = dict.fromkeys(filter(words_apart, edition.languages), 0)
    for paragraph in Paragraph.objects.filter(entry__edition=edition, entry__decision__in=INCLUDED):
        if paragraph.language in written:
            written[paragraph.language] += len(paragraph.text.split())
    return written


def _loaded_terms(entry: ReportEntry) -> Iterator[Finding]:
    for paragraph in entry.paragraphs.all():
        for term in vocabulary("loaded_terms"):
            forms = [form.strip() for form in label("loaded_terms", term.code, paragraph.language).split(",")]
            for form in sorted(phrases_found(paragraph.text, forms)):
                text = _("The paragraph in %(language)s takes sides: “%(words)s”.")
                facts = {"language": label("language_name", paragraph.language), "words": form}
                yield Finding(text % facts, _in_page_language(term.definition))


def _in_page_language(texts: Mapping[str, str]) -> str:
    return texts.get(page_language()) or texts.get("en", "")


def _too_long(edition: Edition) -> Iterator[Finding]:
    for language, number in words_written(edition).items():
        if number > edition.word_limit:
            facts = {
                "language": label("language_name", language),
                "number": number,
                "limit": edition.word_limit,
            }
            text = _("The paragraphs of the edition in %(language)s have %(number)d words; its limit is %(limit)d.")
            yield Finding(text % facts, _("Shorten the longest paragraphs first, in agreement with their authors."))


def _singled_out(entry: ReportEntry) -> Iterator[Finding]:
    named = report_intent(entry).named
    victims = [part.person for part in entry.case.parties.select_related("person") if part.role == "victim"]
    hidden = [person for person in victims if person.pk not in named and person.public_descriptions]
    if not hidden:
        return
    around = _people_around(entry)
    for person in hidden:
        for language in entry.edition.languages:
            description = person.public_descriptions.get(language, "").strip()
            fitting = sum(_fits(other, description, language) for other in around)
            if description and fitting <= K:
                yield _rare(description, fitting)


def _people_around(entry: ReportEntry) -> list[Person]:
    """Everybody affected in a case of the same State, protected category and year, whoever may see them."""
    case = entry.case
    parts = CasePerson.objects.filter(
        role="victim", case__state_concerned=case.state_concerned, case__protected_category=case.protected_category,
        case__opened_at__year=timezone.localdate(case.opened_at).year,
    )  # fmt: skip
    return list(Person.objects.filter(pk__in=parts.values("person")))


def _fits(person: Person, description: str, language: str) -> bool:
    return fold(person.public_descriptions.get(language, "").strip()) == fold(description)


def _rare(description: str, fitting: int) -> Finding:
    text = ngettext(
        "“%(description)s” fits %(n)d person alone among those we know of in this State, year and category.",
        "“%(description)s” fits %(n)d people alone among those we know of in this State, year and category.",
        fitting,
    )
    advice = _("Consider a more general description, or leave details out that together point to one person.")
    return Finding(text % {"description": description, "n": fitting}, advice)

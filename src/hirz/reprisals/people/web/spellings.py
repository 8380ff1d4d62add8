"""Names of people on a page: which of many to show."""

from __future__ import annotations

from typing import Final

from django.utils.translation import pgettext

from hirz.foundation.vocabularies.registry import page_language
from hirz.reprisals.people.models import Person

_SCRIPTS: Final = {"ar": ("arab",), "ru": ("cyrl",), "zh": ("hans", "hant")}
_LATIN: Final = ("latn",)


def name_for_page(person: Person) -> str:
    """The name in the script of the page's language, else in Latin letters, else the first one entered."""
    if person.erased_at is not None:
        return pgettext("in place of a name", "Erased at their wish")
    names = list(person.names.all())
    for scripts in (_SCRIPTS.get(page_language(), _LATIN), _LATIN):
        for name in names:
            if name.script in scripts:
                return str(name.text)
    return str(names[0].text) if names else str(person)

"""Words for an error on the command line, in the language of the terminal where we have it."""

from __future__ import annotations

import locale

from django.utils import translation

from hirz.faces.cli.starting import start_django
from hirz.foundation.vocabularies.languages import UN_LANGUAGES, django_code_of
from hirz.rules.errors import HirzError


def words_for(error: HirzError) -> str:
    start_django()
    from hirz.foundation import wording

    with translation.override(_terminal_language()):
        return wording.words_for(error)


def _terminal_language() -> str:
    spoken = (locale.getlocale(locale.LC_MESSAGES)[0] or "en").split("_")[0]
    return django_code_of(spoken) if spoken in UN_LANGUAGES else "en"

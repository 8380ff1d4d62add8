"""Forms to be printed and filled in by hand, in a language that need not be that of who prints them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from babel import Locale
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation

from hirz.foundation.accounts.doors import StaffRequest
from hirz.foundation.vocabularies.languages import django_code_of
from hirz.foundation.vocabularies.registry import page_language

PRINTED: Final = ("ar", "en", "fr", "ru")


def on_paper(request: StaffRequest, template: str, shown: Callable[[], dict[str, Any]]) -> HttpResponse:
    """The form in the language that ``?language=`` names, else in that of the page; whole, with its direction."""
    language = next((code for code in (request.GET.get("language"), page_language()) if code in PRINTED), "en")
    languages = [(code, Locale.parse(code).display_name) for code in PRINTED]
    with translation.override(django_code_of(str(language))):
        return render(request, template, {**shown(), "languages": languages, "language": language})

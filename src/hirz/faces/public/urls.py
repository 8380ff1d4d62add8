"""Addresses of the public face. The language comes first in each."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path, register_converter

from hirz.faces.public import steps
from hirz.faces.public.views import errors, files, inbox, pages, questions, sending
from hirz.foundation.vocabularies.languages import UN_LANGUAGES


class LanguageConverter:
    regex = "|".join(UN_LANGUAGES)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(LanguageConverter, "language")

handler400 = errors.not_accepted
handler404 = errors.not_found
handler500 = errors.fault

_pages = [
    path("", pages.home, name="home"),
    path("guidelines/", pages.guidelines, name="guidelines"),
    path("safety/", pages.safety, name="safety"),
    path("offices/", pages.offices, name="offices"),
]
_form = [
    path("submit/", questions.begin, name="submit_begin"),
    *(path(f"submit/{step.slug}/", questions.question(step), name=f"submit_{step.slug}") for step in steps.QUESTIONS),
    path("submit/files/", files.files, name="submit_files"),
    path("submit/summary/", sending.summary, name="submit_summary"),
    path("submit/receipt/", sending.receipt, name="receipt"),
    path("submit/discard/", sending.discard, name="discard"),
    path("submit/discarded/", sending.discarded, name="discarded"),
]
_inbox = [
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/write/", inbox.write, name="inbox_write"),
    path("inbox/withdraw/<slug:what>/", inbox.withdraw, name="inbox_withdraw"),
    path("inbox/close/", inbox.close, name="inbox_close"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.root, name="root"),
    path("<language:language>/", include(([*_pages, *_form, *_inbox], "public"))),
]

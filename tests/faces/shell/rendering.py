"""Templates written in a test, and pages of the gallery without a database or a server."""

from __future__ import annotations

from django.contrib.messages.storage.base import BaseStorage
from django.http import HttpRequest
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from hirz.faces.shell.gallery import gallery, public_frame

PAGES = {"gallery": gallery, "public": public_frame}


def rendered(source: str, request: HttpRequest | None = None, **context: object) -> str:
    template = engines["django"].from_string("{% load components %}" + source)
    return template.render(context, request)


def asked(path: str = "/") -> HttpRequest:
    return RequestFactory().get(path)


def page(name: str, language: str = "en") -> str:
    with translation.override(language):
        return PAGES[name](asked(f"/{name}/")).content.decode()


class Said(BaseStorage):
    """Messages of a request that has no session."""

    def _get(self, *args: object, **kwargs: object) -> tuple[list[object], bool]:
        return [], True

    def _store(self, messages: list[object], response: object, *args: object, **kwargs: object) -> list[object]:
        return []

"""Pages that anybody may read. They set no cookie and, but for the offices, ask nothing of the database."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.http import require_safe

from hirz.faces.public.offices import regions
from hirz.foundation.vocabularies.languages import language_of


@require_safe
def root(request: HttpRequest) -> HttpResponse:
    """To the first language of the browser that we speak, else English."""
    response = redirect("public:home", language_of(translation.get_language_from_request(request)))
    response.headers["Vary"] = "Accept-Language"
    return response


@require_safe
def home(request: HttpRequest, language: str) -> HttpResponse:
    return render(request, "public/home.html")


@require_safe
def guidelines(request: HttpRequest, language: str) -> HttpResponse:
    return render(request, "public/guidelines.html")


@require_safe
def safety(request: HttpRequest, language: str) -> HttpResponse:
    return render(request, "public/safety.html")


@require_safe
def offices(request: HttpRequest, language: str) -> HttpResponse:
    return render(request, "public/offices.html", {"regions": regions(language)})

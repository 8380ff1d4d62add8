"""Pages for when something is wrong: the same frame, the same way out, and nothing typed is lost."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hirz.faces.public.origins import is_from_us


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "public/errors/not_found.html", status=404)


def not_accepted(request: HttpRequest, exception: Exception) -> HttpResponse:
    """More came than we take at once, or it broke off on the way."""
    return render(request, "public/errors/not_accepted.html", status=400)


def fault(request: HttpRequest) -> HttpResponse:
    return render(request, "public/errors/fault.html", status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Offer what was typed once more, with a fresh token, if it was typed on a page of ours and nowhere else."""
    answers = _answers(request) if is_from_us(request) else []
    return render(request, "public/errors/csrf.html", {"answers": answers, "files": bool(request.FILES)}, status=403)


def _answers(request: HttpRequest) -> list[tuple[str, str]]:
    return [(name, value) for name, values in request.POST.lists() for value in values if name != "csrfmiddlewaretoken"]

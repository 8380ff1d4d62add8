"""Pages for when something is wrong: the same frame, the same way out, and nothing typed is lost."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hirz.faces.public.origins import is_from_us
from hirz.faces.public.typed import all_that_was_sent


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "public/errors/not_found.html", status=404)


def not_accepted(request: HttpRequest, exception: Exception) -> HttpResponse:
    """More came than we take at once, or it broke off on the way."""
    return render(request, "public/errors/not_accepted.html", status=400)


def fault(request: HttpRequest) -> HttpResponse:
    return render(request, "public/errors/fault.html", status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Offer what was typed once more, with a fresh token, if it was typed on a page of ours and nowhere else."""
    answers = all_that_was_sent(request.POST) if is_from_us(request) else []
    return render(request, "public/errors/csrf.html", {"answers": answers, "files": bool(request.FILES)}, status=403)

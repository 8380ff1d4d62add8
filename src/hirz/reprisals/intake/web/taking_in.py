"""No page of the staff face is made before what was withdrawn in an inbox is taken in."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from hirz.reprisals.intake.taking_in import take_in


class TakeInMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        take_in()
        return self.get_response(request)

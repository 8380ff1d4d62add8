"""Keys are at hand while a request is answered, and gone with it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from hirz.foundation.keys.chain import keys_at_hand


class KeysAtHandMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with keys_at_hand():
            return self.get_response(request)

"""In a deployment the public process becomes its role when it connects. Here one connection serves all in turn."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection
from django.http import HttpRequest, HttpResponse

from hirz.foundation.walls.standing import PUBLIC


class AsPublicProcess:
    """Outermost: whatever answers a request may do what ``hirz_public`` may, and no more."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        connection.ensure_connection()
        # Past Django, so that what a page asks can be counted as it is in a deployment.
        connection.connection.execute(f"set role {PUBLIC}")
        try:
            return self.get_response(request)
        finally:
            connection.connection.execute("reset role")

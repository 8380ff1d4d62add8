"""Requests as they come in: what cannot be read is made into one all the same, and refused with the page that says so.

Where Django itself fails to make a request no middleware stands around it yet: whoever sent it gets no page of ours,
and what it said goes into the log of the server.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.core.exceptions import BadRequest
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_header_parameters

_OURS: Final = frozenset({"utf-8", "utf8"})
_UNREADABLE: Final = {"charset": "unreadable"}


class PlainRequest(WSGIRequest):
    """One that is read as UTF-8, whatever it says of itself."""

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        try:
            self.content_type, self.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))
        except (ValueError, TypeError):  # a parameter in parts that cannot be put in order is a TypeError
            self.content_type, self.content_params = "", dict(_UNREADABLE)


class PlainHandler(WSGIHandler):
    request_class = PlainRequest


class OneEncodingMiddleware:
    """Our pages are in UTF-8, and browsers send their forms back in it. What says it is in another is none of them.

    Read as it asks for, it could hold what no page and no row can.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        said = (request.content_params or {}).get("charset", "utf-8")
        if said.lower() not in _OURS:
            raise BadRequest("not in UTF-8")
        return self.get_response(request)

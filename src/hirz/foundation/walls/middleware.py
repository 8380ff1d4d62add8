"""Every page of the staff face is made as the person who asked for it, in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from http import HTTPStatus
from typing import Any, Final

from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse

from hirz.foundation.accounts.models import User
from hirz.foundation.walls.standing import standing

Handler = Callable[[HttpRequest], HttpResponse]
_KEPT: Final = "_standing"


class StandingMiddleware:
    """Stands innermost: the transaction begins once the body of the request has been read, however slow the line.

    A page that breaks undoes what it did.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with ExitStack() as stack:
            setattr(request, _KEPT, stack)
            response = self.get_response(request)
            if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR and not hasattr(request, _KEPT):
                transaction.set_rollback(True)
        return _standing_while_sent(response, _person(request))

    def process_view(self, request: HttpRequest, view: object, args: Any, kwargs: Any) -> None:
        stack: ExitStack = request.__dict__.pop(_KEPT)
        stack.enter_context(standing(_person(request)))


def _person(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


def _standing_while_sent(response: HttpResponse, user: User | None) -> HttpResponse:
    """What is computed while it is sent asks the database too. A file is open already, and asks nothing more."""
    if isinstance(response, StreamingHttpResponse) and not isinstance(response, FileResponse):
        response.streaming_content = _made_standing(iter(response.streaming_content), user)
    return response


def _made_standing(parts: Iterator[bytes], user: User | None) -> Iterator[bytes]:
    with standing(user):
        yield from parts

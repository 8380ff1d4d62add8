"""What stands between a request and a staff page: the person's language and hour, and gates, one after another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Any
from zoneinfo import ZoneInfo

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.views.defaults import page_not_found

from hirz.faces.staff import confirming, session_life
from hirz.faces.staff.views.errors import session_ended
from hirz.foundation.accounts.access import AccessDenied, Permission, has_permission
from hirz.foundation.accounts.adapter import SECOND_FACTORS
from hirz.foundation.accounts.doors import CONTRIBUTORS_ATTRIBUTE, PERMISSION_ATTRIBUTE
from hirz.foundation.accounts.models import User
from hirz.foundation.vocabularies.languages import django_code_of
from hirz.foundation.walls.standing import standing
from hirz.regional.organisations.viewpoints import membership_of

Handler = Callable[[HttpRequest], HttpResponse]
View = Callable[..., HttpResponse]
OPEN_PATHS = ("/sign-in/", "/static/")
"""All that somebody who is not signed in can reach. Pages below /sign-in/ that need a person ask for one themselves."""


class StaffLanguageMiddleware:
    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = self._language(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
        return response

    def _language(self, request: HttpRequest) -> str:
        if isinstance(request.user, User):
            return django_code_of(request.user.language)
        return translation.get_language_from_request(request)


class OfficeHourMiddleware:
    """Moments that are shown, days that are typed, and which day it is: those of the office of whoever asks.

    Of a contributor it is the office that invited them; of nobody, none: the pages of signing in know no place.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        zone = request.user.office.zone if isinstance(request.user, User) else None
        with timezone.override(zone):
            response = self.get_response(request)
        if isinstance(response, StreamingHttpResponse) and not isinstance(response, FileResponse):
            response.streaming_content = _made_at_hour(iter(response.streaming_content), zone)
        return response


def _made_at_hour(parts: Iterator[bytes], zone: ZoneInfo | None) -> Iterator[bytes]:
    """What is computed while it is sent. Between two parts the thread may serve others: it keeps nothing of this."""
    while True:
        with timezone.override(zone):
            part = next(parts, None)
        if part is None:
            return
        yield part


class DenyByDefaultMiddleware:
    """A view without a named permission does not exist, nor does one whose permission the person lacks."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        unknown = response.status_code == HTTPStatus.NOT_FOUND
        if unknown and not isinstance(request.user, User) and not request.path_info.startswith(OPEN_PATHS):
            return redirect_to_login(request.get_full_path())
        return response

    def process_view(self, request: HttpRequest, view: View, args: Any, kwargs: Any) -> HttpResponse | None:
        _end_stale_session(request)
        if request.path_info.startswith(OPEN_PATHS):
            return None
        if not isinstance(request.user, User):
            return _ask_to_sign_in(request)
        if not (settings.HIRZ_DEMO or session_life.has_second_factor(request.session, request.user)):
            return _ask_for_second_factor(request, request.user)
        if request.user.is_contributor:
            _require_open_door(request.user, view)
        else:
            _require_named_permission(request.user, view)
        return confirming.hold(request, request.user, view)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """To the person, what is denied and what does not exist are one."""
        return page_not_found(request, exception) if isinstance(exception, AccessDenied) else None


def _end_stale_session(request: HttpRequest) -> None:
    if not isinstance(request.user, User):
        return
    if session_life.has_ended(request.session, request.user):
        logout(request)
    else:
        session_life.note_seen(request.session)


def _ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return session_ended(request)
    return redirect_to_login(request.get_full_path())


def _ask_for_second_factor(request: HttpRequest, user: User) -> HttpResponse:
    """A password alone opens nothing: not before a factor was set up, and not in a session older than the factor."""
    if is_mfa_enabled(user, SECOND_FACTORS):
        return redirect_to_login(request.get_full_path(), reverse("mfa_reauthenticate"))
    return redirect("mfa_index")


def _require_named_permission(user: User, view: View) -> None:
    if not hasattr(view, PERMISSION_ATTRIBUTE):
        raise Http404
    permission: Permission | None = getattr(view, PERMISSION_ATTRIBUTE)
    if permission is not None and not has_permission(user, permission):
        raise Http404


def _require_open_door(user: User, view: View) -> None:
    """To a contributor nothing is there but what was opened to them by name, as long as they speak for somebody.

    For whom, the database tells nobody but them.
    """
    if not hasattr(view, CONTRIBUTORS_ATTRIBUTE):
        raise Http404
    with standing(user):
        if membership_of(user) is None:
            raise Http404

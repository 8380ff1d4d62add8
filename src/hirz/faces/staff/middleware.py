"""What stands between a request and a staff page: language of the person, and denial unless a view names its permission."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation

from hirz.foundation.accounts.access import Permission, has_permission
from hirz.foundation.accounts.doors import PERMISSION_ATTRIBUTE
from hirz.foundation.accounts.models import User
from hirz.foundation.vocabularies.languages import django_code_of

Handler = Callable[[HttpRequest], HttpResponse]
SIGN_IN_PATHS = ("/sign-in/", "/static/")


class StaffLanguageMiddleware:
    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = self._language(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language  # type: ignore[attr-defined]
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
        return response

    def _language(self, request: HttpRequest) -> str:
        if isinstance(request.user, User):
            return django_code_of(request.user.language)
        return translation.get_language_from_request(request)


class DenyByDefaultMiddleware:
    """A view without a named permission does not exist, nor does one whose permission the person lacks."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if request.path_info.startswith(SIGN_IN_PATHS):
            return None
        if not isinstance(request.user, User):
            return redirect_to_login(request.get_full_path())
        if not hasattr(view, PERMISSION_ATTRIBUTE):
            raise Http404
        permission: Permission | None = getattr(view, PERMISSION_ATTRIBUTE)
        if permission is not None and not has_permission(request.user, permission):
            raise Http404
        return None

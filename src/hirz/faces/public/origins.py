"""Where a form was sent from, as the browser says: by ``Origin``, or by ``Referer`` where it is too old for that."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest


def is_from_us(request: HttpRequest) -> bool:
    """Whether the browser says that a page of ours sent it, by the name we are asked under or those we were given."""
    return _sender(request) in (f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS)


def is_from_elsewhere(request: HttpRequest) -> bool:
    """Whether the browser says that another site sent it, or hides which."""
    return bool(_sender(request)) and not is_from_us(request)


def _sender(request: HttpRequest) -> str:
    """Scheme and host; what cannot be read stays as it is, and is nobody's."""
    said = request.headers.get("Origin") or request.headers.get("Referer", "")
    try:
        parts = urlsplit(said)
    except ValueError:
        return said
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else said

"""How a page lets people in: a view names its permission, loads only what the person may know, and shows refusals."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Any, Final, TypeVar
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponseBase

from hirz.foundation.accounts.access import AccessDenied, Permission, has_permission
from hirz.foundation.accounts.models import User
from hirz.foundation.wording import words_for
from hirz.rules.errors import HirzError

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
ModelT = TypeVar("ModelT", bound=models.Model)

PERMISSION_ATTRIBUTE: Final = "hirz_permission"
CONFIRMED_ATTRIBUTE: Final = "hirz_confirmed"
CONTRIBUTORS_ATTRIBUTE: Final = "hirz_open_to_contributors"


class Confirmed(StrEnum):
    """For which requests to a view the second factor must have been shown a short while ago."""

    ACTING = "acting"
    READING = "reading"


class StaffRequest(HttpRequest):
    """A request behind sign-in: the middleware lets nothing else reach a view that names its permission."""

    user: User


def requires(permission: Permission | None) -> Callable[[View], View]:
    """Name the permission of a view; None means that being signed in is enough. A view without it does not exist."""

    def mark(view: View) -> View:
        setattr(view, PERMISSION_ATTRIBUTE, permission)
        return view

    return mark


def open_to_contributors(view: View) -> View:
    """Contributors reach this view too, and no other; what staff need for it, ``requires`` says as ever."""
    setattr(view, CONTRIBUTORS_ATTRIBUTE, True)
    return view


def confirmed(for_: Confirmed = Confirmed.ACTING) -> Callable[[View], View]:
    """Ask for the second factor again before the view acts, or even before it shows anything (a file that leaves)."""

    def mark(view: View) -> View:
        setattr(view, CONFIRMED_ATTRIBUTE, for_)
        return view

    return mark


def visible_or_404(visible: models.QuerySet[ModelT], **lookup: Any) -> ModelT:
    """One row of those the person may know of; the same 404 whether it is hidden or does not exist."""
    try:
        return visible.get(**lookup)
    except (ObjectDoesNotExist, ValidationError, ValueError):
        raise Http404 from None


def allowed_or_404(user: User, permission: Permission, office_id: UUID) -> None:
    """A form that a person may not send in this office is not there for them either."""
    if not has_permission(user, permission, office_id):
        raise Http404


@contextmanager
def refusals_shown_in(form: BaseForm) -> Iterator[None]:
    """Turn a refusal of the rules into an error of the form, in words; denied access stays a 404."""
    try:
        yield
    except AccessDenied:
        raise Http404 from None
    except ValidationError as error:
        _add(form, error)
    except HirzError as error:
        form.add_error(None, words_for(error))


def _add(form: BaseForm, error: ValidationError) -> None:
    """Errors of a model that the form does not show as fields of its own are shown at its top."""
    by_field = error.message_dict if hasattr(error, "error_dict") else {None: error.messages}
    for field, messages in by_field.items():
        for message in messages:
            form.add_error(field if field in form.fields else None, message)

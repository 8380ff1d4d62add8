"""What a page does with a thing that is hidden, and with a refusal."""

from __future__ import annotations

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse

from hirz.foundation.accounts.access import AccessDenied
from hirz.foundation.accounts.doors import PERMISSION_ATTRIBUTE, refusals_shown_in, requires, visible_or_404
from hirz.foundation.accounts.models import User
from hirz.foundation.accounts.permissions import AccountPermission
from hirz.foundation.offices.models import Office
from hirz.rules.errors import BadInput


class Question(forms.Form):
    reason = forms.CharField()


def typed() -> Question:
    form = Question({"reason": "because"})
    assert form.is_valid()
    return form


def test_view_names_its_permission() -> None:
    @requires(AccountPermission.SYSTEM_ADMINISTER)
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    assert getattr(view, PERMISSION_ATTRIBUTE) is AccountPermission.SYSTEM_ADMINISTER


def test_hidden_row_and_absent_row_and_no_key_at_all_are_the_same_404(desk: User, office: Office) -> None:
    hidden = visible_404(pk=desk.pk, within=User.objects.exclude(pk=desk.pk))
    absent = visible_404(pk="00000000-0000-0000-0000-000000000000", within=User.objects.all())
    nonsense = visible_404(pk="../etc", within=User.objects.all())
    assert hidden == absent == nonsense


def visible_404(*, pk: object, within: object) -> tuple[object, ...]:
    with pytest.raises(Http404) as raised:
        visible_or_404(within, pk=pk)  # type: ignore[arg-type]
    return raised.value.args


def test_visible_row_is_handed_out(desk: User) -> None:
    assert visible_or_404(User.objects.all(), pk=str(desk.pk)) == desk


def test_refusal_is_shown_in_words_and_keeps_what_was_typed() -> None:
    form = typed()
    with refusals_shown_in(form):
        raise BadInput("reason_missing")
    assert form.non_field_errors() == ["Write the reason."]
    assert form.data["reason"] == "because"


def test_denied_access_stays_a_404() -> None:
    with pytest.raises(Http404) as raised, refusals_shown_in(typed()):
        raise AccessDenied("CASE_VIEW")
    assert "CASE_VIEW" not in str(raised.value)


def test_error_of_a_field_is_shown_there_and_one_of_another_field_on_top() -> None:
    form = typed()
    with refusals_shown_in(form):
        raise ValidationError({"reason": "Too short.", "office": "Gone."})
    assert form.errors["reason"] == ["Too short."]
    assert form.non_field_errors() == ["Gone."]


def test_error_without_fields_is_shown_on_top() -> None:
    form = typed()
    with refusals_shown_in(form):
        raise ValidationError("Not like this.")
    assert form.non_field_errors() == ["Not like this."]


def test_fault_nobody_foresaw_is_not_swallowed() -> None:
    with pytest.raises(ZeroDivisionError), refusals_shown_in(typed()):
        raise ZeroDivisionError

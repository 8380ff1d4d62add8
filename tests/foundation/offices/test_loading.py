"""Offices come from a file, and loading it again changes nothing but what the file changed."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from hirz.foundation.offices.loading import load_offices
from hirz.foundation.offices.models import Office
from hirz.foundation.vocabularies.registry import document


def listed() -> list[dict[str, Any]]:
    content: Any = document("offices")
    return copy.deepcopy(content["offices"])


def everything() -> list[dict[str, Any]]:
    return [dict(row) for row in Office.objects.order_by("code").values()]


def test_every_office_of_the_file_is_made_with_its_parent(db: None) -> None:
    assert load_offices() == len(listed()) == Office.objects.count()
    assert Office.objects.get(code="osh").parent == Office.objects.get(code="central_asia")


def test_loading_again_changes_nothing(offices: None) -> None:
    before = everything()
    load_offices()
    assert everything() == before


def test_loading_again_brings_changes_and_keeps_what_the_office_entered(
    offices: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    entered = Office.objects.get(code="osh")
    entered.holidays = ["2027-03-10"]
    entered.save()
    changed = listed()
    next(office for office in changed if office["code"] == "osh")["weekend"] = [6]
    monkeypatch.setattr("hirz.foundation.offices.loading.document", lambda name: {"offices": changed})
    load_offices()
    osh = Office.objects.get(code="osh")
    assert osh.weekend == [6]
    assert [day.isoformat() for day in osh.holidays] == ["2027-03-10"]
    assert osh.pk == entered.pk


def test_file_with_an_unknown_parent_changes_nothing(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = [{**office, "parent": "atlantis"} if office["code"] == "tashkent" else office for office in listed()]
    monkeypatch.setattr("hirz.foundation.offices.loading.document", lambda name: {"offices": broken})
    with pytest.raises(Office.DoesNotExist):
        load_offices()
    assert not Office.objects.exists()


@pytest.mark.parametrize(("language", "name"), [("en", "Bishkek"), ("ar", "بيشكيك"), ("zh-hans", "比什凯克")])
def test_office_is_called_in_the_language_of_the_page(language: str, name: str, office: Office) -> None:
    with translation.override(language):
        assert str(office) == name


def test_office_cannot_be_its_own_parent(office: Office) -> None:
    office.parent = office
    with pytest.raises(IntegrityError, match="office_not_its_own_parent"), transaction.atomic():
        office.save()


def test_office_day_has_length(office: Office) -> None:
    office.day_ends = office.day_starts
    with pytest.raises(IntegrityError, match="office_day_has_length"), transaction.atomic():
        office.save()

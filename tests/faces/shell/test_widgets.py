"""A list that is written sooner is the same list."""

from __future__ import annotations

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates, get_default_renderer
from django.test.html import parse_html

from hirz.faces.shell.widgets import LongLists

CHOICES = [("", "—"), ("<&'\">", "<b>'&\""), (None, "None of them"), ("Asia", [("KG", "Kyrgyzstan"), (7, "Seven")])]


@pytest.mark.parametrize("chosen", [None, "", "KG", "7", "<&'\">", "elsewhere"])
def test_list_is_what_django_writes(chosen: str | None) -> None:
    select = forms.Select(attrs={"id": "here", "required": True}, choices=CHOICES)
    ours = select.render("state", chosen, renderer=LongLists())
    assert parse_html(ours) == parse_html(select.render("state", chosen, renderer=DjangoTemplates()))


def test_several_of_a_list_can_be_chosen() -> None:
    select = forms.SelectMultiple(choices=CHOICES)
    ours = select.render("states", ["KG", "7"], renderer=LongLists())
    assert ours.count(" selected") == 2
    assert parse_html(ours) == parse_html(select.render("states", ["KG", "7"], renderer=DjangoTemplates()))


def test_pages_use_it() -> None:
    assert isinstance(get_default_renderer(), LongLists)

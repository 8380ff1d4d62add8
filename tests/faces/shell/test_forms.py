"""A form tells the same to eyes, keyboards and screen readers."""

from __future__ import annotations

import html5lib
import pytest
from django import forms

from tests.faces.shell.rendering import rendered


class Question(forms.Form):
    name = forms.CharField(label="Name", help_text="As written by the person.")
    email = forms.EmailField(label="E-mail", required=False)
    risk = forms.ChoiceField(label="Risk", choices=[("yes", "Yes"), ("no", "No")], widget=forms.RadioSelect)
    when = forms.SplitDateTimeField(label="When", required=True)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> None:
        raise forms.ValidationError("The two do not fit together.")


ALL = (
    "{% error_summary form=form %}{% field bound=form.name %}{% field bound=form.email %}"
    "{% choice_cards bound=form.risk descriptions=texts %}{% field bound=form.when %}{% field bound=form.secret %}"
)


def form_page(data: dict[str, str] | None = None) -> html5lib.treebuilders.base.Node:
    shown = rendered(ALL, form=Question(data), texts={"yes": "Read first."})
    return html5lib.parse(f"<!doctype html><title>t</title>{shown}", namespaceHTMLElements=False)


def test_every_description_named_by_a_control_exists() -> None:
    page = form_page({"email": "nobody"})
    ids = {element.get("id") for element in page.iter() if element.get("id")}
    named = [name for element in page.iter() for name in (element.get("aria-describedby") or "").split()]
    assert len(named) >= 4
    assert set(named) <= ids


def test_every_line_of_the_summary_leads_to_a_control() -> None:
    page = form_page({"email": "nobody"})
    controls = {control.get("id") for control in page.iter("input")}
    targets = [link.get("href").removeprefix("#") for link in page.iter("a")]
    assert len(targets) == 4
    assert set(targets) <= controls


def test_summary_says_faults_of_the_whole_form_too() -> None:
    assert "The two do not fit together." in rendered("{% error_summary form=form %}", form=Question({}))


def test_summary_of_a_form_without_faults_is_nothing() -> None:
    assert rendered("{% error_summary form=form %}", form=Question()) == ""


def test_summary_is_announced_and_can_be_focused() -> None:
    shown = rendered("{% error_summary form=form %}", form=Question({}))
    assert 'role="alert"' in shown
    assert 'tabindex="-1"' in shown


def test_typed_text_takes_its_own_direction_and_addresses_run_left_to_right() -> None:
    controls = {control.get("name"): control for control in form_page().iter("input")}
    assert controls["name"].get("dir") == "auto"
    assert controls["email"].get("dir") == "ltr"


def test_only_the_kind_of_question_asked_for_is_marked() -> None:
    form = Question()
    assert "(optional)" in rendered("{% field bound=form.email %}", form=form)
    assert "(optional)" not in rendered("{% field bound=form.name %}", form=form)
    assert "(required)" in rendered('{% field bound=form.name mark="required" %}', form=form)
    assert "(optional)" not in rendered('{% field bound=form.email mark="none" %}', form=form)


def test_hidden_field_has_neither_label_nor_frame() -> None:
    shown = rendered("{% field bound=form.secret %}", form=Question())
    assert "<label" not in shown
    assert 'type="hidden"' in shown


def test_choice_card_shows_the_description_of_its_value() -> None:
    shown = rendered("{% choice_cards bound=form.risk descriptions=texts %}", form=Question(), texts={"no": "Later."})
    assert shown.index(">Yes<") < shown.index(">No<") < shown.index("Later.")


def test_field_refuses_what_is_no_field() -> None:
    with pytest.raises(TypeError, match="field of a form"):
        rendered("{% field bound=form.misspelt %}", form={})


def test_button_form_carries_the_token_against_forgery() -> None:
    shown = rendered('{% button_form label="Take" action="/take/" %}', csrf_token="0" * 64)
    assert 'name="csrfmiddlewaretoken"' in shown
    assert 'method="post"' in shown

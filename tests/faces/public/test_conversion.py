"""From the steps to the documented shape: complete, and acceptable whatever the form accepted."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hirz.faces.public import steps
from hirz.faces.public.consent_words import GROUPS, MEANINGS, NEEDS
from hirz.faces.public.conversion import as_submission
from hirz.faces.public.forms.fields import StepForm
from hirz.faces.public.typed import filled
from hirz.foundation.vocabularies.registry import choices
from hirz.reprisals.intake.answers import ASKED_SCOPES, check
from hirz.rules.consent import Scope
from tests.faces.public.journey import ANSWERS


def typed(slug: str, **changes: Any) -> dict[str, list[str]]:
    told = {**ANSWERS[slug], **changes}
    return {name: value if isinstance(value, list) else [value] for name, value in told.items()}


def forms(**changes: dict[str, Any]) -> dict[str, StepForm]:
    return {s.slug: filled(s.form, typed(s.slug, **changes.get(s.slug, {}))) for s in steps.QUESTIONS}


def converted(**changes: dict[str, Any]) -> dict[str, Any]:
    made = forms(**changes)
    assert all(form.is_valid() for form in made.values()), [form.errors for form in made.values()]
    return as_submission({slug: form.cleaned_data for slug, form in made.items()})


def blank(slug: str, *kept: str) -> dict[str, Any]:
    return {name: [] if isinstance(value, list) else "" for name, value in ANSWERS[slug].items() if name not in kept}


def test_least_that_can_be_sent_holds_nothing_but_itself() -> None:
    least = converted(
        you=blank("you", "relation", "life_at_risk", "stay_confidential"),
        person=blank("person"),
        cooperation=blank("cooperation"),
        acts=blank("acts"),
    )
    assert least.keys() == {"language", "relation", "stay_confidential", "life_at_risk", "narrative", "consent"}
    assert check(least) == ()


def test_no_is_told_and_not_left_out() -> None:
    told = converted(you={"life_at_risk": "no", "stay_confidential": "no"})
    assert (told["life_at_risk"], told["stay_confidential"]) == (False, False)


def test_name_written_twice_is_told_once() -> None:
    assert (
        converted(person={"name_3": ANSWERS["person"]["name_1"]})["victim"]["names"].count(ANSWERS["person"]["name_1"])
        == 1
    )


@pytest.mark.parametrize(
    ("year", "told"), [("2026", "2026?"), ("2026~", "2026~"), ("2024/2026", "2024/2026"), ("", None)]
)
def test_doubt_about_a_date_is_told_unless_the_date_says_it(year: str, told: str | None) -> None:
    changes = {"date_day": "", "date_month": "", "date_year": year, "date_unsure": "on"}
    assert converted(acts=changes)["act"].get("date") == told


@pytest.mark.parametrize("scope", [scope for scope in ASKED_SCOPES if scope is not Scope.RECORD])
def test_each_no_is_told_as_refused_and_changes_no_other_answer(scope: Scope) -> None:
    needing = {needs.value.lower(): "no" for needs, needed in NEEDS.items() if needed is scope}
    before = converted()["consent"]["answers"]
    after = converted(consent={scope.value.lower(): "no", **needing})["consent"]["answers"]
    changed = {name for name in before if before[name] != after[name]}
    assert after[scope.value] == "REFUSED"
    assert changed <= {scope.value}


def test_every_use_that_is_asked_about_is_explained_once() -> None:
    assert sorted(scope for group in GROUPS for scope in group.scopes) == sorted(ASKED_SCOPES)
    assert MEANINGS.keys() == set(ASKED_SCOPES)


@pytest.mark.parametrize("scope", ASKED_SCOPES)
def test_each_use_has_to_be_answered_and_none_is_answered_beforehand(scope: Scope) -> None:
    name = scope.value.lower()
    form = filled(steps.CONSENT.form, {key: value for key, value in typed("consent").items() if key != name})
    assert set(form.errors) == {name}
    assert steps.CONSENT.form()[name].value() is None


@pytest.mark.parametrize(("named", "needed"), NEEDS.items())
def test_name_without_the_use_it_belongs_to_is_a_contradiction(named: Scope, needed: Scope) -> None:
    answers = {named.value.lower(): "yes", needed.value.lower(): "no"}
    assert set(filled(steps.CONSENT.form, typed("consent", **answers)).errors) == {named.value.lower()}


def test_nothing_can_be_sent_that_may_not_be_kept() -> None:
    assert set(filled(steps.CONSENT.form, typed("consent", record="no")).errors) == {"record"}


def test_more_acts_than_can_be_sent_are_refused_at_the_question() -> None:
    every = [code for code, _label in choices("act_type", language="en")]
    assert filled(steps.ACTS.form, typed("acts", kinds=every[:20])).is_valid()
    assert set(filled(steps.ACTS.form, typed("acts", kinds=every[:21])).errors) == {"kinds"}


def codes(name: str) -> st.SearchStrategy[str]:
    return st.sampled_from([code for code, _label in choices(name, language="en")])


texts = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=150)


@settings(deadline=None)
@given(
    names=st.lists(texts, min_size=8, max_size=8),
    kinds=st.lists(codes("act_type"), unique=True, max_size=25),
    body=codes("engagement_body"),
    relation=codes("relation_to_victim"),
    texts=st.lists(texts, min_size=4, max_size=4),
)
def test_whatever_the_form_accepts_can_be_received(
    names: list[str], kinds: list[str], body: str, relation: str, texts: list[str]
) -> None:
    made = forms(
        you={"relation": relation, "safe_contact": texts[0]},
        person={f"name_{number}": name for number, name in enumerate(names, 1)},
        cooperation={"body": body, "place": texts[1]},
        acts={"kinds": kinds, "description": texts[2]},
        story={"narrative": texts[3]},
    )
    if all(form.is_valid() for form in made.values()):
        assert check(as_submission({slug: form.cleaned_data for slug, form in made.items()})) == ()

from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.migrations.writer import MigrationWriter
from django.test.utils import isolate_apps
from django.utils import translation

from hirz.foundation.vocabularies.fields import CodeField


def choice_of(field: CodeField) -> forms.TypedChoiceField:
    form_field = field.formfield()
    assert isinstance(form_field, forms.TypedChoiceField)
    return form_field


def offered_by(form_field: forms.TypedChoiceField) -> dict[str, str]:
    choices: Any = form_field.choices
    return dict(choices)


def test_code_of_the_vocabulary_is_accepted() -> None:
    assert CodeField(vocabulary="act_type").clean("killing", None) == "killing"


@pytest.mark.parametrize("value", ["weather", "Killing", " killing", "x" * 65])
def test_anything_else_is_refused_without_repeating_it(value: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        CodeField(vocabulary="act_type").clean(value, None)
    assert value not in " ".join(refusal.value.messages)


def test_absent_code_is_accepted_only_where_the_field_may_be_blank() -> None:
    assert CodeField(vocabulary="act_type", blank=True).clean("", None) == ""
    with pytest.raises(ValidationError):
        CodeField(vocabulary="act_type").clean("", None)


def test_withdrawn_code_stays_valid_and_is_not_offered(own_folder: Path) -> None:
    field = CodeField(vocabulary="fruit")
    assert field.clean("bergamot", None) == "bergamot"
    assert "bergamot" not in dict(field.offered())


def test_list_of_codes_is_checked_one_by_one() -> None:
    several = ArrayField(CodeField(vocabulary="link_basis"))
    assert several.clean(["temporal_proximity"], None) == ["temporal_proximity"]
    with pytest.raises(ValidationError):
        several.clean(["temporal_proximity", "weather"], None)


def test_migration_names_the_vocabulary_and_none_of_its_terms() -> None:
    written, _ = MigrationWriter.serialize(CodeField(vocabulary="risk_level"))
    assert "vocabulary='risk_level'" in written
    assert "critical" not in written


def test_field_rebuilt_from_its_migration_is_the_same() -> None:
    _, path, args, kwargs = CodeField(vocabulary="risk_level", blank=True).deconstruct()
    rebuilt = CodeField(*args, **kwargs)
    assert path == "hirz.foundation.vocabularies.fields.CodeField"
    assert rebuilt.deconstruct()[3] == kwargs


@pytest.mark.parametrize(("language", "words"), [("ar", "حرج"), ("ru", "Критический")])
def test_form_offers_labels_in_the_language_of_the_page(language: str, words: str) -> None:
    form_field = choice_of(CodeField(vocabulary="risk_level"))
    with translation.override(language):
        assert offered_by(form_field)["critical"] == words


def test_form_begins_with_nothing_chosen_unless_there_is_a_default() -> None:
    assert "" in offered_by(choice_of(CodeField(vocabulary="risk_level")))
    assert "" not in offered_by(choice_of(CodeField(vocabulary="risk_level", default="low")))


def test_nothing_chosen_is_stored_as_the_field_stores_nothing() -> None:
    assert choice_of(CodeField(vocabulary="risk_level", blank=True)).clean("") == ""
    assert choice_of(CodeField(vocabulary="risk_level", blank=True, null=True)).clean("") is None


@isolate_apps("hirz.foundation.vocabularies")
def test_record_displays_its_code_in_the_language_of_the_page() -> None:
    class Alarm(models.Model):
        level = CodeField(vocabulary="risk_level", null=True)

        class Meta:
            app_label = "vocabularies"

        def __str__(self) -> str:
            return "alarm"

    display = Alarm(level="critical").get_level_display  # type: ignore[attr-defined]
    with translation.override("fr"):
        assert display() == "Critique"
    assert Alarm(level=None).get_level_display() == ""  # type: ignore[attr-defined]


@isolate_apps("hirz.foundation.vocabularies")
def test_system_check_names_a_field_without_vocabulary() -> None:
    class Storm(models.Model):
        kind = CodeField(vocabulary="weather")

        class Meta:
            app_label = "vocabularies"

        def __str__(self) -> str:
            return "storm"

    assert [problem.id for problem in Storm._meta.get_field("kind").check()] == ["vocabularies.E002"]

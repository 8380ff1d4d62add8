"""A model field that holds a code of a vocabulary."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core import checks
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from hirz.foundation.vocabularies import registry
from hirz.rules.errors import BadInput

NOTHING_CHOSEN = ("", "—")


class CodeField(models.CharField):  # type: ignore[type-arg]
    """A code of one vocabulary, checked when the model is cleaned and offered with labels in the language of the page.

    Migrations record the name of the vocabulary and never its terms, so that a new edition needs none. A withdrawn
    code stays valid, since history holds it, but is not offered.
    """

    default_error_messages = {"unknown_code": _("Choose one of the values of the list.")}

    def __init__(self, *args: Any, vocabulary: str, **kwargs: Any) -> None:
        self.vocabulary = vocabulary
        kwargs.setdefault("max_length", 64)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, list(args), {**kwargs, "vocabulary": self.vocabulary}

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)

        def display(instance: models.Model) -> str:
            code = getattr(instance, name)
            return registry.label(self.vocabulary, code) if code else ""

        setattr(cls, f"get_{name}_display", display)

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        return [*super().check(**kwargs), *self._check_vocabulary()]

    def _check_vocabulary(self) -> list[checks.CheckMessage]:
        try:
            registry.vocabulary(self.vocabulary)
        except BadInput as error:
            return [checks.Error(str(error), obj=self, id="vocabularies.E002")]
        return []

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        if value not in self.empty_values and value not in registry.vocabulary(self.vocabulary):
            raise ValidationError(self.error_messages["unknown_code"], code="unknown_code")

    def offered(self) -> list[tuple[str, str]]:
        """Return the choices of a form, labelled in the language of the page at the moment of asking."""
        nothing = [NOTHING_CHOSEN] if self.blank or not self.has_default() else []
        return nothing + registry.choices(self.vocabulary)

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        defaults = {
            "form_class": forms.TypedChoiceField,
            "choices": self.offered,
            "empty_value": None if self.null else "",
        }
        # Past CharField, which would add a maximum length that a choice does not take.
        return super(models.CharField, self).formfield(**{**defaults, **kwargs})

"""The form in which a case is written without somebody who was erased: one question for each text that named them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hirz.reprisals.cases.redraft_models import Redraft
from hirz.reprisals.cases.web.forms.asking import LONG_TEXT, CaseForm
from hirz.reprisals.cases.web.labels import TEXTS, WRITTEN
from hirz.reprisals.cases.written import Text

_BY_ITSELF = "cases.case"


class RedraftForm(CaseForm):
    def __init__(self, *args: Any, redraft: Redraft, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._texts = [self._ask(number, mention) for number, mention in enumerate(redraft.mentions)]
        self.fields["read_through"] = forms.BooleanField(
            label=_("I have read the rest of the case: nothing in it points to the person any more."),
            error_messages={"required": _("Read the rest of the case first. What describes somebody may name nobody.")},
        )

    @property
    def texts(self) -> Sequence[str]:
        return [self.cleaned_data[name] for name in self._texts]

    def _ask(self, number: int, mention: dict[str, str]) -> str:
        name = f"text_{number}"
        self.fields[name] = forms.CharField(
            label=_label(mention), initial=str(Text.from_data(mention)), required=False, widget=LONG_TEXT
        )
        return name


def _label(mention: dict[str, str]) -> str:
    column = str(TEXTS[mention["column"]])
    return column if mention["record"] == _BY_ITSELF else f"{WRITTEN[mention['record']]} · {column}"

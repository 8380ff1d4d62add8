"""The forms of the inbox."""

from __future__ import annotations

import secrets
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hirz.faces.public.forms.fields import Text
from hirz.reprisals.intake.arrival import MESSAGE_LIMIT
from hirz.reprisals.intake.receipts import BadReceipt, Receipt, parse


class ReceiptForm(forms.Form):
    """A receipt as somebody typed it: cleans to a :class:`Receipt`. ``body`` carries a message that still waits."""

    use_required_attribute = False
    receipt = forms.CharField(
        label=gettext_lazy("Your receipt"),
        help_text=gettext_lazy("36 digits. Spaces do not matter, and you may use the digits of your own script."),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2, "inputmode": "numeric", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Type the digits of your receipt.")},
    )
    body = Text(max_length=None, widget=forms.HiddenInput, required=False)

    def clean_receipt(self) -> Receipt:
        try:
            return parse(self.cleaned_data["receipt"])
        except BadReceipt:
            raise ValidationError(
                _("A receipt has exactly 36 digits and nothing else. Compare it with yours.")
            ) from None


class MessageForm(forms.Form):
    """``key`` is new with each page, so that a message sent twice from one page arrives once."""

    use_required_attribute = False
    body = Text(
        label=gettext_lazy("Your message"),
        help_text=gettext_lazy("To add something, to correct something, or to ask."),
        max_length=MESSAGE_LIMIT,
        rows=6,
        error_messages={"required": gettext_lazy("Write your message first.")},
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = secrets.token_urlsafe(24)

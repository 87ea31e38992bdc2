"""Fields that several forms share."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

MISSING_CHOICE = {"required": _("Pilih salah satu."), "invalid_choice": _("Pilih salah satu dari daftar.")}


def line(label: Any, size: int, *, missing: Any, hint: Any, **attrs: str) -> forms.CharField:
    """Return a line of text; without words for its absence it may stay empty."""
    return forms.CharField(
        label=label, max_length=size, required=bool(missing), help_text=hint, error_messages={"required": missing},
        widget=forms.TextInput(attrs={"autocomplete": "off", **attrs}),
    )  # fmt: skip

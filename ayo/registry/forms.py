"""Forms of the registry's pages."""

from collections.abc import Iterable
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _


class Decision(forms.Form):
    """Yes, no or never mind about one proposal."""

    step = forms.ChoiceField(choices=[("accept", ""), ("refuse", ""), ("withdraw", "")], widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Alasan"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3, "data-key": "r"})
    )


class AsOf(forms.Form):
    """Which day the tree of organisations is shown for, and what is looked for in it."""

    pada = forms.DateField(
        label=_("Keadaan pada"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    q = forms.CharField(label=_("Nama atau kode"), max_length=80, required=False)


class Merge(forms.Form):
    """Which of two records stands, and why they are one person."""

    keep = forms.ChoiceField(
        label=_("Data mana yang dipertahankan?"),
        choices=[("this", _("Data ini")), ("other", _("Data pembanding"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih data yang dipertahankan.")},
    )
    reason = forms.CharField(
        label=_("Alasan"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Tulis mengapa keduanya orang yang sama.")},
    )


class Unmerge(forms.Form):
    reason = forms.CharField(
        label=_("Alasan pembatalan"),
        max_length=500,
        error_messages={"required": _("Tulis mengapa penggabungan ini dibatalkan.")},
    )


def ids_of(given: Iterable[str]) -> list[UUID]:
    """Return the identifiers among the words, each once, in their order."""
    found: dict[UUID, None] = {}
    for text in given:
        try:
            found[UUID(text)] = None
        except ValueError:
            continue
    return list(found)

"""Forms of the registry's pages."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from ayo.common import clock
from ayo.common.actor import Actor
from ayo.common.errors import DomainError
from ayo.registry import words
from ayo.registry.imports import facade as imports


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


class Upload(forms.Form):
    """A file, what stands in it, and whose word it is."""

    file = forms.FileField(
        label=_("Berkas CSV atau XLSX"),
        help_text=_("Baris pertama berisi judul kolom. Paling besar 100 MB."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        error_messages={"required": _("Pilih berkasnya dulu."), "empty": _("Berkas ini kosong.")},
    )
    kind = forms.ChoiceField(label=_("Isi berkas"), widget=forms.RadioSelect)
    source = forms.ChoiceField(label=_("Data ini menurut"))
    valid_from = forms.DateField(
        label=_("Berlaku sejak"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )

    def __init__(self, data: Any, files: Any, *, actor: Actor) -> None:
        super().__init__(data, files, initial={"valid_from": clock.today()})
        kinds = [(kind, imports.words.kind(kind)) for kind in imports.kinds_for(actor)]
        sources = [(source.code, source_label(source.code)) for source in imports.sources_for(actor)]
        for name, choices in (("kind", kinds), ("source", sources)):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices
        self.initial.setdefault("kind", kinds[0][0] if kinds else "")

    def add_faults(self, error: DomainError) -> None:
        """Say beside each input what is wrong with it; a refused file speaks through its code."""
        for name, code in error.fields.items():
            self.add_error(name if name in self.fields else None, imports.words.reason(code))
        if not error.fields:
            self.add_error("file", imports.words.reason(error.code))


def source_label(code: str) -> str:
    return words.source(code)


def ids_of(given: Iterable[str]) -> list[UUID]:
    """Return the identifiers among the words, each once, in their order."""
    found: dict[UUID, None] = {}
    for text in given:
        try:
            found[UUID(text)] = None
        except ValueError:
            continue
    return list(found)

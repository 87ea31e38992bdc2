"""The form in which an employee writes what came of each indicator of a result."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ayo.performance.data.plan import Indicator, Realised


class Realise(forms.Form):
    """For each indicator what was reached, what shows it, and where that can be read."""

    version = forms.IntegerField(min_value=0, max_value=30_000, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, indicators: Sequence[Indicator], **more: Any) -> None:
        super().__init__(data, **more)
        self.indicators = indicators
        for place, _one in enumerate(indicators):
            self.fields[f"text_{place}"] = forms.CharField(
                label=_("Realisasi"), max_length=160, required=False,
                help_text=_("Yang dicapai pada periode ini, misalnya 46 berkas."),
            )  # fmt: skip
            self.fields[f"evidence_{place}"] = forms.CharField(
                label=_("Bukti"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
            )
            self.fields[f"link_{place}"] = forms.URLField(
                label=_("Tautan bukti"), max_length=300, required=False, assume_scheme="https",
                widget=forms.URLInput(attrs={"autocomplete": "off"}),
                error_messages={"invalid": _("Ini bukan alamat web.")},
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        for place, _one in enumerate(self.indicators):
            shown = found.get(f"evidence_{place}") or found.get(f"link_{place}")
            if shown and not found.get(f"text_{place}"):
                self.add_error(f"text_{place}", gettext("Tulis juga apa yang dicapai."))
        if not self.errors and not any(found.get(f"text_{place}") for place, _one in enumerate(self.indicators)):
            self.add_error("text_0", gettext("Isi paling sedikit satu realisasi."))
        return found

    def lines(self) -> list[Realised]:
        found = self.cleaned_data
        return [
            Realised(found[f"text_{place}"], found[f"evidence_{place}"], found[f"link_{place}"])
            for place, _one in enumerate(self.indicators)
        ]

    def groups(self) -> list[dict[str, Any]]:
        """Return the fields of each indicator with what was planned, for the page."""
        return [
            {
                "text": one.text, "target": f"{one.target} {one.unit}".strip(),
                "fields": [self[f"{part}_{place}"] for part in ("text", "evidence", "link")],
            }
            for place, one in enumerate(self.indicators)
        ]  # fmt: skip


def initial_of(version: int, lines: Sequence[dict[str, Any]], indicators: Sequence[Indicator]) -> dict[str, Any]:
    """Return what was written last, laid on the indicators that still say the same."""
    known = {line["indicator"]: line for line in lines}
    found: dict[str, Any] = {"version": version}
    for place, one in enumerate(indicators):
        line = known.get(one.text, {})
        found |= {f"{part}_{place}": line.get(part, "") for part in ("text", "evidence", "link")}
    return found

"""The form of a rating."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ayo.performance.words.ratings import RATINGS


class Rate(forms.Form):
    """Results and behaviour against what was expected, and why."""

    version = forms.IntegerField(min_value=0, max_value=30_000, widget=forms.HiddenInput)
    results = forms.ChoiceField(
        label=_("Hasil kerja"), choices=list(RATINGS.items()), widget=forms.RadioSelect,
        error_messages={"required": _("Pilih penilaian hasil kerja.")},
    )  # fmt: skip
    behaviour = forms.ChoiceField(
        label=_("Perilaku kerja"), choices=list(RATINGS.items()), widget=forms.RadioSelect,
        error_messages={"required": _("Pilih penilaian perilaku.")},
    )  # fmt: skip
    note = forms.CharField(
        label=_("Alasan"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Pegawai membacanya bersama predikatnya."), error_messages={"required": _("Tulis alasannya.")},
    )  # fmt: skip

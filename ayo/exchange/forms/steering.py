"""Keys, reasons, and from where to send again."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from ayo.exchange import words
from ayo.exchange.forms.fields import MISSING_CHOICE, line
from ayo.exchange.models import Secret
from ayo.identity.data import SCOPES

RETIREMENTS = (
    (0, _("tetap berlaku")),
    (1, _("berakhir dalam 1 jam")),
    (24, _("berakhir dalam 24 jam")),
    (168, _("berakhir dalam 7 hari")),
)
OVERLAPS = ((1, _("1 jam")), (24, _("24 jam")), (168, _("7 hari")))


class Rotate(forms.Form):
    sort = forms.ChoiceField(
        label=_("Jenis tanda tangan"), widget=forms.RadioSelect, initial=Secret.Sort.HMAC,
        choices=[(Secret.Sort.HMAC, _("Rahasia bersama (HMAC)")), (Secret.Sort.ED25519, _("Pasangan kunci (Ed25519)"))],
        error_messages=MISSING_CHOICE,
    )  # fmt: skip
    overlap = forms.TypedChoiceField(
        label=_("Kunci lama masih berlaku"), choices=OVERLAPS, coerce=int, initial=24, error_messages=MISSING_CHOICE,
        help_text=_("Selama itu kedua kunci menandatangani, supaya aplikasi sempat berganti."),
    )  # fmt: skip

    @property
    def length(self) -> timedelta:
        return timedelta(hours=self.cleaned_data["overlap"])


class NewKey(forms.Form):
    label = line(_("Nama kunci"), 120, missing="", hint=_("Untuk mengenalinya, misalnya server cadangan."))
    scopes = forms.MultipleChoiceField(
        label=_("Boleh dipakai untuk"), widget=forms.CheckboxSelectMultiple, initial=["events:read", "snapshot:read"],
        choices=[(scope, words.SCOPES[scope]) for scope in SCOPES],
        error_messages={"required": _("Pilih sedikitnya satu.")},
    )  # fmt: skip
    retire = forms.TypedChoiceField(
        label=_("Kunci API yang lain"), coerce=int, required=False, empty_value="0",
        choices=RETIREMENTS,
    )  # fmt: skip


class Reason(forms.Form):
    reason = forms.CharField(
        label=_("Alasan"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Tulis alasannya.")},
    )  # fmt: skip


class Replay(forms.Form):
    """From where the log is to come once more: a position, or a time."""

    position = forms.IntegerField(
        label=_("Mulai dari nomor urut"), required=False, min_value=1,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"min_value": _("Nomor urut mulai dari 1."), "invalid": _("Tulis dengan angka.")},
    )  # fmt: skip
    at = forms.DateTimeField(
        label=_("Atau mulai dari waktu"), required=False, input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": _("Tulis tanggal dan jam.")},
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and (cleaned.get("position") is None) == (cleaned.get("at") is None):
            self.add_error("position", say("Isi nomor urut atau waktu, salah satu saja."))
        return cleaned

    @property
    def moment(self) -> datetime | None:
        return self.cleaned_data.get("at")

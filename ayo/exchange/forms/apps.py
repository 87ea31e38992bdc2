"""What an application is and how it is reached."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from ayo.common.errors import DomainError
from ayo.exchange import words
from ayo.exchange.data import TAKEN_BY_PAGES, Mode
from ayo.exchange.forms.fields import MISSING_CHOICE, line
from ayo.identity.data import SCOPES

SCHEDULES = (
    (900, _("Setiap 15 menit")),
    (3600, _("Setiap jam")),
    (21600, _("Setiap 6 jam")),
    (86400, _("Setiap hari")),
)


class Settings(forms.Form):
    """What an application is and how it is reached."""

    name = line(
        _("Nama aplikasi"),
        120,
        missing=_("Tulis nama aplikasinya."),
        hint=_("Seperti dikenal penggunanya, misalnya PBB-P2."),
    )
    owner_code = forms.ChoiceField(
        label=_("Perangkat daerah pemilik"),
        help_text=_("Bertanggung jawab atas datanya."),
        error_messages=MISSING_CHOICE,
    )
    description = forms.CharField(
        label=_("Untuk apa aplikasi ini"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Satu kalimat. Warga membacanya di halaman Data saya."),
    )  # fmt: skip
    mode = forms.ChoiceField(
        label=_("Cara menerima"), widget=forms.RadioSelect, initial=Mode.BATCH.value, error_messages=MISSING_CHOICE
    )
    endpoint = line(
        _("Alamat penerima"), 500, missing="", inputmode="url",
        hint=_("Wajib untuk kiriman. Alamat https yang menjawab 2xx bila kiriman diterima."),
    )  # fmt: skip
    digest_url = line(
        _("Alamat pembanding"), 500, missing="", inputmode="url",
        hint=_("Dipakai rekonsiliasi untuk menemukan selisih. Boleh menyusul."),
    )  # fmt: skip
    schedule_seconds = forms.TypedChoiceField(
        label=_("Jadwal berkas"), choices=SCHEDULES, coerce=int, required=False, empty_value="0", initial=3600,
        help_text=_("Hanya untuk cara berkas."),
    )  # fmt: skip

    def __init__(self, *args: Any, owners: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._field("owner_code").choices = [("", say("Pilih perangkat daerah")), *owners]
        self._field("mode").choices = [(mode.value, _first_capital(words.MODES[mode])) for mode in Mode]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        mode = cleaned.get("mode")
        if mode and Mode(mode).is_push and not cleaned.get("endpoint"):
            self.add_error("endpoint", say("Tulis alamat yang menerima kiriman, atau pilih tarikan atau berkas."))
        cleaned["schedule_seconds"] = int(cleaned.get("schedule_seconds") or 0) if mode == Mode.FILE else 0
        return cleaned

    def refuse(self, error: DomainError) -> None:
        """Put what an action refused beside the field it is about."""
        names = {"owner": "owner_code"}
        for name, code in error.fields.items():
            field = names.get(name, name)
            self.add_error(field if field in self.fields else None, words.fault(code))
        if not error.fields:
            self.add_error(None, say("Ini tidak dapat disimpan. Periksa lagi isiannya."))

    def _field(self, name: str) -> forms.ChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  both are declared above
        return field


class Connect(Settings):
    """A new application: its short name and what its key may do, besides its settings."""

    slug = forms.CharField(
        label=_("Nama pendek"), max_length=60, error_messages={"required": _("Tulis nama pendeknya.")},
        help_text=_("Huruf kecil, angka, dan tanda hubung; dipakai di alamat dan tidak dapat diubah."),
        validators=[RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$", _("Contoh yang benar: pbb-p2."))],
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )  # fmt: skip
    scopes = forms.MultipleChoiceField(
        label=_("Kunci API boleh dipakai untuk"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(scope, words.SCOPES[scope]) for scope in SCOPES], initial=["events:read", "snapshot:read"],
        help_text=_("Tetap sebatas kontrak. Tanpa pilihan, tidak ada kunci API yang dibuat."),
    )  # fmt: skip
    field_order = ["name", "slug", "owner_code", "description", "mode", "endpoint", "digest_url", "schedule_seconds"]

    def clean_slug(self) -> str:
        slug = str(self.cleaned_data["slug"])
        if slug in TAKEN_BY_PAGES:
            raise forms.ValidationError(say("Nama pendek ini dipakai halaman lain. Pilih yang lain."))
        return slug


def _first_capital(text: Any) -> str:
    return str(text)[:1].upper() + str(text)[1:]

"""Forms of disciplinary measures: one is recorded by its decree, or ends early with a reason."""

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _

from ayo.common.errors import DomainError
from ayo.performance.forms.activities import FAR, day_input
from ayo.performance.words import pay as words


class _Told(forms.Form):
    def add_fault(self, error: DomainError) -> None:
        """Put a refusal of the domain at its field."""
        said = {
            "overlaps": ("first", _("Sebagian hari itu sudah punya hukuman dengan jenis yang sama.")),
            "bad_dates": ("last", _("Hari terakhir sebelum hari pertama, atau terlalu lama.")),
            "unknown": ("kind", _("Tabel pada tanggal itu tidak punya jenis ini.")),
            "not_found": ("nip", _("Tidak ada pegawai dengan NIP itu di unit Anda.")),
            "no_decree": ("decree", _("Isi nomor keputusannya.")),
        } | self.own_faults()
        codes = [*error.fields.values(), error.code]
        field, text = next((said[code] for code in codes if code in said), (None, _("Ini tidak dapat dicatat.")))
        self.add_error(field if field in self.fields else None, str(text))

    def own_faults(self) -> dict[str, tuple[str, Any]]:
        return {}


class Measure(_Told):
    """A measure of one employee, with both its days."""

    nip = forms.CharField(
        label=_("NIP pegawai"), max_length=24,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": _("Isi NIP-nya.")},
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Jenis hukuman"))
    decree = forms.CharField(
        label=_("Nomor keputusan"), max_length=80, error_messages={"required": _("Isi nomor keputusannya.")}
    )
    first = forms.DateField(label=_("Hari pertama"), widget=day_input())
    last = forms.DateField(
        label=_("Hari terakhir"), widget=day_input(), validators=[MaxValueValidator(FAR, _("Terlalu jauh."))]
    )  # fmt: skip
    basis = forms.CharField(
        label=_("Dasar hukum"), max_length=160, error_messages={"required": _("Isi dasar hukumnya.")}
    )

    def __init__(self, data: Any = None, *, kinds: list[str]) -> None:
        super().__init__(data, initial={"basis": "PP 94/2021 pasal 8"})
        choice = self.fields["kind"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101  declared above
        choice.choices = [("", _("Pilih")), *((kind, words.punishment(kind)) for kind in kinds)]


class End(_Told):
    """The first day on which a measure does not hold any more, and why."""

    until = forms.DateField(
        label=_("Tidak berlaku lagi sejak"), widget=day_input(),
        help_text=_("Isi hari pertamanya bila hukuman dibatalkan seluruhnya."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Alasan"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Pegawainya membaca alasan ini."), error_messages={"required": _("Tulis alasannya.")},
    )  # fmt: skip

    def own_faults(self) -> dict[str, tuple[str, Any]]:
        return {"bad_dates": ("until", _("Pilih hari di antara hari pertama dan hari terakhir hukuman."))}

"""Forms of the pages about leading posts."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ayo.common import clock
from ayo.common.errors import DomainError
from ayo.region.data import Rank
from ayo.registry.data import ActingKind

REASONS = {
    "ends_too_soon": _("Hari terakhir sudah lewat, atau sebelum hari pertamanya."),
    "not_serving": _("Orang ini tidak sedang bertugas pada hari pertamanya."),
    "own_post": _("Jabatan ini jabatannya sendiri."),
    "post_is_held": _("Jabatan ini ada pejabatnya; plt. hanya untuk jabatan yang kosong."),
    "post_is_vacant": _("Jabatan ini kosong; plh. hanya selama pejabatnya berhalangan."),
    "too_long": _("Lebih lama dari yang dibolehkan aturan."),
    "taken": _("Pada hari-hari itu sudah ada yang menggantikan."),
    "to_oneself": _("Tidak seorang pun menunjuk dirinya sendiri."),
    "post_exists": _("Unit ini sudah punya jabatan setingkat itu."),
}
RANKS = {Rank.HEAD: _("Kepala"), Rank.DEPUTY: _("Wakil atau sekretaris")}
KINDS = {
    ActingKind.PLH: _("Plh.: pejabatnya berhalangan sementara"),
    ActingKind.PLT: _("Plt.: jabatannya kosong"),
}


def _day(label: Any, first: date | None = None) -> forms.DateField:
    return forms.DateField(
        label=label, initial=first, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )


class Appoint(forms.Form):
    """An order to stand in: who, how, from when to when, by which letter."""

    nip = forms.CharField(
        label=_("NIP yang menggantikan"), max_length=24,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": _("Isi NIP-nya.")},
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Sebagai"), choices=list(KINDS.items()), widget=forms.RadioSelect)
    first = _day(_("Hari pertama"))
    last = _day(_("Hari terakhir"))
    basis = forms.CharField(
        label=_("Surat perintah"), max_length=120, help_text=_("Nomor dan tanggalnya."),
        error_messages={"required": _("Isi nomor surat perintahnya.")},
    )  # fmt: skip

    def __init__(self, data: Any) -> None:
        super().__init__(data, initial={"first": clock.today(), "kind": ActingKind.PLH})

    @property
    def valid_to(self) -> date:
        last: date = self.cleaned_data["last"]
        return last + timedelta(days=1)

    def add_fault(self, error: DomainError) -> None:
        self.add_error(None, str(REASONS.get(error.code, gettext("Ini tidak dapat dicatat."))))


class NewPost(forms.Form):
    """A leading post; whoever has this title in this unit by their own record holds it."""

    unit = forms.ChoiceField(label=_("Unit"))
    rank = forms.ChoiceField(label=_("Tingkat"), choices=list(RANKS.items()), widget=forms.RadioSelect)
    title = forms.CharField(
        label=_("Nama jabatan"), max_length=160,
        help_text=_("Persis seperti di data pegawai; pemegangnya dikenali dari sana."),
        error_messages={"required": _("Isi nama jabatannya.")},
    )  # fmt: skip
    first = _day(_("Berlaku sejak"))

    def __init__(self, data: Any, *, units: list[tuple[str, str]]) -> None:
        super().__init__(data, initial={"first": clock.today(), "rank": Rank.HEAD})
        field = self.fields["unit"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  declared above
        field.choices = units

    def add_fault(self, error: DomainError) -> None:
        self.add_error(None, str(REASONS.get(error.code, gettext("Ini tidak dapat dicatat."))))

"""Forms of the pages on work, attendance and leave."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _

from ayo.common import clock
from ayo.common.errors import DomainError
from ayo.common.ids import uuid7
from ayo.performance import law
from ayo.performance.data.entry import Entry, Window, WorkKind
from ayo.performance.rules import entry as rules
from ayo.performance.words import activities as words

FAR = date(2999, 12, 31)


def day_input(first: date | None = None, last: date | None = None) -> forms.DateInput:
    attrs = {"type": "date"}
    if first:
        attrs["min"] = first.isoformat()
    if last:
        attrs["max"] = last.isoformat()
    return forms.DateInput(format="%Y-%m-%d", attrs=attrs)


def time_input() -> forms.TimeInput:
    return forms.TimeInput(format="%H:%M", attrs={"type": "time"})


class Work(forms.Form):
    """Work as its author enters it; the key makes a form that is sent twice one activity."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    code = forms.ChoiceField(label=_("Jenis pekerjaan"), error_messages={"required": _("Pilih pekerjaannya.")})
    volume = forms.IntegerField(
        label=_("Volume"), min_value=1, max_value=1440, help_text=_("Berapa kali satuannya."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    on = forms.DateField(label=_("Tanggal"))
    starts = forms.TimeField(
        label=_("Mulai pukul"), required=False, widget=time_input(), help_text=_("Lamanya dihitung dari katalog.")
    )
    note = forms.CharField(
        label=_("Catatan singkat"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Apa hasilnya; untuk rapat, dengan siapa."),
    )  # fmt: skip
    link = forms.URLField(
        label=_("Tautan bukti"), max_length=300, required=False, assume_scheme="https",
        widget=forms.URLInput(attrs={"autocomplete": "off"}), error_messages={"invalid": _("Ini bukan alamat web.")},
    )  # fmt: skip
    file = forms.FileField(
        label=_("Berkas bukti"), required=False, help_text=_("Foto atau PDF."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,application/pdf"}),
    )  # fmt: skip
    paper = forms.UUIDField(required=False, widget=forms.HiddenInput)
    """The file that came with an earlier, refused form."""
    template = forms.CharField(
        label=_("Simpan sebagai templat"), max_length=60, required=False,
        help_text=_("Beri nama, misalnya Rapat Senin."),
    )  # fmt: skip

    def __init__(
        self, data: Any = None, files: Any = None, *, kinds: list[WorkKind], window: Window, initial: dict[str, Any]
    ) -> None:
        super().__init__(data, files, initial={"key": uuid7(), "volume": 1, "on": clock.today()} | initial)
        choice, day = self.fields["code"], self.fields["on"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101  declared above
        choice.choices = [("", _("Pilih")), *((kind.code, words.kind_option(kind)) for kind in kinds)]
        today = clock.today()
        day.widget = day_input(rules.earliest(today, window), today)

    def entry(self, evidence: UUID | None) -> Entry:
        given = self.cleaned_data
        return Entry(
            key=given["key"], code=given["code"], volume=given["volume"], on=given["on"], starts=given["starts"],
            note=given["note"], link=given["link"], evidence=evidence,
        )  # fmt: skip


class Chosen(forms.Form):
    """What a superior does with the activities that are ticked."""

    reason = forms.CharField(
        label=_("Alasan"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Wajib bila dikembalikan atau ditolak; penulisnya membacanya."),
    )  # fmt: skip


class Correct(forms.Form):
    """When somebody really came and went, why it was not recorded, and what shows it."""

    arrived = forms.TimeField(label=_("Masuk pukul"), required=False, widget=time_input())
    left = forms.TimeField(label=_("Pulang pukul"), required=False, widget=time_input())
    reason = forms.CharField(
        label=_("Alasan"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Misalnya mesin rusak, atau langsung ke lapangan."),
        error_messages={"required": _("Tulis alasannya.")},
    )  # fmt: skip
    file = forms.FileField(
        label=_("Berkas bukti"), required=False, help_text=_("Foto atau PDF."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,application/pdf"}),
    )  # fmt: skip
    paper = forms.UUIDField(required=False, widget=forms.HiddenInput)
    """The file that came with an earlier, refused form."""

    def add_fault(self, error: DomainError) -> None:
        said = {
            "bad_day": (None, _("Hari ini sudah lewat batas koreksi, atau belum selesai.")),
            "no_time": ("arrived", _("Isi jam masuk, jam pulang, atau keduanya.")),
            "before_arrival": ("left", _("Jam pulang harus sesudah jam masuk.")),
            "not_waiting": (None, _("Permintaan untuk hari ini sudah menunggu.")),
        }
        for code in [*error.fields.values(), error.code]:
            if code in said:
                field, text = said[code]
                self.add_error(field, str(text))
                return
        raise error


class Leave(forms.Form):
    """Leave or duty elsewhere of one employee, with both its days."""

    nip = forms.CharField(
        label=_("NIP pegawai"), max_length=24,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": _("Isi NIP-nya.")},
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Jenis"))
    first = forms.DateField(label=_("Hari pertama"), widget=day_input())
    last = forms.DateField(
        label=_("Hari terakhir"), widget=day_input(), validators=[MaxValueValidator(FAR, _("Terlalu jauh."))]
    )
    basis = forms.CharField(
        label=_("Dasar"), max_length=160, help_text=_("Nomor surat cuti atau surat tugas, dan tanggalnya."),
        error_messages={"required": _("Isi nomor suratnya.")},
    )  # fmt: skip

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"first": clock.today(), "last": clock.today()})
        choice = self.fields["kind"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101  declared above
        choice.choices = [(kind.code, words.in_language(kind.title)) for kind in law.leave_kinds().values()]

    def add_fault(self, error: DomainError) -> None:
        said = {
            "overlaps": ("first", _("Sebagian hari itu sudah punya cuti atau dinas lain.")),
            "bad_dates": ("last", _("Hari terakhir sebelum hari pertama, atau terlalu lama.")),
            "not_found": ("nip", _("Tidak ada pegawai dengan NIP itu di unit Anda.")),
        }
        codes = [*error.fields.values(), error.code]
        field, text = next((said[code] for code in codes if code in said), (None, _("Ini tidak dapat dicatat.")))
        self.add_error(field, str(text))

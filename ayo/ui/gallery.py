"""Every part of the product in every state, on one page, for the people who build pages and for the visual checks.

The words here are samples, seen by developers only; they are not translated.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from ayo.ui import states
from ayo.ui.data import Card, NavItem, Slot
from ayo.ui.guard import open_to_all
from ayo.ui.show import show

NOW = datetime(2026, 11, 24, 2, 41, 7, tzinfo=UTC)


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Nama lengkap", help_text="Seperti pada KTP-el.", max_length=60)
    born_on = forms.DateField(label="Tanggal lahir anak", widget=forms.DateInput(attrs={"type": "date"}))
    phone = forms.CharField(label="Nomor ponsel", widget=forms.TextInput(attrs={"inputmode": "tel"}))
    kelurahan = forms.ChoiceField(label="Kelurahan", choices=[("1001", "Cikokol"), ("1002", "Babakan")])
    pick_up = forms.ChoiceField(
        label="Ambil KIA di mana?",
        choices=[("desk", "Kelurahan Cikokol"), ("post", "Diantar pos")],
        widget=forms.RadioSelect,
    )
    days = forms.MultipleChoiceField(
        label="Hari yang cocok",
        choices=[("mon", "Senin"), ("tue", "Selasa")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    photo = forms.FileField(label="Foto berkas", help_text="JPG, PNG, PDF sampai 10 MB", required=False)
    message = forms.CharField(label="Pesan untuk petugas", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    truth = forms.BooleanField(label="Data di atas benar", help_text="Saya bertanggung jawab atas isinya.")
    whatsapp = forms.BooleanField(label="Kabari lewat WhatsApp", required=False)

    def clean_born_on(self) -> date:
        born_on: date = self.cleaned_data["born_on"]
        if born_on > NOW.date():
            raise forms.ValidationError("Tanggal lahir anak tidak boleh di masa depan")
        return born_on

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"]
        if sum(character.isdigit() for character in phone) < 11:
            raise forms.ValidationError("Nomor ponsel kurang dua angka")
        return phone


@open_to_all("samples of invented people; not there outside development")
def gallery(request: HttpRequest) -> HttpResponse:
    if not settings.DEBUG:
        raise Http404
    refused = SampleForm(
        {
            "name": "Ratna",
            "born_on": "2027-11-17",
            "phone": "0812 3344 44",
            "kelurahan": "1001",
            "pick_up": "desk",
            "truth": "on",
        },
        auto_id="keliru_%s",
    )
    context = {
        "states_list": list(states.STATES),
        "blank": SampleForm(initial={"name": "Ratna", "pick_up": "desk", "whatsapp": True}, auto_id="kosong_%s"),
        "refused": refused,
        "now": NOW,
        **_lists(),
        **_exchange(),
        **_chrome(),
    }
    return show(request, "ui/gallery.html", context, fragment="")


def _lists() -> dict[str, Any]:
    return {
        "figures": _figures(),
        "known": _known(),
        "glances": _glances(),
        "events": _events(),
        "news": _news(),
        "week": _week(),
        "difference": _difference(),
    }


def _figures() -> list[dict[str, Any]]:
    return [
        {"label": "Sehat", "value": "22", "unit": "dari 24"},
        {"label": "Sampai, median", "value": "4", "unit": "ms"},
        {"label": "Tertahan", "value": "37", "unit": "kiriman", "tone": "turn"},
        {"label": "Selisih data", "value": "3", "unit": "catatan"},
    ]


def _glances() -> list[Card]:
    apps = "Aplikasi terhubung"
    return [
        Card("Kelurahan Cikokol", "#unit", "building", Slot.GLANCE, "Unit saya", "Petugas pelayanan"),
        Card(apps, "#aplikasi", "plug", Slot.GLANCE, hint="2 perlu dilihat", tone="bad", on=18, of=20),
        Card(apps, "#semua", "plug", Slot.GLANCE, hint="semua sehat", tone="ok", on=210, of=210),
    ]


def _known() -> list[dict[str, Any]]:
    return [
        {"label": "Nama", "value": "Ratna", "source": "Disdukcapil", "on": date(2024, 2, 3), "url": "#betul"},
        {
            "label": "Alamat",
            "value": "Jl. Perintis 14, RT 003 RW 005, Cikokol",
            "source": "Warga",
            "on": "2026-01-08",
        },
        {"label": "Pekerjaan", "value": "", "url": "#isi", "verb": "Isi"},
    ]


def _events() -> list[dict[str, Any]]:
    return [
        {"title": "Diambil di kelurahan", "hint": "Perkiraan Rabu", "state": "next"},
        {"title": "Dicetak", "hint": "Seksi Cetak", "at": NOW, "state": "now"},
        {"title": "Ditandatangani", "hint": "Kepala Disdukcapil", "at": NOW - timedelta(hours=2), "state": "done"},
        {
            "title": "Pengiriman pertama gagal",
            "hint": "Dicoba lagi 30 detik kemudian",
            "at": "08.08",
            "state": "bad",
        },
    ]


def _news() -> list[dict[str, Any]]:
    return [
        {"label": "Kartu Keluarga baru sudah ditandatangani", "hint": "08.12", "url": "#kk", "unread": True},
        {
            "label": "Posyandu Melati",
            "hint": "Timbang pertama",
            "icon": "heart",
            "tone": "ok",
            "side": "Sab, 28 Nov",
        },
        {
            "label": "Jl. Perintis ditutup",
            "hint": "Lewat Jl. Veteran",
            "icon": "alert",
            "tone": "turn",
            "side": "malam ini",
        },
    ]


def _week() -> list[dict[str, Any]]:
    return [
        {"label": day, "value": value, "now": day == "K"}
        for day, value in (("S", 4), ("S", 7), ("R", 5), ("K", 9), ("J", 6))
    ]


def _difference() -> list[dict[str, Any]]:
    return [
        {
            "label": "Nama anak",
            "ours": "Bima Arya",
            "theirs": "tidak ada",
            "source": "diisi warga",
            "result": "Baru",
        },
        {
            "label": "Lahir",
            "ours": "17 Nov 2026",
            "theirs": "17 Nov 2026",
            "source": "RSUD",
            "result": "Cocok",
            "tone": "ok",
        },
        {
            "label": "Ayah",
            "ours": "Arif",
            "theirs": "Arief",
            "source": "KUA",
            "result": "Beda 1 huruf",
            "tone": "turn",
        },
    ]


def _exchange() -> dict[str, Any]:
    names = ["e-Puskesmas", "SPMB", "PBB-P2", "PATEN", "e-Kinerja", "Absensi"]
    done = [
        {"name": name, "fields": "nama, alamat", "ms": 9 + 5 * index, "state": "OK", "url": "#aplikasi"}
        for index, name in enumerate(names)
    ]
    part = [
        *done[:2],
        {"name": "PBB-P2", "fields": "alamat", "state": "WAITING", "reason": "507, ruang simpan habis · lagi 09.44"},
        {"name": "e-Transport", "fields": "nama", "state": "FAILED", "reason": "Sambungan putus"},
    ]
    sources = [
        ("Disdukcapil", "nama, keluarga, alamat", 14, "14 aplikasi"),
        ("BKPSDM", "jabatan, golongan", 6, "6 aplikasi"),
        ("Warga", "telepon, surel, izin", 5, "19 aplikasi"),
        ("RSUD dan puskesmas", "kelahiran, rujukan", 3, "3 aplikasi"),
        ("BPKD", "objek pajak, tagihan", 4, "4 aplikasi"),
    ]
    targets = [
        ("e-Puskesmas", 8, "", ""),
        ("SPMB", 6, "", ""),
        ("PATEN 13 kecamatan", 7, "", ""),
        ("PBB-P2", 6, "hold", "37 tertahan"),
        ("e-Kinerja dan TPP", 5, "", ""),
        ("Absensi", 3, "", ""),
        ("e-Transport", 2, "cut", "putus"),
        ("Satu Data, 17 lainnya", 5, "", ""),
    ]
    return {
        "done": done,
        "part": part,
        "sources": [dict(zip(("name", "gives", "weight", "side"), row, strict=True)) for row in sources],
        "targets": [dict(zip(("name", "weight", "state", "note"), row, strict=True)) for row in targets],
        "hub": {"figure": "13.402", "text": "perubahan hari ini"},
    }


def _chrome() -> dict[str, Any]:
    """A shell to look at even where no portal fills it."""
    nav = (
        NavItem("Beranda", "/", "home", 0),
        NavItem("Meja kerja", "#meja", "inbox", 1, count=12, tone="turn"),
        NavItem("Galeri", "/ui/", "grid", 2, current=True),
        NavItem("Tim saya", "#tim", "people", 3, count=3),
    )
    return {"sample_nav": nav}

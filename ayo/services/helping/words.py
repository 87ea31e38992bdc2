"""How help is spoken of."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.utils.translation import ngettext

from ayo.common import clock
from ayo.registry import facade as registry
from ayo.services.data.helping import How, NeedState

HOW: Mapping[How, Promise] = {
    How.HOME: later("Petugas datang ke rumah"),
    How.OFFICE: later("Saya datang ke kelurahan"),
    How.PHONE: later("Lewat telepon"),
}
HOW_FOR_OFFICER: Mapping[How, Promise] = {
    How.HOME: later("di rumah warga"),
    How.OFFICE: later("di kelurahan"),
    How.PHONE: later("lewat telepon"),
}
ICONS: Mapping[How, str] = {How.HOME: "home", How.OFFICE: "building", How.PHONE: "phone"}
STATES: Mapping[NeedState, tuple[Promise, str]] = {
    NeedState.OPEN: (later("Menunggu petugas"), "flow"),
    NeedState.TAKEN: (later("Ada yang membantu"), "ok"),
    NeedState.DONE: (later("Selesai"), "ok"),
    NeedState.CANCELLED: (later("Ditarik"), ""),
    NeedState.EXPIRED: (later("Tidak ada yang mengambil"), "bad"),
}
REFUSALS: Mapping[str, Promise] = {
    "oneself": later("Ini Anda sendiri. Urusan sendiri dibuat dari Layanan, tanpa dihitung sebagai pekerjaan."),
    "family": later("Anda sekeluarga dengan orang ini, atau boleh bertindak untuknya. Minta rekan membantunya."),
    "not_entitled": later("Membantu warga bukan bagian dari peran Anda saat ini."),
    "nobody": later("Tidak ada warga dengan NIK itu."),
    "too_often": later("Terlalu sering. Coba lagi nanti."),
    "not_offered": later("Layanan ini sedang tidak dibuka."),
    "confirmed": later("Warga sudah mengizinkan."),
    "refused": later("Warga menolak. Tidak ada yang dapat diisi untuknya."),
    "lapsed": later("Warga tidak menjawab pada waktunya. Mulai lagi."),
    "ended": later("Bantuan ini sudah diakhiri."),
    "over": later("Enam puluh menitnya sudah habis. Mulai lagi."),
    "not_confirmed": later("Warga belum mengizinkan, atau waktunya sudah habis."),
    "taken_by_another": later("Rekan lain lebih dulu mengambilnya."),
}


def refusal(code: str) -> str:
    """Return why not, for people."""
    return str(REFUSALS[code]) if code in REFUSALS else _("Ini tidak dapat dilakukan sekarang.")


def masked(name: str) -> str:
    """Return a name so that it is recognised by whoever stands beside its owner: R•••• P•••."""
    return " ".join(f"{part[0]}{'•' * min(4, max(1, len(part) - 1))}" for part in name.split() if part)


def age(since: datetime) -> str:
    """Return how long a need waits."""
    waits = clock.now() - since
    if waits.days:
        return ngettext("%(num)s hari", "%(num)s hari", waits.days) % {"num": waits.days}
    hours = waits.seconds // 3600
    if hours:
        return ngettext("%(num)s jam", "%(num)s jam", hours) % {"num": hours}
    minutes = waits.seconds // 60
    return ngettext("%(num)s menit", "%(num)s menit", minutes) % {"num": minutes} if minutes else _("baru saja")


def place(area: str, rw: str) -> str:
    """Return where about, without a street."""
    named = registry.words.area(area) if area else _("Alamat belum ada")
    return f"{named}, RW {rw}" if rw else named

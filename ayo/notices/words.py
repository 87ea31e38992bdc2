"""How channels and what became of a message are called."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from ayo.notices.data import Carrier, Channel, Skipped, State
from ayo.notices.models import CarrierState, Sending
from ayo.notices.queries import WAITING_AT_MOST
from ayo.registry import facade as registry
from ayo.ui import filters
from ayo.ui.filters import moment
from ayo.ui.states import STATES
from ayo.ui.states import State as Tone

CHANNELS: Mapping[str, Promise] = {
    Channel.EMAIL: later("Surel"),
    Channel.SMS: later("SMS"),
    Channel.WHATSAPP: later("WhatsApp"),
}
CARRIERS: Mapping[str, Promise] = {
    Carrier.MAIL: later("Server surel"),
    Carrier.GATEWAY: later("Gateway SMS dan WhatsApp"),
}
_STATES: Mapping[str, Promise] = {
    State.SENT: later("%(channel)s: terkirim %(at)s"),
    State.DELIVERED: later("%(channel)s: sampai %(at)s"),
    State.FAILED: later("%(channel)s: tidak sampai; kabarnya tetap ada di sini"),
}
_SKIPPED: Mapping[str, Promise] = {
    Skipped.NO_ADDRESS: later("%(channel)s: tidak dikirim, alamat atau nomornya belum ada di data Anda"),
    Skipped.SETTLED: later("%(channel)s: tidak perlu dikirim, sudah dibaca atau selesai"),
    Skipped.UNWANTED: later("%(channel)s: tidak dikirim, Anda mematikannya"),
    Skipped.ARRIVED: later("%(channel)s: tidak perlu dikirim, sudah sampai lewat WhatsApp"),
    Skipped.OFF: later("%(channel)s: tidak dikirim, salurannya sedang tidak ada"),
}


def carrier_in_each(carrier: str) -> dict[str, str]:
    """Return what a carrier is called in every language of the house, for a text that is read later."""
    said = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            said[language] = str(CARRIERS[carrier])
    return said


def ways(sendings: Mapping[UUID, Iterable[Sending]]) -> dict[UUID, list[str]]:
    """Return in plain words how else each notice was sent."""
    return {notice_id: [way(row) for row in rows] for notice_id, rows in sendings.items()}


def way(row: Sending) -> str:
    channel = CHANNELS[row.channel] if row.stands_in_for_id is None else _("SMS sebagai ganti WhatsApp")
    known = {"channel": str(channel), "at": moment(row.settled_at or row.next_try_at)}
    if row.state == State.SKIPPED:
        return str(_SKIPPED[row.reason]) % known
    if row.state == State.WAITING and row.attempts:
        return _("%(channel)s: belum berhasil, dicoba lagi") % known
    if row.state == State.WAITING:
        return _("%(channel)s: akan dikirim %(at)s") % known
    if (row.channel, row.state) == (Channel.EMAIL, State.SENT):
        # SMTP says no more than this; whether a letter arrived nobody tells us.
        return _("%(channel)s: diterima server surel %(at)s") % known
    return str(_STATES[row.state]) % known


@dataclass(frozen=True, slots=True)
class CarrierLine:
    """A carrier as the page says it."""

    key: str
    name: str
    state: Tone
    says: str
    waiting: str
    failures: int
    error: str
    opened_at: datetime | None
    next_probe_at: datetime | None


def carrier(which: Carrier, row: CarrierState | None, waiting: int) -> CarrierLine:
    count = filters.number(min(waiting, WAITING_AT_MOST))
    said = _("lebih dari %(n)s") % {"n": count} if waiting > WAITING_AT_MOST else count
    state, says = _doing(row)
    name = str(CARRIERS[which])
    if row is None:
        return CarrierLine(which.lower(), name, state, says, said, 0, "", None, None)
    return CarrierLine(
        which.lower(), name, state, says, said, row.failures, row.error, row.opened_at, row.next_probe_at
    )


def _doing(row: CarrierState | None) -> tuple[Tone, str]:
    if row is not None and row.opened_at:
        return STATES["CUT"], _("Tidak ada yang hilang: pesan menunggu, dan satu pesan mencoba lagi pada waktunya.")
    if row is not None and row.failures:
        return STATES["SLOW"], _("Belum lama ini gagal; setiap pesan dicoba lagi sendiri.")
    return STATES["HEALTHY"], _("Terbuka.")


def hints(offered: Collection[Channel], addresses: Mapping[Channel, str]) -> dict[str, str]:
    """Return for each channel where it leads, as the registry has it now."""
    missing = _("Belum ada di data Anda. Lengkapi lewat Data saya.")
    return {channel.value: _leads_to(channel, addresses[channel]) or missing for channel in offered}


def _leads_to(channel: Channel, address: str) -> str:
    return address if channel is Channel.EMAIL or not address else registry.words.phone(address)

"""How channels and what became of a message are called."""

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from ayo.notices.data import Channel, Skipped, State
from ayo.notices.models import Sending
from ayo.registry import facade as registry
from ayo.ui.filters import moment

CHANNELS: Mapping[str, Promise] = {
    Channel.EMAIL: later("Surel"),
    Channel.SMS: later("SMS"),
    Channel.WHATSAPP: later("WhatsApp"),
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
    Skipped.OFF: later("%(channel)s: tidak dikirim, salurannya sedang tidak ada"),
}


def ways(sendings: Mapping[UUID, Iterable[Sending]]) -> dict[UUID, list[str]]:
    """Return in plain words how else each notice was sent."""
    return {notice_id: [way(row) for row in rows] for notice_id, rows in sendings.items()}


def way(row: Sending) -> str:
    known = {"channel": str(CHANNELS[row.channel]), "at": moment(row.settled_at or row.next_try_at)}
    if row.state == State.SKIPPED:
        return str(_SKIPPED[row.reason]) % known
    if row.state == State.WAITING and row.attempts:
        return _("%(channel)s: belum berhasil, dicoba lagi") % known
    if row.state == State.WAITING:
        return _("%(channel)s: akan dikirim %(at)s") % known
    return str(_STATES[row.state]) % known


def hints(offered: Collection[Channel], addresses: Mapping[Channel, str]) -> dict[str, str]:
    """Return for each channel where it leads, as the registry has it now."""
    missing = _("Belum ada di data Anda. Lengkapi lewat Data saya.")
    return {channel.value: _leads_to(channel, addresses[channel]) or missing for channel in offered}


def _leads_to(channel: Channel, address: str) -> str:
    return address if channel is Channel.EMAIL or not address else registry.words.phone(address)

"""One application as a line of the board and as the head of its own pages: state, delay, curve, the way out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ayo.common import clock
from ayo.exchange import pace, words
from ayo.exchange.data import AppHealth, Health, Mode
from ayo.ui import filters
from ayo.ui.states import State

# Below this a delay is noise: the curve of a healthy application lies flat. Who comes by itself comes when it likes.
CALM_MS, CALM_PULL_MS = 1_000, 30_000
Curves = Mapping[UUID, list[int | None]]


@dataclass(frozen=True, slots=True)
class Line:
    health: AppHealth
    state: State
    mode: str
    delay: str
    curve: tuple[int, ...]

    @property
    def is_in_trouble(self) -> bool:
        return self.state.tone in {"turn", "bad"}

    @property
    def shape(self) -> tuple[int, ...]:
        calm = CALM_MS if self.health.app.mode.is_push else CALM_PULL_MS
        return tuple(max(0, ms - calm) for ms in self.curve)

    @property
    def held(self) -> int:
        return self.health.parked + self.health.refused


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with an application and what can be done; an empty title means that nothing is."""

    title: str = ""
    text: str = ""
    tone: str = ""


def of(found: Sequence[AppHealth], curves: Curves) -> list[Line]:
    now = clock.now()
    return [_line(one, curves.get(one.app.id, [None] * pace.STEPS), now) for one in found]


def needs_attention(health: AppHealth) -> bool:
    return health.health is not Health.GOOD


def trouble(health: AppHealth) -> Trouble:
    """Return the gravest matter in words, with the way out of it."""
    if health.health is Health.PAUSED:
        text = _("Kejadian menunggu di catatan dan tidak ada yang hilang. Lanjutkan bila aplikasinya siap.")
        return Trouble(_("Dijeda: %(reason)s") % {"reason": words.trouble(health.app.paused_reason)}, text, "turn")
    if health.health is Health.NO_CONTRACT:
        return Trouble(_("Tidak ada kontrak yang berlaku."), _("Tanpa kontrak tidak ada data yang dikirim."), "turn")
    if health.health is Health.DOWN:
        return Trouble(_silent(health), _waiting(health), "bad")
    if health.health is Health.LATE:
        return Trouble(_late(health), _waiting(health), "turn")
    return _held(health)


def _held(health: AppHealth) -> Trouble:
    if health.refused:
        title = ngettext("%(num)s kejadian menunggu keputusan.", "%(num)s kejadian menunggu keputusan.", health.refused)
        text = _("Penerima menolaknya, atau tujuh hari tidak sampai. Coba lagi, atau hentikan dengan alasan.")
        return Trouble(title % {"num": filters.number(health.refused)}, text, "turn")
    if health.parked:
        title = ngettext("%(num)s kejadian tertahan.", "%(num)s kejadian tertahan.", health.parked)
        text = _("Urutan tiap subjek dijaga; subjek lain tetap mengalir. Ayo mencoba lagi sendiri selama tujuh hari.")
        return Trouble(title % {"num": filters.number(health.parked)}, text, "turn")
    if health.last_error:
        return Trouble(_("Kiriman terakhir gagal."), _("%(error)s. Ayo mencoba lagi sendiri.") % _error(health), "turn")
    if health.drift:
        title = ngettext("%(num)s catatan berbeda.", "%(num)s catatan berbeda.", health.drift)
        text = _("Isi yang benar sudah dikirim ulang; pembandingan berikutnya memastikannya.")
        return Trouble(title % {"num": filters.number(health.drift)}, text, "turn")
    return Trouble()


def _silent(health: AppHealth) -> str:
    if health.last_success_at is None:
        return _("Belum pernah menjawab.")
    return _("Tidak menjawab sejak %(at)s.") % {"at": filters.moment(health.last_success_at)}


def _late(health: AppHealth) -> str:
    at = filters.moment(health.oldest_waiting_at)
    if health.app.mode is Mode.PULL:
        return _("Aplikasi belum menarik kejadian sejak %(at)s.") % {"at": at}
    if health.app.mode is Mode.FILE:
        return _("Berkas belum dibaca sejak %(at)s.") % {"at": at}
    return _("Tertinggal sejak %(at)s.") % {"at": at}


def _waiting(health: AppHealth) -> str:
    text = ngettext(
        "%(num)s kejadian menunggu menurut urutan dan dikirim sendiri begitu aplikasi kembali.",
        "%(num)s kejadian menunggu menurut urutan dan dikirim sendiri begitu aplikasi kembali.",
        health.lag,
    ) % {"num": filters.number(health.lag)}
    return f"{_('%(error)s.') % _error(health)} {text}" if health.last_error else text


def _error(health: AppHealth) -> dict[str, str]:
    error = words.trouble(health.last_error).rstrip(".")
    return {"error": error[:1].upper() + error[1:]}


def _line(health: AppHealth, curve: Sequence[int | None], now: datetime) -> Line:
    # A file is written on schedule: what waits for its hour is not late.
    waiting = None if health.app.mode is Mode.FILE else health.oldest_waiting_at
    drawn = pace.filled(curve, waiting_since=waiting, now=now)
    known = any(ms is not None for ms in curve)
    return Line(
        health, words.state(health), str(words.MODES[health.app.mode]), _delay(health, drawn, now, known), tuple(drawn)
    )


def _delay(health: AppHealth, drawn: Sequence[int], now: datetime, known: bool) -> str:  # noqa: FBT001
    if health.health is Health.PAUSED:
        return _("dijeda")
    if health.health is Health.NO_CONTRACT:
        return _("tidak dikirim")
    if health.app.mode is Mode.FILE and health.health is not Health.LATE:
        return _("terjadwal")
    if health.oldest_waiting_at is not None and health.health in (Health.DOWN, Health.LATE):
        return filters.ms(round((now - health.oldest_waiting_at).total_seconds() * 1000))
    if health.health is Health.DOWN:
        return _("putus")
    return filters.ms(drawn[-1]) if known or drawn[-1] else _("tenang")

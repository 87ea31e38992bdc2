"""What performance adds to the menu and the home page of employees."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ayo.common import clock
from ayo.common.actor import Actor, Role
from ayo.performance import access, law
from ayo.performance.data.activity import DayBar, Totals, Waits, Week
from ayo.performance.queries import activities, outlook
from ayo.performance.words import pay as said
from ayo.region.facade import pack
from ayo.ui.data import Card, NavItem, Slot
from ayo.ui.filters import rupiah
from ayo.ui.jinja import url

WORKING_DAYS = 5
_NOTHING = Totals(0, 0)


def menu(actor: Actor) -> list[NavItem]:
    """Return the place of one's own work; no query."""
    if not actor.serves_the_city:
        return []
    own, measures = (url("performance:my_measures"),), (url("performance:measures"),)
    hint = _("hari kerja Anda, terhitung sendiri")
    items = [NavItem(_("Kinerja"), url("performance:day"), "chart", 12, hint=hint, covers=own)]
    if access.keeps_records(actor):
        hint = _("cuti, dinas luar, hukuman disiplin")
        items.append(NavItem(_("Cuti dan disiplin"), url("performance:leave"), "cal", 60, hint=hint, covers=measures))
    if access.sees_allowance_runs(actor):
        items.append(NavItem(_("TPP pegawai"), url("performance:runs"), "money", 61, hint=_("hitung, setujui, bayar")))
    if actor.has(Role.LEADER):
        items.append(
            NavItem(_("Predikat unit"), url("performance:unit_spreads"), "chart", 62, hint=_("capaian unit kota"))
        )
    if access.drafts_plans(actor):
        items.append(NavItem(_("SKP pegawai"), url("performance:plan_runs"), "list", 62, hint=_("draf untuk semua")))
    return items


def at_home(actor: Actor) -> tuple[list[Card], Week | None]:
    """Return what waits of the team, how far today and the month's allowance came, and the last working days.

    Two queries for employees.
    """
    if not actor.serves_the_city or actor.person_id is None:
        return [], None
    today, calendar = clock.today(), pack().calendar
    last = today if calendar.is_working_day(today) else calendar.add_working_days(today, -1)
    days = [*(calendar.add_working_days(last, -back) for back in range(WORKING_DAYS - 1, 0, -1)), last]
    found, waits = activities.recent_and_waiting(actor.person_id, since=days[0], until=today + timedelta(days=1))
    bars = [DayBar(date_format(day, "D"), found.get(day, _NOTHING).done, now=day == today) for day in days]
    cards = [*_team(waits), _today(found.get(today, _NOTHING)), *_allowance(actor.person_id, today)]
    return cards, Week(tuple(bars), law.minutes_of_a_day())


def _team(waits: Waits) -> Iterator[Card]:
    """Say what of the team waits for its superior, each where it is decided."""
    team, plans = url("performance:team"), url("performance:team_plans")
    if waits.activities:
        words = ngettext("%(num)s aktivitas tim", "%(num)s aktivitas tim", waits.activities)
        hint = _("Yang tidak Anda jawab naik ke atasan Anda.")
        yield _turn(words % {"num": waits.activities}, team, "chart", hint, _("Validasi"))
    if waits.corrections:
        words = ngettext("%(num)s koreksi kehadiran", "%(num)s koreksi kehadiran", waits.corrections)
        hint = _("Anggota tim minta kehadirannya diperbaiki.")
        yield _turn(words % {"num": waits.corrections}, f"{team}#koreksi", "cal", hint, _("Putuskan"))
    if waits.plans:
        words = ngettext("%(num)s SKP menunggu persetujuan", "%(num)s SKP menunggu persetujuan", waits.plans)
        yield _turn(words % {"num": waits.plans}, plans, "list", _("Setujui atau kembalikan."), _("Setujui"))


def _turn(title: str, address: str, icon: str, hint: str, action: str) -> Card:
    return Card(
        title, address, icon, kind=_("Tim saya"), hint=hint, tag=_("Giliran Anda"), tone="turn", action=action
    )  # fmt: skip


def _today(found: Totals) -> Card:
    words = ngettext("%(num)s menit hari ini", "%(num)s menit hari ini", found.done) % {"num": found.done}
    hint = _("%(num)s menit menunggu kata warga") % {"num": found.waiting} if found.waiting else ""
    return Card(
        words, url("performance:day"), "chart", Slot.GLANCE, _("Kinerja"), hint, on=found.done,
        of=law.minutes_of_a_day(),
    )  # fmt: skip


def _allowance(person_id: UUID, today: date) -> list[Card]:
    """Return what this month comes to so far, and what would raise it."""
    found = outlook.running(person_id, today)
    if found is None:
        return []
    amounts = {
        "ceiling": rupiah(found.now.ceiling), "more": rupiah(found.worth_of(60)),
    }  # fmt: skip
    full = found.facts.counted_minutes >= found.ceiling
    hint = _("dari pagu %(ceiling)s; menit bulan ini sudah penuh") if full else _(
        "dari pagu %(ceiling)s; setiap 60 menit menambah %(more)s"
    )  # fmt: skip
    kind = _("TPP %(month)s, sampai hari ini") % {"month": said.month_name(found.month)}
    return [Card(rupiah(found.now.net), url("performance:what_if"), "money", Slot.GLANCE, kind, hint % amounts)]

"""What performance adds to the menu and the home page of employees."""

from datetime import timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ayo.common import clock
from ayo.common.actor import Actor
from ayo.performance import law
from ayo.performance.data.activity import DayBar, Totals, Week
from ayo.performance.queries import activities
from ayo.region.facade import pack
from ayo.ui.data import Card, NavItem, Slot
from ayo.ui.jinja import url

WORKING_DAYS = 5
_NOTHING = Totals(0, 0)


def menu(actor: Actor) -> list[NavItem]:
    """Return the place of one's own work; no query."""
    if not actor.serves_the_city:
        return []
    return [NavItem(_("Kinerja"), url("performance:day"), "chart", 12, hint=_("hari kerja Anda, terhitung sendiri"))]


def at_home(actor: Actor) -> tuple[list[Card], Week | None]:
    """Return how far today has come, and the last working days; one query for employees."""
    if not actor.serves_the_city or actor.person_id is None:
        return [], None
    today, calendar = clock.today(), pack().calendar
    last = today if calendar.is_working_day(today) else calendar.add_working_days(today, -1)
    days = [*(calendar.add_working_days(last, -back) for back in range(WORKING_DAYS - 1, 0, -1)), last]
    found = activities.by_day(actor.person_id, since=days[0], until=today + timedelta(days=1))
    bars = [DayBar(date_format(day, "D"), found.get(day, _NOTHING).done, now=day == today) for day in days]
    return [_today(found.get(today, _NOTHING))], Week(tuple(bars), law.minutes_of_a_day())


def _today(found: Totals) -> Card:
    words = ngettext("%(num)s menit hari ini", "%(num)s menit hari ini", found.done) % {"num": found.done}
    hint = _("%(num)s menit menunggu kata warga") % {"num": found.waiting} if found.waiting else ""
    return Card(
        words, url("performance:day"), "chart", Slot.GLANCE, _("Kinerja"), hint, on=found.done,
        of=law.minutes_of_a_day(),
    )  # fmt: skip

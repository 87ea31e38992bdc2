"""What performance adds to the menu and the home page of employees."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ayo.common import clock
from ayo.common.actor import Actor
from ayo.performance import law
from ayo.performance.queries import activities
from ayo.ui.data import Card, NavItem, Slot
from ayo.ui.jinja import url


def menu(actor: Actor) -> list[NavItem]:
    """Return the place of one's own work; no query."""
    if not actor.serves_the_city:
        return []
    return [NavItem(_("Kinerja"), url("performance:day"), "chart", 12, hint=_("hari kerja Anda, terhitung sendiri"))]


def cards(actor: Actor) -> list[Card]:
    """Return how far today has come; one query for employees."""
    if not actor.serves_the_city or actor.person_id is None:
        return []
    today = clock.today()
    found = activities.totals(actor.person_id, since=today, until=today + timedelta(days=1))
    words = ngettext("%(num)s menit hari ini", "%(num)s menit hari ini", found.done) % {"num": found.done}
    hint = _("%(num)s menit menunggu kata warga") % {"num": found.waiting} if found.waiting else ""
    return [
        Card(
            words, url("performance:day"), "chart", Slot.GLANCE, _("Kinerja"), hint, on=found.done,
            of=law.minutes_of_a_day(),
        )
    ]  # fmt: skip

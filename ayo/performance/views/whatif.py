"""What if: more minutes or fewer late days, and the rupiah that makes. Nothing is written."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ayo.common import clock
from ayo.common.errors import NotFound
from ayo.common.http import Request
from ayo.performance import access
from ayo.performance.data.allowance import Slip
from ayo.performance.queries import outlook
from ayo.performance.rules import outlook as rules
from ayo.performance.words import pay as words
from ayo.ui.guard import me, signed_in
from ayo.ui.show import show


@require_safe
@signed_in
def what_if(request: Request) -> HttpResponse:
    """Show the running month as it stands, and as it would be with what was asked for."""
    if not access.has_work(request.actor):
        raise NotFound("Only employees have an allowance.")
    found = outlook.running(me(request), clock.today())
    if found is None:
        return show(request, "performance/what_if.html", {"found": None})
    minutes = _within(request.GET.get("menit", ""), found.ceiling, instead=found.ceiling)
    less = _within(request.GET.get("potongan", ""), len(found.facts.cuts), instead=0)
    slip = rules.supposed(found.tariff, found.facts, minutes=minutes, cuts_less=less, ceiling=found.ceiling)
    context = {
        "found": found, "name": words.month_name(found.month), "minutes": minutes, "less": less,
        "cuts": len(found.facts.cuts), "wrong": _wrong(request, found), "rows": _compared(found.now, slip),
        "slip": slip, "difference": slip.net - found.now.net,
        "each": found.worth_of(60),
        "productivity": words.percent(found.now.productivity, 1),
    }  # fmt: skip
    return show(request, "performance/what_if.html", context, fragment="result")


def _compared(now: Slip, then: Slip) -> list[dict[str, Any]]:
    """Return the sums of both slips side by side; what was not got and what is deducted is negative."""
    pairs = [
        (_("Pagu"), now.ceiling, then.ceiling),
        (_("Tidak didapat"), now.earned - now.ceiling, then.earned - then.ceiling),
        (_("Pajak dan iuran"), now.net - now.earned, then.net - then.earned),
        (_("Diterima bersih"), now.net, then.net),
    ]
    return [{"label": label, "now": before, "then": after, "more": after - before} for label, before, after in pairs]


def _wrong(request: Request, found: outlook.Running) -> str:
    """Say what of the question could not be taken as it was asked."""
    given = {"menit": found.ceiling, "potongan": len(found.facts.cuts)}
    for name, most in given.items():
        text = request.GET.get(name, "")
        if text and (not text.isdecimal() or int(text[:9]) > most):
            return _("Isilah bilangan dari 0 sampai %(most)s.") % {"most": most}
    return ""


def _within(text: str, most: int, *, instead: int) -> int:
    return min(int(text[:9]), most) if text.isdecimal() else instead

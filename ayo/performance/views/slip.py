"""One's own allowance: the months that were approved, and one of them with every rupiah explained."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from ayo.common import clock
from ayo.common.errors import NotFound
from ayo.common.http import Request
from ayo.files import facade as files
from ayo.performance import access
from ayo.performance.pay import slip_page, slip_print
from ayo.performance.queries import slips
from ayo.performance.words import pay as words
from ayo.registry import facade as registry
from ayo.ui.guard import me, signed_in
from ayo.ui.jinja import url
from ayo.ui.show import show

SHOWN = 24
COMPARED = 6


@require_safe
@signed_in
def months(request: Request) -> HttpResponse:
    """Show the months that have a slip, newest first; `sampai` goes further back."""
    if not access.has_work(request.actor):
        raise NotFound("Only employees have an allowance.")
    until = _month(request.GET.get("sampai", "")) or clock.today()
    found = slips.months_of(me(request), until=until, limit=SHOWN + 1)
    context = {
        "rows": [_row(one) for one in found[:SHOWN]],
        "bars": _bars(found[:COMPARED]),
        "next": f"?sampai={found[SHOWN].month:%Y-%m}" if len(found) > SHOWN else "",
        "is_first": "sampai" not in request.GET,
    }
    return show(request, "performance/slips.html", context)


@require_safe
@signed_in
def slip(request: Request, month: str) -> HttpResponse:
    """Show the slip of a month; of nobody but whoever asks."""
    day, kept = _own(request, month)
    before = day - timedelta(days=1)
    others = slips.months_of(me(request), until=day, limit=COMPARED)
    has_before = any(one.month == before.replace(day=1) for one in others)
    context = {
        "slip": slip_page.page(kept),
        "bars": _bars(others),
        "before": {"name": words.month_name(before), "url": _url(before)} if has_before else None,
        "is_mine": True,
        "pdf": url("performance:slip_pdf", f"{day:%Y-%m}"),
        "crumbs": [(words.month_name(day), "")],
    }
    return show(request, "performance/slip.html", context)


@require_safe
@signed_in
def pdf(request: Request, month: str) -> HttpResponse:
    """Give the slip of a month as a paper to keep; of nobody but whoever asks."""
    (day, kept), whose = _own(request, month), me(request)
    employment = registry.employment_of(whose)
    name = registry.names_of({whose}).get(whose, request.actor.label)
    paper = slip_print.printed(kept, name=name, nip=employment.number if employment else "")
    return files.given_to_keep(paper.content, f"slip-tpp-{day:%Y-%m}.pdf", files.PDF)


def _own(request: Request, month: str) -> tuple[date, slips.Kept]:
    day = _month(month)
    if day is None or not access.has_work(request.actor):
        raise NotFound("No such slip.")
    return day, slips.of_month(me(request), day)


def _row(one: slips.MonthLine) -> dict[str, Any]:
    return {
        "name": words.month_name(one.month), "url": _url(one.month), "net": one.net, "ceiling": one.ceiling,
        "look": words.RUNS[one.state], "paid_at": one.paid_at, "is_correction": one.is_correction,
    }  # fmt: skip


def _bars(found: list[slips.MonthLine]) -> list[dict[str, Any]]:
    """Return the last months, oldest first, in millions."""
    rows = list(reversed(found[:COMPARED]))
    return [
        {"value": one.net / 1e6, "text": words.decimal_of_millions(one.net), "label": words.short_month(one.month),
         "now": one is rows[-1]}
        for one in rows
    ]  # fmt: skip


def _url(month: date) -> str:
    return url("performance:slip", f"{month:%Y-%m}")


def _month(text: str) -> date | None:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return None

"""The board of all connected applications, and what is parked or differs anywhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ayo.common import clock
from ayo.common.actor import Actor
from ayo.common.http import Request
from ayo.exchange import access, kinds, lists, pace, queries, words
from ayo.exchange.data import AppHealth, Health
from ayo.exchange.views import drawer, lines, picture, sight
from ayo.region.facade import pack
from ayo.ui import filters
from ayo.ui.show import show

PER_PAGE = 20
PARKED_PER_PAGE = 50
DRIFTS_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reader chose: only those that need attention, a word, a page, one open drawer, no refreshing."""

    attention: bool
    words: str
    page: int
    app: str
    still: bool

    def link(self, **changes: Any) -> str:
        chosen = {
            "perlu": "1" if self.attention else "", "q": self.words, "hal": self.page if self.page > 1 else "",
            "app": self.app, "diam": "1" if self.still else "", **changes,
        }  # fmt: skip
        return "?" + urlencode({name: value for name, value in chosen.items() if value})

    @property
    def before_page(self) -> str:
        """Return the address of a page without its number, which the pager writes behind it."""
        kept = self.link(hal="", app="").removeprefix("?")
        return f"?{kept}&hal=" if kept else "?hal="


@sight.for_exchange
@require_safe
def apps(request: Request) -> HttpResponse:
    wanted = _wanted(request)
    found = sorted(queries.health_list(request.actor), key=lambda one: one.app.name.casefold())
    kept = [one for one in found if _matches(one, wanted)]
    last = max(1, -(-len(kept) // PER_PAGE))
    page = min(wanted.page, last)
    shown = kept[(page - 1) * PER_PAGE : page * PER_PAGE]
    between = pace.edges()
    speed = pace.of(_scope(request.actor, found), between)
    context = {
        "rail": "slim",
        "now": clock.now(),
        "wanted": wanted,
        "found": found,
        "lines": lines.of(shown, pace.curves([one.app.id for one in shown], between)),
        "kept": len(kept),
        "first": (page - 1) * PER_PAGE + 1,
        "page": page,
        "last": last,
        "figures": _figures(found, speed),
        "picture": picture.of(found, pack().authority_on(clock.today())),
        "speed": speed,
        "attention": sum(lines.needs_attention(one) for one in found),
        "may_add": access.may_add(request.actor),
        "opened": drawer.of(request.actor, wanted.app, found),
    }
    return show(request, "exchange/apps.html", context, fragment="live")


@sight.for_exchange
@require_safe
def parked(request: Request) -> HttpResponse:
    before = _number(request.GET.get("sebelum"))
    rows = lists.parked(request.actor, None, settled="", before=before, limit=PARKED_PER_PAGE + 1)
    context = {
        "rail": "slim",
        "apps": lists.parked_by_app(request.actor),
        "rows": rows[:PARKED_PER_PAGE],
        "next": f"?sebelum={rows[PARKED_PER_PAGE - 1].pk}" if len(rows) > PARKED_PER_PAGE else "",
        "is_first": before is None,
        "now": clock.now(),
        "words": words,
        "kind_label": kinds.label,
    }
    return show(request, "exchange/parked.html", context)


@sight.for_exchange
@require_safe
def drift(request: Request) -> HttpResponse:
    mine = list(access.visible_to(request.actor).order_by("name", "pk"))
    ids = [app.pk for app in mine]
    compared = lists.comparisons(ids)
    found = lists.drifts(ids, limit=DRIFTS_SHOWN)
    context = {
        "rail": "slim",
        "apps": mine,
        "compared": compared,
        "drifts": found,
        "total": sum(one.open for one in compared),
        "healed": sum(one.run.healed for one in compared),
        "records": sum(one.run.records for one in compared),
        "silent": [app for app in mine if not app.digest_url],
        "words": words,
        "kind_label": kinds.label,
    }
    return show(request, "exchange/drift.html", context)


def _wanted(request: Request) -> Wanted:
    given = request.GET
    return Wanted(
        attention=given.get("perlu") == "1",
        words=given.get("q", "").strip()[:80],
        page=max(1, _number(given.get("hal")) or 1),
        app=given.get("app", "")[:60],
        still=given.get("diam") == "1",
    )


def _matches(one: AppHealth, wanted: Wanted) -> bool:
    if wanted.attention and not lines.needs_attention(one):
        return False
    said = f"{one.app.name} {one.app.slug} {one.app.owner_name} {one.app.owner_short} {one.app.description}".casefold()
    return all(word in said for word in wanted.words.casefold().split())


def _scope(actor: Actor, found: Sequence[AppHealth]) -> list[Any] | None:
    """Those who see all applications need no list of them."""
    return None if actor.has(*access.LOOK_AT_ALL) else [one.app.id for one in found]


def _figures(found: Sequence[AppHealth], speed: pace.Pace) -> list[dict[str, str]]:
    held = sum(one.parked + one.refused for one in found)
    drift = sum(one.drift for one in found)
    good = sum(one.health is Health.GOOD for one in found)
    sent = filters.number(speed.sent_today)
    most = speed.sent_today >= pace.COUNTED
    return [
        _figure(_("Sehat"), filters.number(good), _("dari %(of)s") % {"of": filters.number(len(found))}, ""),
        _figure(_("Sampai, median"), *_measured(speed.median_ms), ""),
        _figure(_("Sampai, 99 %"), *_measured(speed.slowest_ms), ""),
        _figure(_("Tertahan"), filters.number(held), _("kejadian"), "turn" if held else ""),
        _figure(_("Selisih data"), filters.number(drift), _("catatan"), "turn" if drift else ""),
        _figure(_("Kiriman hari ini"), f"> {sent}" if most else sent, "", ""),
    ]


def _figure(label: str, value: str, unit: str, tone: str) -> dict[str, str]:
    return {"label": label, "value": value, "unit": unit, "tone": tone}


def _measured(ms: int | None) -> tuple[str, str]:
    """Return a duration as number and unit, so that the number can stand large."""
    if ms is None:
        return "–", ""
    number, _space, unit = filters.ms(ms).partition(filters.SPACE)
    return number, unit


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else None

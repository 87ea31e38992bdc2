"""One application: how it is doing, what it gets, what it refused, how its copy compares."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ayo.common import clock
from ayo.common.http import Request
from ayo.exchange import access, forms, kinds, lists, pace, queries, words
from ayo.exchange.data import Mode, Terms
from ayo.exchange.models import App, Parked
from ayo.exchange.views import drawer, lines, sight
from ayo.identity import facade as identity
from ayo.registry import facade as registry
from ayo.registry.data import Kind
from ayo.ui.show import show

TAIL, ATTEMPTS, PARKED, DRIFTS, RUNS, STEPS = 40, 50, 100, 100, 12, 8


@dataclass(frozen=True, slots=True)
class Held:
    """One subject that waits at an application: its first event and how many follow behind."""

    first: Parked
    ids: tuple[int, ...]

    @property
    def behind(self) -> int:
        return len(self.ids) - 1


def frame(request: Request, app: App, tab: str, **more: Any) -> dict[str, Any]:
    """Return what all pages of one application show: its head and its tabs."""
    health = queries.health_of(app)
    line = lines.of([health], pace.curves([app.pk], pace.edges()))[0]
    tabs = [
        ("app", _("Ringkasan"), None),
        ("contract", _("Kontrak"), None),
        ("keys", _("Kunci"), None),
        ("tail", _("Langsung"), None),
        ("attempts", _("Percobaan"), None),
        ("app_parked", _("Tertahan"), line.held or None),
        ("reconciliation", _("Rekonsiliasi"), health.drift or None),
    ]
    return {
        "rail": "slim",
        "app": health.app,
        "line": line,
        "health": health,
        "may_manage": access.may_manage(request.actor, app),
        "may_sign": access.may_sign(request.actor),
        "words": words,
        "kind_label": kinds.label,
        "now": clock.now(),
        "tabs": [
            {
                "label": label,
                "url": reverse(f"exchange:{name}", args=[app.slug]),
                "current": name == tab,
                "count": count,
            }
            for name, label, count in tabs
        ],
        **more,
    }


@sight.for_exchange
@require_safe
def summary(request: Request, slug: str) -> HttpResponse:
    app = sight.visible(request, slug)
    reference = _uuid(request.GET.get("uji"))
    context = frame(
        request, app, "app",
        trial=lists.trial_of(app, reference) if reference else None,
        reference=reference,
        steps=drawer.steps_of(app, STEPS),
        files=queries.files_of(app, STEPS) if app.mode == Mode.FILE else [],
        row=app,
        is_push=Mode(app.mode).is_push,
    )  # fmt: skip
    context["trouble"] = lines.trouble(context["health"])
    return show(request, "exchange/summary.html", context, fragment=_part(request))


@sight.for_exchange
@require_safe
def contract(request: Request, slug: str) -> HttpResponse:
    app = sight.visible(request, slug)
    versions = queries.contracts_of(app)
    today, current = clock.today(), queries.contract_of(app)
    context = frame(
        request, app, "contract",
        current=current,
        coming=next((one for one in versions if one.valid_from > today and one is not current), None),
        granted=[_granted(terms) for terms in current.grants] if current else [],
        versions=versions,
        signatures=lists.signatures_of(app),
        left=(current.valid_to - today).days if current and current.valid_to else None,
    )  # fmt: skip
    return show(request, "exchange/contract.html", context)


@sight.for_exchange
@require_safe
def keys(request: Request, slug: str) -> HttpResponse:
    return keys_page(request, sight.visible(request, slug), status=200)


def keys_page(request: Request, app: App, *, status: int, **more: Any) -> HttpResponse:
    now, cards = clock.now(), identity.cards_of(app.pk)
    secrets = queries.secrets_of(app)
    context = frame(
        request, app, "keys",
        secrets=secrets,
        current={one.sort: one.id for one in secrets if one.expires_at is None},
        cards=cards,
        ended={card.id for card in cards if card.expires_at and card.expires_at <= now},
        rotate_form=forms.Rotate(),
        key_form=forms.NewKey(),
        **more,
    )  # fmt: skip
    return show(request, "exchange/keys.html", context, status=status)


@sight.for_exchange
@require_safe
def tail(request: Request, slug: str) -> HttpResponse:
    app = sight.visible(request, slug)
    context = frame(request, app, "tail", tail=queries.tail_of(app, TAIL), still=request.GET.get("diam") == "1")
    return show(request, "exchange/tail.html", context, fragment="live")


@sight.for_exchange
@require_safe
def attempts(request: Request, slug: str) -> HttpResponse:
    app = sight.visible(request, slug)
    failed, before = request.GET.get("gagal") == "1", number(request.GET.get("sebelum"))
    rows = lists.attempts(app, failed=failed, before=before, limit=ATTEMPTS + 1)
    shown = rows[:ATTEMPTS]
    older = f"?{'gagal=1&' if failed else ''}sebelum={shown[-1].pk}" if len(rows) > ATTEMPTS else ""
    context = frame(request, app, "attempts", rows=shown, failed=failed, older=older)
    return show(request, "exchange/attempts.html", context)


@sight.for_exchange
@require_safe
def parked(request: Request, slug: str) -> HttpResponse:
    app = sight.visible(request, slug)
    settled = request.GET.get("selesai", "")
    if settled:
        rows = lists.parked(request.actor, app, settled=settled, before=None, limit=PARKED)
    else:
        rows = lists.held(app, limit=PARKED)
    context = frame(request, app, "app_parked", held=_by_subject(rows), settled=settled, rows=rows, most=PARKED)
    return show(request, "exchange/app_parked.html", context)


@sight.for_exchange
@require_safe
def reconciliation(request: Request, slug: str) -> HttpResponse:
    app = sight.visible(request, slug)
    drifts = queries.drifts_of(app, DRIFTS)
    persons = [one.record_id for one in drifts if one.kind == Kind.PERSON]
    context = frame(
        request, app, "reconciliation",
        runs=queries.reconciliations_of(app, RUNS),
        drifts=drifts,
        healed=lists.healed_of(app, limit=8),
        names=registry.visible_names(request.actor, persons),
        is_comparing=lists.is_comparing(app, clock.now() - lists.AT_WORK),
    )  # fmt: skip
    return show(request, "exchange/reconciliation.html", context, fragment="live")


def number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else None


def _by_subject(rows: list[Parked]) -> list[Held]:
    """Group what waits by subject; the first of each is the one that holds the others up."""
    grouped: dict[str, list[Parked]] = {}
    for row in sorted(rows, key=lambda row: row.position):
        grouped.setdefault(row.subject, []).append(row)
    held = [Held(group[0], tuple(row.pk for row in group)) for group in grouped.values()]
    return sorted(held, key=lambda one: one.first.parked_at, reverse=True)


def _granted(terms: Terms) -> dict[str, Any]:
    """Return a grant in words: single fields, the parts of an address together, places and groups."""
    whole = [name for name in terms.fields if "." not in name]
    parts: dict[str, dict[str, bool]] = {}
    for name in terms.fields:
        head, _dot, part = name.partition(".")
        if part:
            said = str(registry.words.PARTS.get(part, part))
            parts.setdefault(kinds.field(terms.kind, head), {})[said] = kinds.is_sensitive(terms.kind, name)
    return {
        "kind": kinds.label(terms.kind),
        "count": len(terms.fields),
        "fields": [(kinds.field(terms.kind, name), kinds.is_sensitive(terms.kind, name)) for name in whole],
        "parts": {head: list(said.items()) for head, said in parts.items()},
        "whose": str(kinds.groups_label(terms.kind)) if kinds.is_of_a_module(terms.kind) else _("Siapa"),
        "everything": _("Semua") if kinds.is_of_a_module(terms.kind) else _("Semua yang tercatat"),
        "areas": [registry.words.area(code) for code in terms.areas],
        "groups": [str(kinds.groups(terms.kind).get(group, group)) for group in terms.groups],
    }


def _part(request: Request) -> str:
    return "trial" if request.GET.get("uji") else "live"


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None

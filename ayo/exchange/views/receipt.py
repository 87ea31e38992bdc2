"""The receipt of one input for officers: application by application, with a file to keep."""

import csv
from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ayo.common import clock
from ayo.common.actor import Actor
from ayo.common.http import Request
from ayo.events import facade as events
from ayo.exchange import access, kinds, receipts, words
from ayo.exchange.data import AppReceipt, Reach, Receipt
from ayo.ui.guard import signed_in
from ayo.ui.show import show

FAILED = (Reach.REFUSED, Reach.EXPIRED, Reach.DISCARDED)
# Spreadsheets take a cell that begins like this for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@never_cache
@signed_in
@require_safe
def receipt(request: Request, event_id: UUID) -> HttpResponse:
    found = _seen(request.actor, event_id)
    entitled = sorted(found.entitled, key=lambda line: (line.reach is Reach.REACHED, line.ms or 0, line.app.name))
    failed = sum(line.reach in FAILED for line in entitled)
    context = {
        "rail": "slim",
        "now": clock.now(),
        "receipt": found,
        "lines": entitled,
        "failed": failed,
        "waiting": len(entitled) - found.reached - failed,
        "outside": len(found.apps) - len(entitled),
        "kind": _kind(found.subject),
        "words": words,
        "kind_label": kinds.label,
        "may_look": access.may_look(request.actor),
    }
    return show(request, "exchange/receipt.html", context, fragment="live")


@never_cache
@signed_in
@require_safe
def as_csv(request: Request, event_id: UUID) -> HttpResponse:
    found = _seen(request.actor, event_id)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="tanda-terima-{found.position}.csv"'
    # Without this mark spreadsheets take the text for another encoding.
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow([_("Aplikasi"), _("Pemilik"), _("Keadaan"), _("Waktu"), "ms", _("Percobaan"), _("Alasan")])
    for line in found.entitled:
        writer.writerow([_plain(cell) for cell in _row(line)])
    return response


def _seen(actor: Actor, event_id: UUID) -> Receipt:
    """Return the receipt as this actor may see it: whole for integrators and who made the change, else own apps."""
    logged = events.by_event_id(event_id)
    found = receipts.of_event(event_id) if logged and (access.may_look(actor) or logged.actor_id == actor.id) else None
    if logged is None or found is None:
        raise Http404
    if actor.has(*access.LOOK_AT_ALL) or logged.actor_id == actor.id:
        return found
    own = set(access.visible_to(actor).values_list("pk", flat=True))
    lines = tuple(line for line in found.apps if line.app.id in own)
    if not any(line.reach is not Reach.OUTSIDE for line in lines):
        raise Http404
    return replace(found, apps=lines)


def _kind(subject: str) -> str:
    return kinds.label(subject.partition("/")[0])


def _row(line: AppReceipt) -> Sequence[object]:
    word = words.REACHES[line.reach][0]
    at = line.at.isoformat() if line.at else ""
    return line.app.name, line.app.owner_name, word, at, line.ms, line.attempts, words.trouble(line.reason)


def _plain(cell: object) -> str:
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(FORMULA) else text

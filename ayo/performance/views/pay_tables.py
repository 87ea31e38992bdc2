"""Tables of TPP for the personnel office: what is in force, what is proposed and costs, who enacted what."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ayo.common import clock
from ayo.common.actor import Role
from ayo.common.errors import DomainError, Invalid, NotFound
from ayo.common.http import Request
from ayo.performance import access, actions
from ayo.performance.data.pay import TableState
from ayo.performance.law import allowance as law
from ayo.performance.models import AllowanceTable
from ayo.performance.queries import tables as queries
from ayo.performance.rules import versions
from ayo.performance.words import pay as words
from ayo.ui.guard import for_roles
from ayo.ui.show import show

SHOWN = 50
_SIMPLE = ("version", "valid_from", "legal_basis")


@require_safe
@for_roles(*access.ALLOWANCE_ROLES)
def tables(request: Request) -> HttpResponse:
    """Show the version in force with its values, and every version there was or is proposed."""
    now = queries.in_force(clock.today())
    context = {
        "version": now.tariff.version, "since": now.tariff.valid_from, "basis": words.basis(now.tariff.legal_basis),
        "groups": _grouped(now.values, {}), "rows": [_line(row) for row in queries.made(limit=SHOWN)],
        "shipped": [one.tariff for one in law.shipped().versions],
        "may_propose": access.may_run_allowance(request.actor),
    }  # fmt: skip
    return show(request, "performance/pay_tables.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.BKPSDM_ADMIN)
def propose(request: Request) -> HttpResponse:
    """Change values of the version in force and propose them; what is wrong is said at its field."""
    now = queries.in_force(clock.today())
    given = {path: request.POST[path] for path, _value in versions.leaves(now.values) if path in request.POST}
    faults: dict[str, str] = {}
    if request.method == "POST":
        try:
            row = actions.propose_table(values=given, note=request.POST.get("note", ""), actor=request.actor)
        except Invalid as error:
            faults = {path: words.table_fault(code) for path, code in error.fields.items()}
        except DomainError as error:
            faults = {"version": words.table_fault(error.code)}
        else:
            return redirect("performance:pay_table", row.pk)
    context = {
        "groups": _grouped(now.values, given), "faults": faults, "reason": request.POST.get("note", ""),
        "version": now.tariff.version,
    }  # fmt: skip
    return show(request, "performance/pay_table_propose.html", context, status=422 if faults else 200)


@require_safe
@for_roles(*access.ALLOWANCE_ROLES)
def one(request: Request, table_id: UUID) -> HttpResponse:
    """Show a version made here: what it changes, what that costs over everybody, and who may settle it."""
    row = queries.one(table_id)
    before = queries.of_version(row.against) or queries.in_force(clock.today())
    is_open = row.state == TableState.PROPOSED
    context = {
        "row": _line(row), "it": row, "effect": row.effect,
        "changes": [
            {"label": words.leaf(one.path), "before": one.before, "after": one.after}
            for one in versions.changes(before.values, law.of_written(row.written).values)
        ],
        "is_live": is_open and not row.effect,
        "may_enact": is_open and access.may_enact_tables(request.actor) and row.proposed_by != request.actor.id,
        "may_withdraw": is_open and access.may_run_allowance(request.actor),
        "is_mine": is_open and row.proposed_by == request.actor.id,
    }  # fmt: skip
    return show(request, "performance/pay_table.html", context, fragment="body")


@require_POST
@for_roles(*access.ALLOWANCE_ROLES)
def settle(request: Request, table_id: UUID, deed: str) -> HttpResponse:
    """Enact a proposed version, or withdraw it."""
    acts = {"tetapkan": actions.enact_table, "tarik": actions.withdraw_table}
    if deed not in acts:
        raise NotFound("No such step.")
    try:
        acts[deed](table_id=table_id, actor=request.actor)
    except NotFound:
        raise
    except DomainError as error:
        messages.error(request, words.table_fault(error.code))
    else:
        messages.success(request, _("Tersimpan."))
    return redirect("performance:pay_table", table_id)


def _line(row: AllowanceTable) -> dict[str, Any]:
    return {
        "id": row.pk, "version": row.version, "since": row.valid_from, "look": words.TABLES[TableState(row.state)],
        "basis": words.basis(row.legal_basis), "by": row.proposed_label, "at": row.created_at,
        "settled_by": row.settled_label, "settled_at": row.settled_at, "note": row.note, "against": row.against,
    }  # fmt: skip


def _grouped(values: dict[str, Any], given: dict[str, str]) -> list[dict[str, Any]]:
    """Return the leaves under the table they stand in, simple ones first."""
    found: dict[str, list[dict[str, Any]]] = {"": []}
    for path, value in versions.leaves(values):
        top = "" if "." not in path else path.split(".")[0]
        field = {"path": path, "label": words.leaf(path), "value": given.get(path, versions.said(value))}
        found.setdefault(top, []).append(field)
    found[""].sort(key=lambda field: (_SIMPLE.index(field["path"]) if field["path"] in _SIMPLE else 9, field["path"]))
    for fields in found.values():
        if all(_last(field).isdigit() for field in fields):
            fields.sort(key=lambda field: int(_last(field)))
    return [{"key": key, "label": words.table(key), "fields": fields} for key, fields in found.items()]


def _last(field: dict[str, Any]) -> str:
    return str(field["path"]).rpartition(".")[2]

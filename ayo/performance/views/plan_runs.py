"""Drafts of plans for everybody, begun and watched by the personnel agency."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ayo.common import clock
from ayo.common.actor import Role
from ayo.common.errors import Conflict
from ayo.common.http import Request
from ayo.performance import actions
from ayo.performance.data.plan import RunState
from ayo.performance.models import PlanRun
from ayo.performance.queries import plan_runs as queries
from ayo.performance.views.plan import number
from ayo.ui.guard import for_roles
from ayo.ui.show import show

POSTS = 20


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@for_roles(Role.BKPSDM_ADMIN)
def runs(request: Request) -> HttpResponse:
    """Show the drafts of this year and the next; POST begins a run of `tahun`, clicked twice one."""
    this = clock.today().year
    years = (this, this + 1)
    found = queries.of_years(years)
    if request.method == "POST":
        _begin(request, found)
        return redirect("performance:plan_runs")
    posts = queries.without_own_template(this)
    context = {
        "rows": [_row(year, found.get(year)) for year in years],
        "is_live": any(run.state == RunState.DRAFTING for run in found.values()),
        "posts": posts[:POSTS], "posts_more": max(0, len(posts) - POSTS),
        "without_template": sum(count for _post, count in posts),
    }  # fmt: skip
    return show(request, "performance/plan_runs.html", context, fragment="progress")


def _begin(request: Request, found: dict[int, PlanRun]) -> None:
    year = number(request.POST.get("tahun", ""))
    run = found.get(year)
    if request.POST.get("setelah", "") != _mark(run):
        # The page is older than the run: a second click, or another tab was faster.
        messages.info(request, _("Sudah dimulai. Di bawah ini keadaannya sekarang."))
        return
    try:
        actions.draft_for_everybody(year=year, actor=request.actor)
    except Conflict:
        messages.info(request, _("Sudah dimulai. Di bawah ini keadaannya sekarang."))
    else:
        messages.success(request, _("Dimulai. Boleh ditinggal; pekerjaannya berlanjut sendiri."))


def _row(year: int, run: PlanRun | None) -> dict[str, Any]:
    if run is None:
        return {"year": year, "state": "", "everybody": queries.everybody(year), "after": ""}
    return {
        "year": year, "state": run.state, "everybody": run.everybody, "seen": run.seen, "drafted": run.drafted,
        "had": run.seen - run.drafted, "by": run.started_label, "at": run.touched_at, "after": _mark(run),
    }  # fmt: skip


def _mark(run: PlanRun | None) -> str:
    return run.touched_at.isoformat() if run else ""

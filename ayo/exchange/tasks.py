"""Background work of the exchange: comparisons on schedule, contracts of the day, clearing old notes."""

from datetime import timedelta
from uuid import UUID

from procrastinate.contrib.django import app

from ayo.common import clock
from ayo.exchange import actions, queries, reconcile
from ayo.exchange.models import App, Reconciliation

COMPARED_EVERY = timedelta(hours=6)
LOOKS_AGAIN_IN = 30
LOOKS_AGAIN = 3
KEPT = timedelta(days=90)
CLEARED_AT_ONCE = 20_000


@app.task(name="exchange.carry_out", queue="exchange")
def carry_out(run_id: str, looks: int = 0) -> None:
    """Compare, and when something was sent again, compare once more a little later."""
    run = Reconciliation.objects.select_related("app").get(pk=UUID(run_id))
    if run.state != Reconciliation.State.RUNNING:
        return
    found = reconcile.carry_out(run)
    if found is not None and found.drifts and looks < LOOKS_AGAIN:
        again = actions.begin(app=run.app, kind=run.kind)
        carry_out.configure(schedule_in={"seconds": LOOKS_AGAIN_IN}).defer(run_id=str(again.pk), looks=looks + 1)


@app.periodic(cron="*/15 * * * *")
@app.task(name="exchange.compare_what_is_due", queue="exchange", pass_context=False)
def compare_what_is_due(timestamp: int) -> None:
    since = clock.now() - COMPARED_EVERY
    for one in App.objects.exclude(digest_url="").filter(is_paused=False).order_by("pk"):
        contract = queries.contract_of(one)
        recent = set(
            Reconciliation.objects.filter(app=one, created_at__gte=since).values_list("kind", flat=True).distinct()
        )
        for grant in contract.grants if contract else ():
            if grant.kind not in recent:
                carry_out.defer(run_id=str(actions.begin(app=one, kind=grant.kind).pk))


@app.periodic(cron="1 0 * * *")
@app.task(name="exchange.begin_the_day", queue="exchange", pass_context=False)
def begin_the_day(timestamp: int) -> None:
    """Contracts begin and end at midnight; keys follow, and old notes of deliveries are cleared away."""
    actions.refresh_limits()
    actions.clear_notes(before=clock.now() - KEPT, at_once=CLEARED_AT_ONCE)

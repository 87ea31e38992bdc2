"""What page tests need without a relay: people signed in, events with a place in the log, notes as the relay writes."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.test import Client

from ayo.common import clock, ids
from ayo.common.actor import SYSTEM, Role
from ayo.exchange import actions
from ayo.exchange.data import ParkedState
from ayo.exchange.models import App, Attempt, Drift, Parked, Pulse, Reconciliation
from ayo.identity import facade as identity
from tests import cast as people
from tests.exchange import factories

_SEQUENCE = """
with moved as (delete from events_outbox returning *),
placed as (
    insert into events_log (position, event_id, type, subject, data, actor_id, occurred_at, sequenced_at)
    select (select position from events_counter where id = 1) + row_number() over (order by id),
        event_id, type, subject, data, actor_id, occurred_at, clock_timestamp()
    from moved returning position
)
update events_counter set position = greatest(position, (select max(position) from placed))
where id = 1 and exists (select 1 from placed)
"""


def sequence() -> int:
    """Give everything announced so far its place in the log; return the newest position."""
    with connection.cursor() as cursor:
        cursor.execute(_SEQUENCE)
        cursor.execute("select position from events_counter where id = 1")
        return int(cursor.fetchone()[0])


def sign_in(person_id: UUID, *, language: str = "id") -> Client:
    account = identity.open_account(
        login=f"{person_id}@contoh.id", person_id=person_id, password="", is_demo=False, actor=SYSTEM
    )
    client = Client(headers={"Accept-Language": language})
    client.force_login(account, backend="ayo.identity.backends.LoginBackend")
    return client


def admin_of(person_id: UUID, app: App) -> None:
    people.role(person_id, Role.OPD_ADMIN, organisation_id=app.owner_id)


def app(slug: str, **more: Any) -> App:
    given = {"endpoint": "http://127.0.0.1:9/", "mode": "BATCH", **more}
    return App.objects.get(pk=factories.app(slug, **given).id)


def app_of_others(slug: str) -> App:
    """Connect an application of another agency."""
    made = actions.add_app(
        slug=slug, name=slug.title(), owner_code="DISDUKCAPIL", description="", mode="BATCH",
        endpoint="http://127.0.0.1:9/", digest_url="", schedule_seconds=0, scopes=(),
        contract=factories.terms("name"), actor=SYSTEM,
    )  # fmt: skip
    return App.objects.get(pk=made.id)


def attempt(app: App, position: int, *, taken: bool = True, at: datetime | None = None, **more: Any) -> Attempt:
    moment = at or clock.now()
    given = {
        "sort": "LIVE", "events": 1, "ms": 4, "status": 200 if taken else 500, "error": "" if taken else "HTTP 500",
        "upto": [position] if taken else [], "answered": [moment] if taken else [], **more,
    }  # fmt: skip
    return Attempt.objects.create(app=app, taken=taken, span=(position, position + 1), at=moment, **given)


def arrived(app: App, position: int) -> None:
    """Note that an application has everything up to a position."""
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into events_cursor (name, position, updated_at) values (%s, %s, clock_timestamp())"
            " on conflict (name) do update set position = excluded.position",
            [f"app:{app.pk}", position],
        )
    Pulse.objects.update_or_create(app=app, defaults={"last_success_at": clock.now()})


def park(app: App, position: int, *, state: ParkedState = ParkedState.PARKED, subject: str = "", **more: Any) -> Parked:
    given = {
        "error": "HTTP 422",
        "status": 422,
        "attempts": 2,
        "next_try_at": clock.now() + timedelta(minutes=1),
        **more,
    }
    return Parked.objects.create(
        app=app,
        position=position,
        event_id=ids.uuid7(),
        subject=subject or f"person/{ids.uuid7()}",
        state=state,
        **given,
    )


def drift(app: App, record_id: UUID | None = None, *, kind: str = "person", **more: Any) -> Drift:
    return Drift.objects.create(app=app, kind=kind, record_id=record_id or ids.uuid7(), sort="DIFFERENT", **more)


def compared(app: App, **more: Any) -> Reconciliation:
    given = {"kind": "person", "state": "DONE", "finished_at": clock.now(), "records": 10, **more}
    return Reconciliation.objects.create(app=app, **given)

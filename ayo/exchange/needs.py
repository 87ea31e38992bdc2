"""What the exchange still needs of the log, so that no event is detached that an application may yet be sent."""

from collections.abc import Iterator
from dataclasses import replace

from django.db.models import Min

from ayo.events import facade as events
from ayo.events.facade import Need, Partition
from ayo.exchange import queries
from ayo.exchange.models import App, Command, Parked


def needs() -> Iterator[Need]:
    """Yield who must still be sent what.

    A parked event is no copy, only its position: it is read from the log again at each try, also when a person
    lets a refused or expired one be tried once more. A replay that was asked for has not moved the cursor yet.
    """
    slugs = dict(App.objects.values_list("pk", "slug"))
    for app_id, place in queries.places(slugs).items():
        yield Need(_cursor(app_id), place.position)
    parked = Parked.objects.unsettled().values_list("app_id").annotate(first=Min("position")).order_by("app_id")
    for app_id, first in parked:
        yield Need(f"{slugs[app_id]}: parked", first - 1)
    for app_id, after in Command.objects.filter(sort=Command.Sort.REPLAY, done_at=None).values_list(
        "app_id", "position"
    ):
        yield Need(f"{slugs[app_id]}: replay", after)


def partitions() -> list[Partition]:
    """Return the parts of the log, and by the names of the applications who still needs them."""
    slugs = {_cursor(app_id): slug for app_id, slug in App.objects.values_list("pk", "slug")}
    return [
        replace(part, needed_by=tuple(sorted({slugs.get(name, name) for name in part.needed_by})))
        for part in events.partitions(needs())
    ]


def _cursor(app_id: object) -> str:
    return f"app:{app_id}"

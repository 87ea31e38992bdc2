"""When an application can no longer be reached by waiting alone, it becomes the task of named persons."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.urls import reverse

from ayo.common.actor import Role
from ayo.events.facade import subscribe
from ayo.exchange import words
from ayo.exchange.events import (
    AppEvent,
    AppPaused,
    AppResumed,
    AppStalled,
    CircuitClosed,
    CircuitOpened,
    DeliveryExpired,
    ParkedDecided,
)
from ayo.exchange.models import App, Parked
from ayo.identity import facade as identity
from ayo.notices import facade as notices

GONE = "410"


@subscribe(DeliveryExpired)
def ask_about_expired(event: DeliveryExpired) -> None:
    parked = Parked.objects.filter(app_id=event.app_id, position=event.position).first()
    _ask(
        event,
        code="delivery_expired",
        facts={"count": "1", "reason": words.trouble_in_each(parked.error if parked else "")},
        url=reverse("exchange:app_parked", args=[event.slug]),
        about=f"parked/{event.app_id}/{event.position}",
    )


@subscribe(AppStalled)
def ask_about_stalled(event: AppStalled) -> None:
    _ask(
        event,
        code="app_stalled",
        facts={"reason": words.trouble_in_each(event.error)},
        url=reverse("exchange:app", args=[event.slug]),
        about=f"stalled/{event.app_id}",
    )


@subscribe(CircuitOpened)
def ask_about_opened(event: CircuitOpened) -> None:
    """One per opening: the same task opens again when the circuit does, and is done when it closes."""
    _ask(
        event,
        code="circuit_opened",
        facts={"reason": words.trouble_in_each(event.error)},
        url=reverse("exchange:app", args=[event.slug]),
        about=f"circuit/{event.app_id}",
    )


@subscribe(CircuitClosed)
def close_opened(event: CircuitClosed) -> None:
    notices.finish(about=f"circuit/{event.app_id}")


@subscribe(AppPaused)
def ask_about_gone(event: AppPaused) -> None:
    """A pause by a person is known to whoever pressed it; one by the answer 410 is not."""
    if GONE not in event.reason:
        return
    url = reverse("exchange:app", args=[event.slug])
    _ask(event, code="app_paused", facts={}, url=url, about=f"paused/{event.app_id}")


@subscribe(ParkedDecided)
def close_expired(event: ParkedDecided) -> None:
    notices.finish(about=f"parked/{event.app_id}/{event.position}")


@subscribe(AppResumed)
def close_gone(event: AppResumed) -> None:
    notices.finish(about=f"paused/{event.app_id}")
    notices.finish(about=f"stalled/{event.app_id}")


def _ask(event: AppEvent, *, code: str, facts: dict[str, Any], url: str, about: str) -> None:
    app = App.objects.get(pk=event.app_id)
    for person_id in _answerable(app):
        notices.ask(person_id=person_id, code=code, facts={"app": app.name, **facts}, url=url, about=about)


def _answerable(app: App) -> Iterable[UUID]:
    """Name who looks after an application: the administrators of its owner, and the integrators of the city."""
    owners = identity.persons_with_role(Role.OPD_ADMIN, organisation_id=app.owner_id)
    return dict.fromkeys([*owners, *identity.persons_with_role(Role.INTEGRATOR, organisation_id=None)])

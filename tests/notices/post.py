"""What tests of sendings do again and again: wish, tell, let the worker run."""

from datetime import time
from typing import Any
from uuid import UUID

from ayo.notices import actions, tasks
from ayo.notices.data import DEFAULT, Channel
from ayo.notices.models import Notice, Sending
from tests.cast import Cast
from tests.portal import factories

ALL_DAY = {"quiet_from": time(0), "quiet_to": time(0)}


def wish(cast: Cast, *channels: Channel, who: str = "ratna", **more: Any) -> None:
    """Choose these channels for everything."""
    wanted = frozenset(channels)
    values = {
        "language": "id", "tasks": wanted, "news": wanted, "quiet_from": DEFAULT.quiet_from,
        "quiet_to": DEFAULT.quiet_to, "sms_instead": False,
    }  # fmt: skip
    actions.choose(actor=cast.actor(who), **(values | more))


def has_email(cast: Cast, address: str = "ratna@contoh.id", *, who: str = "ratna") -> None:
    factories.change(cast, who, {"email": address})


def tell(cast: Cast, *, who: str = "ratna", reason: str = "Akta lain", code: str = "proposal_refused") -> Notice:
    number = Notice.objects.count()
    actions.tell(
        person_id=getattr(cast, who), code=code, facts={"reason": reason, "app": "PBB"}, url="/saya/",
        about=f"{who}/{number}",
    )  # fmt: skip
    return Notice.objects.order_by("-pk")[0]


def work(sending: Sending | UUID | None = None) -> Sending:
    """Run the job of a sending, as the worker does, and return what became of it."""
    pk = sending.pk if isinstance(sending, Sending) else sending or Sending.objects.get().pk
    tasks.send(sending_id=str(pk))
    return Sending.objects.get(pk=pk)

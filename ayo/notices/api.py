"""What the gateway says about messages it took. Its signature (Standard Webhooks) is its key."""

from typing import Literal
from uuid import UUID

from django.conf import settings
from ninja import Router, Schema
from ninja.responses import Status
from pydantic import Field
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from ayo.common.errors import NotFound
from ayo.common.http import Request
from ayo.notices import actions
from ayo.notices.data import State
from ayo.notices.errors import BadSignature
from ayo.ui.guard import declared

router = Router(tags=["notices"])


def signed_by_gateway(request: Request) -> bool:
    """Let in whoever knows the secret; without a secret nobody does."""
    if not settings.AYO_GATEWAY_SECRET:
        raise BadSignature("No gateway is connected.")
    try:
        Webhook(settings.AYO_GATEWAY_SECRET).verify(request.body, dict(request.headers), json_parse=False)
    except (WebhookVerificationError, ValueError) as error:
        raise BadSignature("The signature is missing, wrong or too old.") from error
    return True


class ReceiptIn(Schema):
    reference: UUID = Field(description="The reference that came with the message")
    state: Literal["delivered", "failed"]
    id: str = Field(default="", max_length=120, description="The gateway's own number of the message")
    error: str = Field(default="", max_length=200)


@router.post("/receipts", response={204: None}, auth=signed_by_gateway, operation_id="takeReceipt")
@declared("the gateway, known by its signature")
def take_receipt(request: Request, body: ReceiptIn) -> Status[None]:
    """Note that a message arrived, or that it never will. The same receipt twice changes nothing."""
    is_known = actions.take_receipt(
        reference=body.reference, provider_id=body.id, said=State(body.state.upper()), error=body.error
    )
    if not is_known:
        raise NotFound("No such message.")
    return Status(204, None)

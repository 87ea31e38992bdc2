"""A code of help goes to the resident as they want to be reached, and by SMS where that fails."""

import pytest

from ayo.identity import facade as identity
from ayo.identity.data import LoginKind
from ayo.identity.models import Code
from ayo.notices import channels, tasks
from ayo.notices.data import Channel, Outcome, Verdict
from sandbox.gateway import Gateway
from tests.cast import Cast
from tests.notices import post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def sent(cast: Cast, gateway: Gateway) -> list[tuple[str, str]]:
    """Let Budi ask and the worker send; return by which channel what arrived."""
    asked = identity.ask_assistance(
        principal_id=cast.ratna, thing="sktm", named={"id": "SKTM"}, url="/", actor=cast.actor("budi")
    )
    identity.send_code(assistance_id=asked, kind=LoginKind.PHONE, actor=cast.actor("budi"))
    tasks.send_code(str(Code.objects.latest("created_at").pk))
    return [(one.channel, one.text) for one in gateway.taken.values()]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ((), "sms"),
        ((Channel.SMS,), "sms"),
        ((Channel.WHATSAPP,), "whatsapp"),
        ((Channel.EMAIL, Channel.WHATSAPP), "whatsapp"),
        ((Channel.SMS, Channel.WHATSAPP), "sms"),
    ],
)
def test_it_goes_by_the_channel_the_resident_chose(
    cast: Cast, gateway: Gateway, chosen: tuple[Channel, ...], expected: str
):
    if chosen:
        post.wish(cast, *chosen)

    ((channel, text),) = sent(cast, gateway)

    assert channel == expected
    assert "Budi Santoso" in text and str(cast.ratna) not in text


def test_a_number_without_whatsapp_gets_an_sms(cast: Cast, gateway: Gateway, monkeypatch: pytest.MonkeyPatch):
    post.wish(cast, Channel.WHATSAPP)
    send = channels.gateway.send
    refused = Outcome(Verdict.REFUSED)
    monkeypatch.setattr(
        channels.gateway, "send", lambda one, text: refused if one.channel is Channel.WHATSAPP else send(one, text)
    )

    ((channel, _text),) = sent(cast, gateway)

    assert channel == "sms"
    assert Code.objects.get().sent_at is not None

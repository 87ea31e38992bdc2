"""The ways out. Only the worker comes here; an action never does."""

from ayo.notices import message
from ayo.notices.channels import email, gateway
from ayo.notices.data import Channel, Errand, Outcome


def send(errand: Errand) -> Outcome:
    """Make one attempt; a fault of the other side is an outcome, not an exception."""
    written = message.written(errand)
    if errand.channel is Channel.EMAIL:
        return email.send(errand, written)
    return gateway.send(errand, written)

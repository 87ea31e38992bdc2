"""The ways out. Only the worker comes here; an action never does."""

from collections.abc import Mapping, Sequence
from uuid import UUID, uuid5

from ayo.identity.data import CodeLetter
from ayo.notices import message
from ayo.notices.channels import email, gateway
from ayo.notices.data import Channel, Contact, Errand, Outcome, Verdict


def send(errand: Errand) -> Outcome:
    """Make one attempt; a fault of the other side is an outcome, not an exception."""
    written = message.written(errand)
    if errand.channel is Channel.EMAIL:
        return email.send(errand, written)
    return gateway.send(errand, written)


def send_letter(letter: CodeLetter, ways: Sequence[Channel], *, tried: int) -> tuple[Outcome, Sequence[Channel]]:
    """Send a code by the first of these ways that carries it, after so many that were tried; it belongs to no inbox.

    Return how that ended, and the ways that are left.
    """
    outcome, left = Outcome(Verdict.REFUSED), ways[tried:]
    while left and outcome.verdict is Verdict.REFUSED:
        channel, left = left[0], left[1:]
        outcome = _send_letter(letter, channel, letter.id if channel is ways[0] else uuid5(letter.id, channel))
    return outcome, left


def _send_letter(letter: CodeLetter, channel: Channel, sending_id: UUID) -> Outcome:
    errand = Errand(
        sending_id=sending_id, notice_id=letter.id, channel=channel, address=letter.address, language=letter.language,
        code="", facts={}, attempts=1, is_probe=False,
    )  # fmt: skip
    written = message.of_code(letter)
    return email.send(errand, written) if channel is Channel.EMAIL else gateway.send(errand, written)


def send_alarm(to: Contact, code: str, facts: Mapping[str, str]) -> Verdict:
    """Write to a proved address that a way into its account changed."""
    errand = Errand(
        sending_id=to.id, notice_id=to.id, channel=to.channel, address=to.address, language=to.language, code=code,
        facts=facts, attempts=1, is_probe=False,
    )  # fmt: skip
    written = message.of_alarm(errand)
    return (email.send(errand, written) if to.channel is Channel.EMAIL else gateway.send(errand, written)).verdict

"""What leaves the house: prepared with the notice, taken by one worker at a time, settled once."""

import random
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from procrastinate.contrib.django import app

from ayo.common import clock
from ayo.identity import facade as identity
from ayo.identity.data import CodeFate
from ayo.notices import queries, rules
from ayo.notices.actions import carriers
from ayo.notices.data import URGENT, Channel, Errand, Outcome, Skipped, State, Verdict, Wishes, is_alarm
from ayo.notices.models import Notice, Sending


def prepare(notices: Iterable[Notice]) -> None:
    """Put down, in the transaction of the notice, by which channels it goes out as well."""
    offered = queries.offered()
    if not offered:
        return
    for notice in notices:
        wishes, addresses = queries.wishes_of(notice.reader), queries.addresses_of(notice.reader)
        wanted = _wanted(notice, wishes)
        # Whoever chose a channel is told that it lacks an address; a default that leads nowhere is no failure.
        ways = [way for way in offered if way in wanted and (addresses[way] or wishes.are_chosen)]
        _put_down([_first(notice, way, wishes, addresses[way]) for way in ways])


def _wanted(notice: Notice, wishes: Wishes) -> frozenset[Channel]:
    chosen = wishes.tasks if notice.is_task else wishes.news
    return chosen | {Channel.EMAIL} if is_alarm(notice.code) else chosen


def _first(notice: Notice, channel: Channel, wishes: Wishes, address: str) -> Sending:
    now = clock.now()
    if not address:
        return Sending(
            notice=notice, channel=channel, state=State.SKIPPED, reason=Skipped.NO_ADDRESS, next_try_at=now,
            settled_at=now,
        )  # fmt: skip
    return Sending(notice=notice, channel=channel, next_try_at=_leaves_at(now, notice, wishes))


def _put_down(rows: list[Sending]) -> None:
    Sending.objects.bulk_create(rows, ignore_conflicts=True)
    for row in rows:
        if row.state == State.WAITING:
            _defer(row)


def _follow(row: Sending) -> None:
    """Let an SMS stand in for what WhatsApp did not carry: once, while nobody has read it, where its reader wants that.

    Judged again when it leaves. Whoever wants both has the SMS already.
    """
    notice = row.notice
    if row.channel != Channel.WHATSAPP or notice.read_at or notice.done_at or Channel.SMS not in queries.offered():
        return
    wishes = queries.wishes_of(notice.reader)
    if _may_stand_in(notice, wishes):
        leaves_at = _leaves_at(clock.now(), notice, wishes)
        _put_down([Sending(notice=notice, channel=Channel.SMS, stands_in_for=row, next_try_at=leaves_at)])


def _may_stand_in(notice: Notice, wishes: Wishes) -> bool:
    wanted = _wanted(notice, wishes)
    return wishes.sms_instead and Channel.WHATSAPP in wanted and Channel.SMS not in wanted


def _leaves_at(at: datetime, notice: Notice, wishes: Wishes) -> datetime:
    if notice.code in URGENT or is_alarm(notice.code):
        return at
    return rules.leaves_at(timezone.localtime(at), wishes.quiet_from, wishes.quiet_to)


def _defer(row: Sending) -> None:
    job = app.configure_task("notices.send", queue="notices", schedule_at=row.next_try_at)
    job.defer(sending_id=str(row.pk))


def defer_code(*, code_id: UUID) -> None:
    """Put down the job that sends a code; twice is no harm, for the second finds nothing to send."""
    app.configure_task("notices.send_code", queue="notices").defer(code_id=str(code_id))


def defer_code_again(*, code_id: UUID) -> None:
    """Put down the job that sends a code by the next way, as its first one failed after all."""
    app.configure_task("notices.send_code_again", queue="notices").defer(code_id=str(code_id))


def defer_alarm(*, account_id: UUID, what: str, agent: str, at: datetime) -> None:
    """Put down the job that writes to every proved address of an account that a way into it changed."""
    job = app.configure_task("notices.send_alarm", queue="notices")
    job.defer(account_id=str(account_id), what=what, agent=agent, at=at.isoformat())


@transaction.atomic
def claim(*, sending_id: UUID) -> Errand | None:
    """Take one attempt upon oneself, or nothing when it is not due, somebody else has it, or it is not wanted now."""
    now = clock.now()
    due = Sending.objects.select_for_update(of=("self",), skip_locked=True).select_related("notice", "stands_in_for")
    row = due.filter(pk=sending_id, state=State.WAITING, next_try_at__lte=now + rules.SLACK).first()
    if row is None:
        return None
    wishes = queries.wishes_of(row.notice.reader)
    channel = Channel(row.channel)
    address = queries.addresses_of(row.notice.reader)[channel]
    reason = _hindrance(row, wishes, address)
    if reason:
        _write(row, state=State.SKIPPED, reason=reason, settled_at=now)
        return None

    leaves_at = _leaves_at(now, row.notice, wishes)
    if leaves_at > now:
        _write(row, next_try_at=leaves_at)
        _defer(row)
        return None

    passage = carriers.passage(channel, now=now)
    if passage.waits_until is not None:
        _write(row, next_try_at=passage.waits_until)
        _defer(row)
        return None

    _write(row, attempts=row.attempts + 1, next_try_at=now + rules.LEASE)
    return Errand(
        sending_id=row.pk,
        notice_id=row.notice_id,
        channel=channel,
        address=address,
        language=wishes.language or settings.LANGUAGE_CODE,
        code=row.notice.code,
        facts=row.notice.facts,
        attempts=row.attempts,
        is_probe=passage.is_probe,
    )


def _hindrance(row: Sending, wishes: Wishes, address: str) -> Skipped | None:
    """Return why the message need not leave any more, or None when it should."""
    if (row.notice.read_at or row.notice.done_at) and not is_alarm(row.notice.code):
        return Skipped.SETTLED
    if row.stands_in_for is not None and row.stands_in_for.state == State.DELIVERED:
        return Skipped.ARRIVED
    if not _is_wanted(row, wishes):
        return Skipped.UNWANTED
    if Channel(row.channel) not in queries.offered():
        return Skipped.OFF
    return None if address else Skipped.NO_ADDRESS


def _is_wanted(row: Sending, wishes: Wishes) -> bool:
    if row.stands_in_for is not None:
        return _may_stand_in(row.notice, wishes)
    return Channel(row.channel) in _wanted(row.notice, wishes)


@transaction.atomic
def settle(*, errand: Errand, outcome: Outcome) -> None:
    """Write down how an attempt ended; a receipt that came first stands."""
    now = clock.now()
    row = Sending.objects.select_for_update().filter(pk=errand.sending_id, state=State.WAITING).first()
    waits_until = carriers.note(errand.channel, outcome, is_probe=errand.is_probe, now=now)
    if row is None:
        return
    if outcome.verdict is Verdict.TAKEN:
        _write(row, state=State.SENT, provider_id=outcome.provider_id[:120], error="", settled_at=now)
        return
    if row.attempts != errand.attempts:
        # This worker was so slow that another one has taken over.
        return
    error = outcome.error[:200]
    if waits_until is not None:
        # The carrier is out: that is no attempt of this message.
        _write(row, attempts=row.attempts - 1, error=error, next_try_at=waits_until)
        _defer(row)
        return
    if outcome.verdict is Verdict.REFUSED or row.attempts >= rules.TRIES:
        _write(row, state=State.FAILED, error=error, settled_at=now)
        _follow(row)
        return
    rest = rules.pause(row.attempts, chance=random.random(), wish=outcome.retry_after)  # noqa: S311  spreads retries
    _write(row, error=error, next_try_at=now + rest)
    _defer(row)


@transaction.atomic
def take_receipt(*, reference: UUID, provider_id: str, said: State, error: str) -> bool:
    """Note what the gateway says about a message it took; tell whether there is such a message.

    What WhatsApp took and could not deliver goes on by SMS.
    """
    gateways = Q(channel=Channel.SMS) | Q(channel=Channel.WHATSAPP)
    row = Sending.objects.select_for_update().filter(gateways, pk=reference).first()
    if row is None:
        return _take_receipt_of_code(reference, said)
    state = rules.after_receipt(State(row.state), said)
    if state != row.state:
        told = error[:200] if state is State.FAILED else ""
        _write(row, state=state, error=told, provider_id=provider_id[:120] or row.provider_id, settled_at=clock.now())
        if state is State.FAILED:
            _follow(row)
    return True


def _take_receipt_of_code(code_id: UUID, said: State) -> bool:
    """A code belongs to no inbox; whoever waits for it waits now, so it goes on at once, whatever the hour."""
    if said is State.DELIVERED:
        return identity.note_arrived(code_id=code_id)
    fate = identity.note_failed(code_id=code_id)
    if fate is CodeFate.GOES_ON:
        defer_code_again(code_id=code_id)
    return fate is not CodeFate.UNKNOWN


@transaction.atomic
def remind(*, due_before: datetime, at_once: int) -> int:
    """Call for a worker again where a message is due and none came: the job was lost, or its worker died."""
    forgotten = Sending.objects.filter(state=State.WAITING, next_try_at__lt=due_before).order_by("next_try_at", "pk")
    rows = list(forgotten.select_for_update(skip_locked=True)[:at_once])
    for row in rows:
        _write(row, next_try_at=clock.now())
        _defer(row)
    return len(rows)


@transaction.atomic
def forget(*, before: datetime, at_once: int) -> int:
    """Drop what was sent long ago, a portion at a time; the notices stay."""
    old = Sending.objects.filter(created_at__lt=before).order_by("pk").values("pk")[:at_once]
    return Sending.objects.filter(pk__in=list(old.values_list("pk", flat=True))).delete()[0]


def _write(row: Sending, **values: object) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))

"""The inbox of a person, and the ways to reach them beside it."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, cast
from uuid import UUID, uuid5

from django.conf import settings
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from ayo.common import jsons, sql
from ayo.identity import facade as identity
from ayo.identity.data import CodeLetter, LoginKind
from ayo.notices import texts
from ayo.notices.data import CARRIERS, DEFAULT, Carrier, Channel, Contact, Letter, State, Wishes
from ayo.notices.models import CarrierState, Notice, Preference, Sending
from ayo.registry import facade as registry
from ayo.registry.data import Kind

WHATSAPP_FIRST = (Channel.WHATSAPP, Channel.SMS)
WAITING_AT_MOST = 10_000
_COLUMNS = ("id", "code", "facts", "url", "created_at", "read_at", "is_task", "done_at")
# A person's letters are those of every record that was merged into theirs; the index walks each of them.
_PAGE = f"""
select letter.* from {registry.records_sql("%(reader)s")} record
cross join lateral (
    select {", ".join(_COLUMNS)} from notices_notice
    where person_id = record.id and (%(before)s::uuid is null or id < %(before)s::uuid){{which}}
    order by id desc limit %(limit)s
) letter
union all (
    select {", ".join(_COLUMNS)} from notices_notice
    where account_id = %(reader)s and (%(before)s::uuid is null or id < %(before)s::uuid){{which}}
    order by id desc limit %(limit)s
)
order by id desc limit %(limit)s
"""  # noqa: S608  our own words
# A reader is a person or an account; ids are unique among both, and each half has an index of its own.
_INBOX, _TASKS = (_PAGE.format(which=which) for which in ("", " and is_task and done_at is null"))
_UNREAD = f"""
select count(*) from (
  select 1 from {registry.records_sql("%(reader)s")} record
  join notices_notice on person_id = record.id and read_at is null
  union all select 1 from notices_notice where account_id = %(reader)s and read_at is null limit 99
) as new
"""  # noqa: S608  our own words
_NEWEST = f"select ({_UNREAD}), letter.* from ({_INBOX}) letter order by letter.id desc"  # noqa: S608  our own words
_RECORDS = f"select id from {registry.records_sql('%s')} record"  # noqa: S608  our own words


def of_reader(reader: UUID) -> QuerySet[Notice]:
    """Return the letters of a person, whichever record they came to, or of an account that has none yet."""
    records = RawSQL(_RECORDS, [reader])  # noqa: S611  constant SQL, the id as parameter
    return Notice.objects.filter(Q(person_id__in=records) | Q(account_id=reader))


def inbox(person_id: UUID, *, before: UUID | None, limit: int) -> list[Letter]:
    """Return messages, newest first; `before` is the id of the last one of the page before."""
    return _page(_INBOX, person_id, before, limit)


def newest(person_id: UUID, *, limit: int) -> tuple[list[Letter], int]:
    """Return the newest messages and the number of new ones, counted to 99, as the first page needs both."""
    found = sql.rows(_NEWEST, {"reader": person_id, "before": None, "limit": limit})
    return [_letter(*row[1:]) for row in found], int(found[0][0]) if found else 0


def tasks(person_id: UUID, *, before: UUID | None, limit: int) -> list[Letter]:
    """Return the messages that still ask for something, newest first."""
    return _page(_TASKS, person_id, before, limit)


def _page(statement: str, person_id: UUID, before: UUID | None, limit: int) -> list[Letter]:
    """The home page of everybody holds a few letters, so they are read with a plain statement."""
    rows = sql.rows(statement, {"reader": person_id, "before": before, "limit": limit})
    return [_letter(*row) for row in rows]


def letter(person_id: UUID, notice_id: UUID) -> Letter | None:
    row = of_reader(person_id).filter(pk=notice_id).values_list(*_COLUMNS).first()
    return _letter(*row) if row else None


def open_tasks(person_id: UUID) -> int:
    """Return the number of tasks that wait for this person, counted to 99."""
    return of_reader(person_id).filter(is_task=True, done_at__isnull=True)[:99].count()


def unread(person_id: UUID) -> int:
    """Return the number of new messages, counted to 99; every page asks, so it asks the database directly."""
    return int(sql.rows(_UNREAD, {"reader": person_id})[0][0])


def _letter(
    letter_id: UUID,
    code: str,
    facts: Any,
    url: str,
    at: datetime,
    read_at: datetime | None,
    is_task: bool,  # noqa: FBT001  a column of the row
    done_at: datetime | None,
) -> Letter:
    title, text = texts.said(code, cast("dict[str, Any]", jsons.read(facts)))
    return Letter(letter_id, title, text, url, at, read_at is None, is_task and done_at is None)


def offered() -> tuple[Channel, ...]:
    """Return the channels that this installation has: e-mail with a mail server, the others with a gateway."""
    mail = (Channel.EMAIL,) if settings.EMAIL_HOST else ()
    gateway = (Channel.SMS, Channel.WHATSAPP) if settings.AYO_GATEWAY_URL else ()
    return mail + gateway


def carriers() -> list[tuple[Carrier, CarrierState | None, int]]:
    """Return the carriers of this installation, how each has been doing, and how much waits for it, to a ceiling."""
    used = {CARRIERS[channel] for channel in offered()}
    known = {row.carrier: row for row in CarrierState.objects.all()}
    return [(carrier, known.get(carrier), _waiting(carrier)) for carrier in Carrier if carrier in used]


def _waiting(carrier: Carrier) -> int:
    channels = [channel for channel, by in CARRIERS.items() if by is carrier]
    return Sending.objects.filter(state=State.WAITING, channel__in=channels)[: WAITING_AT_MOST + 1].count()


def wishes_of(person_id: UUID) -> Wishes:
    row = Preference.objects.filter(pk=person_id).first()
    if row is None:
        return DEFAULT
    return Wishes(
        language=row.language,
        tasks=frozenset(map(Channel, row.tasks)),
        news=frozenset(map(Channel, row.news)),
        quiet_from=row.quiet_from,
        quiet_to=row.quiet_to,
        sms_instead=row.sms_instead,
        are_chosen=True,
    )


def addresses_of(person_id: UUID) -> Mapping[Channel, str]:
    """Return where a person is reached today, as the registry has it; empty where it has nothing."""
    found = registry.record(Kind.PERSON, person_id)
    fields = found.fields if found else {}
    phone = str(fields.get("phone") or "")
    return {Channel.EMAIL: str(fields.get("email") or ""), Channel.SMS: phone, Channel.WHATSAPP: phone}


def ways_of_code(letter: CodeLetter) -> tuple[Channel, ...]:
    """Return by which channels a code goes out, the first that carries it being the one.

    A code to a telephone whose owner is known goes as they want to be reached, and by SMS where that fails.
    """
    if letter.kind is LoginKind.EMAIL:
        return (Channel.EMAIL,)
    whom = letter.facts.get("person")
    wishes = wishes_of(UUID(whom)) if whom else DEFAULT
    wants_whatsapp = Channel.WHATSAPP in wishes.tasks | wishes.news and Channel.SMS not in wishes.tasks
    return WHATSAPP_FIRST if wants_whatsapp else (Channel.SMS,)


def sendings_of(notice_ids: Collection[UUID]) -> Mapping[UUID, list[Sending]]:
    """Return how else each of the notices was sent: the last time by each channel."""
    rows = Sending.objects.filter(notice_id__in=notice_ids).order_by("notice_id", "channel", "-pk")
    found: dict[UUID, list[Sending]] = defaultdict(list)
    for row in rows.distinct("notice_id", "channel"):
        found[row.notice_id].append(row)
    return found


def alarmed(account_id: UUID, facts: Mapping[str, str]) -> list[Contact]:
    """Return where the owner of an account is reached beside the inbox: proved addresses the registry does not have.

    Phones are written to where there is no e-mail at all.
    """
    account = identity.contacts(account_id)
    known = addresses_of(account.person_id) if account.person_id else {}
    mail = [value for kind, value in account.proved if kind is LoginKind.EMAIL]
    ways = (
        {Channel.EMAIL: mail}
        if mail or known.get(Channel.EMAIL)
        else {Channel.SMS: [value for _k, value in account.proved]}
    )
    return [
        Contact(uuid5(account_id, f"{facts['at']}|{value}"), channel, value, account.language)
        for channel, values in ways.items()
        for value in values
        if channel in offered() and value != known.get(channel)
    ]

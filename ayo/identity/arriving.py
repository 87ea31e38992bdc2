"""Who comes with this session. Every page pays for this answer, so it comes along with the session.

It says exactly what Django's own sign-in check and `queries.actor_of` say together; the tests compare them.
"""

from functools import lru_cache
from typing import Any
from uuid import UUID

from django.contrib import auth
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from ayo.common import clock, sql
from ayo.common.actor import NOBODY, Actor
from ayo.identity import queries
from ayo.identity.models import Account
from ayo.identity.sessions import account_in

_WHO = """
select account.id, account.password, person.id, person.name, held.role, held.organisation_id, held.area, unit.code
from identity_account account
join registry_person person on person.id = account.person_id
left join identity_rolegrant held
  on held.person_id = person.id and held.valid_from <= %(day)s and (held.valid_to is null or held.valid_to > %(day)s)
left join registry_organisation unit on unit.id = held.organisation_id
where account.id = %(account)s and account.is_active
order by held.id
"""


def actor_of(request: HttpRequest) -> Actor:
    """Return the person whose session this is, or NOBODY; a session from before a change of password is ended."""
    account_id = account_in(request.session)
    if account_id is None:
        return NOBODY
    rows = _rows(request, account_id)
    if not rows:
        return NOBODY
    password, person_id, name = rows[0][1:4]
    if not _is_same(request, password):
        request.session.flush()
        return NOBODY
    return queries.person_as_actor(person_id, name, [row[4:] for row in rows if row[4]])


def _rows(request: HttpRequest, account_id: UUID) -> list[tuple[Any, ...]]:
    """The session brought them along, unless it began or changed hands in this very request."""
    brought: list[tuple[Any, ...]] = getattr(request.session, "whose", [])
    if brought and brought[0][0] == account_id:
        return brought
    return sql.rows(_WHO, {"account": account_id, "day": clock.today()})


def _is_same(request: HttpRequest, password: str) -> bool:
    kept = request.session.get(auth.HASH_SESSION_KEY, "")
    return bool(kept) and constant_time_compare(kept, _session_hash(password))


@lru_cache(maxsize=4096)
def _session_hash(password: str) -> str:
    """Return what Django writes into a session for this (hashed) password; a change of it ends the session."""
    return Account(password=password).get_session_auth_hash()

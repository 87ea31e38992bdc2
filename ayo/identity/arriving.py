"""Who comes with this session. Every page pays for this answer, so it is one statement instead of four.

It says exactly what Django's own sign-in check and `queries.actor_of` say together; the tests compare them.
"""

from uuid import UUID

from django.contrib import auth
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from ayo.common import clock, sql
from ayo.common.actor import NOBODY, Actor
from ayo.identity import queries
from ayo.identity.models import Account

_WHO = """
select account.password, person.id, person.name, held.role, held.organisation_id, held.area, unit.code
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
    account_id = _account_in(request)
    if account_id is None:
        return NOBODY
    rows = sql.rows(_WHO, {"account": account_id, "day": clock.today()})
    if not rows:
        return NOBODY
    password, person_id, name = rows[0][:3]
    if not _is_same(request, password):
        request.session.flush()
        return NOBODY
    return queries.person_as_actor(person_id, name, [row[3:] for row in rows if row[3]])


def _account_in(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.session[auth.SESSION_KEY])
    except (KeyError, ValueError):
        return None


def _is_same(request: HttpRequest, password: str) -> bool:
    kept = request.session.get(auth.HASH_SESSION_KEY, "")
    return bool(kept) and constant_time_compare(kept, Account(password=password).get_session_auth_hash())

"""Who comes with this session. Every page pays for this answer, so it comes along with the session.

It says exactly what Django's own sign-in check and `queries.actor_of` say together; the tests compare them.
"""

from functools import lru_cache
from uuid import UUID

from django.contrib import auth
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from ayo.common.actor import NOBODY, Actor
from ayo.identity import holding, queries
from ayo.identity.assisting import queries as assisting
from ayo.identity.delegating import queries as delegating
from ayo.identity.models import Account
from ayo.identity.sessions import account_in


def actor_of(request: HttpRequest) -> Actor:
    """Return the person whose session this is, or NOBODY; as acting for another when the session says so.

    Acting costs one statement more: the right to it is asked anew on every page.
    """
    actor = _oneself(request)
    if actor.person_id is not None and (given := request.session.get(assisting.ASSISTING, "")):
        return assisting.acting(actor, given)
    whom = "" if actor.person_id is None else request.session.get(delegating.ACTING_FOR, "")
    return delegating.acting(actor, whom) if whom else actor


def _oneself(request: HttpRequest) -> Actor:
    """Return the person whose session this is, or NOBODY; a session from before a change of password is ended."""
    account_id = account_in(request.session)
    if account_id is None:
        return NOBODY
    brought = getattr(request.session, "whose", [])
    if not brought or brought[0][0] != account_id:
        return _from_new_session(request, account_id)
    password, level, person_id, name = brought[0][1:5]
    if not _is_same(request, password):
        request.session.flush()
        return NOBODY
    if person_id is None:
        return queries.guest_as_actor(account_id, level, name)
    return queries.person_as_actor(person_id, name, holding.of_rows(row[6:] for row in brought))


def _from_new_session(request: HttpRequest, account_id: UUID) -> Actor:
    """A session that began, or changed hands, in this very request has brought nobody along."""
    account = Account.objects.filter(pk=account_id, is_active=True).first()
    if account is None:
        return NOBODY
    if not _is_same(request, account.password):
        request.session.flush()
        return NOBODY
    return queries.actor_of_account(account)


def _is_same(request: HttpRequest, password: str) -> bool:
    kept = request.session.get(auth.HASH_SESSION_KEY, "")
    return bool(kept) and constant_time_compare(kept, _session_hash(password))


@lru_cache(maxsize=4096)
def _session_hash(password: str) -> str:
    """Return what Django writes into a session for this (hashed) password; a change of it ends the session."""
    return Account(password=password).get_session_auth_hash()

"""Building the actor of a request, with a constant number of queries."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from allauth.idp.oidc.models import Client
from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from ayo.common import clock, sql
from ayo.common.actor import Actor, ActorKind, Level, Limit, Role
from ayo.identity import holding, logins, words
from ayo.identity.data import ClientCard, Contacts, DemoPerson, KeyCard, LoginKind, OpenSession
from ayo.identity.holding import Held
from ayo.identity.models import Account, ApiKey, Code, Login, Session
from ayo.identity.sessions import account_in
from ayo.region.facade import pack
from ayo.registry import facade as registry

_PERSON = f"""
select person.name, {holding.COLUMNS}
from registry_person person {holding.JOINS}
where person.id = %(person)s order by held.id
"""  # noqa: S608  our own words


def actor_of(person_id: UUID) -> Actor:
    """Return the person as an actor with what is held today; everybody is a resident."""
    rows = sql.rows(_PERSON, {"person": person_id, "day": clock.today()})
    return person_as_actor(person_id, rows[0][0] if rows else "", holding.of_rows(row[1:] for row in rows))


def person_as_actor(person_id: UUID, name: str, held: Sequence[Held]) -> Actor:
    """Build the actor; whoever speaks for an organisation speaks for the sources it answers for."""
    today = clock.today()
    grants = holding.grants_of(held, pack().post_roles_on(today), day=today)
    speaking = {grant.organisation_id for grant in grants if grant.role in holding.SPEAKING}
    codes = {one.unit_code for one in held if one.unit_code and one.organisation_id in speaking}
    return Actor(
        kind=ActorKind.PERSON,
        id=person_id,
        label=name,
        person_id=person_id,
        level=Level.VERIFIED,
        grants=grants,
        is_employed=holding.is_employed(held),
        sources=frozenset(source.code for source in pack().sources.values() if source.organisation in codes),
    )


def actor_of_account(account: Account) -> Actor:
    """Return who signs in with an account."""
    if account.person_id is None:
        return guest_as_actor(account.pk, account.level, account.name)
    return actor_of(registry.survivor_of(account.person_id))


def guest_as_actor(account_id: UUID, level: str, name: str) -> Actor:
    """Return somebody whom the registry does not know: no roles, no person, no voice."""
    return Actor(kind=ActorKind.PERSON, id=account_id, label=name or gettext("Akun baru"), level=Level(level))


def actor_of_key(key: ApiKey) -> Actor:
    """Return an application as an actor with the scopes of its key and the limits of its contract."""
    return Actor(
        kind=ActorKind.APP,
        id=key.app_id,
        label=key.app_name,
        app_id=key.app_id,
        scopes=frozenset(key.scopes),
        limits=_limits(key.limits),
        sources=frozenset(key.sources),
        purpose=_purpose(key.limits),
    )


def actor_of_client(client: Client) -> Actor:
    """Return the application behind a sign-in: it may read of a person what its contract grants, and nothing else."""
    data = client.data or {}
    app_id, limits = UUID(data["app_id"]), data.get("limits") or {}
    return Actor(
        kind=ActorKind.APP,
        id=app_id,
        label=client.name,
        app_id=app_id,
        scopes=frozenset({"persons:read"}),
        limits=_limits(limits),
        purpose=_purpose(limits),
    )


def account_called(login: str) -> Account | None:
    """Return the account that signs in under this name today, however it is written."""
    _kind, value = logins.written(login)
    found = Login.objects.usable_on(clock.today()).filter(value=value).select_related("account").first()
    return found.account if found else None


def account_of_session(session: Mapping[str, Any]) -> Account | None:
    """Return the account that signed in with this session."""
    account_id = account_in(session)
    return Account.objects.filter(pk=account_id, is_active=True).first() if account_id else None


def sessions_of(whose: UUID, *, this: str | None) -> list[OpenSession]:
    """Return where a person, or an account without one, is signed in: this browser first, then the newest first."""
    accounts = accounts_of(whose).values("pk")
    rows = Session.objects.filter(account_id__in=accounts, expire_date__gt=clock.now()).order_by("-began_at")
    found = [OpenSession(row.mark, row.agent, row.began_at, row.session_key == this) for row in rows]
    return sorted(found, key=lambda one: not one.is_this)


def contacts_of(account: Account) -> dict[str, str]:
    """Return the proved e-mail address and phone number of an account, the first of each kind, by kind."""
    found: dict[str, str] = {}
    rows = Login.objects.filter(account=account, kind__in=[LoginKind.EMAIL, LoginKind.PHONE]).order_by("pk")
    for kind, value in sorted(rows.values_list("kind", "value"), key=lambda row: row[1] != account.login):
        found.setdefault(kind, value)
    return found


def account_of_code(code_id: UUID) -> Account | None:
    """Return whose proved, unspent code this is."""
    row = (
        Code.objects.select_related("account")
        .filter(pk=code_id, proved_at__isnull=False, spent_at__isnull=True)
        .first()
    )
    return row.account if row else None


def contacts(account_id: UUID) -> Contacts:
    """Return every proved address of an account."""
    account = Account.objects.get(pk=account_id)
    rows = Login.objects.filter(account=account, kind__in=[LoginKind.EMAIL, LoginKind.PHONE]).order_by("pk")
    return Contacts(account.person_id, account.language, tuple((LoginKind(row.kind), row.value) for row in rows))


def accounts_of(whose: UUID) -> QuerySet[Account]:
    """Return the accounts of an actor: of all records of a person, or the account itself while it has none."""
    records = registry.records_of_person(whose)
    return Account.objects.filter(Q(person_id__in=records) | Q(pk=whose, person__isnull=True))


def clients() -> list[ClientCard]:
    """Return every sign-in of an application, by name."""
    return [
        ClientCard(
            client_id=client.pk,
            app_id=UUID((client.data or {})["app_id"]),
            name=client.name,
            is_public=client.type == Client.Type.PUBLIC,
            redirect_uris=tuple(client.get_redirect_uris()),
            scopes=tuple(client.get_scopes()),
        )
        for client in Client.objects.filter(data__has_key="app_id").order_by("name", "pk")
    ]


def issuer() -> str:
    """Return the address under which Ayo vouches for people (OpenID Connect Core 1.0, `iss`)."""
    return str(settings.AYO_URL).rstrip("/")


def _limits(mirror: Mapping[str, Any]) -> dict[str, Limit]:
    return {
        kind: Limit(kind, frozenset(limit["fields"]), tuple(limit["areas"]), tuple(limit["groups"]))
        for kind, limit in mirror.items()
    }


def _purpose(mirror: Mapping[str, Any]) -> str:
    return next((limit["purpose"] for limit in mirror.values() if limit.get("purpose")), "")


def cards_of(app_id: UUID) -> list[KeyCard]:
    keys = ApiKey.objects.filter(app_id=app_id).order_by("-pk")
    return [
        KeyCard(key.pk, key.prefix, key.label, tuple(key.scopes), key.created_at, key.expires_at, key.revoked_at)
        for key in keys
    ]


_PEOPLE = f"""
select person.id, {holding.COLUMNS}, unit.name
from registry_person person {holding.JOINS}
where person.id = any(%(people)s) order by held.id
"""  # noqa: S608  our own words


def demo_people() -> list[DemoPerson]:
    """Return the cast, or nobody when this is not a demo."""
    accounts = list(
        Account.objects.filter(is_demo=True, is_active=True).select_related("person").order_by("created_at", "pk")
    )
    known = [one.person_id for one in accounts if one.person_id]
    held: dict[UUID, list[tuple[Any, ...]]] = {}
    for row in sql.rows(_PEOPLE, {"people": known, "day": clock.today()}) if known else ():
        held.setdefault(row[0], []).append(row[1:])
    return [_demo_person(account, held.get(account.person_id, []) if account.person_id else []) for account in accounts]


def _demo_person(account: Account, rows: list[tuple[Any, ...]]) -> DemoPerson:
    today = clock.today()
    name = account.person.name if account.person else account.name
    grants = holding.grants_of(holding.of_rows(row[:-1] for row in rows), pack().post_roles_on(today), day=today)
    # What somebody holds by a post, or by standing in, says more than that they are in the city's service.
    roles = sorted((one for one in grants if one.role is not Role.RESIDENT), key=lambda one: one.role is Role.EMPLOYEE)
    unit = next((row[-1] for row in rows if row[-1]), "")
    return DemoPerson(
        account.pk, account.person_id, name, Level(account.level), tuple(one.role for one in roles), unit,
        words.held_as(roles[0]) if roles and roles[0].title else "",
    )  # fmt: skip


def demo_account(account_id: str) -> Account | None:
    """Return an account of the cast; nobody else can be entered without a password."""
    try:
        wanted = UUID(account_id)
    except ValueError:
        return None
    return Account.objects.filter(pk=wanted, is_demo=True, is_active=True).first()


def person_of_login(login: str) -> UUID | None:
    account = account_called(login)
    return registry.survivor_of(account.person_id) if account and account.person_id else None


def has_account(person_id: UUID) -> bool:
    return Account.objects.filter(person_id=person_id, is_active=True).exists()

"""Accounts that people open by themselves, and the logins they add, choose and give up."""

from uuid import UUID

from django.db import IntegrityError, transaction

from ayo.audit import facade as audit
from ayo.common.actor import Actor, Level
from ayo.common.errors import Conflict, NotFound
from ayo.identity import logins, queries
from ayo.identity.actions import about
from ayo.identity.data import CodeFor, LoginKind
from ayo.identity.joining.actions.codes import spend
from ayo.identity.models import Account, Login, Session


@transaction.atomic
def open_guest(*, code_id: UUID, level: Level, name: str, password: str, language: str) -> Account | None:
    """Open an account for a proved address; None when the proof is too old, was used, or somebody else was faster."""
    code = spend(code_id, CodeFor.REGISTER)
    if code is None:
        return None
    account = Account(login=code.address, level=level, name=name, language=language)
    account.set_password(password)
    return _opened(account, LoginKind(code.kind))


@transaction.atomic
def open_sample_guest(*, login: str, level: Level, name: str) -> Account | None:
    """Open an account without a person for the demo, where a click is enough to enter."""
    kind, value = logins.written(login)
    account = Account(login=value, level=level, name=name, is_demo=True)
    account.set_unusable_password()
    return _opened(account, kind)


def _opened(account: Account, kind: LoginKind) -> Account | None:
    try:
        with transaction.atomic():
            account.save(force_insert=True)
            Login.objects.create(account=account, kind=kind, value=account.login)
    except IntegrityError:
        return None
    actor = queries.actor_of_account(account)
    audit.record("identity.open_account", actor=actor, **about(actor))
    return account


@transaction.atomic
def add_login(*, code_id: UUID, account: Account, actor: Actor) -> Login | None:
    """Add a proved address to one's own account; None when the proof is not one's own or somebody was faster."""
    code = spend(code_id, CodeFor.ADD)
    if code is None or code.account_id != account.pk:
        return None
    try:
        with transaction.atomic():
            login = Login.objects.create(account=account, kind=code.kind, value=code.address)
    except IntegrityError:
        return None
    audit.record("identity.add_login", actor=actor, label=login.kind, **about(actor))
    return login


@transaction.atomic
def remove_login(*, login_id: UUID, account: Account, actor: Actor) -> None:
    """Give up a login. Raises NotFound, or Conflict for the last one and for a NIP, which ends with the employment."""
    own = list(Login.objects.select_for_update().filter(account=account).order_by("pk"))
    login = next((one for one in own if one.pk == login_id), None)
    if login is None:
        raise NotFound("No such login.")
    left = [one for one in own if one.kind != LoginKind.NIP and one.pk != login_id]
    if login.kind == LoginKind.NIP or not left:
        raise Conflict("The last login stays.", code="last_login")
    if account.login == login.value:
        _name(account, left[0])
    login.delete()
    audit.record("identity.remove_login", actor=actor, label=login.kind, **about(actor))


@transaction.atomic
def choose_login(*, login_id: UUID, account: Account, actor: Actor) -> None:
    """Make a login the first one. Raises NotFound."""
    login = Login.objects.select_for_update().filter(account=account, pk=login_id).exclude(kind=LoginKind.NIP).first()
    if login is None:
        raise NotFound("No such login.")
    _name(account, login)
    audit.record("identity.choose_login", actor=actor, label=login.kind, **about(actor))


def _name(account: Account, login: Login) -> None:
    account.login = login.value
    account.save(update_fields=["login"])


@transaction.atomic
def set_language(*, account: Account, language: str) -> None:
    """Remember in which language somebody is written to."""
    account.language = language
    account.save(update_fields=["language"])


@transaction.atomic
def close_account(*, account: Account, actor: Actor) -> None:
    """Close one's own account: its logins are free again, every session ends; what the registry knows stays there."""
    account = Account.objects.select_for_update().get(pk=account.pk)
    Login.objects.filter(account=account).delete()
    Session.objects.filter(account_id=account.pk).delete()
    account.login, account.is_active = f"closed-{account.pk}", False
    account.set_unusable_password()
    account.save(update_fields=["login", "is_active", "password"])
    audit.record("identity.close_account", actor=actor, **about(actor))

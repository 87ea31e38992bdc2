"""Accounts and what they may: roles with dates, keys with scopes."""

import hashlib
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.postgres.fields import ArrayField
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import F, Q
from django.utils.module_loading import import_string

from ayo.common import clock
from ayo.common.actor import Level, Role
from ayo.common.record import Record
from ayo.identity.data import LoginKind, Proof


class Account(AbstractBaseUser, Record):
    """Somebody who may sign in, bound to the person of the registry once it is sure who they are.

    `login` is the first of its logins; `name` is what people without a person here are called by. `language` is that of
    letters, `choices` are how pages look to its owner (`ui/choice.py`), `proof` is how it came to belong to its person.
    """

    login = models.CharField(max_length=200, unique=True)
    person = models.OneToOneField("registry.Person", null=True, on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=20, choices=[(level.value, level.name) for level in Level])
    proof = models.CharField(max_length=10, choices=[(one.value, one.name) for one in Proof], default=Proof.UNKNOWN)
    name = models.CharField(max_length=120, default="")
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    language = models.CharField(max_length=5, default="id")
    choices = models.JSONField(default=dict)

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = models.Manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(level=Level.VERIFIED, person__isnull=False)
                | Q(level__in=[Level.UNVERIFIED, Level.OUT_OF_CITY], person__isnull=True),
                name="account_verified_by_person",
            )
        ]
        indexes = [models.Index(fields=["is_demo"], name="account_demo", condition=Q(is_demo=True))]

    def __str__(self) -> str:
        return f"Account {self.pk}"

    @property
    def whose(self) -> UUID:
        """Return the id of the actor that signs in with it: the person's, or its own while there is none."""
        return self.person_id or self.pk


class LoginQuerySet(models.QuerySet["Login"]):
    def usable_on(self, day: date) -> "LoginQuerySet":
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day), account__is_active=True)


class Login(Record):
    """One of the names an account signs in with, in its one written form. A NIP ends with the employment."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="logins")
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.name) for kind in LoginKind])
    value = models.CharField(max_length=200, unique=True)
    ends_on = models.DateField(null=True)

    objects = LoginQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Login {self.kind} of {self.account_id}"


class RoleGrantQuerySet(models.QuerySet["RoleGrant"]):
    def holding_on(self, day: date) -> "RoleGrantQuerySet":
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day)


class RoleGrant(Record):
    """A role of a person in an organisation, an area or the whole city (neither), for a time.

    One that ended on its first day never held.
    """

    person = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=30, choices=[(role.value, role.name) for role in Role])
    organisation = models.ForeignKey("registry.Organisation", null=True, on_delete=models.PROTECT, related_name="+")
    area = models.CharField(max_length=24, default="")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    reason = models.CharField(max_length=300, default="")
    end_reason = models.CharField(max_length=300, default="")

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="role_grant_dates"
            )
        ]
        indexes = [models.Index(fields=["role", "organisation"], name="role_grant_by_role")]

    def __str__(self) -> str:
        return f"{self.role} of {self.person_id}"


class ApiKey(Record):
    """A key of a connected application: only its digest is kept; `limits` mirror the contract in force."""

    app_id = models.UUIDField(db_index=True)
    app_name = models.CharField(max_length=120)
    label = models.CharField(max_length=120, default="")
    prefix = models.CharField(max_length=12, unique=True)
    digest = models.CharField(max_length=64)
    scopes = ArrayField(models.CharField(max_length=40))
    limits = models.JSONField(default=dict)
    sources = ArrayField(models.CharField(max_length=40), default=list)
    per_minute = models.PositiveIntegerField(default=6000)
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    last_used_on = models.DateField(null=True)

    objects = models.Manager()

    def __str__(self) -> str:
        return f"Key {self.prefix}"

    def is_usable(self, now: datetime) -> bool:
        return self.revoked_at is None and (self.expires_at is None or self.expires_at > now)


class Session(AbstractBaseSession):
    """An open browser: Django's session, with whose it is."""

    account_id = models.UUIDField(null=True, db_index=True)
    agent = models.CharField(max_length=300, default="")
    began_at = models.DateTimeField(default=clock.now)

    @property
    def mark(self) -> str:
        """Name the session without the key that opens it."""
        return hashlib.sha256(self.session_key.encode()).hexdigest()[:16]

    @classmethod
    def get_session_store_class(cls) -> "type[SessionBase]":
        return import_string(f"{settings.SESSION_ENGINE}.SessionStore")  # type: ignore[no-any-return]


class Brake(models.Model):
    """How often somebody failed in one place, by digest. Not logged: what a crash loses is only forgiven early."""

    key = models.CharField(max_length=64, primary_key=True)
    failures = models.PositiveIntegerField()
    last_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"Brake {self.failures}"


class AuthorizationCode(Record):
    """What an application exchanges for tokens, once. A used one stays until it ends, so that a second use is seen."""

    digest = models.CharField(max_length=64, unique=True)
    client_id = models.CharField(max_length=100)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    redirect_uri = models.CharField(max_length=2000)
    scopes = ArrayField(models.CharField(max_length=40))
    nonce = models.CharField(max_length=500, default="")
    claims = models.JSONField(default=dict)
    challenge = models.CharField(max_length=128)
    challenge_method = models.CharField(max_length=10)
    family = models.UUIDField()
    methods = ArrayField(models.CharField(max_length=10), default=list)
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True)

    objects = models.Manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(challenge_method="S256") & ~Q(challenge=""), name="code_has_pkce_s256")
        ]

    def __str__(self) -> str:
        return f"Code {self.pk}"


class SpentRefreshToken(Record):
    """A refresh token that was exchanged for the next of its family; whoever shows it again has a copy."""

    digest = models.CharField(max_length=64, unique=True)
    client_id = models.CharField(max_length=100)
    account_id = models.UUIDField(null=True)
    family = models.UUIDField(null=True)
    expires_at = models.DateTimeField(db_index=True)

    objects = models.Manager()

    def __str__(self) -> str:
        return f"Spent {self.pk}"


class SigningKeyQuerySet(models.QuerySet["SigningKey"]):
    def published_at(self, moment: datetime) -> "SigningKeyQuerySet":
        return self.filter(Q(gone_at__isnull=True) | Q(gone_at__gt=moment)).order_by("signs_from")


class SigningKey(Record):
    """A private key that signs identity tokens, sealed; published from when it is made until it is gone."""

    sealed = models.TextField()
    signs_from = models.DateTimeField()
    gone_at = models.DateTimeField(null=True)

    objects = SigningKeyQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Signing key {self.pk}"


class IdempotentReply(Record):
    """The answer to a write that named an Idempotency-Key, given again when the same write comes again."""

    actor_id = models.UUIDField()
    key = models.CharField(max_length=100)
    request_digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    headers = models.JSONField(default=dict)
    body = models.BinaryField(default=bytes)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor_id", "key"], name="idempotent_reply_once")]
        indexes = [models.Index(fields=["created_at"], name="idempotent_reply_age")]

    def __str__(self) -> str:
        return f"Reply {self.pk}"

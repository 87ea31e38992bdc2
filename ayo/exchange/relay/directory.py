"""The applications as the relay sees them: one frozen picture, replaced as a whole when somebody decided something."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import psycopg
from psycopg.rows import dict_row

from ayo.common import clock, vault
from ayo.exchange import rules, terms
from ayo.exchange.data import ContractCard, Mode
from ayo.exchange.signing import Signer


@dataclass(frozen=True, slots=True)
class AppView:
    id: UUID
    slug: str
    mode: Mode
    endpoint: str
    timeout: float
    largest_batch: int
    schedule_seconds: int
    is_paused: bool
    started_after: int
    contract: ContractCard | None
    signer: Signer


@dataclass(frozen=True, slots=True)
class Directory:
    revision: int
    day: date
    apps: Mapping[UUID, AppView]


async def revision(connection: psycopg.AsyncConnection[Any]) -> int:
    cursor = await connection.execute("select number from exchange_revision where id = 1", prepare=True)
    row = await cursor.fetchone()
    return int(row[0]) if row else 0


async def load(connection: psycopg.AsyncConnection[Any]) -> Directory:
    """Read the revision first: a decision taken while reading then counts as a newer one and is read again."""
    number = await revision(connection)
    async with connection.cursor(row_factory=dict_row) as cursor:
        await cursor.execute("select * from exchange_contract order by version")
        contracts = _grouped(await cursor.fetchall())
        await cursor.execute(
            "select app_id, sort, sealed from exchange_secret"
            " where expires_at is null or expires_at > now() order by expires_at desc nulls first"
        )
        secrets = _grouped(await cursor.fetchall())
        await cursor.execute("select * from exchange_app order by slug")
        rows = await cursor.fetchall()
    apps = {row["id"]: _view(row, contracts[row["id"]], secrets[row["id"]]) for row in rows}
    return Directory(number, clock.today(), apps)


def _grouped(rows: Iterable[dict[str, Any]]) -> defaultdict[UUID, list[dict[str, Any]]]:
    grouped: defaultdict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        grouped[row["app_id"]].append(row)
    return grouped


def _view(row: dict[str, Any], contracts: list[dict[str, Any]], secrets: list[dict[str, Any]]) -> AppView:
    cards = [terms.card(**{name: contract[name] for name in terms.COLUMNS}) for contract in contracts]
    return AppView(
        id=row["id"],
        slug=row["slug"],
        mode=Mode(row["mode"]),
        endpoint=row["endpoint"],
        timeout=row["timeout_ms"] / 1000,
        largest_batch=row["largest_batch"],
        schedule_seconds=row["schedule_seconds"],
        is_paused=row["is_paused"],
        started_after=row["started_after"],
        contract=rules.contract_on(cards, clock.today()),
        signer=Signer(
            tuple(vault.unseal(secret["sealed"]) for secret in secrets if secret["sort"] == "HMAC"),
            tuple(vault.unseal(secret["sealed"]) for secret in secrets if secret["sort"] == "ED25519"),
        ),
    )

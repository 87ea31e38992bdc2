"""The audit chain: complete, in order, and every tampering has a name."""

import asyncio
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection, transaction
from django.db.utils import DatabaseError

from ayo.audit import facade as audit
from ayo.audit.models import AuditEntry
from ayo.common.actor import SYSTEM
from ayo.config import env

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def home(tmp_path) -> Path:
    return tmp_path


def chain(home: Path) -> int:
    async def run() -> int:
        url = env.database_url(connection.settings_dict)
        async with await psycopg.AsyncConnection.connect(url, autocommit=True) as conn:
            chainer = audit.Chainer(conn, home)
            await chainer.start()
            total = 0
            while taken := await chainer.chain():
                total += taken
            return total

    return asyncio.run(run())


def act(number: int) -> None:
    with transaction.atomic():
        audit.record("test.act", actor=SYSTEM, subject_kind="thing", subject_id=number, after={"number": number})


def tamper(sql: str) -> None:
    """Change the chain as somebody who owns the database could."""
    with connection.cursor() as cursor:
        cursor.execute("set session_replication_role = replica")
        cursor.execute(sql)
        cursor.execute("set session_replication_role = default")


@pytest.fixture
def ten(home):
    for number in range(10):
        act(number)
    assert chain(home) == 10
    return home


def kinds(home: Path) -> set[tuple[str, int]]:
    return {(flaw.kind, flaw.seq) for flaw in audit.verify(home).flaws}


def test_an_untouched_chain_is_sound(ten):
    verdict = audit.verify(ten)

    assert verdict.is_sound
    assert (verdict.checked, verdict.last_seq) == (10, 10)
    assert verdict.seals >= 1


def test_the_chain_goes_on_where_it_stopped(ten):
    act(11)
    chain(ten)

    assert audit.verify(ten).is_sound
    assert AuditEntry.objects.get(seq=11).prev_hash == AuditEntry.objects.get(seq=10).hash


def test_the_database_refuses_to_change_or_remove_an_entry(ten):
    for attempt in ("update audit_entry set act = 'x'", "delete from audit_entry", "truncate audit_entry"):
        with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
            cursor.execute(attempt)


@pytest.mark.parametrize("column", ["act", "actor_label", "purpose", "after_digest", "subject_id"])
def test_a_flipped_value_is_found(ten, column):
    tamper(f"update audit_entry set {column} = 'y' where seq = 4")

    assert ("CHANGED", 4) in kinds(ten)


def test_a_dropped_entry_is_named(ten):
    tamper("delete from audit_entry where seq = 6")

    assert ("MISSING", 6) in kinds(ten)


def test_a_truncated_end_is_named(ten):
    tamper("delete from audit_entry where seq > 7")

    assert ("TRUNCATED", 8) in kinds(ten)


def test_swapped_entries_are_both_found(ten):
    tamper("update audit_entry set seq = case seq when 3 then -5 else -3 end where seq in (3, 5)")
    tamper("update audit_entry set seq = -seq where seq < 0")

    assert {("CHANGED", 3), ("CHANGED", 5)} <= kinds(ten)


def test_a_chain_rewritten_from_the_start_contradicts_its_seals(ten):
    tamper("delete from audit_entry; delete from audit_seal")
    for number in range(10):
        act(number + 100)
    chain(ten)

    assert any(kind == "REWRITTEN" for kind, _ in kinds(ten))


def test_a_forged_seal_is_named(ten):
    tamper("update audit_seal set signature = 'AAAA'")

    assert any(kind == "BAD_SEAL" for kind, _ in kinds(ten))


def test_everything_gone_is_noticed_by_the_file_beside_the_database(ten):
    tamper("delete from audit_entry; delete from audit_seal")

    assert ("TRUNCATED", 1) in kinds(ten)


def test_a_digest_cannot_be_guessed_without_the_key(ten):
    import hashlib

    from ayo.common import jsons

    entry = AuditEntry.objects.get(seq=1)
    plain = hashlib.sha256(jsons.canonical({"number": 0})).hexdigest()
    assert settings.SECRET_KEY
    assert entry.after_digest not in ("", plain)

"""Storing: judged by content, kept under a name that tells nothing, gone without a trace when refused."""

import io
import zipfile
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings

from ayo.audit.models import Inbox
from ayo.common.actor import SYSTEM, Actor, ActorKind
from ayo.files import facade as files
from ayo.files import rules
from ayo.files.errors import FileRefused
from ayo.files.models import StoredFile

pytestmark = pytest.mark.django_db

ACCEPTED = (rules.CSV, rules.XLSX)


def store(*chunks: bytes, name: str = "data.csv", largest: int = 10_000, actor: Actor = SYSTEM):
    return files.store_file(name=name, chunks=chunks, purpose="test", accepted=ACCEPTED, largest=largest, actor=actor)


def workbook(size: int = 10) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("xl/workbook.xml", b"0" * size)
    return out.getvalue()


def kept() -> list[Path]:
    folder = Path(settings.MEDIA_ROOT) / "test"
    return list(folder.iterdir()) if folder.exists() else []


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_a_file_is_kept_under_a_name_that_tells_nothing():
    card = store(b"NIK;Na", b"ma\r\n", name="warga 3671015203890001.csv")

    assert card.path.read_bytes() == b"NIK;Nama\r\n"
    assert (card.content_type, card.size, len(card.sha256)) == (rules.CSV, 10, 64)
    assert card.name == "warga ….csv"
    assert "3671" not in str(card.path.relative_to(settings.MEDIA_ROOT))
    assert card.path.stat().st_mode & 0o777 == 0o600
    assert Inbox.objects.filter(act="files.store").count() == 1


@pytest.mark.parametrize(
    ("chunks", "code"),
    [
        ((), "empty"),
        ((b"",), "empty"),
        ((b"   ",), "bad_kind"),
        ((b"\x89PNG\r\n\x1a\n\x00",), "bad_kind"),
        ((b"PK\x03\x04 something else",), "bad_kind"),
        ((b"PK\x03\x04[Content_Types].xml broken",), "damaged"),
        ((b"a" * 6_000, b"b" * 6_000), "too_large"),
    ],
)
def test_what_is_refused_leaves_nothing_behind(chunks, code):
    with pytest.raises(FileRefused) as caught:
        store(*chunks)

    assert caught.value.fields == {"file": code}
    assert not kept()
    assert not StoredFile.objects.exists()


def test_a_workbook_is_accepted_and_one_that_unpacks_to_too_much_is_not(monkeypatch):
    assert store(workbook()).content_type == rules.XLSX

    monkeypatch.setattr(rules, "LARGEST_UNPACKED", 1_000)
    with pytest.raises(FileRefused) as caught:
        store(workbook(5_000))

    assert caught.value.code == "too_large"


def test_a_broken_upload_leaves_nothing_behind():
    def breaks():
        yield b"NIK;"
        raise ConnectionError

    with pytest.raises(ConnectionError):
        files.store_file(name="x", chunks=breaks(), purpose="test", accepted=ACCEPTED, largest=100, actor=SYSTEM)

    assert not kept()


def test_a_file_is_found_by_its_owner_alone():
    owner = Actor(kind=ActorKind.PERSON, id=uuid4(), label="Wati")
    other = Actor(kind=ActorKind.PERSON, id=uuid4(), label="Joko")
    card = store(b"a;b", actor=owner)

    assert files.find(card.id, actor=owner) == card
    assert files.find(card.id, actor=other) is None
    assert files.stored(card.id) == card
    assert files.stored(uuid4()) is None


def test_a_removed_file_is_gone_with_its_bytes(django_capture_on_commit_callbacks):
    card = store(b"a;b")

    with django_capture_on_commit_callbacks(execute=True):
        files.remove_file(file_id=card.id, actor=SYSTEM)
        files.remove_file(file_id=card.id, actor=SYSTEM)

    assert not card.path.exists()
    assert files.stored(card.id) is None
    assert Inbox.objects.filter(act="files.remove").count() == 1


def test_bytes_stay_when_the_removal_is_rolled_back():
    from django.db import transaction

    card = store(b"a;b")

    with pytest.raises(RuntimeError), transaction.atomic():
        files.remove_file(file_id=card.id, actor=SYSTEM)
        raise RuntimeError

    assert card.path.exists()
    assert files.stored(card.id) == card

"""The scanner: it finds, is asked again while it is silent, and nobody gets a file before it has spoken."""

from uuid import uuid4

import pytest

from ayo.audit.models import Inbox
from ayo.common.actor import Actor, ActorKind
from ayo.files import facade as files
from ayo.files import tasks
from ayo.files.data import FileCard, FileState, Found, Scan
from ayo.files.errors import FileRefused
from ayo.files.models import StoredFile
from ayo.files.uploads import scanning
from sandbox import scanner as sandbox
from sandbox.scanner import EICAR, Scanner
from tests.files import samples

pytestmark = pytest.mark.django_db
RATNA = Actor(kind=ActorKind.PERSON, id=uuid4(), label="Ratna")
EVIL = samples.picture("PNG") + EICAR


def take(content: bytes) -> FileCard:
    return files.take_upload(name="kk.png", chunks=[content], purpose="test", accepted=files.PAPERS, actor=RATNA)


def test_a_clean_file_is_kept_at_once(scanner: Scanner):
    card = take(samples.picture("PNG"))

    assert (card.state, scanner.seen) == (FileState.KEPT, 1)
    assert files.stored(card.id) is not None


def test_an_evil_one_is_not_kept_and_the_attempt_is_written_down(scanner: Scanner):
    with pytest.raises(FileRefused) as caught:
        take(EVIL)

    assert caught.value.code == "malware"
    assert not StoredFile.objects.exists()
    entry = Inbox.objects.get(act="files.refuse")
    assert (entry.subject_id, entry.label) == (str(RATNA.id), "Eicar-Test-Signature")


@pytest.mark.parametrize("manner", [sandbox.SLOW, sandbox.CUT, sandbox.NONSENSE])
def test_without_an_answer_a_file_waits_and_nobody_gets_it(scanner: Scanner, manner: str):
    scanner.manner = manner

    card = take(samples.picture("PNG"))

    assert card.state is FileState.QUARANTINED
    assert files.stored(card.id) is None and files.find(card.id, actor=RATNA) is None
    assert files.cards([card.id])[card.id].state is FileState.QUARANTINED


def test_no_scanner_at_its_address_is_no_answer(settings):
    settings.AYO_SCANNER = "unix:/nowhere/clamd.sock"

    assert take(samples.picture("PNG")).state is FileState.QUARANTINED


def test_what_waits_is_brought_to_the_scanner_again(scanner: Scanner):
    scanner.manner = sandbox.CUT
    card = take(samples.picture("PNG"))
    tasks.scan_waiting(0)
    assert files.stored(card.id) is None

    scanner.manner = sandbox.WELL
    tasks.scan_waiting(0)

    assert files.stored(card.id) is not None
    assert Inbox.objects.filter(act="files.release").count() == 1


def test_what_turns_out_evil_loses_its_bytes_and_keeps_its_row(
    scanner: Scanner, monkeypatch, django_capture_on_commit_callbacks
):
    scanner.manner = sandbox.CUT
    card = take(samples.picture("PNG"))
    monkeypatch.setattr(scanning, "scan", lambda _content: Scan(Found.MALWARE, "Evil"))

    with django_capture_on_commit_callbacks(execute=True):
        tasks.scan_waiting(0)
        tasks.scan_waiting(0)

    assert not card.path.exists()
    assert files.cards([card.id])[card.id].state is FileState.REFUSED
    assert files.stored(card.id) is None


def of_the_house(content: bytes) -> Scan:
    return Scan(Found.MALWARE, "house") if b"bad" in content else Scan(Found.NOTHING)


def test_a_house_may_hook_in_a_scanner_of_its_own(settings):
    settings.AYO_SCANNER = "python:tests.files.test_scanning.of_the_house"

    assert scanning.scan(b"fine").found is Found.NOTHING
    assert scanning.scan(b"bad").found is Found.MALWARE

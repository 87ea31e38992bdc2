"""Signing at the workbench: one letter, whatever goes wrong; what a service says is told, and nothing is lost."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ayo.common import clock
from ayo.common.actor import Actor
from ayo.common.errors import DomainError
from ayo.events.models import Outbox
from ayo.files import facade as files
from ayo.services import actions
from ayo.services.data import Claim, LetterState, State
from ayo.services.errors import BeingSigned
from ayo.services.letters import signing as flow
from ayo.services.models import Case, Letter, Line, Task
from sandbox.tte.service import BROKEN, NONSENSE, OTHER, PASSPHRASE, SILENT
from tests.cast import Cast
from tests.portal import factories as visitors
from tests.services import desk, factories
from tests.services.letters.house import SARI, SigningHouse

pytestmark = pytest.mark.django_db


def text(response: Any) -> str:
    return response.content.decode()


def seen_by(client: Client, task: Task) -> str:
    page = text(client.get(desk.page_of(task)))
    return re.search(r'name="seen" value="([0-9a-f]+)"', page)[1]


def sign(client: Client, task: Task, passphrase: str = PASSPHRASE, **more: Any) -> Any:
    return desk.press(client, task, "tandatangan", passphrase=passphrase, seen=seen_by(client, task), **more)


def test_signing_makes_a_letter_that_a_verifier_calls_good_and_ends_the_case(
    checked: Case, task: Task, sari: Client, signing: SigningHouse
):
    page = text(sari.get(desk.page_of(task)))
    assert "Passphrase tanda tangan elektronik" in page and "3671015203890001" not in page
    assert sari.get(reverse("services:letter_preview", args=[task.pk])).content.startswith(b"\x89PNG")

    assert sign(sari, task).status_code == 302

    letter = Letter.objects.get()
    checked.refresh_from_db()
    assert (checked.state, letter.state, letter.edition) == (State.DONE, LetterState.VALID, 1)
    assert letter.number.endswith("-KEL-CIKOKOL/2026") and len(letter.code) == 16
    assert (letter.signer_name, letter.signer_post) == ("Sari Wulandari", "Lurah, Kelurahan Cikokol")
    printed = {one["label"]: one["value"] for one in letter.printed}
    assert (printed["Nama lengkap"], printed["NIK"]) == ("Ratna", "3671015203890001")
    assert printed["Nomor"] == letter.number and any("Cikokol" in value for value in printed.values())
    content = files.stored(letter.file_id).path.read_bytes()
    [signature] = files.signatures_on(content)
    assert signature.is_good and signature.signer == "Sari Wulandari"
    assert files.keywords_of(content) == (letter.code,)
    assert b"/StructTreeRoot" in content and b"pdfuaid" in content
    assert Outbox.objects.filter(type="ayo.services.letter.issued").count() == 1
    assert Line.objects.filter(case=checked, deed="LETTER").count() == 1


@pytest.mark.parametrize(
    ("passphrase", "mood", "said", "status"),
    [
        ("kata-yang-keliru", "", "Passphrase salah", 422),
        (PASSPHRASE, BROKEN, "Layanan tanda tangan tidak menjawab", 503),
        (PASSPHRASE, SILENT, "terlalu lama menjawab", 503),
        (PASSPHRASE, NONSENSE, "bukan surat ini", 503),
    ],
)
def test_whatever_the_service_says_is_told_nothing_is_lost_and_the_next_try_may_begin_at_once(
    passphrase: str, mood: str, said: str, status: int, checked: Case, task: Task, sari: Client, signing: SigningHouse,
    caplog: pytest.LogCaptureFixture,
):  # fmt: skip
    signing.moods.coming = [mood] if mood else []

    answer = sign(sari, task, passphrase=passphrase, text="Terima kasih sudah menunggu")

    assert answer.status_code == status
    page = text(answer)
    assert said in page and "Terima kasih sudah menunggu" in page
    assert passphrase not in page and passphrase not in caplog.text
    letter = Letter.objects.get()
    checked.refresh_from_db()
    assert (letter.state, letter.attempt, checked.state) == (LetterState.PREPARED, None, State.AWAITING_SIGNATURE)

    assert sign(sari, task).status_code == 302
    again = Letter.objects.get()
    assert (again.pk, again.number, again.code, again.state) == (letter.pk, letter.number, letter.code, "VALID")


def test_an_official_without_a_certificate_is_told_so(task: Task, sari: Client, signing: SigningHouse):
    signing.forget(SARI)

    assert "belum mengenal Anda" in text(sign(sari, task))
    assert Letter.objects.get().state == LetterState.PREPARED


def test_another_paper_that_comes_back_is_nobodys_letter(
    city: Cast, checked: Case, task: Task, sari: Client, signing: SigningHouse
):
    sign(sari, task)
    other = factories.handed_in(city.actor("nia"))
    actions.finish_task(task_id=factories.only_task(other).pk, text="", expected=None, actor=city.actor("budi"))
    signing.moods.coming = [OTHER]

    answer = sign(sari, factories.only_task(other))

    assert answer.status_code == 503 and "Tidak ada surat yang terbit" in text(answer)
    assert Letter.objects.get(case=other).state == LetterState.PREPARED


def test_a_service_that_is_not_there_is_told_apart_from_a_wrong_word(task: Task, sari: Client, settings: Any):
    settings.AYO_SIGNING_URL = "http://127.0.0.1:9"

    assert "tidak menjawab" in text(sign(sari, task))


def test_pressing_twice_makes_one_letter(checked: Case, task: Task, sari: Client, signing: SigningHouse):
    seen, version = seen_by(sari, task), Case.objects.get(pk=checked.pk).version
    body = {"versi": version, "saring": "unit", "passphrase": PASSPHRASE, "seen": seen}
    address = reverse("services:deed", args=[task.pk, "tandatangan"])

    first, second = sari.post(address, body), sari.post(address, body)

    assert (first.status_code, second.status_code) == (302, 409)
    assert Letter.objects.count() == 1 and signing.service.signed == 1


def test_while_one_tab_waits_for_the_service_another_signs_nothing(city: Cast, task: Task, signing: SigningHouse):
    sari = city.actor("sari")
    lasting = timedelta(minutes=2)
    claim = actions.prepare_letter(task_id=task.pk, expected=None, lasting=lasting, actor=sari)

    with pytest.raises(BeingSigned):
        actions.prepare_letter(task_id=task.pk, expected=None, lasting=lasting, actor=sari)
    with clock.at(clock.now() + lasting + timedelta(seconds=1)):
        later = actions.prepare_letter(task_id=task.pk, expected=None, lasting=lasting, actor=sari)

    assert (later.letter_id, later.number, later.code) == (claim.letter_id, claim.number, claim.code)
    assert later.attempt != claim.attempt
    with pytest.raises(BeingSigned):
        issue(claim, task, sari)
    assert issue(later, task, sari).state == LetterState.VALID


def test_a_case_that_was_taken_back_meanwhile_gets_no_letter(
    city: Cast, checked: Case, task: Task, signing: SigningHouse
):
    sari = city.actor("sari")
    claim = actions.prepare_letter(task_id=task.pk, expected=None, lasting=timedelta(minutes=2), actor=sari)
    actions.cancel_case(case_id=checked.pk, reason="tidak jadi", actor=city.actor("ratna"))

    with pytest.raises(DomainError):
        issue(claim, task, sari)

    assert Letter.objects.get().state == LetterState.PREPARED


def test_what_changed_since_it_was_seen_is_looked_at_again(city: Cast, task: Task, sari: Client, signing: SigningHouse):
    seen = seen_by(sari, task)
    visitors.change(city, "dewi", {"name": "Ratna Dewi"}, whom="ratna")

    answer = desk.press(sari, task, "tandatangan", passphrase=PASSPHRASE, seen=seen)

    assert answer.status_code == 409 and "Isi surat berubah" in text(answer) and "Ratna Dewi" in text(answer)
    assert not Letter.objects.exists()


def test_a_stage_with_a_letter_is_not_finished_without_it(task: Task, sari: Client, signing: SigningHouse):
    answer = desk.press(sari, task, "selesai")

    assert answer.status_code in {409, 422}
    task.refresh_from_db()
    assert task.state == "OPEN"


def issue(claim: Claim, task: Task, actor: Actor) -> Letter:
    """Keep a letter as if the service had just answered."""
    draft = flow.draft_of_task(task.case, task, actor)
    return actions.issue_letter(
        claim=claim, content=b"%PDF-1.7", printed=[], contents=draft.contents, signer=draft.signer, document_id="1",
        text="", actor=actor,
    )  # fmt: skip

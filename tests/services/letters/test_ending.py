"""A letter issued again with what holds now, and one that is revoked: by whom, and what everybody reads of it."""

import dataclasses
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from ayo.common.actor import Grant, Role
from ayo.common.errors import DomainError, Invalid, NotFound
from ayo.events.models import Outbox
from ayo.services import access, actions
from ayo.services.errors import WorkedOnAgain
from ayo.services.letters import signing as flow
from ayo.services.models import Letter, Line
from sandbox.tte.service import BROKEN, PASSPHRASE
from tests.cast import Cast
from tests.portal import factories as visitors
from tests.services import factories
from tests.services.letters.house import SigningHouse
from tests.services.letters.test_checking import letter as letter
from tests.services.letters.test_signing import sign, text
from tests.services.test_telling import news as news
from tests.services.test_telling import told

pytestmark = pytest.mark.django_db
SURE = {"text": "Alamatnya tidak benar", "is_sure": "on"}
SEEN = re.compile(r'name="seen" value="([0-9a-f]+)"')


def again(city: Cast, letter: Letter, reason: str = "Nama sudah dibetulkan", passphrase: str = PASSPHRASE) -> Letter:
    sari = city.actor("sari")
    draft = flow.draft_of_letter(letter, sari)
    return flow.sign_again(
        row=letter, draft=draft, seen=draft.contents.stamp, passphrase=passphrase, reason=reason, actor=sari
    )


def test_a_new_edition_says_what_holds_now_and_the_old_one_leads_to_it(
    city: Cast, letter: Letter, signing: SigningHouse, news: Callable[[], None]
):
    visitors.change(city, "dewi", {"name": "Ratna Dewi"}, whom="ratna")

    new = again(city, letter)
    news()

    letter.refresh_from_db()
    assert (new.number, new.edition, new.state, letter.state) == (letter.number, 2, "VALID", "REPLACED")
    assert any(one["value"] == "Ratna Dewi" for one in new.printed)
    assert all(one["value"] != "Ratna Dewi" for one in letter.printed)
    page = text(Client().get(f"/cek/{letter.code}/"))
    assert "Surat ini diganti" in page and f"/cek/{new.code}/" in page and "Nama sudah dibetulkan" in page
    assert ("letter_replaced", False) in told(city.ratna)


def test_what_could_not_be_signed_again_leaves_the_old_letter_valid(city: Cast, letter: Letter, signing: SigningHouse):
    with pytest.raises(DomainError):
        again(city, letter, passphrase="keliru")
    with pytest.raises(Invalid):
        again(city, letter, reason=" ")

    letter.refresh_from_db()
    assert letter.state == "VALID"
    assert again(city, letter).edition == 2


def test_a_revoked_letter_says_so_to_everybody_with_its_reason(
    city: Cast, letter: Letter, ratna: Client, news: Callable[[], None]
):
    actions.revoke_letter(letter_id=letter.pk, reason="Alamatnya tidak benar", actor=city.actor("sari"))
    news()

    page = text(Client().get(f"/cek/{letter.code}/"))
    assert "Surat ini dicabut" in page and "Alamatnya tidak benar" in page and "Surat ini berlaku" not in page
    assert ("letter_revoked", False) in told(city.ratna)
    with translation.override("id"):
        assert "Dicabut" in text(ratna.get(f"/urusan/{letter.case_id}/"))
    with pytest.raises(DomainError):
        actions.revoke_letter(letter_id=letter.pk, reason="sekali lagi", actor=city.actor("sari"))


def test_only_whoever_answers_for_a_letter_ends_it_and_says_why(city: Cast, letter: Letter):
    for name in ("budi", "ratna", "dewi", "agus"):
        with pytest.raises(NotFound):
            actions.revoke_letter(letter_id=letter.pk, reason="x", actor=city.actor(name))
    with pytest.raises(Invalid):
        actions.revoke_letter(letter_id=letter.pk, reason="", actor=city.actor("sari"))
    assert not Outbox.objects.filter(type="ayo.services.letter.revoked").exists()


def test_the_desk_offers_both_to_whoever_signs_and_neither_to_anybody_else(
    city: Cast, letter: Letter, sari: Client, signing: SigningHouse
):
    for address in (f"/kasus/{letter.case_id}/?bagian=berkas",):
        page, read = text(sari.get(address)), text(visitors.visitor(city, "budi").get(address))
        assert place(letter, "revoke") in page and place(letter, "reissue") in page
        assert letter.number in read and "/cabut/" not in read and "/ulang/" not in read
    for name, status in {"budi": 404, "dewi": 404, "ratna": 403, "agus": 403, "nia": 403, "": 302}.items():
        client = visitors.visitor(city, name)
        for deed in ("revoke", "reissue"):
            assert client.get(place(letter, deed)).status_code == status
            assert client.post(place(letter, deed), {**SURE, "passphrase": PASSPHRASE}).status_code == status
    letter.refresh_from_db()
    assert letter.state == "VALID" and signing.service.signed == 1


def test_revoking_at_the_desk_asks_why_and_twice_is_once(letter: Letter, sari: Client):
    address = place(letter, "revoke")
    page = text(sari.get(address))
    assert "tidak dapat diurungkan" in page and "3671015203890001" not in page
    for sent, fault in (
        ({"is_sure": "on"}, "Tulis alasannya"),
        ({"text": "Salah alamat"}, "Tandai dulu"),
        ({"text": "NIK 3671 0152 0389 0001 salah", "is_sure": "on"}, "Jangan menulis NIK atau nomor KK"),
    ):
        answer = sari.post(address, sent)
        assert answer.status_code == 422 and fault in text(answer)
    letter.refresh_from_db()
    assert letter.state == "VALID"

    first, second = sari.post(address, SURE), sari.post(address, SURE)

    assert (first.status_code, second.status_code) == (302, 409)
    assert first["Location"] == f"/kasus/{letter.case_id}/?bagian=berkas"
    assert "Surat ini dicabut" in text(second) and SURE["text"] in text(second) and 'name="text"' not in text(second)
    assert Line.objects.filter(case=letter.case_id, deed="LETTER_REVOKED").count() == 1
    assert "/cabut/" not in text(sari.get(first["Location"]))
    assert sari.post(place(letter, "reissue"), SURE).status_code == 409


def test_issuing_again_at_the_desk_shows_what_changed_and_signs_one_new_edition(
    city: Cast, letter: Letter, sari: Client, signing: SigningHouse
):
    address = place(letter, "reissue")
    assert "Isinya sama dengan surat yang berlaku sekarang" in text(sari.get(address))
    visitors.change(city, "dewi", {"name": "Ratna Dewi"}, whom="ratna")
    page = text(sari.get(address))
    assert "<mark>Ratna Dewi</mark>" in page and "sekarang tertulis: Ratna" in page
    assert sari.get(reverse("services:reissue_preview", args=[letter.case_id, letter.pk])).content[:4] == b"\x89PNG"
    seen = SEEN.search(page)[1]
    good = {**SURE, "seen": seen, "passphrase": PASSPHRASE}
    for change, fault in (({"text": " "}, "Tulis alasannya"), ({"passphrase": "keliru"}, "Passphrase salah"),
                          ({"is_sure": ""}, "Baca suratnya"), ({"passphrase": ""}, "Ketik passphrase")):  # fmt: skip
        answer = sari.post(address, {**good, **change})
        assert answer.status_code == 422 and fault in text(answer) and "keliru" not in text(answer)

    first, second = sari.post(address, good), sari.post(address, good)

    assert (first.status_code, second.status_code, signing.service.signed) == (302, 409, 2)
    new = Letter.objects.get(state="VALID")
    assert (new.number, new.edition, new.replaces_id) == (letter.number, 2, letter.pk)
    assert f"/cek/{new.code}/" in text(second)
    old = text(Client().get(f"/cek/{letter.code}/"))
    assert "Surat ini diganti" in old and f"/cek/{new.code}/" in old and SURE["text"] in old


def test_what_changed_since_it_was_seen_is_looked_at_again_and_a_silent_service_ends_nothing(
    city: Cast, letter: Letter, sari: Client, signing: SigningHouse
):
    address = place(letter, "reissue")
    body = {**SURE, "seen": SEEN.search(text(sari.get(address)))[1], "passphrase": PASSPHRASE}
    visitors.change(city, "dewi", {"name": "Ratna Dewi"}, whom="ratna")

    answer = sari.post(address, body)
    assert answer.status_code == 409 and "Isi surat berubah" in text(answer) and "checked" not in text(answer)
    body["seen"] = SEEN.search(text(answer))[1]
    signing.moods.coming = [BROKEN]
    answer = sari.post(address, body)
    assert answer.status_code == 503 and "tidak menjawab" in text(answer) and SURE["text"] in text(answer)
    letter.refresh_from_db()
    assert letter.state == "VALID"
    assert sari.post(address, body).status_code == 302


def test_who_heads_an_office_from_above_may_revoke_its_letters_and_signs_none_in_its_name(city: Cast, letter: Letter):
    camat = dataclasses.replace(city.actor("joko"), grants=(Grant(Role.CAMAT, area="36.71.01"),))
    assert access.letters_kept_by(camat).filter(pk=letter.pk).exists()
    assert not access.letters_signed_for_by(camat).filter(pk=letter.pk).exists()
    with pytest.raises(NotFound):
        actions.prepare_reissue(letter_id=letter.pk, reason="x", lasting=timedelta(minutes=1), actor=camat)
    assert actions.revoke_letter(letter_id=letter.pk, reason="Salah alamat", actor=camat).state == "REVOKED"


def place(letter: Letter, deed: str) -> str:
    return reverse(f"services:{deed}_letter", args=[letter.case_id, letter.pk])


def test_while_a_case_is_worked_on_again_the_new_edition_comes_from_its_own_stage(
    city: Cast, letter: Letter, sari: Client, signing: SigningHouse
):
    actions.reopen_case(case_id=letter.case_id, reason="Namanya keliru", actor=city.actor("ratna"))
    desk_page = text(sari.get(f"/kasus/{letter.case_id}/?bagian=berkas"))
    address = reverse("services:reissue_letter", args=[letter.case_id, letter.pk])

    assert address not in desk_page and "Cabut surat" in desk_page
    assert "sedang dikerjakan lagi" in text(sari.get(address))
    assert sari.post(address, {**SURE, "seen": "x", "passphrase": PASSPHRASE}).status_code == 409
    with pytest.raises(WorkedOnAgain):
        again(city, letter)

    actions.finish_task(
        task_id=factories.only_task(letter.case).pk, text="", expected=None, actor=city.actor("budi")
    )  # fmt: skip
    sign(sari, factories.only_task(letter.case))
    letter.refresh_from_db()
    new = Letter.objects.get(case=letter.case_id, state="VALID")
    assert (letter.state, new.number, new.edition) == ("REPLACED", letter.number, 2)
    assert address.replace(str(letter.pk), str(new.pk)) in text(sari.get(f"/kasus/{letter.case_id}/?bagian=berkas"))

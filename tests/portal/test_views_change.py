"""One field, three steps: one's own is written, the rest is proposed, mistakes are told beside the input."""

import pytest

from ayo.events.models import Outbox
from ayo.registry.models import Person, Proposal
from tests.cast import CIPONDOH, Cast
from tests.portal import factories

pytestmark = pytest.mark.django_db
TODAY = {"valid_from": "2026-01-05"}


def ratna(cast: Cast):
    return factories.visitor(cast, "ratna")


def filled(cast: Cast, **more: str) -> dict[str, str]:
    version = Person.objects.get(pk=cast.ratna).version
    return {"version": str(version), **TODAY, **more}


def test_checking_shows_both_values_and_writes_nothing(cast: Cast):
    factories.application("pbb", "phone")
    announced = Outbox.objects.count()

    page = ratna(cast).post("/saya/ubah/phone/", filled(cast, value="0812 9999 0001", step="check"))

    assert page.status_code == 200
    assert "0812 3456 7801" in page.text
    assert "0812 9999 0001" in page.text
    assert "1 aplikasi menerima perubahan ini." in page.text
    assert Outbox.objects.count() == announced


def test_sending_writes_and_leads_to_the_receipt(cast: Cast):
    answer = ratna(cast).post("/saya/ubah/phone/", filled(cast, value="081299990001", step="send"))

    assert Person.objects.get(pk=cast.ratna).phone == "+6281299990001"
    assert answer["Location"] == f"/saya/kabar/{Outbox.objects.latest('id').event_id}/"


def test_a_wrong_value_is_told_beside_its_input_and_nothing_is_lost(cast: Cast):
    page = ratna(cast).post("/saya/ubah/phone/", filled(cast, value="12", step="check"))

    assert page.status_code == 422
    assert "<title>Galat:" in page.text
    assert "Nomor ini tidak dapat dihubungi" in page.text
    assert 'value="12"' in page.text
    assert 'aria-invalid="true"' in page.text


def test_an_address_works_without_choosing_the_kecamatan_first(cast: Cast):
    given = filled(cast, kelurahan=CIPONDOH, street="Jl. Maulana 5", rt="1", rw="12", step="send")

    ratna(cast).post("/saya/ubah/domicile/", given)

    person = Person.objects.get(pk=cast.ratna)
    assert (person.kelurahan, person.rt, person.rw, person.street) == (CIPONDOH, "001", "012", "Jl. Maulana 5")


def test_choosing_a_kecamatan_narrows_the_list_in_place(cast: Cast):
    part = ratna(cast).get(
        "/saya/ubah/domicile/?kecamatan=36.71.05", headers={"HX-Request": "true", "HX-Request-Type": "partial"}
    )

    assert part.text.lstrip().startswith('<div id="kelurahan">')
    assert "36.71.05.1001" in part.text
    assert "36.71.01.1005" not in part.text


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"kelurahan": "", "street": "Jl. A"}, "Pilih kelurahan dari daftar."),
        ({"kelurahan": CIPONDOH, "street": ""}, "Tulis nama jalan dan nomor rumah."),
        ({"kelurahan": CIPONDOH, "street": "Jl. A", "postal_code": "1"}, "Kode pos terdiri dari lima angka."),
        ({"kelurahan": CIPONDOH, "street": "Jl. A", "latitude": "-6.1"}, "Titik di peta perlu lintang dan bujur"),
        ({"kelurahan": "99.99.99.9999", "street": "Jl. A"}, "99.99.99.9999"),
    ],
)
def test_each_mistake_in_an_address_is_named(cast: Cast, given: dict[str, str], said: str):
    page = ratna(cast).post("/saya/ubah/domicile/", filled(cast, step="check", **given))

    assert page.status_code == 422
    assert said in page.text


def test_what_others_keep_becomes_a_proposal_with_its_reason(cast: Cast):
    answer = ratna(cast).post("/saya/ubah/name/", filled(cast, value="Ratna Dewi", note="Akta 12/1989", step="send"))

    proposal = Proposal.objects.get()
    assert answer["Location"] == f"/usulan/{proposal.pk}/"
    assert (proposal.values, proposal.note) == ({"name": "Ratna Dewi"}, "Akta 12/1989")
    assert Person.objects.get(pk=cast.ratna).name == "Ratna"


def test_a_proposal_without_a_reason_is_not_sent(cast: Cast):
    page = ratna(cast).post("/saya/ubah/name/", filled(cast, value="Ratna Dewi", note="", step="send"))

    assert page.status_code == 422
    assert not Proposal.objects.exists()


def test_the_same_value_changes_nothing_and_says_so(cast: Cast):
    announced = Outbox.objects.count()

    page = ratna(cast).post("/saya/ubah/phone/", filled(cast, value="0812-3456-7801", step="send"), follow=True)

    assert "sama dengan yang tercatat" in page.text
    assert Outbox.objects.count() == announced


def test_a_form_from_before_somebody_elses_change_is_shown_again(cast: Cast):
    old = filled(cast, value="081299990002", step="send")
    factories.change(cast, "ratna", {"phone": "081299990001"})

    page = ratna(cast).post("/saya/ubah/phone/", old)

    assert page.status_code == 412
    assert "berubah sejak Anda membukanya" in page.text
    assert Person.objects.get(pk=cast.ratna).phone == "+6281299990001"


def test_a_value_for_later_waits_for_its_day(cast: Cast):
    given = filled(cast, value="081299990001", step="send") | {"valid_from": "2099-01-01"}

    page = ratna(cast).post("/saya/ubah/phone/", given, follow=True)

    assert "berlaku pada tanggalnya" in page.text
    assert Person.objects.get(pk=cast.ratna).phone == "+6281234567801"


@pytest.mark.parametrize("field", ["family_id", "life_state", "merged_into", "version", "nip"])
def test_fields_that_are_nobodys_to_type_have_no_form(cast: Cast, field: str):
    assert ratna(cast).get(f"/saya/ubah/{field}/").status_code == 404


def test_a_mother_changes_her_childs_phone_and_sees_its_receipt(cast: Cast):
    version = str(Person.objects.get(pk=cast.bima).version)
    given = {"version": version, **TODAY, "value": "081299990003", "step": "send"}

    answer = ratna(cast).post(f"/warga/{cast.bima}/ubah/phone/", given)

    assert Person.objects.get(pk=cast.bima).phone == "+6281299990003"
    assert answer["Location"].startswith(f"/warga/{cast.bima}/kabar/")

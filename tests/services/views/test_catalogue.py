"""The pages of the catalogue: open to everybody, and one's own data only to oneself."""

from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ayo.common import clock
from ayo.common.actor import SYSTEM
from ayo.common.ids import uuid7
from ayo.registry import facade as registry
from ayo.registry.data import Kind
from ayo.services.models import CaseLength, Service, Survey
from ayo.services.queries import satisfaction
from tests.cast import CIKOKOL, Cast
from tests.portal import factories
from tests.services.test_held import accepted

pytestmark = pytest.mark.django_db


def decided(code: str, days: list[int], *, promise: int = 1) -> None:
    office = registry.office_in("KELURAHAN", CIKOKOL)[0]
    service = Service.objects.get(code=code)
    CaseLength.objects.bulk_create(
        CaseLength(case_id=uuid7(), service=service, organisation_id=office, ended_on=clock.today(), days=count,
                   is_kept=count <= promise)
        for count in days
    )  # fmt: skip


def test_a_stranger_reads_the_whole_standard_and_no_name(city: Cast, client: Client):
    page = client.get("/layanan/surat-domisili/").text

    assert "Gratis" in page and "Kami hanya menanyakan 1 dari 9 isian" in page
    assert page.count("<summary>") >= 7
    assert "Dasar hukum" in page and "UU 24/2013" in page
    assert "Ratna" not in page


def test_rates_that_stand_in_are_called_so_and_others_are_not(city: Cast, client: Client):
    assert "Tarif contoh, menunggu ketetapan" in client.get("/layanan/izin-reklame/").text
    assert "contoh" not in client.get("/layanan/surat-domisili/").text
    assert client.get("/api/services/izin-reklame").json()["fee_rates_are_samples"] is True


def test_a_resident_sees_what_is_known_with_source_and_date_and_what_will_be_asked(city: Cast):
    page = factories.visitor(city, "ratna").get("/layanan/surat-domisili/").text

    assert "5 dari 9 isian sudah kami ketahui" in page
    assert "Surat ini untuk apa?" in page
    assert "Disdukcapil" in page and "Jl. Perintis 14" in page
    assert "3671015203890001" not in page


def test_nobody_sees_anybody_elses_values(city: Cast):
    page = factories.visitor(city, "joko").get("/layanan/surat-domisili/").text

    assert "Perintis" not in page and "Jl. Maulana 3" in page


def test_who_may_not_ask_is_told_why_and_what_to_do_instead(city: Cast):
    unknown = factories.visitor(city, "ratna").get("/layanan/pengantar-nikah/").text
    registry.change_record(
        Kind.PERSON, city.ratna, {"marital_status": "MARRIED"}, valid_from=clock.today(), actor=SYSTEM,
        expected_version=None, note="",
    )  # fmt: skip

    page = factories.visitor(city, "ratna").get("/layanan/pengantar-nikah/").text

    assert "Layanan ini belum dapat Anda ajukan" not in unknown
    assert "Layanan ini belum dapat Anda ajukan" in page
    assert "Betulkan di Data saya" in page


def test_what_is_about_a_member_of_the_family_is_known_once_the_member_is_chosen(city: Cast):
    page = factories.visitor(city, "ratna").get("/layanan/pindah-sekolah/").text

    assert "Diambil setelah Anda memilih untuk siapa" in page
    assert "Layanan ini belum dapat" not in page


def test_too_few_cases_make_no_figure(city: Cast, client: Client):
    decided("surat-domisili", [1] * 9)

    page = client.get("/layanan/surat-domisili/").text

    assert "Baru 9 permohonan diputuskan" in page


def test_real_time_is_counted_from_decided_cases(city: Cast, client: Client):
    decided("surat-domisili", [1] * 12 + [2] * 6 + [5] * 2)

    page = client.get("/layanan/surat-domisili/").text

    assert "20 permohonan diputuskan dalam 90 hari" in page
    assert "Separuhnya paling lama 1 hari kerja, 9 dari 10 paling lama 2 hari kerja; 60 dari 100 menepati janji" in page


def test_what_residents_said_this_year_is_shown(city: Cast, client: Client):
    satisfaction.forget()
    for _number in range(10):
        case = accepted(city, "surat-domisili", {})
        nine = {f"u{element}": 4 if element != 3 else 3 for element in range(1, 10)}
        Survey.objects.create(
            case=case, service_id=case.service_id, organisation_id=case.organisation_id,
            answered_on=clock.today(), **nine,
        )  # fmt: skip

    page = client.get("/layanan/surat-domisili/").text

    assert "97,22" in page and "Mutu A" in page
    assert "Paling perlu diperbaiki: waktu" in page


def test_a_fee_is_worked_out_line_by_line_before_anything_is_filled_in(city: Cast, client: Client):
    asked = {"hitung": "1", "sort": "BILLBOARD", "width": "4", "height": "2,5", "sides": "2", "days": "30"}

    page = client.get("/layanan/izin-reklame/", asked | {"land": "CITY"}).text
    unfinished = client.get("/layanan/izin-reklame/", asked).text

    assert "Rp\N{NO-BREAK SPACE}1.080.000" in page and "Rp\N{NO-BREAK SPACE}3.600.000" in page
    assert "Yang dibayar" not in unfinished


def test_services_are_found_by_words_in_a_post_and_what_was_meant_is_offered(city: Cast, client: Client):
    page = client.post("/layanan/", {"q": "domisli"}).text

    assert "/layanan/surat-domisili/" in page
    assert 'value="domisili"' in page


def test_a_part_of_the_page_is_enough_while_one_types(city: Cast, client: Client):
    part = client.post("/layanan/", {"q": "nikah"}, headers={"HX-Request-Type": "partial"}).text

    assert "/layanan/pengantar-nikah/" in part and "<html" not in part


def test_services_are_listed_by_event_of_life_and_by_office(city: Cast, client: Client):
    born = client.get("/layanan/?kebutuhan=lahir").text
    office = client.get("/layanan/?kantor=DPMPTSP").text

    assert "/layanan/akta-kelahiran/" in born and "/layanan/izin-reklame/" not in born
    assert "/layanan/izin-reklame/" in office and "/layanan/akta-kelahiran/" not in office


def test_the_most_asked_for_stand_first_once_there_are_any(city: Cast, client: Client):
    assert "Paling sering diurus" not in client.get("/layanan/").text

    decided("sktm", [1, 1])

    assert "Paling sering diurus" in client.get("/layanan/").text


def test_a_service_that_is_not_offered_is_not_there(city: Cast, client: Client):
    assert client.get("/layanan/tidak-ada/").status_code == 404


@pytest.mark.parametrize("path", ["/layanan/", "/layanan/surat-domisili/", "/layanan/izin-reklame/"])
def test_a_page_costs_the_same_however_much_happened(city: Cast, path: str):
    visitor = factories.visitor(city, "ratna")
    accepted(city, "surat-domisili", {})
    visitor.get(path)
    with CaptureQueriesContext(connection) as before:
        visitor.get(path)
    decided("surat-domisili", [1] * 40)
    for _number in range(3):
        accepted(city, "surat-domisili", {})

    with CaptureQueriesContext(connection) as after:
        visitor.get(path)

    assert len(after) == len(before) <= 16


def test_the_meter_stands_at_zero_and_weighs_every_service(city: Cast):
    page = factories.visitor(city, "nia").get("/layanan/redundansi/").text

    assert "Tidak ada pertanyaan yang berlebih" in page
    assert page.count("isian diketahui, ") == Service.objects.count()


def test_the_search_of_the_house_finds_services(city: Cast):
    page = factories.visitor(city, "ratna").post("/cari/", {"q": "akte kelahirn"}).text

    assert "/layanan/akta-kelahiran/" in page


def test_the_first_page_leads_from_life_to_services(city: Cast):
    assert "/layanan/?kebutuhan=lahir" in factories.visitor(city, "ratna").get("/").text


def test_uuid_is_no_service(city: Cast, client: Client):
    assert client.get(f"/layanan/{UUID(int=1)}/").status_code == 404

"""Nothing is asked that the city could answer itself; and the meter that says so does find what is planted."""

from dataclasses import replace

import pytest

from ayo.services.data import Column, Field, FieldKind
from ayo.services.rules import redundancy
from ayo.services.rules.redundancy import Why
from tests.services import definitions
from tests.services.definitions import field, paper


def found(*made: object) -> set[tuple[str, Why]]:
    return {(one.place, one.why) for one in redundancy.findings(made)}  # type: ignore[arg-type]


def test_the_shipped_catalogue_asks_nothing_that_the_city_could_answer():
    assert redundancy.findings(definitions.shipped()) == ()


@pytest.mark.parametrize(
    ("planted", "concept"),
    [
        (field("nama", "Nama lengkap Anda"), "person.name"),
        (field("x", "Nama pemohon", "What for"), "person.name"),
        (field("x", "Apa ini?", "Your full name"), "person.name"),
        (field("no_ktp", "Nomor"), "person.nik"),
        (field("x", "NIK (sesuai KTP)"), "person.nik"),
        (field("x", "Angka pada kartu", pattern="^[0-9]{16}$"), "person.nik"),
        (field("x", "Tgl. lahir"), "person.birth_on"),
        (field("x", "Usia saat ini", kind=FieldKind.NUMBER), "person.birth_on"),
        (field("x", "Jenis kelamin", kind=FieldKind.CHOICE), "person.sex"),
        (field("x", "No. HP / WA Anda"), "person.phone"),
        (field("x", "E-mail"), "person.email"),
        (field("x", "Alamat rumah sekarang", kind=FieldKind.ADDRESS), "person.address"),
        (field("x", "RT/RW"), "person.address"),
        (field("x", "Nomor KK"), "family.number"),
        (field("x", "Jumlah tanggungan", kind=FieldKind.NUMBER), "family.members"),
        (field("x", "Status pernikahan"), "person.marital_status"),
        (field("x", "NIP"), "employee.nip"),
        (field("x", "Foto KTP", kind=FieldKind.FILE), "person.nik"),
    ],
)
def test_a_planted_question_is_found_under_any_of_its_names(planted: Field, concept: str):
    made = definitions.with_fields(definitions.service("surat-domisili"), planted)

    answers = [one.answer for one in redundancy.findings([made])]

    assert answers == [concept]


def test_the_same_words_about_somebody_else_are_a_question():
    made = definitions.with_fields(
        definitions.service("surat-domisili"),
        field("a", "Nama calon pasangan", "Partner's name"),
        field("b", "Tanggal lahir bayi", "Baby's birthday"),
        field("c", "Alamat tempat usaha", "Business address", FieldKind.ADDRESS),
    )

    assert redundancy.findings([made]) == ()


def test_what_is_asked_of_the_family_member_concerned_is_held_too():
    made = definitions.with_fields(definitions.service("pindah-sekolah"), field("x", "Tanggal lahir anak"))

    assert found(made) == {("x", Why.HELD)}


def test_a_table_of_the_household_is_held():
    columns = (Column("nik", FieldKind.TEXT, {"id": "NIK", "en": "NIK"}),)
    table = field("x", "Orang serumah dalam keluarga", "People at home", FieldKind.TABLE, columns=columns)
    made = definitions.with_fields(definitions.service("surat-domisili"), table)

    assert found(made) == {("x", Why.HELD)}


@pytest.mark.parametrize(
    "label", ["Fotokopi KTP", "Kartu Keluarga asli", "KTP-el orang tua", "Scan KK", "SPPT tahun ini", "Bukti domisili"]
)
def test_a_paper_that_proves_what_is_held_is_found(label: str):
    made = definitions.with_papers(definitions.service("surat-domisili"), paper("berkas", label))

    assert found(made) == {("document:berkas", Why.PROVES)}


def test_a_paper_that_another_service_issues_is_taken_from_there():
    domicile, means = definitions.service("surat-domisili"), definitions.service("sktm")
    asked = definitions.with_papers(domicile, paper("berkas", "Surat keterangan tidak mampu"))
    fetched = definitions.with_papers(domicile, paper("berkas", "Surat keterangan tidak mampu", produced_by="sktm"))

    assert ("document:berkas", Why.ISSUED) in found(asked, means)
    assert found(fetched, means) == set()


def test_a_paper_of_another_service_is_found_too_when_it_is_asked_as_a_file():
    made = definitions.with_fields(
        definitions.service("surat-domisili"), field("x", "Foto surat keterangan tidak mampu", kind=FieldKind.FILE)
    )

    assert ("x", Why.ISSUED) in found(made, definitions.service("sktm"))


def test_a_letter_that_says_no_more_than_what_is_held_is_not_to_be_fetched_either():
    asked = paper("domisili", "Surat keterangan domisili", produced_by="surat-domisili")
    made = definitions.with_papers(definitions.service("sktm"), asked)

    assert found(made, definitions.service("surat-domisili")) == {("document:domisili", Why.PROVES)}


def test_a_letter_of_the_city_may_confirm_what_somebody_only_said_where_the_case_turns_on_it():
    made, domicile = definitions.service("sktm"), definitions.service("surat-domisili")
    common = {"produced_by": "surat-domisili", "confirms": "person.address"}
    asked = paper("domisili", "Surat keterangan domisili", when=definitions.when("purpose", "SCHOOL"), **common)
    of_everybody = replace(asked, when=None)
    brought_along = replace(asked, produced_by="")
    of_a_register = replace(asked, label={"id": "Kartu keluarga", "en": "Family card"}, kind="kk")

    assert found(definitions.with_papers(made, asked), domicile) == set()
    for need in (of_everybody, brought_along, of_a_register):
        assert found(definitions.with_papers(made, need), domicile) == {(f"document:{need.kind}", Why.PROVES)}


def test_one_thing_asked_twice_in_a_form_is_found_unless_only_one_can_come_up():
    made = definitions.service("surat-domisili")
    both = definitions.with_fields(made, field("a", "Nama sekolah"), field("b", "Nama sekolah"))
    either = definitions.with_fields(
        made,
        field("a", "Nama sekolah", when=definitions.when("purpose", "BANK")),
        field("b", "Nama sekolah", when=definitions.when("purpose", "WORK")),
    )

    assert found(both) == {("b", Why.TWICE)}
    assert found(either) == set()


def test_a_photo_asked_as_field_and_as_paper_is_found():
    made = definitions.with_fields(definitions.service("surat-domisili"), field("a", "Foto rumah", kind=FieldKind.FILE))

    assert found(definitions.with_papers(made, paper("foto", "Foto rumah"))) == {("document:foto", Why.TWICE)}


def test_a_lasting_answer_that_two_services_ask_needs_a_common_concept():
    lasting = field("bank", "Nomor rekening", is_asked_anew=False)
    first = definitions.with_fields(definitions.service("surat-domisili"), lasting)
    second = definitions.with_fields(definitions.service("sktm"), lasting)
    of_this_case = definitions.with_fields(definitions.service("sktm"), field("bank", "Nomor rekening"))

    assert [(one.service, one.why, one.answer) for one in redundancy.findings([first, second])] == [
        ("surat-domisili", Why.ELSEWHERE, "sktm"),
        ("sktm", Why.ELSEWHERE, "surat-domisili"),
    ]
    assert redundancy.findings([first, of_this_case]) == ()


def test_one_paper_bears_one_name_in_every_service():
    first = definitions.with_papers(definitions.service("surat-domisili"), paper("denah", "Denah lokasi"))
    second = definitions.with_papers(definitions.service("sktm"), paper("peta", "Denah lokasi"))

    assert found(first, second) == {("document:denah", Why.ELSEWHERE), ("document:peta", Why.ELSEWHERE)}


def test_a_form_is_weighed_by_what_it_demands():
    weight = redundancy.weight(definitions.service("pengantar-nikah"))

    assert (weight.held, weight.kept, weight.asked, weight.conditional) == (10, 2, 4, 2)
    assert (weight.fetched, weight.handed_in, weight.fields) == (1, 1, 18)

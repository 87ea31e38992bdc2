"""What the region offers: at least fifteen services, each whole, each in both languages."""

import tomllib
from datetime import date
from shutil import copytree

import pytest

from ayo.common import jsons
from ayo.region.facade import Faults, PackError, Table, pack
from ayo.services.actions.catalogue import binding
from ayo.services.catalogue import lines, loading
from ayo.services.data import STANDARD, Definition, FieldKind
from ayo.services.rules import stages
from tests.services import definitions

ASKED_FOR = {
    "surat-domisili", "sktm", "pengantar-nikah", "ahli-waris", "perubahan-kk", "akta-kelahiran", "akta-kematian",
    "izin-usaha", "izin-reklame", "izin-makam", "bantuan-sosial", "pindah-sekolah", "kartu-pencari-kerja",
    "pengantar-pbb", "sewa-ruang",
}  # fmt: skip


def by_code(made: Definition) -> str:
    return made.code


def test_the_fifteen_services_of_the_city_are_there():
    assert {made.code for made in definitions.shipped()} >= ASKED_FOR


@pytest.mark.parametrize("made", definitions.shipped(), ids=by_code)
def test_every_service_keeps_the_standard_in_both_languages(made: Definition):
    assert set(made.standard) == set(STANDARD)
    assert all(words["id"] and words["en"] and words["id"] != words["en"] for words in made.standard.values())


@pytest.mark.parametrize("made", definitions.shipped(), ids=by_code)
def test_every_service_says_whom_it_is_for_what_it_rests_on_and_which_need_it_serves(made: Definition):
    assert made.eligibility and made.legal_basis and made.life_events
    assert len(made.keywords) >= 10
    assert made.archive_code.replace(".", "").isdigit()


def test_some_work_runs_side_by_side_some_needs_another_office():
    every = definitions.shipped()
    opening = {made.code: len(stages.opening(made.stages, done=(), begun=())) for made in every}

    assert [code for code, count in opening.items() if count > 1]
    assert {stage.role for made in every for stage in made.stages} >= {
        "RT_HEAD",
        "RW_HEAD",
        "LURAH",
        "CAMAT",
        "OPD_HEAD",
    }
    assert definitions.service("izin-reklame").stage("pajak").office == "BPKD"


def test_a_letter_of_one_service_is_a_paper_of_another():
    codes = {made.code for made in definitions.shipped()}

    produced = {need.produced_by for made in definitions.shipped() for need in made.documents if need.produced_by}

    assert produced >= {"sktm", "akta-kematian", "surat-domisili"}
    assert produced <= codes


def test_a_fee_that_ended_by_law_is_a_version_of_its_own():
    first, second = sorted((made for made, _ in loading.shipped() if made.code == "izin-makam"), key=lambda m: m.number)

    assert first.charges and not second.charges
    assert first.valid_to == second.valid_from == date(2024, 1, 5)


def test_what_the_registry_keeps_is_only_named_and_speaks_its_words():
    made = definitions.service("akta-kematian")

    assert made.field("nik").label == {"id": "NIK", "en": "NIK"}
    assert made.field("subject_birth_on").label["id"] == "Tanggal lahir (almarhum)"
    assert made.field("subject_birth_on").kind is FieldKind.DATE
    assert [one.value for one in made.field("subject_sex").options] == ["MALE", "FEMALE"]


@pytest.mark.parametrize(
    ("change", "place", "reason"),
    [
        ({"known": ["person.shoe_size"]}, "fields.shoe_size.concept", "nobody holds person.shoe_size"),
        ({"owner": "NASA"}, "owner", "there is no organisation NASA"),
        ({"subject": {}}, "subject", "says nothing in id"),
        ({"colour": "red"}, "colour", "unknown key"),
        ({"days": 0}, "days", "must be 1 or more"),
    ],
)
def test_a_definition_that_does_not_hold_is_refused_with_place_and_reason(change, place, reason):
    faults = Faults()

    loading.read(Table(faults, "x.toml", "", {**definitions.values_of("akta-kematian"), **change}))

    assert (place, reason) in [(one.where, one.reason) for one in faults.problems]


def test_a_stage_of_an_unknown_agency_is_refused():
    values = dict(definitions.values_of("izin-reklame"))
    values["stages"] = [{**stage, "office": "NASA"} for stage in values["stages"]]
    faults = Faults()

    loading.read(Table(faults, "x.toml", "", values))

    assert "there is no organisation NASA" in [one.reason for one in faults.problems]


@pytest.mark.parametrize("concept", ["person.nik", "family.number", "answer.income", "person.shoe_size"])
def test_only_what_a_person_says_of_themselves_may_be_confirmed(concept: str):
    values = dict(definitions.values_of("pindah-sekolah"))
    values["documents"] = [{**one, "confirms": concept} for one in values["documents"] if "confirms" in one]
    faults = Faults()

    loading.read(Table(faults, "x.toml", "", values))

    assert [(one.where, one.reason) for one in faults.problems] == [
        ("documents.surat-domisili.confirms", f"{concept} is not held by the applicant's own word")
    ]


def test_a_paper_of_a_service_that_is_not_offered_is_refused(tmp_path, settings):
    folder = tmp_path / "pack"
    copytree(settings.AYO_REGION_DIR, folder)
    path = folder / "catalogue" / "ahli-waris.toml"
    path.write_text(path.read_text().replace('produced_by = "akta-kematian"', 'produced_by = "akta-lain"'))
    settings.AYO_REGION_DIR = folder

    with pytest.raises(PackError, match="akta-lain"):
        loading.shipped()


def test_a_published_version_never_says_something_else():
    with (pack().folder / "published.toml").open("rb") as file:
        published = tomllib.load(file)

    now = {
        f"{made.code} {made.number}": jsons.digest(binding(jsons.read(jsons.canonical(values))))
        for made, values in loading.shipped()
    }

    assert now == published


def test_rates_that_stand_in_are_called_so():
    stand_in = {f"{made.code} {made.number}" for made, _values in loading.shipped() if made.has_sample_rates}

    assert stand_in == {"izin-reklame 1", "sewa-ruang 1", "izin-makam 1"}


def test_a_letter_states_and_asks_nothing():
    asking = {
        (made.code, field.name)
        for made in definitions.shipped()
        if made.letter is not None
        for field in made.fields
        if field.kind not in {FieldKind.FILE, FieldKind.DECLARATION, FieldKind.POINT}
        and (said := field.label["id"]).endswith("?")
        and lines.printed(said) == said.rstrip("?")
    }

    assert asking == set()

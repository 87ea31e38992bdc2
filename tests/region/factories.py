"""A second region, as small as a pack can be: two kecamatan, three kelurahan, six-day week."""

import shutil
from pathlib import Path

import pytest

from ayo.region import loader
from ayo.region.errors import PackError

FIELDS = {
    "person": (
        "nik name front_title back_title sex birth_place birth_on religion marital_status occupation "
        "phone email domicile family_id family_role life_state"
    ),
    "family": "number head_id address",
    "employee": "person_id nip status post grade job_class organisation_id superior_id started_on ended_on",
    "organisation": "code name short_name kind parent_id siasn_code area valid_from valid_to",
}

REGION = """
code = "99.01"
slug = "tepi-laut"
bps_code = "9901"

[names]
city = "Kabupaten Tepi Laut"
city_short = "Tepi Laut"
province = "Provinsi Pesisir"
government = "Pemerintah Kabupaten Tepi Laut"
brand = "Tepi Laut Satu"
resident_app = "Tepi Laut Warga"
employee_app = "Tepi Laut Pegawai"
university = "Balai Belajar Tepi Laut"
university_short = "BBTL"
hall = "Balai Nelayan"
hall_short = "BN"
complaints = "Suara"
emergency = "112"

[locale]
language = "id"
languages = ["id", "en"]
country = "ID"
currency = "IDR"
timezone = "Asia/Jayapura"
timezone_label = "WIT"

[phone]
prefix = "+62"
area_code = "967"

[address]
postal_pattern = "99[0-9]{3}"
email_domain = "tepilaut.example"
rt_rw_digits = 3

[agencies]
population = "DUKCAPIL"

[area_levels]
CITY = "Kabupaten"
KECAMATAN = "Distrik"
KELURAHAN = "Kampung"

[organisation_kinds]
PEMDA = "Pemerintah daerah"
DINAS = "Dinas"
KELURAHAN = "Kampung"
"""

POSTS = """
[[role]]
kinds = ["KELURAHAN"]
rank = "HEAD"
role = "LURAH"
reach = "AREA"
legal_basis = "Perbup 1/2020"
valid_from = 2020-01-01

[[longest]]
of = "PLT"
days = 90
legal_basis = "Perbup 1/2020"
valid_from = 2020-01-01

[[longest]]
of = "PLH"
days = 30
legal_basis = "Perbup 1/2020"
valid_from = 2020-01-01

[[longest]]
of = "DELEGATION"
days = 365
legal_basis = "Perbup 1/2020"
valid_from = 2020-01-01
"""

AREAS = """code,name,level,parent,bps_code,aliases
99.01,Tepi Laut,CITY,,9901,
99.01.01,Utara,KECAMATAN,99.01,9901010,
99.01.01.1001,Batu Putih,KELURAHAN,99.01.01,,Watu Puteh|Batuputi
99.01.01.1002,Muara,KELURAHAN,99.01.01,,
99.01.02,Selatan,KECAMATAN,99.01,9901020,
99.01.02.1001,Muara,KELURAHAN,99.01.02,,
"""

ORGANISATIONS = """code,name,short_name,kind,parent,siasn_code,area,valid_from,valid_to
PEMKAB,Pemerintah Kabupaten Tepi Laut,Pemkab,PEMDA,,,99.01,2000-01-01,
DUKCAPIL,Dinas Dukcapil,Dukcapil,DINAS,PEMKAB,A1,99.01,2000-01-01,
IKAN,Dinas Perikanan,Perikanan,DINAS,PEMKAB,,99.01,2000-01-01,2020-01-01
LAUT,Dinas Kelautan,Kelautan,DINAS,PEMKAB,,99.01,2020-01-01,
KAMPUNG,Kampung Muara,Muara,KELURAHAN,PEMKAB,,99.01.02.1001,2000-01-01,
"""

CALENDAR = """
work_days = [1, 2, 3, 4, 5, 6]
legal_basis = "Perbup 1/2000"

[national]
country = "ID"
public = "public"
joint_leave = "government"
legal_basis = "Keppres 8/2024"

[[decree]]
year = 2026
legal_basis = "SKB 2026"

[[holiday]]
on = 2026-02-05
name = "Hari jadi kabupaten"
legal_basis = "Perda 2/2001"

[[joint_leave]]
on = 2026-02-06
name = "Cuti bersama hari jadi"
legal_basis = "SE 3/2026"

[[work_day]]
on = 2026-06-01
name = "Masuk karena pemilihan"
legal_basis = "SE 9/2026"
"""

STATUSES = """
[[status]]
code = "PNS"
label = "Pegawai negeri sipil"
number_rule = "NIP"
legal_basis = "UU 20/2023"
valid_from = 2000-01-01

[[status]]
code = "HONORER"
label = "Tenaga honorer"
number_rule = "LOCAL"
legal_basis = "Perbup 4/2001"
valid_from = 2001-01-01
valid_to = 2025-01-01

[[ladder]]
code = "PNS"
statuses = ["PNS"]
grades = [["III/a", "Penata Muda"], ["III/b", "Penata Muda Tingkat I"]]
"""

ENGLISH = """
[sources]
CAPIL = "Population office"
LAIN = "Another office"
[statuses]
PNS = "Civil servant"
HONORER = "Temporary employee"
[area_levels]
CITY = "Regency"
KECAMATAN = "District"
KELURAHAN = "Village"
[organisation_kinds]
PEMDA = "Local government"
DINAS = "Department"
KELURAHAN = "Village office"
"""

TOKENS = """:root {
  --river: #005b6b; --river-night: oklch(83% .08 200); --deep: light-dark(#013744, #092b35); --gold: #f2b541;
}
"""
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 28 28"><path d="M4 24V4h20v20"/></svg>\n'


def sources() -> str:
    """Population holds everything until 2030, when phones pass to another office."""
    text = """
[[source]]
code = "CAPIL"
label = "Dukcapil"
organisation = "DUKCAPIL"

[[source]]
code = "LAIN"
label = "Dinas lain"
organisation = ""
"""
    for kind, names in FIELDS.items():
        held = [name for name in names.split() if (kind, name) != ("person", "phone")]
        text += rule(kind=kind, source="CAPIL", fields=held, valid_from="2000-01-01", valid_to="")
    text += rule(kind="person", source="CAPIL", fields=["phone"], valid_from="2000-01-01", valid_to="2030-01-01")
    return text + rule(kind="person", source="LAIN", fields=["phone"], valid_from="2030-01-01", valid_to="")


def rule(*, kind: str, source: str, fields: list[str], valid_from: str, valid_to: str) -> str:
    names = ", ".join(f'"{name}"' for name in fields)
    end = f"valid_to = {valid_to}\n" if valid_to else ""
    return (
        f'\n[[authority]]\nkind = "{kind}"\nsource = "{source}"\nfields = [{names}]\n'
        f'legal_basis = "Perda"\nvalid_from = {valid_from}\n{end}'
    )


def write_pack(folder: Path) -> Path:
    """Write the small pack into a folder and return the folder."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "locale").mkdir(parents=True)
    files = {
        "region.toml": REGION,
        "areas.csv": AREAS,
        "organisations.csv": ORGANISATIONS,
        "calendar.toml": CALENDAR,
        "sources.toml": sources(),
        "statuses.toml": STATUSES,
        "posts.toml": POSTS,
        "locale/en.toml": ENGLISH,
        "tokens.css": TOKENS,
        "logo.svg": LOGO,
    }
    for name, text in files.items():
        (folder / name).write_text(text.lstrip("\n"), encoding="utf-8")
    return folder


def change(folder: Path, file: str, old: str | None, new: str) -> None:
    """Replace a text in a pack file; None replaces everything."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old is None or old in text
    path.write_text(new if old is None else text.replace(old, new, 1), encoding="utf-8")


def refusal(folder: Path, file: str, old: str | None, new: str) -> list[str]:
    """Return what the loader says of the pack after that change."""
    change(folder, file, old, new)
    with pytest.raises(PackError) as refused:
        loader.load(folder)
    return [str(problem) for problem in refused.value.problems]

"""What the twenty ask for: enough, with a reason, and no more; and that they live outside the product."""

import ast
import json
from collections import Counter
from pathlib import Path

import sandbox
from sandbox.manifest import apps, manifest
from tests.sandbox.driving import ROOT
from tests.sandbox.factories import CIKOKOL

PERSON = {
    "nik", "name", "front_title", "back_title", "sex", "birth_place", "birth_on", "religion", "marital_status",
    "occupation", "phone", "email", "domicile", "family_id", "family_role", "life_state",
}  # fmt: skip


def person_grants() -> dict[str, dict[str, object]]:
    return {
        app["slug"]: next(grant for grant in app["contract"]["grants"] if grant["kind"] == "person")
        for app in manifest()["apps"]
    }


def test_there_are_twenty_in_the_five_modes() -> None:
    modes = Counter(app["mode"] for app in manifest()["apps"])

    assert modes == {"BATCH": 10, "SINGLE": 3, "BINARY": 1, "PULL": 4, "FILE": 2}


def test_five_misbehave_each_in_its_own_way() -> None:
    manners = Counter(app.manner for app in apps().values())

    assert manners == {"NORMAL": 15, "SLOW": 1, "FLAKY": 1, "DYING": 1, "LIAR": 1, "FLOOD": 1}


def test_ratnas_move_is_the_business_of_all_twenty() -> None:
    for slug, grant in person_grants().items():
        inside = not grant["areas"] or any(CIKOKOL.startswith(f"{area}.") for area in grant["areas"])
        assert inside, slug
        assert set(grant["groups"]) <= {"RESIDENT"}, slug
        assert {"domicile.kelurahan", "domicile.rt", "domicile.rw", "domicile.street"} <= set(grant["fields"]), slug


def test_five_keep_cases_each_of_its_own_services_or_places() -> None:
    grants = {
        app["slug"]: grant
        for app in manifest()["apps"]
        for grant in app["contract"]["grants"]
        if grant["kind"] == "case"
    }

    assert set(grants) == {"e-office", "perizinan", "sabakota", "paten", "relawan-bpbd"}
    assert grants["paten"]["areas"] == ["36.71.01"] and "izin-usaha" in grants["perizinan"]["groups"]
    assert all("answers" not in grant["fields"] for grant in grants.values())


def test_nobody_holds_everything() -> None:
    for slug, grant in person_grants().items():
        held = {name.partition(".")[0] for name in grant["fields"]}
        # How surely it is somebody is no field of a person: only who signs people in asks for it.
        assert held - {"assurance"} < PERSON, slug


def test_every_contract_says_why_by_which_law_and_until_when() -> None:
    for app in manifest()["apps"]:
        contract = app["contract"]
        assert contract["purpose"] and contract["legal_basis"] and contract["valid_from"] < contract["valid_to"]
        assert len({grant["kind"] for grant in contract["grants"]}) == len(contract["grants"])


def test_ports_and_names_are_their_own() -> None:
    listed = manifest(9500)["apps"]

    assert [app["endpoint"] for app in listed] == [f"http://127.0.0.1:{9500 + n}/events" for n in range(20)]
    assert len({app["slug"] for app in listed}) == len({app["name"] for app in listed}) == 20


def test_the_manifest_is_json() -> None:
    assert json.loads(json.dumps(manifest())) == manifest()


def test_owners_are_organisations_of_the_region_pack() -> None:
    lines = (ROOT / "regions" / "tangerang" / "organisations.csv").read_text(encoding="utf-8").splitlines()
    codes = {line.partition(",")[0] for line in lines}

    assert {app["owner"] for app in manifest()["apps"]} <= codes


def test_no_file_of_the_sandbox_imports_the_product() -> None:
    for path in Path(sandbox.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not [name for name in names if name.partition(".")[0] in {"ayo", "django"}], path


def test_an_application_is_one_small_file() -> None:
    for path in (Path(sandbox.__file__).parent / "apps").glob("*.py"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 100, path

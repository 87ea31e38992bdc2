"""Every route, every role, everybody it can be about; and proof that each sort of hole turns it red."""

import inspect
from typing import Any

import pytest

from ayo.common import actor
from ayo.common.actor import SYSTEM
from ayo.common.errors import NotFound
from ayo.exchange import receipts
from ayo.exchange.views import receipt as receipt_page
from ayo.identity import arriving, holding, queries, sessions
from ayo.identity.delegating import queries as delegating
from ayo.identity.granting import queries as granting
from ayo.identity.models import RoleGrant
from ayo.notices import queries as letters
from ayo.notices.models import Notice
from ayo.portal.views import export as own_copy
from ayo.registry import access, by_name, models, neighbours
from ayo.registry import facade as registry
from ayo.registry.data import Kind
from ayo.registry.imports import access as import_access
from ayo.services import access as case_access
from ayo.services.models import Case, Draft
from tests.access import matrix
from tests.access.people import APPS, GUESTS, PEOPLE
from tests.access.routes import Route, all_routes
from tests.access.world import World

pytestmark = pytest.mark.django_db

# Tari, Putri and Lilis are looked at; as readers they are what Joko, Sapto and Tono are.
READERS = ("", *(one for one in PEOPLE if one not in {"tari", "putri", "lilis"}), *GUESTS, *APPS)


@pytest.mark.parametrize("who", READERS, ids=lambda who: who or "stranger")
def test_nobody_is_told_more_than_the_roles_are_for(world: World, who: str):
    routes = all_routes()
    if who in {"bare", "scopeless"}:
        # To a page a key is a key, and `contract` asks for all of them.
        routes = [one for one in routes if one.address.startswith("api/")]

    found = matrix.judge(world, routes, who)

    assert found.asked > len(routes) / 2
    assert found.faults == []


def red(world: World, who: str, *addresses: str, method: str = "") -> set[str]:
    """Return the addresses at which the matrix finds something for this reader."""
    routes = [one for one in all_routes() if one.address in addresses and method in {"", one.method}]
    assert routes
    faults = matrix.judge(world, routes, who).faults
    return {one.address for one in routes if any(f"/{one.address} " in f"{fault} " for fault in faults)}


def there(found: Any) -> Any:
    if found is None:
        raise NotFound("Nothing is there.")
    return found


def owner_of(number: Any) -> Any:
    return Notice.objects.filter(pk=number).values_list("person_id", flat=True).first() or number


def route(address: str, method: str) -> Route:
    return next(one for one in all_routes() if (one.address, one.method) == (address, method))


PERSON, FAMILY = "<UUIDConverter:person_id>", "<UUIDStrConverter:family_id>"
OF_PERSONS = (
    "cari/", "warga/", f"warga/{PERSON}/", f"warga/{PERSON}/tercatat/", "api/registry/persons",
    "api/registry/persons/search", "api/registry/persons/<UUIDStrConverter:person_id>",
)  # fmt: skip


def test_persons_visible_to_everybody_are_found_in_list_detail_search_and_api(world, monkeypatch):
    assert red(world, "tono", *OF_PERSONS) == set()
    monkeypatch.setattr(access, "persons_visible_to", lambda _actor: models.Person.objects.all())
    monkeypatch.setitem(access.VISIBLE, Kind.PERSON, access.persons_visible_to)
    # The list by name takes the same set in parts; tests/registry/test_by_name.py holds the two together.
    monkeypatch.setattr(by_name, "parts_of", lambda *_asked: [(models.Person.objects.all(), "search_name")])

    assert red(world, "tono", *OF_PERSONS) == set(OF_PERSONS)


def test_families_visible_to_everybody_are_found(world, monkeypatch):
    monkeypatch.setitem(access.VISIBLE, Kind.FAMILY, lambda _actor: models.Family.objects.all())

    assert red(world, "joko", f"api/registry/families/{FAMILY}") != set()


def test_a_contract_without_its_area_is_found(world, monkeypatch):
    monkeypatch.setattr(access, "_within_limit", lambda persons, _limit, **_more: persons)

    assert red(world, "contract", "api/registry/persons") != set()


@pytest.mark.parametrize(
    ("who", "address"), [("ratna", "audit/"), ("nia", "impor/"), ("", "organisasi/"), ("joko", "aplikasi/")]
)
def test_a_page_without_its_guard_is_found(world, monkeypatch, who, address):
    pattern = route(address, "GET").pattern
    monkeypatch.setattr(pattern, "callback", inspect.unwrap(pattern.callback))

    assert red(world, who, address) == {address}


@pytest.mark.parametrize("who", GUESTS)
def test_a_page_about_persons_that_opens_to_every_account_is_found(world, monkeypatch, who):
    opened = ("usulan/", "saya/unduh/")
    monkeypatch.setitem(actor.RIGHTS, actor.Level.UNVERIFIED, frozenset(actor.Right))
    monkeypatch.setitem(actor.RIGHTS, actor.Level.OUT_OF_CITY, frozenset(actor.Right))

    assert red(world, who, *opened) == set(opened)


def test_a_neighbourhood_without_its_bounds_is_found(world, monkeypatch):
    monkeypatch.setattr(neighbours, "visible_to", lambda _actor: models.Person.objects.all())

    assert red(world, "umar", "tetangga/") == {"tetangga/"}


def test_roles_shown_and_ended_beyond_ones_reach_are_found(world, monkeypatch):
    monkeypatch.setattr(granting, "visible_to", lambda _actor: RoleGrant.objects.all())
    addresses = ("peran/", "peran/<UUIDConverter:grant_id>/akhiri/")

    assert red(world, "tono", *addresses) == set(addresses)


def test_standing_in_that_is_over_and_still_counts_is_found(world, monkeypatch):
    """Wisnu stood in last week; were that still a role, he would be let in to look up residents."""
    ended = holding.OF_PERSON.replace("and acting.valid_to > %(day)s", "")
    for module, name in ((sessions, "_OPEN"), (queries, "_PERSON")):
        monkeypatch.setattr(module, name, getattr(module, name).replace(holding.OF_PERSON, ended))

    assert red(world, "wisnu", "warga/") == {"warga/"}


def test_acting_that_was_ended_and_still_opens_is_found(world, monkeypatch):
    still = delegating._MANDATES.replace("and given.ended_at is null", "")
    monkeypatch.setattr(delegating, "_MANDATES", still)

    assert red(world, "fajar", "saya/") == {"saya/"}


def test_acting_that_is_over_and_still_opens_is_found(world, monkeypatch):
    still = delegating._MANDATES.replace("given.valid_to > %(day)s", "true")
    monkeypatch.setattr(delegating, "_MANDATES", still)

    assert red(world, "ilham", "saya/") == {"saya/"}


def test_a_page_of_ones_own_that_stays_open_while_acting_is_found(world, monkeypatch):
    pattern = route("saya/unduh/", "GET").pattern
    monkeypatch.setattr(pattern, "callback", inspect.unwrap(pattern.callback))

    assert red(world, "endah", "saya/unduh/", method="GET") == {"saya/unduh/"}


def test_acting_with_everything_one_may_oneself_is_found(world, monkeypatch):
    """Endah is a steward and sees the whole city; while she acts for Tari she sees Tari."""
    monkeypatch.setattr(arriving.delegating, "acting", lambda actor, _whom: actor)

    assert red(world, "endah", f"warga/{PERSON}/", "warga/") == {f"warga/{PERSON}/", "warga/"}


def test_an_endpoint_without_its_guard_is_found(world, monkeypatch):
    view = route("api/registry/persons", "GET").pattern.callback
    operation = inspect.getclosurevars(view).nonlocals["self"].operations[0]
    monkeypatch.setattr(operation, "view_func", inspect.unwrap(operation.view_func))

    assert red(world, "bare", "api/registry/persons", method="GET") != set()


def test_a_file_without_its_scope_is_found(world, monkeypatch):
    monkeypatch.setattr(receipt_page, "_seen", lambda _actor, event_id: there(receipts.of_event(event_id)))
    address = "aplikasi/tanda-terima/<UUIDConverter:event_id>/csv/"

    assert red(world, "joko", address) == {address}


def test_rejected_rows_of_somebody_else_s_import_are_found(world, monkeypatch):
    monkeypatch.setattr(import_access, "imports_visible_to", lambda _actor: models.Import.objects.all())
    address = "impor/<UUIDConverter:import_id>/ditolak/"

    assert red(world, "rini", address) == {address}


def test_an_export_of_somebody_else_is_found(world, monkeypatch):
    ratna, theirs = world.ids["person_id"]["ratna"], own_copy.subject_of

    def of_ratna(request: Any, _person_id: Any) -> Any:
        subject = theirs(request, None)
        found = registry.dossier(SYSTEM, ratna)
        return type(subject)(found, is_self=True)

    monkeypatch.setattr(own_copy, "subject_of", of_ratna)

    assert red(world, "joko", "saya/unduh/") == {"saya/unduh/"}


def test_a_letter_of_somebody_else_is_found(world, monkeypatch):
    found = letters.letter
    monkeypatch.setattr(letters, "letter", lambda _me, number: found(owner_of(number), number))
    address = "kotak-masuk/<UUIDConverter:notice_id>/"

    assert red(world, "joko", address) == {address}


CASE, DRAFT = "urusan/<UUIDConverter:case_id>/", "urusan/isian/<UUIDConverter:draft_id>/"


def test_cases_and_forms_of_somebody_else_are_found(world, monkeypatch):
    pages = (CASE, f"{CASE}pesan/", f"{DRAFT}periksa/", f"{CASE}dokumen/<UUIDConverter:document_id>/")
    assert red(world, "joko", *pages) == set()
    monkeypatch.setattr(case_access, "affairs_of", lambda _actor: Case.objects.all())
    monkeypatch.setattr(case_access, "cases_visible_to", lambda _actor: Case.objects.all())
    monkeypatch.setattr(case_access, "drafts_of", lambda _actor: Draft.objects.all())

    assert red(world, "joko", *pages) == set(pages)


def test_a_helper_who_opens_all_that_is_the_resident_s_is_found(world, monkeypatch):
    pages = (CASE, f"{DRAFT}periksa/")
    assert red(world, "yanti", *pages) == set()
    monkeypatch.setattr(actor.Actor, "is_helping", False)

    assert red(world, "yanti", *pages) == set(pages)


def test_writing_what_one_may_not_see_is_found(world, monkeypatch):
    monkeypatch.setattr(access, "sees", lambda _actor, _kind, _row: True)
    address = "api/registry/persons/<UUIDStrConverter:person_id>"
    found = matrix.judge(world, [route(address, "PATCH")], "joko").faults

    assert f"joko: PATCH /{address} about ratna wrote" in found

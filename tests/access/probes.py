"""What is asked beside the address: searches, filters, cursors, bodies that name somebody by id, name or NIK."""

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from ayo.common import clock
from tests.access.people import PEOPLE, Facts
from tests.access.routes import Route
from tests.access.world import NOWHERE, World

NOBODY = Facts("Xylqo Vuzzyq", "3671012305620099", "089900001111", "")
# Shut to everybody of this world: samples outside development, a second step, passkeys and invitations that nobody has.
NEVER_THERE = {
    "api/", "ui/", "oidc/authorize", "oidc/userinfo", "oidc/logout", "masuk/kode/", "saya/pengaman/aplikasi/lepas/",
    "saya/pengaman/cadangan/", "saya/pengaman/cadangan/unduh/", "saya/pengaman/kata-sandi/", "saya/pengaman/kode/",
    "masuk/kunci/", "masuk/dengan-kode/isi/", "saya/pengaman/kunci/lagi/",
    "saya/pengaman/kunci/<IntConverter:passkey_id>/lepas/", "saya/pengaman/kunci/<IntConverter:passkey_id>/nama/",
    "undangan/<StringConverter:token>/",
    # The one month run of this world is a draft, and corrects none.
    "kinerja/tpp/<SlugConverter:month>/", "kinerja/tpp/<SlugConverter:month>/pdf/",
    "kepegawaian/tpp/<UUIDConverter:run_id>/selisih/",
    "kepegawaian/tpp/tabel/<UUIDConverter:table_id>/",
    # No stage of this world signs a letter, and none bears the code that is asked for.
    "meja-kerja/<UUIDConverter:task_id>/surat/", "cek/<StringConverter:letter_code>/",
}  # fmt: skip


@dataclass(frozen=True)
class Sent:
    """What goes along with a request; `words` are taken out of the answer, which may repeat them."""

    query: str = ""
    body: str = ""
    json: Any = None
    words: tuple[str, ...] = ()


Probe = Callable[[World, str, str], Sent]


def plain(route: Route) -> Probe:
    """Return the usual body of the route, the same whomever it is about."""
    if route.method == "GET":
        return lambda _world, _who, _whom: Sent()
    if route.address.startswith("api/"):
        return lambda _world, _who, _whom: Sent(json={"phone": "081200002222"} if "persons" in route.address else {})
    form = {
        "q": "", "step": "accept" if "putuskan" in route.address else "send", "reason": "x", "note": "x",
        "value": "081200001111", "version": "2", "valid_from": clock.today().isoformat(), "purpose": "SERVICE",
        "keep": "this", "form": "json",
    }  # fmt: skip
    return lambda _world, _who, _whom: Sent(body=urlencode(form))


def of(route: Route) -> list[Probe]:
    return PROBES.get((route.method, route.address), [])


def is_missing(route: Route, who: str, whom: str) -> bool:
    """Tell whether what the address is about is not there for anybody: no merge, no work record, no such step."""
    return "merge_id" in route.address or ("key_id" in route.address) or route.address in NEVER_THERE


def _person(whom: str) -> Facts:
    return PEOPLE.get(whom, NOBODY)


def _id(world: World, name: str, whom: str) -> str:
    return str(world.ids[name].get(whom, NOWHERE))


def _form(**given: Callable[[World, str], str]) -> Probe:
    return lambda world, _who, whom: _sent({name: of(world, whom) for name, of in given.items()}, as_query=False)


def _query(**given: Callable[[World, str], str]) -> Probe:
    return lambda world, _who, whom: _sent({name: of(world, whom) for name, of in given.items()}, as_query=True)


def _json(**given: Callable[[World, str], str]) -> Probe:
    def probe(world: World, _who: str, whom: str) -> Sent:
        values = {name: of(world, whom) for name, of in given.items()}
        return Sent(json=values, words=tuple(values.values()))

    return probe


def _sent(values: dict[str, str], *, as_query: bool) -> Sent:
    words = tuple(values.values())
    return Sent(query=urlencode(values), words=words) if as_query else Sent(body=urlencode(values), words=words)


def _nik(_world: World, whom: str) -> str:
    return _person(whom).nik


def _name(_world: World, whom: str) -> str:
    """The name without its last two letters: what the answer repeats is not the name."""
    return _person(whom).name[:-2]


def _born(_world: World, whom: str) -> str:
    nik = _person(whom).nik
    day, year = int(nik[6:8]), int(nik[10:12])
    return f"{'20' if year <= 24 else '19'}{year:02d}-{nik[8:10]}-{day - 40 if day > 40 else day:02d}"


def _of(name: str) -> Callable[[World, str], str]:
    return lambda world, whom: _id(world, name, whom)


def _cursor(name: str) -> Callable[[World, str], str]:
    """A cursor as somebody would forge it, who knows an id."""

    def forged(world: World, whom: str) -> str:
        return base64.urlsafe_b64encode(json.dumps([_id(world, name, whom), ""]).encode()).decode().rstrip("=")

    return forged


def _is(value: str) -> Callable[[World, str], str]:
    return lambda _world, _whom: value


_SEX = _is("FEMALE")
PROBES: dict[tuple[str, str], list[Probe]] = {
    ("POST", "cari/"): [_form(q=_name), _form(q=_nik)],
    ("POST", "warga/"): [_form(q=_name), _form(q=_nik)],
    ("GET", "warga/"): [_query(sesudah=_of("person_id")), _query(sesudah=_of("person_id"), wilayah=_is("36.71.01"))],
    ("POST", "tetangga/"): [_form(q=_name)],
    ("GET", "tetangga/"): [_query(sesudah=_of("person_id"))],
    ("POST", "peran/beri/<SlugConverter:code>/"): [_form(number=_nik, rw=_is("003"), rt=_is("002"))],
    ("POST", "saya/untuk/"): [_form(whom=_of("person_id"))],
    ("POST", "usulan/terima/"): [_form(id=_of("proposal_id"))],
    ("GET", "api/registry/persons"): [
        _query(name=_name), _query(cursor=_cursor("person_id")), _query(name=_is("a"), cursor=_cursor("person_id")),
    ],
    ("POST", "api/registry/persons/search"): [_json(nik=_nik), _json(name=_name), _json(name=_name, birth_on=_born)],
    ("POST", "api/registry/persons"): [_json(nik=_nik, name=_name, birth_on=_born, sex=_SEX)],
    ("GET", "api/registry/employees"): [_query(person_id=_of("person_id"))],
    ("POST", "api/registry/employees"): [_json(person_id=_of("person_id"))],
}  # fmt: skip

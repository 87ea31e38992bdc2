"""Who calls the API in the tests: applications with a key and a contract, people with a session."""

import json
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.test import Client

from ayo.common.actor import SYSTEM
from ayo.identity import facade as identity

ALL = (
    "persons:read", "persons:write", "families:read", "families:write", "employees:read", "employees:write",
    "organisations:read", "organisations:write",
)  # fmt: skip

PERSON = ["nik", "name", "sex", "birth_on", "phone", "email", "domicile"]
NEW = {"nik": "3671015507910011", "name": "Siti Aminah", "sex": "FEMALE", "birth_on": "1991-07-15"}


class Caller:
    """A client that speaks JSON."""

    def __init__(self, client: Client, headers: dict[str, str], app_id: UUID | None = None) -> None:
        self.client, self.headers, self.app_id = client, headers, app_id

    def get(self, path: str, **headers: str) -> HttpResponse:
        return self.client.get(f"/api/registry{path}", headers=self.headers | _named(headers))

    def post(self, path: str, body: Any, **headers: str) -> HttpResponse:
        return self._send("post", path, body, headers)

    def patch(self, path: str, body: Any, **headers: str) -> HttpResponse:
        return self._send("patch", path, body, headers)

    def _send(self, method: str, path: str, body: Any, headers: dict[str, str]) -> HttpResponse:
        return getattr(self.client, method)(
            f"/api/registry{path}", json.dumps(body), content_type="application/json",
            headers=self.headers | _named(headers),
        )  # fmt: skip


def application(
    fields: dict[str, list[str]], *, scopes: tuple[str, ...] = ALL, sources: tuple[str, ...] = (),
    areas: tuple[str, ...] = (), groups: tuple[str, ...] = (),
) -> Caller:  # fmt: skip
    limits = {
        kind: {"fields": names, "areas": list(areas), "groups": list(groups) if kind == "person" else [],
               "purpose": "Pemutakhiran wajib pajak"}
        for kind, names in fields.items()
    }  # fmt: skip
    app_id = uuid4()
    plain, _ = identity.create_key(
        app_id=app_id, app_name="PBB-P2", label="", scopes=scopes, sources=sources, limits=limits, per_minute=6000,
        actor=SYSTEM,
    )  # fmt: skip
    return Caller(Client(), {"Authorization": f"Bearer {plain}"}, app_id)


def person(person_id: UUID) -> Caller:
    account = identity.open_account(
        login=f"{person_id}@example.test", person_id=person_id, password="", is_demo=True, actor=SYSTEM
    )
    client = Client()
    client.force_login(account)
    return Caller(client, {})


def _named(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}

"""The twenty, in the order of their ports, and what Ayo must be told about them: the manifest with every contract."""

from __future__ import annotations

import argparse
import importlib
import json
from functools import cache
from typing import Any

from sandbox.kit.program import App
from sandbox.kit.table import Table
from sandbox.signin.three import THREE

MODULES = (
    "siak", "kartu_keluarga", "pbb", "perizinan", "spmb", "e_puskesmas", "rsud", "sabakota", "simpeg", "absensi",
    "e_office", "perpustakaan", "tas_loker", "e_transport", "laksa", "darurat_112", "paten", "tirta_benteng", "e_kir",
    "relawan_bpbd",
)  # fmt: skip
FIRST_PORT = 9100
SCOPES = ("events:read", "snapshot:read")
# The flooding application also asks for what it floods with, and that of attendance sends what its machines saw.
MORE_SCOPES = {"laksa": ("persons:read", "persons:write"), "absensi": ("attendance:write",)}


@cache
def apps() -> dict[str, App]:
    """All twenty by module name."""
    return {name: importlib.import_module(f"sandbox.apps.{name}").APP for name in MODULES}


def manifest(first_port: int = FIRST_PORT) -> dict[str, Any]:
    return {"apps": [entry(app, first_port + place) for place, app in enumerate(apps().values())]}


def entry(app: App, port: int) -> dict[str, Any]:
    described: dict[str, Any] = {
        "slug": app.slug,
        "name": app.name,
        "owner": app.owner,
        "description": app.about,
        "mode": app.mode,
        "endpoint": f"http://127.0.0.1:{port}/events",
        "digest_url": f"http://127.0.0.1:{port}/digest",
        "scopes": [*SCOPES, *MORE_SCOPES.get(app.slug, ())],
        "contract": contract(app),
    }
    if app.schedule_seconds:
        described["schedule_seconds"] = app.schedule_seconds
    return described


def contract(app: App) -> dict[str, Any]:
    """Exactly the fields the application has columns for, why, and for how long."""
    return {
        "app": app.slug,
        "valid_from": "2026-01-01",
        "valid_to": "2030-12-31",
        "purpose": app.purpose,
        "legal_basis": app.legal_basis,
        "grants": [grant(table, more=_of_sign_in(app) if table.kind == "person" else ()) for table in app.tables],
    }


def _of_sign_in(app: App) -> tuple[str, ...]:
    """What no column holds: how surely it is this person, of whom an application lets in."""
    return ("assurance",) if any(one.slug == app.slug and one.asks_how_surely for one in THREE) else ()


def grant(table: Table, *, more: tuple[str, ...]) -> dict[str, Any]:
    return {
        "kind": table.kind,
        "fields": [*table.fields, *more],
        "areas": list(table.areas),
        "groups": list(table.groups),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description="Print the manifest for `ayo app add --manifest FILE`.")
    parser.add_argument("--first-port", type=int, default=FIRST_PORT)
    print(json.dumps(manifest(parser.parse_args().first_port), indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main()

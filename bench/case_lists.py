"""`ayo bench case_lists`: lists in a city of a million cases, by whoever may see them: queue, unit, all cases, API.

One at a time, in this process: measured is the whole answer of Ayo (access, statements, page), not the web server.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import _limits
from bench._house import House

ROUNDS = 200
LATELY = {"changed_since": "2026-11-20T00:00:00Z"}


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--cases", type=int, default=1_000_000)
    given.add_argument("--people", type=int, default=20_000)
    chosen = given.parse_args()
    with tempfile.TemporaryDirectory(prefix="ayo-bench-") as folder:
        house = House(Path(folder) / "home")
        try:
            house.build()
            size = ["--people", str(chosen.people), "--employees", str(max(80, chosen.people // 10))]
            subprocess.run([sys.executable, "-m", "ayo", "demo", "load", *size], check=True, stdout=subprocess.DEVNULL)
            from bench import _million

            begun = time.perf_counter()
            _million.load(house, chosen.cases)
            print(
                f"workload: {chosen.cases:,} cases by COPY in {time.perf_counter() - begun:.0f} s, {ROUNDS} rounds each"
            )
            measure(house)
        finally:
            house.cluster.stop()


def measure(house: House) -> None:
    from django.test import Client, override_settings

    print(f"limit in this run: {1000 / _limits.commits(house, threads=1, seconds=1):.2f} ms a commit of one row")
    budi, sari = _signed_in("Budi"), _signed_in("Sari")
    whole, narrow = _key("kota", {}), _key("izin", {"groups": ["izin-usaha", "izin-makam"], "areas": ["36.71.01"]})
    with override_settings(ALLOWED_HOSTS=["127.0.0.1"]):
        tell("queue of a kelurahan", lambda n: budi.get("/meja-kerja/", {"saring": "unit"}))
        tell("queue, due soon", lambda n: budi.get("/meja-kerja/", {"saring": "tempo"}))
        tell("unit view of its head", lambda n: sari.get("/meja-kerja/unit/"))
        tell("/kasus/, newest", lambda n: budi.get("/kasus/"))
        tell("/kasus/, by state", lambda n: budi.get("/kasus/", {"keadaan": "REJECTED"}))
        tell("/kasus/, ten pages on", _paged(budi))
        for name, key in (("whole city", whole), ("two services, one kecamatan", narrow)):
            caller = Client(HTTP_HOST="127.0.0.1", headers={"Authorization": f"Bearer {key}"})
            tell(f"API, {name}", lambda n, caller=caller: caller.get("/api/services/cases"))
            tell(f"API, {name}, following", _following(caller))
            tell(f"API, {name}, changed since", lambda n, caller=caller: caller.get("/api/services/cases", LATELY))


def tell(what: str, ask: Callable[[int], Any]) -> None:
    took = []
    for number in range(ROUNDS + 10):
        begun = time.perf_counter()
        answer = ask(number)
        took.append((time.perf_counter() - begun) * 1000)
        if answer.status_code != 200:
            raise RuntimeError(f"{what} answered {answer.status_code}")
    took = sorted(took[10:])
    p50, p95, p99 = (took[int(len(took) * part)] for part in (0.5, 0.95, 0.99))
    print(f"{what:<44} p50 {p50:>6.1f}  p95 {p95:>6.1f}  p99 {p99:>6.1f} ms", flush=True)


def _paged(client: Any) -> Callable[[int], Any]:
    import re

    url = "/kasus/"
    for _ in range(10):
        found = re.search(r'href="(\?[^"]*sebelum=[^"]*)"', client.get(url).text)
        url = "/kasus/" + found.group(1).replace("&amp;", "&") if found else "/kasus/"
    return lambda n: client.get(url)


def _following(client: Any) -> Callable[[int], Any]:
    """Page on and on, as an application does that fetches everything."""
    place = {"cursor": ""}

    def ask(_number: int) -> Any:
        answer = client.get("/api/services/cases", place)
        place["cursor"] = answer.json()["next"] or ""
        return answer

    return ask


def _signed_in(name: str) -> Any:
    from django.test import Client

    from ayo.identity.models import Account

    browser = Client(HTTP_HOST="127.0.0.1")
    browser.force_login(Account.objects.filter(is_demo=True, person__name__startswith=name).get())
    return browser


def _key(slug: str, narrowed: dict[str, Any]) -> str:
    from ayo.common.actor import SYSTEM
    from ayo.exchange import facade as exchange

    fields = ["number", "service", "state", "applicant_id", "organisation_id", "submitted_at", "due_on", "ended_at"]
    contract = {
        "valid_from": "2020-01-01", "purpose": "bench", "legal_basis": "bench",
        "grants": [{"kind": "case", "fields": fields, **narrowed}],
    }  # fmt: skip
    made = exchange.add_app(
        slug=f"bench-{slug}", name=slug, owner_code="DISKOMINFO", description="", mode="PULL", endpoint="",
        digest_url="", schedule_seconds=0, scopes=("cases:read",), contract=contract, actor=SYSTEM,
    )  # fmt: skip
    from ayo.identity.models import ApiKey

    ApiKey.objects.update(per_minute=1_000_000)
    return made.api_key or ""


if __name__ == "__main__":
    main()
